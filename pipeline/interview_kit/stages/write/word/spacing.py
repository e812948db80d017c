"""Apply the theme's line, letter and paragraph spacing to an open shell, and bold emphasis for dyslexia."""

from __future__ import annotations

from docx.shared import Pt

from interview_kit.model.theme import Theme
from interview_kit.stages.write.stylesheet import leading, narrow_size
from interview_kit.stages.write.word.base_shell import base_styles
from interview_kit.stages.write.word.reference_docx import ReferenceDocx, default_run
from interview_kit.stages.write.word.xml import el, qualified, twips

_KEEP_THEIR_LINE = ("Hyperlink", "Kit Blank")
_TITLES, _LESS = ("Title", "Heading 1", "Heading 2"), 3
_NARROW = ("Kit Table Head", "Kit Log", "Header", "Footer")
_NOT_SPACED = ("Header", "Footer", "Kit Blank")
_AFTER_SPACING = (
    "w:w",
    "w:kern",
    "w:position",
    "w:sz",
    "w:szCs",
    "w:highlight",
    "w:u",
    "w:effect",
    "w:bdr",
    "w:shd",
)
_IN_LETTERS = 0.67  # of the space between paragraphs, as in the style sheet
_OFF = ("0", "false", "none")


def set_spacing(shell: ReferenceDocx, theme: Theme) -> None:
    """Scale and set the shell's spacing by the tokens: line heights, letters, paragraphs, narrow columns."""
    tokens = theme.tokens
    styles = shell.file.styles.element
    if leading(tokens) != 1:
        # `atLeast` is the pitch of lines to write on.
        for spacing in styles.xpath("//w:spacing[@w:line][not(@w:lineRule='atLeast')]"):
            spacing.set(qualified("line"), str(round(int(spacing.get(qualified("line"))) * leading(tokens))))
    if tokens.letter_spacing:
        _space_letters(shell, round(tokens.letter_spacing * 20))
    # The base shell's space after ordinary paragraphs: where a style still has it, the token replaces it.
    drawn = base_styles()["Kit Body"].pPr.spacing.get(qualified("after"))
    between = str(twips(tokens.paragraph_spacing))
    for spacing in styles.xpath(f"w:style//w:spacing[@w:after='{drawn}']"):
        spacing.set(qualified("after"), between)
    for letter in shell.styles["Kit Message"].iter(qualified("spacing")):
        for side in map(qualified, ("before", "after")):
            if letter.get(side) in (drawn, between):
                letter.set(side, str(twips(tokens.paragraph_spacing * _IN_LETTERS)))
    if theme.variant.is_roomy:
        for name in _NARROW:
            shell.styles[name].get_or_add_rPr().sz_val = Pt(narrow_size(theme))
    if theme.variant.dyslexia_friendly:
        _embolden_emphasis(shell)


def _space_letters(shell: ReferenceDocx, twentieths: int) -> None:
    """Set the letter spacing: a third of it in titles and tables, none in header, footer and blanks."""
    default_run(shell, "sz").addprevious(el("spacing", val=twentieths))
    own = dict.fromkeys((*_TITLES, *_NARROW), round(twentieths / _LESS)) | dict.fromkeys(_NOT_SPACED, 0)
    for name, wanted in own.items():
        run = shell.styles[name].get_or_add_rPr()
        if run.find(qualified("spacing")) is None:  # keep an agency's own value
            run.insert_element_before(el("spacing", val=wanted), *_AFTER_SPACING)


def _embolden_emphasis(shell: ReferenceDocx) -> None:
    """Replace italics and underlines in the styles by bold; links and blanks keep their underline."""
    underlined = {shell.style_ids[name] for name in _KEEP_THEIR_LINE}
    upright = shell.style_ids["Kit Cue"]  # a stage direction needs no emphasis
    for style in shell.file.styles.element.style_lst:
        name, run = style.get(qualified("styleId")), style.rPr
        if run is None:
            continue
        marks = [run.find(qualified(tag)) for tag in (("i",) if name in underlined else ("i", "u"))]
        stress = [mark for mark in marks if mark is not None and mark.get(qualified("val")) not in _OFF]
        for mark in stress:
            run.remove(mark)
        if stress and name != upright:
            run.get_or_add_b().val = True
            run.get_or_add_bCs().val = True
