"""Every reason that choosing can give has words, in both languages, and the bank has no others."""

from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.select.bank_ids import reason_keys


def test_the_bank_words_every_reason_and_no_other() -> None:
    bank = read_bank()
    assert set(bank.reasons) == set(reason_keys(bank.choosing))
    assert [key for key, text in bank.reasons.items() if not text.fr] == []


def test_the_bank_words_every_question_and_reply_that_can_be_chosen() -> None:
    bank = read_bank()
    assert set(bank.questions) == {*bank.choosing.questions, bank.choosing.closing.id}
    assert set(bank.refusals) == {*bank.choosing.refusals.always, *bank.choosing.refusals.order}
