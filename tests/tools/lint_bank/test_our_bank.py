"""Our own bank has nothing to mend: the check that an agency runs on its words, run on ours."""

from __future__ import annotations

from importlib import import_module

import pytest

from interview_kit.stages.read.bank import read_bank
from interview_kit.tools.lint_bank import lint
from interview_kit.tools.lint_bank.sample_people import _people as all_people


def test_our_bank_has_nothing_to_mend_with_all_sample_people(monkeypatch: pytest.MonkeyPatch) -> None:
    people = import_module("interview_kit.tools.lint_bank.sample_people")
    monkeypatch.setattr(people, "_people", all_people)
    assert [str(each) for each in lint(read_bank())] == []
