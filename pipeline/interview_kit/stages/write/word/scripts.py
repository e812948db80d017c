"""Mark runs of other scripts for Word: font, language, and right to left.

The fonts are those that come with Word. They are not embedded: each would add its own size to the file, and a
program that lacks one substitutes another that has the letters.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import NamedTuple

from interview_kit.stages.write.scripts import EMOJI, ScriptRun, eastern_script, is_ordinary, script_runs
from interview_kit.stages.write.word.reference_docx import ReferenceDocx
from interview_kit.stages.write.word.xml import MARGINS, Element, el, qualified, words, xml_parts


class _ScriptLook(NamedTuple):
    """Word's properties for a script: font, kind of letters (ECMA-376, 17.3.2.26), and language tag."""

    font: str
    kind: str
    language: str = ""


_CS, _EAST, _LATIN = "cs", "eastAsia", "default"
_INDIAN, _MAINLAND = "Nirmala UI", "Leelawadee UI"
_LOOKS = {
    "Arab": _ScriptLook("Arial", _CS, "ar-SA"),
    "Hebr": _ScriptLook("Arial", _CS, "he-IL"),
    "Deva": _ScriptLook(_INDIAN, _CS, "hi-IN"),
    "Beng": _ScriptLook(_INDIAN, _CS, "bn-IN"),
    "Guru": _ScriptLook(_INDIAN, _CS, "pa-IN"),
    "Gujr": _ScriptLook(_INDIAN, _CS, "gu-IN"),
    "Orya": _ScriptLook(_INDIAN, _CS, "or-IN"),
    "Taml": _ScriptLook(_INDIAN, _CS, "ta-IN"),
    "Telu": _ScriptLook(_INDIAN, _CS, "te-IN"),
    "Knda": _ScriptLook(_INDIAN, _CS, "kn-IN"),
    "Mlym": _ScriptLook(_INDIAN, _CS, "ml-IN"),
    "Sinh": _ScriptLook(_INDIAN, _CS, "si-LK"),
    "Thai": _ScriptLook(_MAINLAND, _CS, "th-TH"),
    "Laoo": _ScriptLook(_MAINLAND, _CS, "lo-LA"),
    "Khmr": _ScriptLook(_MAINLAND, _CS, "km-KH"),
    "Mymr": _ScriptLook("Myanmar Text", _CS, "my-MM"),
    "Hans": _ScriptLook("Microsoft YaHei", _EAST, "zh-CN"),
    "Hant": _ScriptLook("Microsoft JhengHei", _EAST, "zh-TW"),
    "Jpan": _ScriptLook("Yu Gothic", _EAST, "ja-JP"),
    "Kore": _ScriptLook("Malgun Gothic", _EAST, "ko-KR"),
    "Cans": _ScriptLook("Gadugi", _LATIN, "iu-Cans-CA"),
    "Ethi": _ScriptLook("Ebrima", _LATIN, "am-ET"),
    EMOJI: _ScriptLook("Segoe UI Emoji", _LATIN),
}
_LANGUAGE_OF = {_CS: "bidi", _EAST: "eastAsia", _LATIN: "val"}
# Bold and italic have separate properties for letters of the kind `cs` (complex script).
_TWINS = {"b": "bCs", "i": "iCs"}


def mark_scripts(shell: ReferenceDocx) -> None:
    """Give each stretch of another script a run of its own, in body, headers and footers."""
    roots = [part.element for part in xml_parts(shell.file, *MARGINS)]
    found = [
        text
        for root in (shell.file.element.body, *roots)
        for text in root.iter(qualified("t"))
        if not is_ordinary(text.text or "")
    ]
    eastern = eastern_script("".join(text.text or "" for text in found))
    for text in found:
        _split(text, eastern)
    if found:
        for style in shell.file.styles.element.style_lst:
            _add_twins(style)


def _split(text: Element, eastern: str) -> None:
    """Replace the run that holds a text by runs of one script each; its other content stays before and after.

    `eastern` is the East Asian script to assume for Han characters.
    """
    run = text.getparent()
    properties = run.find(qualified("rPr"))
    children = [child for child in run if child is not properties]
    at = children.index(text)
    apart = [
        (replace(stretch, script=eastern) if stretch.script == "Hani" else stretch, [words(stretch.text)])
        for stretch in script_runs(text.text or "")
    ]
    for stretch, inside in ((ScriptRun(""), children[:at]), *apart, (ScriptRun(""), children[at + 1 :])):
        if inside:
            own = deepcopy(properties) if properties is not None else el("rPr")
            if stretch.script:
                _mark(own, stretch)
            run.addprevious(el("r", *([own] if len(own) else []), *inside))
    run.getparent().remove(run)


def _mark(properties: Element, stretch: ScriptRun) -> None:
    """Add the run properties that another script needs, in the order of Word's schema."""
    look = _LOOKS.get(stretch.script)
    if look is not None:
        for fonts in properties.findall(qualified("rFonts")):
            properties.remove(fonts)
        # All four font slots are set, so that digits and punctuation between the letters get the font too.
        named = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), look.font)
        hint = {} if look.kind == _LATIN else {"hint": look.kind}
        styled = properties.find(qualified("rStyle"))
        properties.insert(0 if styled is None else 1, el("rFonts", **hint, **named))
    if stretch.right_to_left:
        properties.append(el("rtl"))
    if look is not None and look.kind == _CS:
        properties.append(el("cs"))
    if look is not None and look.language:
        properties.append(el("lang", **{_LANGUAGE_OF[look.kind]: look.language}))


def _add_twins(style: Element) -> None:
    for properties in style.iter(qualified("rPr")):
        for tag, twin in _TWINS.items():
            mark = properties.find(qualified(tag))
            if mark is not None and properties.find(qualified(twin)) is None:
                same = el(twin)
                same.attrib.update({qualified("val"): value for value in mark.attrib.values()})
                mark.addnext(same)
