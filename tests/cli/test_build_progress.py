"""What a build says of its kits: one page is one page."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_kit.build.build_state import Record
from interview_kit.build.scheduler import Job, Outcome, Status
from interview_kit.build.tasks import KitTask
from interview_kit.cli.build_corrections import Corrections
from interview_kit.cli.build_plan import Plan
from interview_kit.cli.build_progress import ProgressPrinter
from interview_kit.model.theme import ORDINARY


@pytest.mark.parametrize(("pages", "said"), [(1, "(1 page, "), (7, "(7 pages, ")])
def test_pages_are_counted_as_people_count(capsys: pytest.CaptureFixture[str], pages: int, said: str) -> None:
    record = Record("key", {"pdf": "digest"}, pages, "A", "10")
    outcome = Outcome(Job("Ada", Path("ada"), KitTask("{}", ORDINARY, "ada.yaml")), Status.BUILT, record)
    ProgressPrinter(Plan((), Corrections()), ("pdf",), quiet=False, verbose=True, debug=False).outcome(
        outcome
    )
    assert f"ada.pdf  {said}" in capsys.readouterr().out
