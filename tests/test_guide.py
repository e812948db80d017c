"""The agency's guide, followed to the letter in an empty folder: every file and every command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from interview_kit.tools.lint_theme import trial_kits
from interview_kit.tools.lint_theme.pdf_text import literal, page_texts
from interview_kit.tools.lint_theme.trial_kits import cases
from tests.guide import GUIDE, follow, steps
from tests.paths import ROOT
from tests.reading import docx_text
from tests.shared import LONG

SHOWN = {  # part of the guide: what the kit then says
    "1. Colour and logo": "",
    "2. Contact line and footer": "",
    "3. Words": "You know this work, and I'd love to hear about it.",
    "4. Questions and a page of your own": "What should a new person get right in the first month?",
    "5. The Word letterhead": "",
    "6. Pages and style sheet": "What Hill Works can do",
    "7. Check it, and use it": "Come and see us, Ada Roy.",
}


def test_the_guide_holds_when_it_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    if (
        not LONG
    ):  # the check of the theme draws one kit of its twelve: a form, which is looked at on the screen too
        monkeypatch.setattr(trial_kits, "cases", lambda languages: cases(languages)[1:2])
    said: list[str] = []
    parts: list[str] = []

    def is_drawn() -> bool:
        """Return whether this part draws PDFs, too: all in `make long`, otherwise the first and the last."""
        return LONG or len(parts) in (1, len(SHOWN))

    def run(command: tuple[str, ...]) -> None:
        in_word = ["-f", "docx"] if command[0] == "build" and not is_drawn() else []
        result = CliRunner().invoke(main, [*command, *in_word])
        assert result.exit_code == 0, (command, result.stdout, result.stderr)
        said.append(result.stdout)

    def done(part: str) -> None:
        if part:
            words = literal(SHOWN[part])
            assert words in literal(docx_text(Path("output/ada-roy.docx").read_bytes()))
            if is_drawn():
                assert words in literal("".join(page_texts(Path("output/ada-roy.pdf").read_bytes())))
        parts.append(part)

    follow(tmp_path, run, done)
    assert parts == ["", *SHOWN]
    assert literal("12, rue Principale") in literal(docx_text(Path("français/ada-roy.docx").read_bytes()))
    assert any("hill-works: no mistakes" in text for text in said)
    listed = [line for text in said for line in text.splitlines()]
    assert any(line.startswith("hill-works\textends base\tthemes/hill-works") for line in listed)
    assert "themes/hill-works: there already" in listed


def test_the_guide_asks_for_something() -> None:
    assert len([step for step in steps() if step.command]) > 10
    assert len([step for step in steps() if step.file]) > 8


@pytest.mark.parametrize("page", [GUIDE, ROOT / "docs" / "theme-words.md"], ids=lambda page: page.name)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|mailto:|tel:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).is_file(), target


def test_the_pictures_of_the_guide_are_small() -> None:
    assert sum(path.stat().st_size for path in (ROOT / "docs" / "pictures").iterdir()) < 1_500_000
