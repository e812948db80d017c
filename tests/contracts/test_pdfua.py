"""PDF/UA-1: a kit with every kind of block keeps all of veraPDF's rules; tests/proof looks at real kits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_kit.model.theme import Paper, Variant
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write.pdf import write_pdf
from interview_kit.support.verapdf import broken_rules, lacking
from tests.kits import ALONE_AND_TOGETHER
from tests.sample_document import sample_document
from tests.shared import LONG

pytestmark = pytest.mark.skipif(bool(lacking()), reason=f"PDF/UA cannot be checked here without {lacking()}")


# On each paper, and in each variant; real kits in each of them are in tests/proof.
LOOKS = [(paper, variant) for paper in Paper for variant in ALONE_AND_TOGETHER]
SOME = [LOOKS[0], LOOKS[-1]]


@pytest.mark.parametrize(("paper", "variant"), LOOKS if LONG else SOME, ids=str)
def test_a_kit_keeps_every_rule(paper: Paper, variant: Variant) -> None:
    theme = load_theme("base", paper=paper, variant=variant)
    assert broken_rules(write_pdf(sample_document(), theme)) == []


def test_a_broken_rule_is_seen() -> None:
    theme = load_theme("base")
    path = "html/blocks/list.html.j2"
    planted = theme.files[path].replace(b"<li>{{ item }}</li>", b"<li><p>{{ item }}</p></li>")
    faulty = replace(theme, files={**theme.files, path: planted})
    assert [rule.split(":")[0] for rule in broken_rules(write_pdf(sample_document(), faulty))] == ["7.2-20"]
