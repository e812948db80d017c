"""Good files with a few bytes changed are read or refused; nothing else comes of them."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.fuzz.readers import READERS, seeds

# `make fuzz` looks at more than anybody would wait for in every run of the tests.
EXAMPLES = int(os.environ.get("KIT_FUZZ_EXAMPLES", "40"))

# What means something to one reader or another.
SIGNS = (
    *(b":", b"- ", b"&a", b"*a", b"!!x", b"|", b">", b"'", b'"', b"{", b"}", b"[", b"]", b"#", b"%", b"<<: "),
    *(b"\n", b"\r", b"\t", b",", b";", b"=1", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80"),
    *(b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\xcc\x81" * 30, b"1e999", b"-1", b"99999999999999999999", b"NaN"),
    *(
        b"<!DOCTYPE x [",
        b"&amp;",
        b"&x;",
        b"<",
        b"/>",
        b"url(",
        b"@import",
        b"var(--kit-",
        b"../",
        b"\n=====\n",
    ),
    *(b"PK\x03\x04", b"null", b"true", b"[" * 30, b"{a: " * 30),
)


def mutated(name: str) -> SearchStrategy[bytes]:
    """Return one of a reader's seeds with some pieces taken out, put in, doubled or cut off."""
    files = seeds(name)

    def changed(number: int, edits: list[tuple[int, int, bytes]]) -> bytes:
        data = files[number]
        for place, length, sign in edits:
            start = place % (len(data) + 1)
            data = data[:start] + sign + data[start + length :]
        return data

    sign = st.sampled_from(SIGNS) | st.binary(max_size=4)
    edit = st.tuples(st.integers(0, 1_000_000), st.sampled_from((0, 0, 1, 2, 8, 1000)), sign)
    # A seed is drawn by its number: what is tried is printed, and some seeds are long.
    return st.builds(changed, st.integers(0, len(files) - 1), st.lists(edit, min_size=1, max_size=6))


@pytest.mark.parametrize("name", READERS)
def test_a_file_to_begin_with_is_read_or_refused(name: str) -> None:
    for seed in seeds(name):
        READERS[name](seed)


@pytest.mark.parametrize("name", READERS)
def test_a_file_with_changes_is_read_or_refused(name: str) -> None:
    """A reader raises where there would be a traceback, a limit passed, or a message that is no safe line."""

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(mutated(name) | st.binary(max_size=60))
    def hold(data: bytes) -> None:
        READERS[name](data)

    hold()
