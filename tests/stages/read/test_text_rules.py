"""Which characters pass, and that what passes is in NFC and stays so."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.stages.read.text_rules import TextRefused, clean


@pytest.mark.parametrize("one_line", [True, False])
@given(text=st.text())
def test_any_text_is_refused_or_becomes_fit_to_print(one_line: bool, text: str) -> None:
    try:
        kept = clean(text, one_line=one_line)
    except TextRefused as error:
        assert str(error).isprintable()
        return
    assert kept == unicodedata.normalize("NFC", kept) == kept.strip()
    assert clean(kept, one_line=one_line) == kept
    allowed = set() if one_line else {"\n", "\u2028", "\u2029"}
    assert not [c for c in kept if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} and c not in allowed]


@given(text=st.text(st.characters(categories=["L", "N", "P"])))
def test_letters_digits_and_signs_always_pass(text: str) -> None:
    white = set("\u115f\u1160\u3164\uffa0")
    expected = unicodedata.normalize("NFC", text) if set(text) - white else ""
    assert clean(text, one_line=True) == expected


def test_many_lines_are_kept_where_they_may_be() -> None:
    assert clean("one\n\ntwo\n", one_line=False) == "one\n\ntwo"
    with pytest.raises(TextRefused, match="line break"):
        clean("one\ntwo", one_line=True)


def test_four_marks_pass_and_five_do_not() -> None:
    assert clean("x\u0316\u0317\u0318\u0319", one_line=True) == "x\u0316\u0317\u0318\u0319"
    with pytest.raises(TextRefused, match="more than 4"):
        clean("x\u0316\u0317\u0318\u0319\u031c", one_line=True)


def test_letter_and_mark_become_one_letter() -> None:
    assert clean(" Rene\u0301e ", one_line=True) == "Ren\u00e9e"
