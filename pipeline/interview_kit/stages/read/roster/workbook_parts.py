"""Read which parts of an Excel workbook are its sheets, and how long the texts are that cells share."""

from __future__ import annotations

import posixpath
import re
from array import array

from interview_kit.stages.read.roster.archive import Attributes, local_name, parse
from interview_kit.stages.read.roster.table import MOST_CELLS
from interview_kit.support.safe_zip import Fault, SafeZip, ZipFault

_COUNT = re.compile(r"\s*[0-9]{1,9}\s*", re.ASCII)
_SHARED_TEXTS = "xl/sharedstrings.xml"


def xlsx_sheet_parts(archive: SafeZip) -> dict[str, str]:
    """Return the part names of an Excel workbook's sheets, by sheet name. Raises ZipFault."""
    relations = _relations(archive, "_rels/.rels")
    workbook = next((target for kind, target in relations.values() if kind.endswith("/officeDocument")), "")
    folder, name = posixpath.split(workbook)
    targets = _relations(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    sheets: dict[str, str] = {}

    def start(element: str, given: Attributes) -> None:
        # `id` is the relationship id; the sheet's own number is `sheetId`.
        plain = {local_name(key): value for key, value in given.items()}
        if local_name(element) == "sheet" and plain.get("id") in targets:
            sheets[plain.get("name", "")] = targets[plain["id"]][1]

    parse(archive, workbook, start)
    return sheets


def _relations(archive: SafeZip, part: str) -> dict[str, tuple[str, str]]:
    """Return the type and the target part of each relationship, by its id."""
    folder = posixpath.dirname(posixpath.dirname(part))
    found: dict[str, tuple[str, str]] = {}

    def start(element: str, given: Attributes) -> None:
        if local_name(element) == "Relationship":
            path = posixpath.normpath(posixpath.join("/", folder, given.get("Target", "")))
            found[given.get("Id", "")] = given.get("Type", ""), path.lstrip("/")

    parse(archive, part, start)
    return found


def shared_letters(archive: SafeZip, file: str) -> array[int]:
    """Return how many letters each text has that the cells of an Excel workbook share.

    Raises ZipFault where there are too many, or where the list says that it has more than it can have.
    """
    names = [name for name in archive.names if name.replace("\\", "/").casefold() == _SHARED_TEXTS]
    if len(names) > 1:
        raise ZipFault(Fault.DAMAGED)
    found = array("I")

    def start(element: str, given: Attributes) -> None:
        match local_name(element):
            case "sst":
                counts = (value for key, value in given.items() if key.casefold().endswith("count"))
                # The library makes room for so many before it has seen them.
                if not all(_COUNT.fullmatch(count) and int(count) <= size for count in counts):
                    raise ZipFault(Fault.DAMAGED)
            case "si":
                found.append(0)
                MOST_CELLS.check(len(found), file)

    def text(data: str) -> None:
        if found:
            found[-1] += len(data)

    for name in names:
        size = len(archive.read(name))
        parse(archive, name, start, text=text)
    return found
