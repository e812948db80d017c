"""Our own bank has nothing to mend: the check that an agency runs on its words, run on ours."""

from __future__ import annotations

from interview_kit.stages.read.bank import read_bank
from interview_kit.tools.lint_bank import lint


def test_our_bank_has_nothing_to_mend() -> None:
    """The sample people are those of `use_few_people`: all of them in `make long`."""
    assert [str(each) for each in lint(read_bank())] == []
