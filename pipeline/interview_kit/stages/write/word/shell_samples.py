"""Make a Word shell for an agency to edit, with the theme's looks and a sample of every style.

The samples are in the body, in one content control. They show the effect of editing a style in Word; no kit
contains them.
"""

from __future__ import annotations

import docx
from lxml import etree

from interview_kit.model.theme import Theme
from interview_kit.stages.write.word.apply_theme import recolour, set_font
from interview_kit.stages.write.word.base_shell import BASE_SHELL, base_styles, style_key
from interview_kit.stages.write.word.check_placeholders import SAMPLES_TAG
from interview_kit.stages.write.word.embed import embed_font
from interview_kit.stages.write.word.package import save
from interview_kit.stages.write.word.reference_docx import as_shell
from interview_kit.stages.write.word.styles import STYLES
from interview_kit.stages.write.word.xml import Element, el, words

_TITLE = "Samples of the styles: nothing in this frame is printed"
_LEAD = (
    "Change a style, not this text: in the list of styles, right-click its name and choose Modify. Colours "
    "of the theme, the usual font and the size of ordinary text follow theme.yaml; so do sizes and margins "
    "that you leave as they are. Put pictures into the header, and no words: they are in the bank. "
    "In header and footer you may write {{ running_head }}, {{ page_label }}, {{ title }}, {{ subject }}, "
    "{{ footer }}, {{ contact_line }}, and {{ logo_alt }} as the alt text of a picture."
)
_SMALL = ("Kit Gap", "Kit End")  # too small to be read
_CELLS = ("One", "Two"), ("Three", "Four")


def shell_to_edit(theme: Theme) -> bytes:
    """Return a shell with the theme's colours, its font and a sample of each style; deterministic bytes."""
    file = docx.Document(str(BASE_SHELL))
    shell = as_shell(file)
    recolour(shell, theme.tokens)
    set_font(shell, theme.tokens.font)
    embed_font(shell, theme)
    ids = shell.style_ids
    inside = [_paragraph(ids["Kit Lead"], _LEAD)]
    for name in STYLES:
        inside += _sample(name, ids)
    properties = el("sdtPr", el("alias", val=_TITLE), el("tag", val=SAMPLES_TAG), el("id", val=1))
    control = el("sdt", properties, el("sdtContent", *inside))
    shell.section.addprevious(control)
    shell.section.addprevious(_paragraph(ids["Kit Body"]))
    return save(file.part.package)


def _sample(name: str, ids: dict[str, str]) -> list[Element]:
    said = f"{name}: {STYLES[name]}"
    match style_key(base_styles()[name])[0]:
        case "character":
            run = el("r", el("rPr", el("rStyle", val=ids[name])), words(said))
            return [el("p", el("pPr", el("pStyle", val=ids["Kit Body"])), run)]
        case "table":
            return [_paragraph(ids["Kit Body"], said), _table(ids[name]), _paragraph(ids["Kit Gap"])]
        case _ if name in _SMALL:
            return [_paragraph(ids["Kit Body"], said), _paragraph(ids[name])]
        case _:
            return [_paragraph(ids[name], said)]


def _paragraph(style: str, said: str = "") -> Element:
    return el("p", el("pPr", el("pStyle", val=style)), *([el("r", words(said))] if said else []))


def _table(style: str) -> Element:
    look = el("tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
    properties = el("tblPr", el("tblStyle", val=style), el("tblW", w=0, type="auto"), look)
    grid = el("tblGrid", el("gridCol", w=4000), el("gridCol", w=4000))
    rows = (el("tr", *(_cell(said) for said in row)) for row in _CELLS)
    return el("tbl", properties, grid, *rows)


def _cell(said: str) -> etree._Element:
    return el("tc", el("tcPr", el("tcW", w=4000, type="dxa")), el("p", el("r", words(said))))
