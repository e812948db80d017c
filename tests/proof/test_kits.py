"""Kits of every language, theme and option keep all rules of PDF/UA-1: some here, sixty in `make long`."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from interview_kit.model.enums import Language
from interview_kit.model.theme import VARIANT_NAMES
from interview_kit.stages.read.theme import theme_names
from interview_kit.support.verapdf import broken_rules, lacking
from tests.kits import PEOPLE
from tests.paths import ROOT
from tests.proof.matrix import LEAST, PERSONAS, Case, cases, options, some_cases
from tests.proof.table import MARKS, as_table


@pytest.mark.spread(3)
@pytest.mark.skipif(bool(lacking()), reason=f"PDF/UA cannot be checked here without {lacking()}")
@pytest.mark.parametrize("case", some_cases(), ids=str)
def test_a_kit_keeps_every_rule(case: Case) -> None:
    assert broken_rules(case.pdf()) == []


def test_every_pair_of_settings_is_in_a_kit_and_there_are_enough_kits() -> None:
    factors = {"person": tuple(PEOPLE), "language": tuple(Language), "theme": theme_names(), **options()}
    pairs = {
        ((one, first), (other, second))
        for one, other in combinations(factors, 2)
        for first, second in product(factors[one], factors[other])
    }
    met = {pair for case in cases() for pair in combinations(case.settings(), 2)}
    assert pairs - met == set()
    assert len(set(cases())) == len(cases()) >= LEAST
    assert set(PERSONAS) < {case.person for case in cases()} and len(PERSONAS) == 7
    assert {"paper", "fillable", *VARIANT_NAMES} == set(options())


def test_some_kits_have_every_setting() -> None:
    factors = {"language": tuple(Language), "theme": theme_names(), **options()}
    wanted = {(name, value) for name, values in factors.items() for value in values}
    assert wanted - {setting for case in some_cases() for setting in case.settings()} == set()


def test_the_table_in_the_readme_is_the_one_of_these_kits() -> None:
    before, begin, rest = (ROOT / "README.md").read_text(encoding="utf-8").partition(MARKS[0])
    table, end, after = rest.partition(MARKS[1])
    assert before and begin and end and after
    # `make proof README=1` writes it; that none is broken is what the tests above hold.
    assert table.strip() == as_table(cases(), broken=()).strip()


def test_a_broken_kit_is_in_the_table() -> None:
    one = cases()[0]
    lines = as_table(cases(), broken=[one]).splitlines()
    assert lines[0].endswith("**1 broken.**")
    assert [line.rsplit("|", 2)[1].strip() for line in lines[4:]] == ["1", *["0"] * (len(lines) - 5)]
