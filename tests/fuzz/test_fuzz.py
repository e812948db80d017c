"""Good files with a few bytes changed are read or refused; nothing else comes of them."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.fuzz.mutation import CHANGES, mutated
from tests.fuzz.readers import READERS, seeds
from tests.shared import LONG

# `make fuzz` looks at more than anybody would wait for in every run of the tests.
EXAMPLES = 40 if LONG else 12


def changed(name: str) -> SearchStrategy[bytes]:
    """Return one of a reader's seeds with some changes, or a few bytes."""
    files = seeds(name)
    # A seed is drawn by its number: what is tried is printed, and some seeds are long.
    number = st.integers(0, len(files) - 1)
    made = st.builds(lambda n, chance: mutated(name, files[n], chance), number, st.randoms())
    return made | st.binary(max_size=60)


@pytest.mark.parametrize("name", READERS)
def test_a_file_to_begin_with_is_read_or_refused(name: str) -> None:
    for seed in seeds(name):
        READERS[name](seed)


@pytest.mark.parametrize("name", CHANGES)
def test_files_are_changed_by_their_structure(name: str) -> None:
    """Whole files are never changed as bytes because a change failed."""
    for seed in seeds(name):
        assert CHANGES[name](seed, Random(seed)) != seed or CHANGES[name](seed, Random(1)) != seed


@pytest.mark.spread(2)
@pytest.mark.parametrize("name", READERS)
def test_a_file_with_changes_is_read_or_refused(name: str) -> None:
    """A reader raises where there would be a traceback, a limit passed, or a message that is no safe line."""

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(changed(name))
    def hold(data: bytes) -> None:
        READERS[name](data)

    hold()
