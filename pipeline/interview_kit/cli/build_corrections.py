"""Write the refused rows of a roster as a small roster of their own, to be mended and built alone."""

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
    """The rows of one roster that are not built: their cells as they were read, and why.

    `usual` is the file that gives what rows lack, or "".
    """

    roster: str
    titles: tuple[str, ...]
    usual: str
    rows: list[tuple[tuple[str, ...], InvalidInput]] = field(default_factory=list)


class Corrections:
    """What is left to mend of the rosters of a build, by the folder of their reports."""

    def __init__(self) -> None:
        self._refused: dict[tuple[Path, str], RefusedRows] = {}

    def note(self, source: Source, refused: InvalidInput, report: Path | None) -> None:
        """Note a row of a roster; what is no row cannot be mended in a roster, and is passed over."""
        roster, row = source.roster, source.row
        if roster and row and report:
            own = RefusedRows(roster.file, roster.titles, roster.usual)
            self._refused.setdefault((report, roster.file), own).rows.append((row.cells, refused))

    def rosters(self, report: Path) -> Iterator[dict[str, bytes]]:
        """Yield each roster to write into a report's folder, before its usual values, by name.

        Nothing there is replaced, since it may be half mended: another roster gets a number, so one has to be
        written before the next is asked for. Raises InvalidInput where the usual values cannot be read now.
        """
        for (folder, _), refused in self._refused.items():
            if folder == report:
                yield _files(refused, report)


def _files(refused: RefusedRows, folder: Path) -> dict[str, bytes]:
    # The library for workbooks is loaded only where a row is refused.
    from interview_kit.tools.roster_template.corrections import correction_roster, reasons

    workbook = correction_roster(refused.titles, [(cells, reasons(why)) for cells, why in refused.rows])
    stem = Path(refused.roster).stem.removesuffix(_ENDING)
    path = free_path(folder / f"{stem}{_ENDING}.xlsx", workbook)
    files = {path.name: workbook}
    if refused.usual:
        files[f"{path.stem}.defaults.yaml"] = read_limited(Path(refused.usual))
    return files
