"""Describe what a theme may write in the YAML files of its bank: words to change, hide, add and move."""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from pydantic import Field

from interview_kit.model.bank import (
    BankModel,
    BankSection,
    BankText,
    ListEntry,
    Phrase,
    Script,
    ScriptLine,
    SectionItem,
    Speaker,
    Written,
)
from interview_kit.model.document import Role
from interview_kit.model.enums import Decision, Language
from interview_kit.model.selection_rules import Condition, QuestionMinutes, Weight

T = TypeVar("T")


class PartialPlain(BankModel):
    """The languages of a wording that are said otherwise; the others stay."""

    en: Written | None = None
    fr: Written | None = None
    fr_tu: Written | None = None


class PartialWording(PartialPlain):
    """The languages of a text that are said otherwise, and of its plain wording."""

    plain: PartialPlain | None = None


class _Changed(BankModel):
    when: str | None = None


class ChangedText(_Changed):
    """What may change of paragraphs."""

    text: PartialWording | None = None
    role: Role | None = None


class ChangedHeading(_Changed):
    """What may change of a heading."""

    text: PartialWording | None = None
    level: int | None = Field(default=None, ge=2, le=3)
    page: Literal["new", "shared"] | None = None


class ChangedEntry(_Changed):
    """What may change of one entry of a list."""

    text: PartialWording | None = None
    first: str | None = None


class ChangedList(_Changed):
    """What may change of a list; its entries have ids of their own."""

    ordered: bool | None = None
    role: Role | None = None


class ChangedAnswer(_Changed):
    """What may change of room to write."""

    label: PartialWording | None = None
    lines: int | None = Field(default=None, ge=1, le=30)


class ChangedTable(_Changed):
    """What may change of a table; its cells are written anew as a whole."""

    summary: PartialWording | None = None
    columns: tuple[BankText, ...] | None = Field(default=None, min_length=2)
    widths: tuple[float, ...] | None = None
    cells: tuple[tuple[BankText, ...], ...] | None = None
    role: Role | None = None


class ChangedGroup(_Changed):
    """What may change of a group; its items have ids of their own."""

    role: Role | None = None
    together: bool | None = None


class ChangedInsert(_Changed):
    """What may change of ticks and of a piece that the program puts together: when it is printed."""


class ChangedLine(_Changed):
    """What may change of one line of a script."""

    who: Speaker | None = None
    text: PartialWording | None = None


class ChangedScript(_Changed):
    """What may change of a script; its lines have ids of their own."""

    subject: PartialWording | None = None


class ChangedTitle(BankModel):
    """What may change of a section or an approach; their items and scripts have ids of their own."""

    title: PartialWording | None = None


class ChangedRefusal(BankModel):
    """What may change of a "no" and the reply."""

    them: PartialWording | None = None
    you: PartialWording | None = None


class ChangedQuestion(BankModel):
    """What may change of a question; its numbers are in choosing.yaml."""

    text: tuple[PartialWording, ...] | None = Field(default=None, min_length=1)
    why: PartialWording | None = None


class ChangedPhrase(BankModel):
    """The one wording of a phrase."""

    text: PartialWording | None = None


class ChangeEntries(BankModel, Generic[T]):
    """The entries of `change`, or of `labels`, that change things of one kind."""

    change: dict[str, T] = Field(default_factory=dict)
    labels: dict[str, T] = Field(default_factory=dict)


# By kind: what may change, and which part is meant where `en` or `fr` stands alone.
CHANGES: dict[str, tuple[type[BankModel], str]] = {
    "label": (PartialWording, ""),
    "reason": (PartialWording, ""),
    "phrase": (ChangedPhrase, "text"),
    "approach": (ChangedTitle, "title"),
    "script": (ChangedScript, "subject"),
    "ask": (ChangedScript, "subject"),
    "line": (ChangedLine, "text"),
    "refusal": (ChangedRefusal, ""),
    "question": (ChangedQuestion, "text"),
    "section": (ChangedTitle, "title"),
    "text": (ChangedText, "text"),
    "heading": (ChangedHeading, "text"),
    "list": (ChangedList, ""),
    "entry": (ChangedEntry, "text"),
    "answer": (ChangedAnswer, "label"),
    "ticks": (ChangedInsert, ""),
    "table": (ChangedTable, "summary"),
    "group": (ChangedGroup, ""),
    "insert": (ChangedInsert, ""),
}


class AddedQuestion(BankModel):
    """A question of the theme's own, with its numbers; `always` asks it before any other is chosen."""

    id: str
    text: tuple[BankText, ...] = Field(min_length=1)
    why: BankText
    minutes: QuestionMinutes = 1.5
    slot: str = "own"
    weight: Weight | dict[Decision, Weight] = 5
    always: bool = False
    when: Condition | None = None
    written: bool = True


class Move(BankModel):
    """A new place in the outline, or another condition or page, for one section."""

    section: str
    after: str = ""
    before: str = ""
    page: Literal["new", "shared"] | None = None
    when: str | None = None
    each_contact: bool | None = None


class ThemeWords(BankModel):
    """What a YAML file in the bank of a theme may hold; `change` and `labels` are read id by id."""

    languages: tuple[Language, ...] = ()
    change: dict[str, Any] = Field(default_factory=dict)
    hide: tuple[str, ...] = ()
    outline: tuple[Move, ...] = ()
    sections: tuple[BankSection, ...] = ()
    items: tuple[SectionItem, ...] = ()
    entries: tuple[ListEntry, ...] = ()
    lines: tuple[ScriptLine, ...] = ()
    questions: tuple[AddedQuestion, ...] = ()
    asks: tuple[Script, ...] = ()
    labels: dict[str, Any] = Field(default_factory=dict)
    phrases: dict[str, tuple[Phrase, ...]] = Field(default_factory=dict)
    reasons: dict[str, BankText] = Field(default_factory=dict)
