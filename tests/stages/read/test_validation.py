"""The checker on schemas that are not a profile: what the bank and a theme are made of."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from interview_kit.stages.read.strict_yaml import parse_yaml
from interview_kit.stages.read.validation import check
from interview_kit.support.errors import InvalidInput
from tests.sentences import Sentences


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Size(StrEnum):
    LETTER = "letter"
    A4 = "a4"


class Text(Strict):
    en: str
    fr: str | None = None


class Spoken(Strict):
    kind: Literal["spoken"]
    line: Text


class Space(Strict):
    kind: Literal["space"]
    rows: int = 3


class Sheet(Strict):
    labels: dict[str, Text] = {}
    weights: dict[Size, tuple[int, int]] = {}
    steps: dict[int, float] = {}
    size: Size = Size.LETTER
    margins: tuple[float, ...] = ()
    order: tuple[str, ...] = ()
    title: Text | str = ""
    version: int | str = 0
    blocks: tuple[Annotated[Spoken | Space, Field(discriminator="kind")], ...] = ()
    free: dict[str, Any] = {}
    made: dt.date | None = None
    long_name: str = Field(default="", alias="long-name")


def said(text: str) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        check(Sheet, parse_yaml(text.encode(), "s.yaml"))
    return str(caught.value).splitlines()


def test_every_kind_of_value_is_read() -> None:
    text = """
labels: {notes: {en: Notes, fr: Notes}, page: {en: Page}}
weights: {letter: [10, -3], a4: [0, 7]}
steps: {5: 0.5, 10: 1}
size: a4
margins: [1, 2.5]
order: [front, why]
title: {en: Kit}
version: "1"
blocks: [{kind: spoken, line: {en: Hello}}, {kind: space, rows: 5}, {kind: space}]
free: {a: [1, {b: "2"}]}
made: 2026-12-02
long-name: x
"""
    assert check(Sheet, parse_yaml(text.encode(), "s.yaml")).model == Sheet.model_validate(
        {
            "labels": {"notes": Text(en="Notes", fr="Notes"), "page": Text(en="Page")},
            "weights": {Size.LETTER: (10, -3), Size.A4: (0, 7)},
            "steps": {5: 0.5, 10: 1.0},
            "size": Size.A4,
            "margins": (1.0, 2.5),
            "order": ("front", "why"),
            "title": Text(en="Kit"),
            "version": "1",
            "blocks": (
                Spoken(kind="spoken", line=Text(en="Hello")),
                Space(kind="space", rows=5),
                Space(kind="space"),
            ),
            "free": {"a": ("1", {"b": "2"})},
            "made": dt.date(2026, 12, 2),
            "long-name": "x",
        }
    )


@pytest.mark.parametrize(("typed", "version"), [("1", 1), ('"1"', "1"), ("1.0", "1.0"), ("one", "one")])
def test_quotes_ask_for_text_where_text_is_allowed(typed: str, version: int | str) -> None:
    tree = parse_yaml(f"version: {typed}".encode(), "s.yaml")
    assert check(Sheet, tree).model.version == version


REFUSED = {
    "a text without its source language": (
        "labels:\n  notes: {fr: Notes}\n  page: {en: ''}",
        ["s.yaml:2:3 labels.notes.en", "s.yaml:3:14 labels.page.en"],
    ),
    "a text for texts": ("labels: {notes: Notes}", ["s.yaml:1:17 labels.notes"]),
    "another language alone": ("title: {fr: Kit}", ["s.yaml:1:1 title.en"]),
    "a key that is not one of a few": ("weights: {leter: [1, 2]}", ["s.yaml:1:11 weights.leter"]),
    "a letter for a number": ("weights: {a4: [1, x]}", ["s.yaml:1:19 weights.a4.2"]),
    "a word for a number as key": ("steps: {five: 1}", ["s.yaml:1:9 steps.five"]),
    "a word for a decimal number": ("margins: [1, 2, wide]", ["s.yaml:1:17 margins.3"]),
    "blocks of several kinds": (
        "blocks: [{kind: spoken}, {kind: spokn}, {kind: space, rows: x, row: 3}]",
        [
            "s.yaml:1:10 blocks.1.line",
            "s.yaml:1:33 blocks.2.kind",
            "s.yaml:1:61 blocks.3.rows",
            "s.yaml:1:64 blocks.3.row",
        ],
    ),
    "an underscore for a hyphen": ("long_name: x", ["s.yaml:1:1 long_name"]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_fit_is_told_with_its_place(sentences: Sentences, case: str) -> None:
    text, places = REFUSED[case]
    assert sentences.places(f"validation: {case}", lambda: said(text)) == places


def test_many_lines_are_read_where_they_are_asked_for() -> None:
    tree = parse_yaml(b"title: |\n  one\n\n  two\n", "s.yaml")
    assert check(Sheet, tree, many_lines=True).model.title == "one\n\ntwo"
    with pytest.raises(InvalidInput, match="one line"):
        check(Sheet, tree)


def test_an_empty_value_is_the_same_as_a_missing_key() -> None:
    text = "labels: {notes: }\nsize: ''\nfree: {a: , b: ' ', c: []}\norder: ['']\ntitle: {en: Kit, fr: }"
    tree = parse_yaml(text.encode(), "s.yaml")
    assert check(Sheet, tree).model == Sheet(title=Text(en="Kit"))


def test_empty_entries_leave_no_hole_in_the_places() -> None:
    checked = check(Sheet, parse_yaml(b"order:\n  -\n  - front\n  - ''\n  - why\n", "s.yaml"))
    assert checked.model.order == ("front", "why")
