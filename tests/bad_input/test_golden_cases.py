"""Hold the cases of the golden file of sentences."""

from __future__ import annotations

from collections.abc import Iterable

from tests.bad_input import (
    test_banks,
    test_files,
    test_folders,
    test_roster_limits,
    test_rosters,
    test_text,
    test_theme_looks,
    test_theme_styles,
    test_themes,
    test_values,
    test_yaml,
)
from tests.sentences import read_sentences
from tests.stages.assemble import test_words
from tests.stages.read import test_validation
from tests.tools.lint_bank import test_planted


def test_the_golden_file_has_these_cases_and_no_others() -> None:
    cases: dict[str, Iterable[str]] = {
        **{"yaml": test_yaml.REFUSED, "value": test_values.REFUSED, "target": test_values.TARGETS},
        **{"text": test_text.REFUSED, "file": test_files.REFUSED, "folder": test_folders.REFUSED},
        **{"bank": test_banks.REFUSED, "roster": test_rosters.REFUSED, "limits": test_roster_limits.REFUSED},
        **{"words": test_themes.WORDS, "looks": test_theme_looks.CASES, "style": test_theme_styles.REFUSED},
        **{"lint": test_planted.SENTENCES, "check": ["notes of a class"]},
        **{"validation": test_validation.REFUSED, "rendering": test_words.MISTAKES},
    }
    expected = {f"{kind}: {case}" for kind, table in cases.items() for case in table}
    assert read_sentences().keys() == expected
