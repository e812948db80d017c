"""Check that only what this app has sealed, for the same page, is ever opened again."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from cryptography.fernet import Fernet, MultiFernet

from interview_kit.web.app import state
from interview_kit.web.app.state import LARGEST, LARGEST_SEALED, Seal, StateProblem

ANSWERS = {"name": "Zoé Łuczak", "support.fears": ["phone", "silence"]}
KEY, OTHER = Fernet.generate_key(), Fernet.generate_key()


def sealed(plain: bytes) -> str:
    """Return what somebody with the key could seal."""
    return Fernet(KEY).encrypt(plain).decode()


def refused(sealed_state: str, page: str = "form", *keys: bytes) -> bool:
    try:
        Seal(keys or (KEY,)).open(page, sealed_state)
    except StateProblem:
        return True
    return False


def test_what_is_sealed_comes_back_and_cannot_be_read() -> None:
    found = Seal((KEY,)).seal("form", ANSWERS)
    assert Seal((KEY,)).open("form", found) == ANSWERS
    inside = urlsafe_b64decode(found)
    assert b"Zo" not in inside and b"fears" not in inside and found.isascii()


def test_a_state_altered_by_one_bit_is_refused_wherever_it_is() -> None:
    whole = urlsafe_b64decode(Seal((KEY,)).seal("form", ANSWERS))
    altered = (
        whole[:place] + bytes([whole[place] ^ (1 << place % 8)]) + whole[place + 1 :]
        for place in range(len(whole))
    )
    assert all(refused(urlsafe_b64encode(each).decode()) for each in altered)


def test_a_state_that_is_cut_is_refused_wherever_it_ends() -> None:
    whole = Seal((KEY,)).seal("form", ANSWERS)
    assert all(refused(whole[:end]) for end in range(len(whole)))


@pytest.mark.parametrize("foreign", ["", "é", "null", "A" * 400, "\ud800"])
def test_what_is_no_state_is_refused(foreign: str) -> None:
    assert refused(foreign)


def test_a_state_of_another_page_is_refused() -> None:
    whole = Seal((KEY,)).seal("form", ANSWERS)
    assert refused(whole, "kit")
    assert not refused(whole, "form")


def test_a_state_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(state, "VERSION", state.VERSION + 1)
        newer = Seal((KEY,)).seal("form", ANSWERS)
    assert refused(newer)


@pytest.mark.parametrize("plain", [b"[]", b"null", b'"x"', b"[1]", b'[1, "form", []]', b"\xff", b'{"a":1}'])
def test_a_state_of_another_form_is_refused(plain: bytes) -> None:
    assert refused(sealed(zlib.compress(plain)))


def test_what_is_sealed_and_not_compressed_is_refused() -> None:
    assert refused(sealed(json.dumps([1, "form", {}]).encode()))


def test_an_old_key_still_opens_and_a_new_one_seals() -> None:
    old = Seal((KEY,)).seal("form", ANSWERS)
    rotated = Seal((OTHER, KEY))
    assert rotated.open("form", old) == ANSWERS
    assert refused(rotated.seal("form", ANSWERS), "form", KEY)


def test_a_dropped_key_opens_nothing() -> None:
    assert refused(Seal((KEY,)).seal("form", ANSWERS), "form", OTHER)


def test_a_bomb_is_refused_before_it_is_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    inflated: list[int] = []
    start = zlib.decompressobj

    class Inflater:
        """The library's own, which tells how much it was allowed to inflate."""

        def __init__(self) -> None:
            self._own = start()

        @property
        def eof(self) -> bool:
            return self._own.eof

        def decompress(self, data: bytes, max_length: int = 0) -> bytes:
            text = self._own.decompress(data, max_length)
            inflated.append(len(text))
            return text

    bomb = sealed(zlib.compress(b"[1" + b" " * 200_000_000 + b', "form", {}]', 9))
    monkeypatch.setattr("interview_kit.web.app.state.zlib.decompressobj", Inflater)
    assert refused(bomb)
    assert inflated == [LARGEST]


def test_a_state_that_is_too_long_is_not_even_decrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MultiFernet, "decrypt", lambda *_: pytest.fail("decrypted"))
    assert refused("A" * (LARGEST_SEALED + 1))
