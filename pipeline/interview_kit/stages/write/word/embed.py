"""Embed the theme's font in the file, so that a kit looks the same where the font is not installed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from uuid import UUID

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from interview_kit.model.theme import Theme
from interview_kit.stages.write.font_subset import subset_for_word
from interview_kit.stages.write.fonts import FACES, own_faces, packaged_font
from interview_kit.stages.write.word.reference_docx import ReferenceDocx
from interview_kit.stages.write.word.xml import MARGINS, Element, el, qualified, xml_parts
from interview_kit.support.errors import ThemeError

_OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
# By the element that names them, such as `embedBoldItalic`.
_FACES = {f"embed{name.title().replace(' ', '')}": face for name, face in FACES.items()}
# Where a program shows no embedded fonts, it takes this one.
_INSTEAD = "Verdana"
_NAMES = tuple(qualified(name) for name in ("ascii", "hAnsi", "eastAsia", "cs"))


def embed_font(shell: ReferenceDocx, theme: Theme) -> None:
    """Embed the faces of the theme's font, and remove fonts that the file does not use; call it last.

    A face of a large font holds the letters of the file and those that people type in English and French. A
    font that is neither in the theme nor in a font package, such as one that comes with Word, is left as the
    shell has it, and so is one of the theme that Word cannot embed.
    """
    family = theme.tokens.font
    try:
        table = shell.file.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    except KeyError:
        return
    root = etree.fromstring(table.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    entry = _entry(root, family)
    # Not `itertext()`, which asks each run for its text as python-docx puts it together.
    texts = (etree.tostring(part, method="text", encoding="unicode") for part in _printed(shell))
    letters = frozenset(chain.from_iterable(texts))
    faces = _faces(theme, family)
    if "embedRegular" in faces:
        _remove_embedded(entry, table)
        for tag, whole in faces.items():
            subset = subset_for_word(whole, letters)
            key, data = _obfuscated(subset)
            # Named by its hash: a shell may already hold another embedded font.
            place = PackURI(f"/word/fonts/kit-{key[1:9].lower()}.odttf")
            relation = table.relate_to(Part(place, _OBFUSCATED, data, table.package), RELATIONSHIP_TYPE.FONT)
            entry.append(el(tag, r_id=relation, fontKey=key, subsetted=int(subset is not whole)))
    _remove_unused(root, _used_fonts(shell) | {family}, table)
    table._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _printed(shell: ReferenceDocx) -> Iterator[Element]:
    yield shell.file.element
    yield from (part.element for part in xml_parts(shell.file, *MARGINS))


def _used_fonts(shell: ReferenceDocx) -> set[str]:
    """Return the names of the fonts that text, styles and lists name."""
    parts = [shell.file.element, *(part.element for part in xml_parts(shell.file))]
    named = (fonts.get(name) for part in parts for fonts in part.iter(qualified("rFonts")) for name in _NAMES)
    return {name for name in named if name}


def _remove_unused(root: Element, used: set[str], table: Part) -> None:
    """Remove the fonts that are neither in `used` nor an alternative of one of them."""
    entries = {font.get(qualified("name")): font for font in root.iterfind(qualified("font"))}
    kept: set[str] = set()
    waiting = set(used)
    while waiting:
        kept |= waiting
        found = (entries[name].find(qualified("altName")) for name in waiting & entries.keys())
        waiting = {name.get(qualified("val")) for name in found if name is not None} - kept
    for name, font in entries.items():
        if name not in kept:
            _remove_embedded(font, table)
            root.remove(font)


def _remove_embedded(entry: Element, table: Part) -> None:
    for face in entry.xpath("*[starts-with(local-name(), 'embed')]"):
        table.rels.pop(face.get(qualified("r:id")), None)
        entry.remove(face)


def _entry(root: Element, family: str) -> Element:
    fonts = root.iterfind(qualified("font"))
    found = next((font for font in fonts if font.get(qualified("name")) == family), None)
    if found is None:
        about = el("charset", val="00"), el("family", val="swiss"), el("pitch", val="variable")
        found = el("font", el("altName", val=_INSTEAD), *about, name=family)
        root.append(found)
    return found


def _faces(theme: Theme, family: str) -> dict[str, bytes]:
    own = own_faces(theme, family)
    held = {face: theme.files[font.path] for face, font in own.items() if font.in_word}
    if own:
        return {tag: held[face] for tag, face in _FACES.items() if face in held}
    try:
        return {tag: packaged_font(family, *face) for tag, face in _FACES.items()}
    except ThemeError:
        return {}


@lru_cache(maxsize=16)
def _obfuscated(data: bytes) -> tuple[str, bytes]:
    """Return a key and the font's bytes, the first 32 XORed with the key (ECMA-376 part 4, 2.8.1)."""
    key = UUID(bytes=hashlib.sha256(data).digest()[:16], version=4)
    mixed = bytes(byte ^ mask for byte, mask in zip(data[:32], key.bytes[::-1] * 2, strict=True))
    return f"{{{str(key).upper()}}}", mixed + data[32:]
