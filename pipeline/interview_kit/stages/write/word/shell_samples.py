"""Make a Word shell for an agency to edit, with the theme's looks and a sample of every style.

The samples are in the body, in one content control. They show the effect of editing a style in Word; no kit
contains them.
"""

from __future__ import annotations

import io
from dataclasses import replace

import docx

from interview_kit.model.theme import Theme
from interview_kit.stages.write.word.apply_theme import recolour, set_font
from interview_kit.stages.write.word.base_shell import (
    BASE_SHELL,
    add_missing_styles,
    base_styles,
    clashing_styles,
    style_key,
)
from interview_kit.stages.write.word.body_context import BodyContext, run
from interview_kit.stages.write.word.check_placeholders import SAMPLES_TAG
from interview_kit.stages.write.word.check_shell import check_shell
from interview_kit.stages.write.word.embed import embed_font
from interview_kit.stages.write.word.grid import grid
from interview_kit.stages.write.word.layout import Layout
from interview_kit.stages.write.word.mend_shell import mend_styles
from interview_kit.stages.write.word.package import save
from interview_kit.stages.write.word.reference_docx import as_shell
from interview_kit.stages.write.word.styles import CELLS, LEAD, STYLES
from interview_kit.stages.write.word.xml import Element, el, words
from interview_kit.support.errors import Problem, ThemeError
from interview_kit.support.i18n import _

_TITLE = "Samples of the styles: nothing in this frame is printed"
_SMALL = ("Kit Gap", "Kit End")  # too small to be read
_WIDTHS = 4000, 4000  # twentieths of a point


def shell_to_edit(theme: Theme) -> bytes:
    """Return a shell with the theme's colours, its font and a sample of each style; deterministic bytes."""
    file = docx.Document(str(BASE_SHELL))
    shell = as_shell(file)
    recolour(shell, theme.tokens)
    set_font(shell, theme.tokens.font)
    context = BodyContext(shell, theme.tokens, shell.text_width, 1.0, theme.variant, Layout(shell, theme))
    inside = [context.paragraph("Kit Lead", [el("r", words(LEAD))])]
    for name in STYLES:
        inside += _sample(name, context)
    properties = el("sdtPr", el("alias", val=_TITLE), el("tag", val=SAMPLES_TAG), el("id", val=1))
    control = el("sdt", properties, el("sdtContent", *inside))
    shell.section.addprevious(control)
    shell.section.addprevious(context.paragraph("Kit Body"))
    embed_font(shell, theme)
    return save(file.part.package)


def updated_shell(data: bytes, path: str) -> tuple[bytes, tuple[str, ...]]:
    """Return a shell with the styles and lines that it lacks, as the base theme has them, and their names.

    Everything else is as it was. Raises ThemeError, with `path`, for a shell that is refused.
    """
    try:
        check_shell(data)
        file = docx.Document(io.BytesIO(data))
    except (KeyError, ValueError, AttributeError) as error:
        raise ThemeError.of(path, _("this Word file cannot be opened: {error}", error=error)) from error
    except ThemeError as error:
        raise ThemeError(tuple(replace(each, file=path) for each in error.problems)) from error
    clashing = tuple(Problem(path, None, None, name, message) for name, message in clashing_styles(file))
    if clashing:
        raise ThemeError(clashing)
    names = dict.fromkeys((*add_missing_styles(file), *mend_styles(file)))
    return save(file.part.package), tuple(names)


def _sample(name: str, context: BodyContext) -> list[Element]:
    said = [el("r", words(f"{name}: {STYLES[name]}"))]
    match style_key(base_styles()[name])[0]:
        case "character":
            return [context.paragraph("Kit Body", [run(context, name, f"{name}: {STYLES[name]}")])]
        case "table":
            rows = [[[el("p", el("r", words(cell)))] for cell in row] for row in CELLS]
            table = grid(context, name, _WIDTHS, rows, header=True)
            return [context.paragraph("Kit Body", said), table, context.paragraph("Kit Gap")]
        case _ if name in _SMALL:
            return [context.paragraph("Kit Body", said), context.paragraph(name)]
        case _:
            return [context.paragraph(name, said)]
