"""What themes say otherwise: exactly that changes, and every later word about it names their files."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from interview_kit.model.bank import Bank, BankText, Wording
from interview_kit.model.enums import Language
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.bank.base import renamed_ids
from interview_kit.stages.select import select
from interview_kit.support.errors import BankError
from interview_kit.support.paths import TEMPLATES
from interview_kit.tools.lint_bank import mistakes_in_themes
from interview_kit.tools.lint_bank.listing import listed
from interview_kit.tools.lint_bank.report import Report
from interview_kit.tools.lint_bank.sentence_rules import check_fixed_words
from interview_kit.tools.lint_bank.walk import elements_of, wordings_of
from tests.hill import FILES, themed
from tests.kits import PEOPLE
from tests.kits import bank as base
from tests.shared import examples

Key = tuple[str, str, tuple[str | int, ...]]


def words_in(bank: Bank) -> dict[Key, str]:
    """Return every wording and every condition by its place."""
    found = [(spot, source) for spot, _language, source in wordings_of(bank)]
    found += elements_of(bank, str)
    return {(spot.kind, spot.name, spot.path): source for spot, source in found}


def differing(one: Bank, other: Bank) -> set[Key]:
    before, after = words_in(one), words_in(other)
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def named(kind: str) -> list[str]:
    return sorted({row.name for row in listed(base(), Language("en")) if row.kind == kind})


ONE_TEXT = ("label", "reason", "text", "heading", "entry", "answer", "section", "approach")
WITH_ONE_TEXT = [name for kind in ONE_TEXT for name in named(kind)]


@settings(max_examples=examples(20), deadline=None)
@given(name=st.sampled_from(WITH_ONE_TEXT))
def test_one_changed_text_leaves_every_other_word_as_it_was(name: str) -> None:
    said = themed({"w.yaml": f"change:\n  {name}: {{fr: Voilà., fr_tu: Voici.}}\n"})
    changed = differing(base(), said)
    assert changed
    assert {place[1] for place in changed} == {name}
    assert {place[2][-1] for place in changed} <= {"fr", "fr_tu"}
    rest = {"outline", "choosing", "languages", "added"}
    assert said.model_dump(include=rest) == base().model_dump(include=rest)


HIDEABLE = [name for kind in ("text", "entry", "heading", "answer", "group", "table") for name in named(kind)]


@settings(max_examples=examples(12), deadline=None)
@given(name=st.sampled_from(HIDEABLE))
def test_one_hidden_item_takes_nothing_else_with_it(name: str) -> None:
    try:
        said = themed({"w.yaml": f"hide: [{name}]\n"})
    except BankError:
        reject()
    before, after = words_in(base()), words_in(said)
    assert {key: source for key, source in before.items() if key in after} == after
    gone = {key[1] for key in before.keys() - after.keys()}
    held = {each for each in gone if each != name}
    assert held <= inside(name)
    (changed,) = (each for each in base().sections.values() if each != said.sections[each.id])
    left = [item for item in said.sections[changed.id].items if item in changed.items]
    assert len(left) >= len(changed.items) - 1


def test_every_question_and_reply_but_the_closing_can_be_hidden() -> None:
    refused = []
    for name in (*base().questions, *base().refusals):
        try:
            assert name not in themed({"w.yaml": f"hide: [{name}]\n"}).questions
        except BankError:
            refused.append(name)
    assert refused == [base().choosing.closing.id]


def inside(name: str) -> set[str]:
    """Return the ids of all that stands in an item."""
    (found,) = (each for section in base().sections.values() for each in below(section) if each.id == name)
    return {each.id for each in below(found)}


def below(whole: Any) -> Iterator[Any]:
    """Yield the items and entries in a section or an item, at any depth."""
    for each in (*getattr(whole, "items", ()), *getattr(whole, "entries", ())):
        yield each
        yield from below(each)


@given(
    plain=st.booleans(), tu=st.booleans(), old_plain=st.booleans(), languages=st.sampled_from(["", "[en]"])
)
def test_the_plain_wording_never_says_what_was_said_before(
    plain: bool, tu: bool, old_plain: bool, languages: str
) -> None:
    both = languages == ""
    parent = "new words"
    old = "stance.relax" if old_plain else "why.unexpected"
    said = f"change:\n  {old}:\n    en: {parent}\n"
    said += "    fr: des mots\n" if both else ""
    said += "    plain: {en: short, fr: court}\n" if plain else ""
    text = _text(themed({"w.yaml": said + (f"languages: {languages}\n" if languages else "")}), old)
    assert text.en == parent
    assert text.plain == (Wording(en="short", fr="court") if plain else None)


def _text(bank: Bank, name: str) -> BankText:
    return next(text for spot, text in elements_of(bank, BankText) if spot.name == name)


def test_a_changed_language_is_said_in_plain_kits_too_and_the_other_stays() -> None:
    before = _text(base(), "front.goal.fit")
    assert before.plain is not None
    after = _text(themed({"w.yaml": "change: {front.goal.fit: {fr: Nouveau.}}\n"}), "front.goal.fit")
    assert after == BankText(
        en=before.en, fr="Nouveau.", plain=Wording(en=before.plain.en, fr="Nouveau.", fr_tu=None)
    )


@pytest.mark.parametrize(
    ("move", "page", "shared"),
    [("page: new", "new", False), ("page: shared", "shared", False), ("when: not short", "new", True)],
)
def test_a_page_of_a_theme_holds_whatever_the_section_shared_it_for(
    move: str, page: str, shared: bool
) -> None:
    bank = themed({"w.yaml": f"outline: [{{section: research, {move}}}]\n"})
    (entry,) = (each for each in bank.outline if each.section == "research")
    (before,) = (each for each in base().outline if each.section == "research")
    assert (entry.page, entry.shared_when) == (page, before.shared_when if shared else "")
    assert before.shared_when


def test_what_the_last_theme_says_holds() -> None:
    parent = {
        "w.yaml": "change:\n  notes: {en: Parent, fr: Parent}\n  star: {en: Parent, fr: Parent}\n"
        "hide: [why.network]\n"
        "items: [{kind: text, id: our.tip, after: stance.relax, text: {en: Tip, fr: Tuyau}}]\n"
        "outline: [{section: fit-grid, before: why}]\n",
        "pages/us.en.md": "# Us\n\nText\n",
        "pages/us.fr.md": "# Nous\n\nTexte\n",
        "choosing.yaml": "goal_weight: 5\nstars: {at_most: 1}\n",
    }
    child = {
        "w.yaml": "change:\n  notes: {en: Child, fr: Enfant}\n  our.tip: {fr: Truc}\n  us.1: {fr: Changé}\n"
        "hide: [our.tip2]\noutline: [{section: us, after: fit-grid}]\n"
        "items: [{kind: text, id: our.tip2, after: our.tip, text: {en: Two, fr: Deux}}]\n",
        "choosing.yaml": "stars: {at_most: 2}\n",
    }
    bank = themed(parent, child)
    assert bank.labels["notes"] == BankText(en="Child", fr="Enfant")
    assert bank.labels["star"] == BankText(en="Parent", fr="Parent")
    assert _text(bank, "our.tip") == BankText(en="Tip", fr="Truc")
    assert _text(bank, "us.1") == BankText(en="Text", fr="Changé")
    assert [entry.section for entry in bank.outline][:4] == ["front", "fit-grid", "us", "why"]
    assert (bank.choosing.goal_weight, bank.choosing.stars.at_most, bank.choosing.stars.minutes) == (5, 2, 4)
    assert "why.network" not in {key[1] for key in words_in(bank)}
    places = {name: bank.origin(name) for name in ("notes", "star", "our.tip", "us.1", "us")}
    assert {name: (place.file, place.line) for name, place in places.items()} == {
        "notes": ("t2/bank/w.yaml", 2),
        "star": ("t1/bank/w.yaml", 3),
        "our.tip": ("t2/bank/w.yaml", 3),
        "us.1": ("t2/bank/w.yaml", 4),
        "us": ("t1/bank/pages/us.en.md", 1),
    }


def test_every_text_of_a_theme_is_placed_in_its_file() -> None:
    bank = themed(FILES)
    changed = differing(base(), bank)
    lines = {name: text.splitlines() for name, text in FILES.items()}
    for kind, name, path in sorted(changed & words_in(bank).keys()):
        if kind == "outline":
            continue  # what moves keeps the places of its keys
        origin = bank.origin(name, *path)
        assert origin.file.startswith("t1/bank/"), (name, path)
        assert origin.line <= len(lines[origin.file.removeprefix("t1/bank/")])


def test_moved_lines_keep_their_places() -> None:
    bank = themed({"w.yaml": "hide: [approach.A.phone.answer, approach.A.phone.answer-known]\n"})
    lines = next(each for each in bank.approaches["A"].scripts if each.id == "approach.A.phone").lines
    assert len(lines) == len(base().approaches["A"].scripts[0].lines) - 2
    for line in lines:
        assert bank.origin(line.id) == base().origin(line.id)


def test_lines_may_be_called_by_their_numbers_of_version_0_1_0() -> None:
    said = (
        "change: {{{0}: {{fr: Voilà.}}}}\nhide: [{1}]\nlines:\n"
        "- {{id: our.l, after: {2}, use: ask.greeting}}\n- {{id: our.m, before: {3}, use: ask.greeting}}\n"
    )
    old = [f"approach.A.phone.{number}" for number in (9, 1, 4, 10)]
    new = [f"approach.A.phone.{word}" for word in ("no-job", "answer", "purpose", "time")]
    assert (
        themed({"w.yaml": said.format(*old)}).model_dump()
        == themed({"w.yaml": said.format(*new)}).model_dump()
    )
    with pytest.raises(BankError, match="this is in the bank already"):
        themed({"w.yaml": f"lines: [{{id: {old[0]}, after: {old[1]}, use: ask.greeting}}]\n"})


def test_every_line_of_version_0_1_0_is_still_in_the_bank() -> None:
    renamed = renamed_ids(TEMPLATES / "bank")
    known = {row.name for row in listed(base(), Language("en"))} | {
        f"phrase.{name}" for name in base().phrases
    }
    assert set(renamed.values()) <= known and known.isdisjoint(renamed)
    assert sum(bool(re.fullmatch(r".+\.[0-9]+", old)) for old in renamed) == 104


def test_a_bank_is_read_again_when_one_of_its_files_was_saved(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TEMPLATES / "bank", tmp_path / "bank"))
    assert read_bank(folder) == read_bank(folder)
    file = folder / "labels.yaml"
    file.write_text(file.read_text("utf-8").replace("Your notes", "Your own notes"), encoding="utf-8")
    assert read_bank(folder).labels["notes"].en == "Your own notes"


def questions_of(bank: Bank, person: str, **changes: object) -> tuple[list[str], list[str]]:
    """Return what is asked, and what is left out, in a person's first talk."""
    talk = select(bank, PEOPLE[person].model_copy(update=changes)).conversations[0]
    return [pick.id for pick in talk.questions], [drop.id for drop in talk.dropped]


def test_a_question_for_everybody_is_asked_of_everybody() -> None:
    bank = themed(FILES)
    for person in PEOPLE:
        assert "our.bus" in questions_of(bank, person)[0], person


def test_a_question_for_some_is_asked_of_them_alone() -> None:
    bank = themed(FILES)
    for person, profile in PEOPLE.items():
        asked, dropped = questions_of(bank, person)
        if "newcomer" in profile.situation:
            assert "our.winter" in asked, person
        else:
            assert "our.winter" in dropped, person


def test_a_hidden_question_is_neither_asked_nor_left_out() -> None:
    bank = themed(FILES)
    for person in PEOPLE:
        assert "problems" not in [*chain(*questions_of(bank, person))], person


@pytest.mark.parametrize("language", Language)
def test_an_agency_of_one_language_writes_one_language(language: Language) -> None:
    words = (
        f"languages: [{language}]\nchange: {{stance.relax: {{{language}: Hop.}}}}\n"
        f"items: [{{kind: text, id: our.tip, after: stance.relax, text: {{{language}: Tip.}}}}]\n"
    )
    page = "# Us\n\n- [ ] x\n\n| a | b |\n|---|---|\n| c | |\n"
    bank = themed({"w.yaml": words, f"pages/us.{language}.md": page})
    assert bank.languages == (language,)
    assert getattr(_text(bank, "our.tip"), language) == "Tip."
    assert mistakes_in_themes(bank, ["t1"]) == ()


def test_a_page_may_speak_of_jobs_and_a_script_may_not() -> None:
    page = {
        "pages/us.en.md": "# Us\n\nThey give me a job.\n",
        "pages/us.fr.md": "# Nous\n\nJe cherche un emploi.\n",
    }
    findings = Report(themed(page))
    check_fixed_words(themed(page), Language, findings)
    assert [str(each) for each in findings.in_order()] == [
        "t1/bank/pages/us.en.md:3:1 us.1: note: this asks for a job: 'give me a job'; "
        "is that said to the reader alone?",
        "t1/bank/pages/us.fr.md:3:1 us.1: note: this asks for a job: 'cherche un emploi'; "
        "is that said to the reader alone?",
    ]
    assert mistakes_in_themes(themed(page), ["t1"]) == ()
    line = {"w.yaml": "change: {too-busy: {you: {en: Give me a job., fr: Bon., fr_tu: Bon.}}}\n"}
    assert [str(each) for each in mistakes_in_themes(themed(line), ["t1"])] == [
        "t1/bank/w.yaml:1:31 too-busy: this asks for a job: 'give me a job'"
    ]


def test_no_words_change_nothing() -> None:
    bank = themed({}, {"README.md": "Our words."})
    assert bank.model_dump() == base().model_dump()
    assert bank.source == base().source
    assert all(bank.origin(name) == base().origin(name) for name in bank.source)


PLAIN = (
    *("plain", "**bold**", "*it*", "[a](https://a.example)"),
    *("{{ me.name }}", "{{ me.name | upper }}", "\\*"),
)
WORDS = st.lists(st.sampled_from([*PLAIN, "1.", "#", "|"]), min_size=1, max_size=5)
KINDS = st.sampled_from(["p", "- ", "1. ", "## "])


@settings(max_examples=examples(25), deadline=None)
@given(blocks=st.lists(st.tuples(KINDS, WORDS)))
def test_any_page_is_read_or_refused_with_its_line(blocks: list[tuple[str, list[str]]]) -> None:
    page = "# T\n\n" + "\n\n".join((kind if kind != "p" else "") + " ".join(words) for kind, words in blocks)
    try:
        bank = themed({"pages/us.en.md": page, "w.yaml": "languages: [en]\n"})
    except BankError as error:
        assert all(problem.line for problem in error.problems)
        return
    read = " ".join(_sources(bank))
    assert [word for _, words in blocks for word in words if word in PLAIN and word not in read] == []


def _sources(bank: Bank) -> Iterator[str]:
    for (_, name, _), source in words_in(bank).items():
        if name.startswith("us"):
            yield source
