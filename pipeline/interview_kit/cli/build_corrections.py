"""Generate a roster of only the refused rows of a build, to be corrected and built alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from interview_kit.cli.sources import Source
from interview_kit.stages.read.text_file import read_limited
from interview_kit.support.errors import InvalidInput
from interview_kit.support.output_folder import free_path

_ENDING = "-to-mend"


@dataclass(frozen=True, slots=True)
class RefusedRows:
    """The refused rows of one roster: their cells as they were read, and the errors.

    `usual` is the path of the roster's defaults file, or "".
    """

    roster: str
    titles: tuple[str, ...]
    usual: str
    rows: list[tuple[tuple[str, ...], InvalidInput]] = field(default_factory=list)


class Corrections:
    """The refused rows of a build, by report folder and roster."""

    def __init__(self) -> None:
        self._refused: dict[tuple[Path, str], RefusedRows] = {}

    def note(self, source: Source, refused: InvalidInput, report: Path | None) -> None:
        """Add a refused source if it is a roster row with a report folder; ignore any other."""
        roster, row = source.roster, source.row
        if roster and row and report:
            own = RefusedRows(roster.file, roster.titles, roster.usual)
            self._refused.setdefault((report, roster.file), own).rows.append((row.cells, refused))

    def rosters(self, report: Path) -> Iterator[dict[str, bytes]]:
        """Yield the files for a report folder, contents by name: a roster, then its defaults file, if any.

        An existing file may be half corrected and is never replaced: a new roster gets a number, so each has
        to be written before the next is requested. Raises InvalidInput where a defaults file cannot be read.
        """
        for (folder, _), refused in self._refused.items():
            if folder == report:
                yield _files(refused, report)


def _files(refused: RefusedRows, folder: Path) -> dict[str, bytes]:
    # Imported here: openpyxl is only needed where a row is refused.
    from interview_kit.tools.roster_template.corrections import correction_roster, reasons

    workbook = correction_roster(refused.titles, [(cells, reasons(why)) for cells, why in refused.rows])
    stem = Path(refused.roster).stem.removesuffix(_ENDING)
    path = free_path(folder / f"{stem}{_ENDING}.xlsx", workbook)
    files = {path.name: workbook}
    if refused.usual:
        files[f"{path.stem}.defaults.yaml"] = read_limited(Path(refused.usual))
    return files
