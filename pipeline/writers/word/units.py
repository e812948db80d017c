"""Turn lengths, sizes and colours into the units of WordprocessingML."""

from __future__ import annotations


def twips(mm: float) -> int:
    """Return a length in twentieths of a point."""
    return round(mm * 1440 / 25.4)


def half_points(size: float) -> int:
    """Return a size in half points."""
    return round(size * 2)


def tinted(value: str, strength: int) -> str:
    """Return a colour of six hexadecimal digits thinned with white to `strength` parts of 255."""
    parts = (int(value[at : at + 2], 16) for at in (0, 2, 4))
    return "".join(f"{255 - round((255 - part) * strength / 255):02X}" for part in parts)
