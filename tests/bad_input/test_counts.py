"""SECURITY.md says how many bad inputs are tried of each kind, and says it rightly."""

from __future__ import annotations

import re

from tests.bad_input import (
    test_banks,
    test_folders,
    test_rosters,
    test_theme_looks,
    test_theme_pages,
    test_theme_styles,
    test_themes,
)
from tests.bad_input.hostile_pages import HOSTILE
from tests.bad_input.test_all_at_once import profiles
from tests.paths import ROOT
from tests.tools.collect.test_files import REFUSED as FILLED

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
