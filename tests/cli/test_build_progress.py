"""What a build says of its kits: one page is one page."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_kit.build.report import BuildEvent, EventKind, KitResult
from interview_kit.build.scheduler import Status
from interview_kit.cli.build_progress import ProgressPrinter


@pytest.mark.parametrize(("pages", "said"), [(1, "(1 page, "), (7, "(7 pages, ")])
def test_pages_are_counted_as_people_count(capsys: pytest.CaptureFixture[str], pages: int, said: str) -> None:
    kit = KitResult("Ada", "ada.yaml", Status.BUILT, (Path("ada.pdf"),), pages, seconds=0.1)
    printer = ProgressPrinter(quiet=False, verbose=True, debug=False)
    printer.print(BuildEvent(EventKind.BUILT, kit))
    assert f"ada.pdf  {said}" in capsys.readouterr().out
