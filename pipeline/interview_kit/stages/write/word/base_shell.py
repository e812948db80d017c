"""Read the base theme's Word shell, and add its styles to a shell that lacks them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from functools import cache
from itertools import count
from types import MappingProxyType

import docx
from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.parts.numbering import NumberingPart

from interview_kit.stages.write.word.check_shell import SHELL
from interview_kit.stages.write.word.styles import STYLES
from interview_kit.stages.write.word.xml import Element, el, qualified
from interview_kit.support.errors import Problem, ThemeError
from interview_kit.support.i18n import _
from interview_kit.support.paths import TEMPLATES

BASE_SHELL = TEMPLATES / "themes/base" / SHELL
_ID, _VALUE = qualified("styleId"), qualified("val")
_REFERENCES = tuple(qualified(tag) for tag in ("basedOn", "next", "link"))


@cache
def base_file() -> WordFile:
    """Return the base theme's shell, shared by all callers: do not change it."""
    return docx.Document(str(BASE_SHELL))


@cache
def base_styles() -> Mapping[str, Element]:
    """Return the style elements of the base shell by their name in STYLES. Raises ThemeError for a lack."""
    present = {style_key(style)[1]: style for style in base_file().styles.element.style_lst}
    missing = [name for name in STYLES if name.lower() not in present]
    if missing:
        message = _("this style is missing from the shell")
        raise ThemeError(tuple(Problem(str(BASE_SHELL), None, None, name, message) for name in missing))
    return MappingProxyType({name: present[name.lower()] for name in STYLES})


def style_key(style: Element) -> tuple[str, str]:
    """Return what a style is found by: its kind, such as `paragraph`, and its name in lower case."""
    return style.get(qualified("type"), ""), (style.name_val or "").lower()


def style_size(style: Element) -> float | None:
    """Return the size in points that a style sets, None where it sets none."""
    size = style.find(f"{qualified('rPr')}/{qualified('sz')}")
    return None if size is None else int(size.get(_VALUE)) / 2


def clashing_styles(file: WordFile) -> Iterator[tuple[str, str]]:
    """Yield name and message for each style of a file that has a name in STYLES and another kind."""
    present = {style_key(style) for style in file.styles.element.style_lst}
    names = {name for kind, name in present}
    for name, style in base_styles().items():
        if name.lower() in names and style_key(style) not in present:
            yield name, _("this has to be a {kind} style", kind=style_key(style)[0])


def add_missing_styles(file: WordFile) -> tuple[str, ...]:
    """Add the base shell's styles that a file lacks, with their lists; return their names in STYLES."""
    styles = file.styles.element
    present = {style_key(style): style.get(_ID) for style in styles.style_lst}
    drawn = base_file().styles.element.style_lst
    missing = [style for style in drawn if style_key(style) not in present]
    new = {style_key(style): _free(style.get(_ID), present.values()) for style in missing}
    ids = {style.get(_ID): (present | new)[style_key(style)] for style in drawn}
    for style in missing:
        copy = deepcopy(style)
        copy.set(_ID, ids[style.get(_ID)])
        copy.attrib.pop(qualified("default"), None)  # the file has defaults of its own
        for reference in copy.iterchildren(*_REFERENCES):
            reference.set(_VALUE, ids[reference.get(_VALUE)])
        for number in copy.iter(qualified("numId")):
            number.set(_VALUE, _copy_list(file, number.get(_VALUE), ids))
        styles.append(copy)
    return tuple(name for name, style in base_styles().items() if style in missing)


def _free(wanted: str, taken: Collection[str]) -> str:
    return next(each for number in count() if (each := f"{wanted}{number or ''}") not in taken)


def _copy_list(file: WordFile, number: str, ids: Mapping[str, str]) -> str:
    """Copy a list of the base shell into a file, and return its numbering id there."""
    source, target = base_file().part.numbering_part.element, _numbering(file)
    used = next(num.abstractNumId.val for num in source.num_lst if str(num.numId) == number)
    lists = {each.get(qualified("abstractNumId")): each for each in source.iter(qualified("abstractNum"))}
    copy = deepcopy(lists[str(used)])
    taken = [each.get(qualified("abstractNumId")) for each in target.iter(qualified("abstractNum"))]
    fresh = next(each for each in count(1) if str(each) not in taken)
    copy.set(qualified("abstractNumId"), str(fresh))
    for style in copy.iter(qualified("pStyle")):
        style.set(_VALUE, ids[style.get(_VALUE)])
    target.insert(len(target) - len(target.num_lst), copy)
    return str(target.add_num(fresh).numId)


def _numbering(file: WordFile) -> Element:
    """Return the root of the file's numbering part, which is added where there is none."""
    try:
        return file.part.numbering_part.element
    except NotImplementedError:
        root = el("numbering")
        place = PackURI("/word/numbering.xml")
        part = NumberingPart(place, CONTENT_TYPE.WML_NUMBERING, root, file.part.package)
        file.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return root
