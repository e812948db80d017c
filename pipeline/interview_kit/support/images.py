"""Check a theme's picture: its kind by its first bytes, its size, and that the file is complete.

Pillow is imported only for PNG and JPEG.
"""

from __future__ import annotations

import io
import re
import warnings
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from functools import lru_cache

from interview_kit.support.css_rules import css_problems, parsed
from interview_kit.support.i18n import N_, _

MOST_PIXELS = 25_000_000
MOST_BYTES = 8 * 1024 * 1024

_KINDS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
_ENDINGS = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "SVG": (".svg",)}
_SVG = "{http://www.w3.org/2000/svg}"
_LENGTH = re.compile(r"\s*(\d*\.?\d+)\s*(px|em|ex|pc|pt|mm|cm|in)?\s*$")
_UNITS = {
    "": 1.0,
    "px": 1.0,
    "em": 16.0,
    "ex": 8.0,
    "pc": 16.0,
    "pt": 96 / 72,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
}
_REFUSED = {
    "script": N_("a picture may not hold a script"),
    "foreignObject": N_("a picture may not hold a page"),
    "image": N_("a picture may not hold another picture; save it without linked or embedded images"),
    "text": N_("turn its letters into shapes (paths): letters need a font, and words belong in the bank"),
    "animate": N_("a picture may not move"),
    "set": N_("a picture may not move"),
}
_ORIENTATION = 0x0112  # the EXIF tag
_LYING = (5, 6, 7, 8)  # orientations in which width and height change places
_OUTSIDE = N_("a picture may not refer to anything outside itself")
_WORDS = ("id", "class", "lang", "role")


class PictureRefused(Exception):
    """A picture is refused; the message is the reason."""


def picture_kind(data: bytes) -> str:
    """Return "PNG", "JPEG" or "SVG" by the first bytes, or "" for anything else."""
    for begin, kind in _KINDS.items():
        if data.startswith(begin):
            return kind
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return "SVG" if head.startswith((b"<?xml", b"<svg", b"<!--", b"<!DOCTYPE svg")) else ""


@lru_cache(maxsize=16)
def picture_size(path: str, data: bytes) -> tuple[float, float]:
    """Return width and height as they are shown, upright: in pixels, or in px. Raises PictureRefused."""
    if len(data) > MOST_BYTES:
        raise PictureRefused(_("it has more than {most} MiB", most=MOST_BYTES // 1024**2))
    kind = picture_kind(data)
    if not kind:
        raise PictureRefused(_("this is not a PNG, JPEG or SVG picture"))
    if not path.lower().endswith(_ENDINGS[kind]):
        raise PictureRefused(
            _(
                "this is a {kind} picture; give it a name that ends in {endings}",
                kind=kind,
                endings=_ENDINGS[kind][0],
            )
        )
    return _svg_size(data) if kind == "SVG" else _dots(data, kind)


def _dots(data: bytes, kind: str) -> tuple[float, float]:
    from PIL import Image, ImageFile

    too_many = PictureRefused(_("it has more than {most} million pixels", most=MOST_PIXELS // 1_000_000))
    # WeasyPrint sets this for the whole process: truncated pictures would be accepted.
    leniently, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[kind]) as image:
                across, down = image.size
                if across * down > MOST_PIXELS:
                    raise too_many
                image.load()
                if image.getexif().get(_ORIENTATION, 1) in _LYING:
                    across, down = down, across
    except PictureRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many from error
    except Exception as error:  # Pillow's readers raise many kinds for damaged files
        raise PictureRefused(_("this picture is damaged: {error}", error=error)) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = leniently
    return float(across), float(down)


@lru_cache(maxsize=16)
def shown_picture(data: bytes) -> bytes:
    """Return a PNG or JPEG that all programs show alike: upright, with 8 bits a colour; others unchanged.

    Word does not turn a picture as its EXIF orientation says, and WeasyPrint has no greys of 16 bits.
    """
    from PIL import Image, ImageOps

    kind = picture_kind(data)
    if kind not in _KINDS.values():
        return data
    with Image.open(io.BytesIO(data), formats=[kind]) as image:
        fine = image.mode.startswith("I")
        if not fine and image.getexif().get(_ORIENTATION, 1) == 1:
            return data
        upright = ImageOps.exif_transpose(image)
        if fine:
            upright = upright.point(lambda grey: grey * (1 / 256)).convert("L")
        buffer = io.BytesIO()
        upright.save(buffer, kind, quality=95, icc_profile=image.info.get("icc_profile"))
    return buffer.getvalue()


def _svg_size(data: bytes) -> tuple[float, float]:
    if b"<!ENTITY" in data or b"<!ATTLIST" in data:
        raise PictureRefused(_("entities are not allowed; save it again as plain SVG"))
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise PictureRefused(_("this is not SVG: {error}", error=error)) from error
    if root.tag != f"{_SVG}svg":
        raise PictureRefused(
            _("this is not SVG: its outermost element is not <svg> of http://www.w3.org/2000/svg")
        )
    for reason in _svg_faults(root):
        raise PictureRefused(reason)
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    width, height = (_length(root.get(side, "")) for side in ("width", "height"))
    # As browsers and WeasyPrint do: the viewBox has the shape where the size does not say both sides.
    if len(box) == 4 and not (width and height):
        width, height = _length(box[2]), _length(box[3])
    if not width or not height:
        raise PictureRefused(_("its size is unknown; give <svg> a viewBox"))
    return width, height


def _svg_faults(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        for refused, reason in _REFUSED.items():
            if name == refused or (refused == "animate" and name.startswith("animate")):
                yield _(reason)
        for key, value in element.attrib.items():
            if key.rpartition("}")[2] == "href" and not _is_inside(value):
                yield _(_OUTSIDE)
            elif key.lower().startswith("on"):
                yield _("a picture may not hold a script")
            elif key == "style":
                yield from _style_faults(value, declarations=True)
            elif "(" in value and not _is_of_words(key) and _reaches_out(value, declarations=True):
                yield _(_OUTSIDE)
        if name == "style":
            yield from _style_faults("".join(element.itertext()), declarations=False)


def _is_of_words(key: str) -> bool:
    """Return whether an attribute is for people or for another program, so that it is no style."""
    return key in _WORDS or key.startswith(("{", "aria-", "data-"))


def _style_faults(style: str, *, declarations: bool) -> Iterator[str]:
    if _reaches_out(style, declarations):
        refused = _REFUSED["text"] if "@font-face" in style.lower() else _OUTSIDE
        yield _(refused)
    for line, message in css_problems(style, _is_inside, declarations=declarations):
        yield _("its style: line {line}: {message}", line=line, message=message)


def _reaches_out(style: str, declarations: bool) -> bool:
    css = parsed(style, declarations)
    return css.reaches_out or not all(_is_inside(address.url) for address in css.addresses)


def _is_inside(url: str) -> bool:
    return url.startswith("#")


def _length(text: str) -> float:
    found = _LENGTH.match(text)
    return float(found[1]) * _UNITS[found[2] or ""] if found else 0.0
