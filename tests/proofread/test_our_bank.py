"""Our own bank has nothing to mend: the check that an agency runs on its words, run on ours."""

from __future__ import annotations

from pipeline.proofread import proofread
from pipeline.read.bank import read_bank


def test_our_bank_has_nothing_to_mend() -> None:
    assert [str(each) for each in proofread(read_bank())] == []
