"""Show a number as its spreadsheet does, where that changes its signs: 00123, 705-555-0142."""

from __future__ import annotations

import re

from interview_kit.stages.read.roster.archive import Attributes, parse
from interview_kit.support.safe_zip import SafeZip

_STYLES = "xl/styles.xml"
_LONGEST = 200
# A section of a format: a condition, then digits and literal signs.
_CONDITION = re.compile(r"\[<=([0-9]{1,15})\]")
_PIECE = re.compile(r'"([^"]*)"|\\(.)|([0#?])|([-() /]|_.)')
_SHOWN = re.compile(r"[0-9][0-9() -]*|[(][0-9() -]*")


def number_formats(archive: SafeZip) -> list[str]:
    """Return the number format of each cell style of an Excel workbook, "" for one that adds no signs."""
    codes: dict[str, str] = {}
    found: list[str] = []
    in_cells = False

    def start(element: str, given: Attributes) -> None:
        nonlocal in_cells
        match element.rpartition(" ")[2]:
            case "numFmt":
                codes[given.get("numFmtId", "")] = given.get("formatCode", "")
            case "cellXfs":
                in_cells = True
            case "xf" if in_cells:
                code = codes.get(given.get("numFmtId", ""), "")
                found.append(code if len(code) <= _LONGEST and shaped(0, code) else "")

    def end(element: str) -> None:
        nonlocal in_cells
        in_cells = in_cells and element.rpartition(" ")[2] != "cellXfs"

    for name in archive.names:
        if name.casefold() == _STYLES:
            parse(archive, name, start, end)
    return found


def shaped(number: int, code: str) -> str:
    """Return a number as a format shows it; "" where the format is not made of digits and signs alone."""
    section = code.partition(";")[0]
    if condition := _CONDITION.match(section):
        section = section[condition.end() :] if number <= int(condition[1]) else code.split(";")[-1]
        section = _CONDITION.sub("", section)
    pieces = list(_PIECE.finditer(section))
    places = sum(piece[3] is not None for piece in pieces)
    zeros = sum(piece[3] == "0" for piece in pieces)
    if "".join(piece[0] for piece in pieces) != section or (zeros == 0 and places < 2) or len(pieces) < 2:
        return ""
    digits = str(number).rjust(zeros, "0")
    first, digits = digits[: max(0, len(digits) - places)], digits[-places:].rjust(places)
    left = list(digits)
    text = ""
    for piece in pieces:
        if piece[3]:
            digit, first = first + left.pop(0).strip(), ""
            text += digit
        else:
            text += piece[1] or piece[2] or (piece[4] if piece[4] and piece[4][0] != "_" else "")
    return text.strip()


def is_shaped(shown: str, number: str) -> bool:
    """Return whether a cell shows the digits of its whole number with zeros or signs between them."""
    digits = re.sub(r"\D", "", shown)
    same = bool(digits) and number.isdecimal() and digits.lstrip("0") == number.lstrip("0")
    signs = shown.startswith("0") or "-" in shown or "(" in shown
    return same and signs and shown != number and _SHOWN.fullmatch(shown) is not None
