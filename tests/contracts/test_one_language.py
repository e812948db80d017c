"""A kit in one language holds nothing of the other, but what the person typed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import product
from typing import Any

import pikepdf
import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from interview_kit.model.bank import Wording
from interview_kit.model.document import Document, Filled, Inlines, Text, parts_in
from interview_kit.model.enums import AskBy, Channel, Decision, Goal, Language, Relationship, Situation
from interview_kit.model.profile import Profile
from interview_kit.stages.assemble import assemble
from interview_kit.stages.assemble.parsed_text import parse_line
from interview_kit.stages.read.theme import load_theme, theme_names
from interview_kit.stages.select import select
from interview_kit.stages.write.html import write_html
from tests.kits import AGENCIES, PEOPLE, bank, kit, themed_pdf
from tests.shared import LONG, spread

OTHER = {Language("en"): Language("fr"), Language("fr"): Language("en")}
# A detector needs some words to go by; shorter texts are compared with the bank's in the other language.
LONG_ENOUGH = 25
# The fields of the document that are words, though not inlines.
LABELS = ("label", "hint", "speaker", "star", "summary", "page_label", "end", "length", "minutes")


@cache
def identifier() -> LanguageIdentifier:
    made = LanguageIdentifier.from_model_file(MODEL_FILE)
    made.set_languages([language.value for language in Language])
    return made


def runs(found: Any) -> Iterator[str]:
    """Yield the fixed words of each run of inlines, with a gap where something is filled in."""
    match found:
        case str() | int() | float() | None:
            pass
        case tuple() if (
            found
            and all(is_dataclass(part) for part in found)
            and any(isinstance(part, Text | Filled) for part in found)
        ):
            yield "".join(" … " if isinstance(part, Filled) else "".join(runs(part)) for part in found)
        case tuple():
            for part in found:
                yield from runs(part)
        case Text(text=text):
            yield text
        case Filled():
            pass
        case _ if is_dataclass(found):
            for field in fields(found):
                value = getattr(found, field.name)
                labels = (
                    "label",
                    "hint",
                    "speaker",
                    "star",
                    "summary",
                    "page_label",
                    "end",
                    "length",
                    "minutes",
                )
                if isinstance(value, str) and field.name in labels:
                    yield value
                else:
                    yield from runs(value)


def typed(found: Any) -> frozenset[str]:
    """Return what the person typed; the label of a box may hold it too."""
    match found:
        case Filled(text=text):
            return frozenset([text])
        case tuple():
            return frozenset().union(*map(typed, found))
        case _ if is_dataclass(found):
            return frozenset().union(*(typed(getattr(found, field.name)) for field in fields(found)))
        case _:
            return frozenset()


def sentences(document: Document) -> set[str]:
    parts = {part.strip(" …,()") for run in runs(document) for part in re.split(r"[.!?:;“”«»]|\n", run)}
    return {part for part in parts if re.search(r"[^\W\d]", part)}


def wordings(found: Any) -> Iterator[Wording]:
    match found:
        case Wording():
            yield found
            yield from wordings(getattr(found, "plain", None))
        case dict():
            for value in found.values():
                yield from wordings(value)
        case tuple():
            for value in found:
                yield from wordings(value)
        case _ if hasattr(found, "model_fields_set"):
            for name in type(found).model_fields:
                yield from wordings(getattr(found, name))


def fixed(parts: Inlines) -> Iterator[str]:
    return (part.text for part in parts_in(parts, Text))


@cache
def only_in(language: Language) -> frozenset[str]:
    """Return the pieces of the bank's texts that are written in this language alone."""
    pieces: dict[Language, set[str]] = {each: set() for each in Language}
    for wording in wordings(bank()):
        for each, texts in {
            Language("en"): (wording.en,),
            Language("fr"): (wording.fr, wording.fr_tu),
        }.items():
            for text in filter(None, texts):
                for words in fixed(parse_line(text)):
                    pieces[each] |= {part.strip(" …,()") for part in re.split(r"[.!?:;“”«»]|\n", words)}
    return frozenset(part for part in pieces[language] - pieces[OTHER[language]] if part)


def strangers(document: Document, language: Language) -> set[str]:
    """Return the sentences of a document that are not in its language."""
    own = typed(document)
    found = {part for part in sentences(document) if part.strip() not in own}
    long = {part for part in found if len(part) >= LONG_ENOUGH}
    wrong = {part for part in long if identifier().classify(part)[0] != language.value}
    return wrong | (found & only_in(OTHER[language]))


def everyone() -> Iterator[Profile]:
    """Yield a person for each channel, way of asking, relationship, situation, decision and goal."""
    base: dict[str, Any] = {"name": "Zoé Nguyen", "target": {"occupation": "RN", "field": "soins"}}
    programme = {"pages": ["rubric", "consent", "for-the-contact"], "contact": "613-555-0101"}
    pages: dict[str, Any] = {"programme": programme}
    for channel, ask_by, relationship in spread(product(Channel, AskBy, Relationship), 3):
        contact = {"name": "Lo", "channel": channel, "ask_by": ask_by, "relationship": relationship}
        yield Profile.model_validate(base | {"contacts": [contact]})
    for decision in Decision:
        for agreed in (True, False):
            referral = {"name": "Ray", "agreed": agreed}
            known = [{"name": "Lo", "referral": referral, "register": "tu"}]
            yield Profile.model_validate(base | {"decision": decision, "contacts": known})
    for situation in Situation:
        yield Profile.model_validate(base | pages | {"situation": [situation], "minor": True})
        yield Profile.model_validate(base | pages | {"situation": [situation], "minor": False})
    yield Profile.model_validate(
        base | {"goals": list(Goal), "support": {"fears": ["shy", "imposing", "rejection"]}}
    )
    yield Profile.model_validate(base | {"target": {"field": "soins", "regulated": True, "trade": True}})


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", PEOPLE)
def test_the_kits_of_people_hold_one_language(name: str, language: Language) -> None:
    assert strangers(kit(name, language), language) == set()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("theme", AGENCIES)
def test_an_agency_s_own_words_are_of_the_kit_s_language(theme: str, language: Language) -> None:
    assert strangers(kit("leila", language, theme), language) == set()


@pytest.mark.parametrize(
    ("theme", "language"),
    [
        (theme, language)
        for theme in theme_names()
        for language in (Language if LONG or theme == "base" else (Language("fr"),))
    ],
)
def test_every_format_says_its_language_once(theme: str, language: Language) -> None:
    """No passage is in another language, so each file is marked as a whole."""
    document, looks = kit("leila", language, theme), load_theme(theme)
    page = write_html(document, looks).decode()
    assert re.findall(r"\slang=\"([^\"]*)\"", page) == [document.language]
    data = themed_pdf("leila", language, theme)
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert str(opened.Root.Lang) == document.language
    assert b"/Lang" not in data.replace(b"/Lang (" + document.language.encode() + b")", b"")


@pytest.mark.spread(2)
@pytest.mark.parametrize("language", Language)
def test_every_way_of_asking_and_every_situation_holds_one_language(language: Language) -> None:
    wrong: set[str] = set()
    for person in everyone():
        profile = person.model_copy(update={"language": language})
        wrong |= strangers(assemble(select(bank(), profile), profile, bank()), language)
    assert wrong == set()


@pytest.mark.parametrize(
    ("language", "planted"),
    [
        (Language("fr"), "Your notes"),
        (Language("fr"), "Must\u00a0ask"),
        (Language("fr"), "What does the work look like on a usual day"),
        (Language("en"), "Vos notes"),
        (Language("en"), "Quelle formation faut-il avant de commencer"),
    ],
)
def test_a_planted_label_of_the_other_language_is_seen(language: Language, planted: str) -> None:
    document = replace(kit("P6-emile", language), page_label=planted)
    assert strangers(document, language) == {planted}
