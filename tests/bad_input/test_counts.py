"""Hold the counts of bad inputs in SECURITY.md, and the cases of the golden file of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tests.bad_input import (
    test_banks,
    test_files,
    test_folders,
    test_roster_limits,
    test_rosters,
    test_text,
    test_theme_looks,
    test_theme_pages,
    test_theme_styles,
    test_themes,
    test_values,
    test_yaml,
)
from tests.bad_input.hostile_pages import HOSTILE
from tests.bad_input.test_all_at_once import profiles
from tests.paths import ROOT
from tests.sentences import read_sentences
from tests.stages.assemble import test_words
from tests.stages.read import test_validation
from tests.tools.collect.test_files import REFUSED as FILLED
from tests.tools.lint_bank import test_planted

COUNTS = {
    "profiles": len(profiles()),
    "rosters": len(test_rosters.REFUSED),
    "themes with broken looks": len(test_theme_looks.CASES),
    "style sheets that reach outside": len(test_theme_styles.REFUSED),
    "themes with hostile pages": len(HOSTILE) + len(test_theme_pages.ONLY_ON_THE_PAGE),
    "with broken words": len(test_themes.WORDS),
    "banks": len(test_banks.REFUSED) + 1,  # and a folder that is none
    "folders, links and names": len(test_folders.REFUSED),
    "filled kits": len(FILLED),
}


def test_security_md_counts_the_bad_inputs_rightly() -> None:
    told = " ".join((ROOT / "SECURITY.md").read_text(encoding="utf-8").split())
    assert f"{sum(COUNTS.values())} cases in `tests/bad_input`" in told
    for kind, count in COUNTS.items():
        assert re.search(rf"\b{count} {kind}", told), kind


def test_the_golden_file_has_these_cases_and_no_others() -> None:
    cases: dict[str, Iterable[str]] = {
        **{"yaml": test_yaml.REFUSED, "value": test_values.REFUSED, "target": test_values.TARGETS},
        **{"text": test_text.REFUSED, "file": test_files.REFUSED, "folder": test_folders.REFUSED},
        **{"bank": test_banks.REFUSED, "roster": test_rosters.REFUSED, "limits": test_roster_limits.REFUSED},
        **{"words": test_themes.WORDS, "looks": test_theme_looks.CASES, "style": test_theme_styles.REFUSED},
        "lint": test_planted.SENTENCES,
        **{"validation": test_validation.REFUSED, "rendering": test_words.MISTAKES},
    }
    expected = {f"{kind}: {case}" for kind, table in cases.items() for case in table}
    assert read_sentences().keys() == expected
