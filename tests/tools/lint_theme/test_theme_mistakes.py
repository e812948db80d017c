"""Each mistake in theme_mistakes.yaml is named with its file and line, and what is no mistake is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from interview_kit.model.document import Owner
from interview_kit.model.theme import ORDINARY, Paper, Variant
from interview_kit.stages.read.theme import load_themes, theme_names
from interview_kit.stages.write.word.base_shell import BASE_SHELL
from interview_kit.support.errors import InvalidInput, Located, Problem
from interview_kit.tools.lint_theme import mistakes_in_looks, mistakes_in_words
from interview_kit.tools.lint_theme.fault_search import FaultSearch
from interview_kit.tools.lint_theme.guards import TrialKit
from interview_kit.tools.lint_theme.own_sources import source_problems
from interview_kit.tools.lint_theme.trial_kits import cases
from tests.agencies import agency
from tests.kits import bank
from tests.paths import ROOT
from tests.sample_document import sample_document
from tests.shared import LONG, spread
from tests.stages.write.test_word_shell_left import changed, styled

LISTED: Mapping[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "theme_mistakes.yaml").read_text("utf-8")
)
BASE = ROOT / "templates" / "themes" / "base"
# Those that are drawn take seconds each; `make long` tries all.
CASES = [
    pytest.param(kind, each, id=f"{kind}: {each['name']}")
    for kind, listed in LISTED.items()
    for each in spread(listed, 3 if kind == "shell" else 6)
]
SHELL = "word/shell.docx"


def made(case: Mapping[str, Any], folder: Path) -> Path:
    """Write the theme of a case."""
    files: dict[str, bytes | str] = dict(case.get("files", {}))
    for path, (old, new) in case.get("edit", {}).items():
        text = (BASE / path).read_text("utf-8")
        assert text.count(old) == 1, (path, old)
        files[path] = text.replace(old, new)
    if "shell" in case:
        files[SHELL] = changed(BASE_SHELL.read_bytes(), tuple(case["shell"]))
    if "style" in case:
        files[SHELL] = changed(BASE_SHELL.read_bytes(), styled(*case["style"]))
    said = str(files.pop("theme.yaml", "extends: base\n"))
    named = {path.replace("/", "__").replace(".", "_dot_"): data for path, data in files.items()}
    return agency(folder / "ours", said, **named)


def place_of(case: Mapping[str, Any]) -> str:
    """Return where a case is to be named; of an edited template, the line of the edit."""
    at = str(case["at"])
    for path, (old, new) in case.get("edit", {}).items():
        text = (BASE / path).read_text("utf-8").replace(old, new)
        same = next(place for place in range(len(new)) if old[place : place + 1] != new[place])
        at = f"{path}:{text.count(chr(10), 0, text.index(new) + same) + 1}"
    return at


def found_in(folder: Path, variant: Variant, fillable: bool = True) -> Iterator[Located]:
    """Yield what a check of a theme finds, with one kit of a document that has every block."""
    try:
        themes = load_themes(folder)
    except InvalidInput as error:
        yield from error.problems
        return
    theme = themes[ORDINARY]
    has_words = any(path.startswith("bank/") for path in theme.layers[-1].files)
    words, said = mistakes_in_words(theme.layers) if has_words else (bank(), ())
    before = [*said, *mistakes_in_looks(theme)]
    yield from before
    if words is None or any(isinstance(each, Problem) for each in before):
        return
    named = tuple(source_problems(theme, words))
    yield from named
    if not has_words:
        document = replace(sample_document(), owner=Owner("Ada", "", ""))
        kit = TrialKit(document, replace(themes[variant], fillable=fillable))
        yield from (each.found for each in FaultSearch(theme, named).faults(kit, "sample")[0])


def places(found: Iterator[Located], folder: Path) -> list[str]:
    """Return where problems are, without columns and the folder."""
    texts = (str(each).removeprefix(f"{folder}/") for each in found if isinstance(each, Problem))
    return [re.sub(r"^(\S+?:\d+):\d+ ", r"\1: ", text) for text in texts]


@pytest.mark.parametrize(("kind", "case"), CASES)
def test_a_mistake_is_named_with_its_file_and_line(kind: str, case: dict[str, Any], tmp_path: Path) -> None:
    folder = made(case, tmp_path)
    variant = Variant(**dict.fromkeys(case.get("variant", ()), True))
    told = places(found_in(folder, variant), folder)
    at = place_of(case)
    assert told
    assert all(re.match(rf"{re.escape(at)}(?!\d)", each) for each in told), (at, told)


def test_there_are_four_mistakes_of_each_kind() -> None:
    assert {kind: len(some) >= 4 for kind, some in LISTED.items()} == dict.fromkeys(
        ("css", "html", "words", "shell"), True
    )


LEGITIMATE = {
    "css/more.css": """
html { line-height: 1.3 }
.kit-section h1 { border-bottom: 0.4mm solid var(--kit-accent); text-transform: uppercase }
.kit-rule { border: 0.5mm solid var(--kit-accent); border-radius: 3mm; background: #3b1f3a; color: #fff }
.kit-rule strong { color: #ffd9a8 }
.kit-card .kit-rule, .kit-card .kit-rule strong { color: var(--kit-ink) }
.kit-note { font-size: 1em; font-family: "Fira Sans", serif }
.kit-tip::before { content: "\\2022 "; font-weight: bold }
.kit-number { display: inline-block; width: 2em; height: 2em; line-height: 2em; border-radius: 50%;
  background: var(--kit-accent); color: var(--kit-paper); text-align: center; font-size: 1.2em }
.kit-cue { position: relative; left: 2mm; opacity: 1 }
.kit-large-print .kit-note, .kit-section-front > .kit-lead:not(.kit-tip) { margin: 1mm 0 }
@media screen { .kit-tip { box-shadow: 0 0 1mm var(--kit-accent) } }
@page { @bottom-left { color: var(--kit-accent) } }
""",
    "html/kit.html.j2": """{% extends "base/html/kit.html.j2" %}
{% block before %}<div class="our-band" aria-hidden="true"></div>{% endblock %}
{% block section_title scoped %}<h1><span class="our-title">{{ section.title }}</span></h1>{% endblock %}
""",
    "html/blocks/paragraph.html.j2": '<p class="{{ block.role }} our-words">{{ block.content }}</p>\n',
}


@cache
def agency_files() -> dict[str, bytes | str]:
    return {path.replace("/", "__").replace(".", "_dot_"): data for path, data in LEGITIMATE.items()}


@pytest.mark.parametrize("variant", [Variant(), Variant(True, True, True)][: 1 + LONG], ids=str)
def test_an_agency_may_change_much(variant: Variant, tmp_path: Path) -> None:
    folder = agency(tmp_path / "ours", 'extends: base\ntokens: {accent: "#4a2545"}\n', **agency_files())
    # How full a page is, which is a note, is up to the words.
    assert [str(each) for each in found_in(folder, variant) if isinstance(each, Problem)] == []


@pytest.mark.spread(3)
@pytest.mark.parametrize("name", theme_names())
def test_shipped_themes_have_no_mistakes_of_their_own(name: str) -> None:
    theme = load_themes(name)[ORDINARY]
    assert list(source_problems(theme, bank(name))) == []
    kit = TrialKit(sample_document(), replace(theme, fillable=True))
    assert FaultSearch(theme).faults(kit, "sample")[0] == ()


def test_each_pair_of_settings_meets_in_a_kit() -> None:
    languages = bank().languages
    some = cases(languages)
    assert 10 <= len(some) <= 14
    meet = {(one.paper, one.fillable, one.language) for one in some}
    assert {(paper, fillable) for paper, fillable, _ in meet} == {
        (p, f) for p in Paper for f in (False, True)
    }
    assert {(one.variant, one.language) for one in some} == {
        (each, language) for each in {one.variant for one in some} for language in languages
    }
    assert len({one.variant for one in some}) == 5
