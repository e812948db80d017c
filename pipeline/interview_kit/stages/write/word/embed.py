"""Embed the theme's font in the file, so that a kit looks the same where the font is not installed."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from uuid import UUID

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from interview_kit.model.theme import Theme
from interview_kit.stages.write.fonts import FACES, own_faces, packaged_font
from interview_kit.stages.write.word.reference_docx import ReferenceDocx
from interview_kit.stages.write.word.xml import Element, el, qualified
from interview_kit.support.errors import ThemeError

_OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
# By the element that names them, such as `embedBoldItalic`.
_FACES = {f"embed{name.title().replace(' ', '')}": face for name, face in FACES.items()}


def embed_font(shell: ReferenceDocx, theme: Theme) -> None:
    """Embed the faces of the theme's font, unless the shell already holds it.

    Does nothing for a font that is neither in the theme nor in a font package, such as one that comes with
    Word, nor for a font of the theme that Word cannot embed.
    """
    family = theme.tokens.font
    try:
        table = shell.file.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    except KeyError:
        return
    faces = {tag: _obfuscated(data) for tag, data in _faces(theme, family).items()}
    if "embedRegular" not in faces:
        return
    root = etree.fromstring(table.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    entry = _entry(root, family)
    if entry.find(qualified("embedRegular")) is not None:
        return
    for tag, (key, data) in faces.items():
        # Named by its hash: a shell may already hold another embedded font.
        place = PackURI(f"/word/fonts/kit-{key[1:9].lower()}.odttf")
        relation = table.relate_to(Part(place, _OBFUSCATED, data, table.package), RELATIONSHIP_TYPE.FONT)
        entry.append(el(tag, r_id=relation, fontKey=key))
    table._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _entry(root: Element, family: str) -> Element:
    fonts = root.iterfind(qualified("font"))
    found = next((font for font in fonts if font.get(qualified("name")) == family), None)
    if found is None:
        about = el("charset", val="00"), el("family", val="auto"), el("pitch", val="variable")
        found = el("font", *about, name=family)
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
