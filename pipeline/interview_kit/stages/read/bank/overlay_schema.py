"""Define the schema of a theme's overlay files: texts to override, hide, add and move."""

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
    """A partial wording: only the languages given are replaced."""

    en: Written | None = None
    fr: Written | None = None
    fr_tu: Written | None = None


class PartialWording(PartialPlain):
    """A partial text: only the languages given are replaced, also those of its plain variant."""

    plain: PartialPlain | None = None


class _Changed(BankModel):
    when: str | None = None


class ChangedText(_Changed):
    """Overrides of a text item."""

    text: PartialWording | None = None
    role: Role | None = None


class ChangedHeading(_Changed):
    """Overrides of a heading."""

    text: PartialWording | None = None
    level: int | None = Field(default=None, ge=2, le=3)
    page: Literal["new", "shared"] | None = None


class ChangedEntry(_Changed):
    """Overrides of one entry of a list."""

    text: PartialWording | None = None
    first: str | None = None


class ChangedList(_Changed):
    """Overrides of a list; its entries are overridden by their own ids."""

    ordered: bool | None = None
    role: Role | None = None


class ChangedAnswer(_Changed):
    """Overrides of lines to write on."""

    label: PartialWording | None = None
    lines: int | None = Field(default=None, ge=1, le=30)


class ChangedTable(_Changed):
    """Overrides of a table; columns and cells are replaced as a whole."""

    summary: PartialWording | None = None
    columns: tuple[BankText, ...] | None = Field(default=None, min_length=2)
    widths: tuple[float, ...] | None = None
    cells: tuple[tuple[BankText, ...], ...] | None = None
    role: Role | None = None


class ChangedGroup(_Changed):
    """Overrides of a group; its items are overridden by their own ids."""

    role: Role | None = None
    together: bool | None = None


class ChangedInsert(_Changed):
    """Overrides of tick boxes or an insert: only the condition `when`."""


class ChangedLine(_Changed):
    """Overrides of one line of a script."""

    who: Speaker | None = None
    text: PartialWording | None = None


class ChangedScript(_Changed):
    """Overrides of a script; its lines are overridden by their own ids."""

    subject: PartialWording | None = None


class ChangedTitle(BankModel):
    """Overrides of a section or an approach; their items and scripts are overridden by their own ids."""

    title: PartialWording | None = None


class ChangedRefusal(BankModel):
    """Overrides of a "no" and the reply."""

    them: PartialWording | None = None
    you: PartialWording | None = None


class ChangedQuestion(BankModel):
    """Overrides of a question; those of its selection rules are in choosing.yaml."""

    text: tuple[PartialWording, ...] | None = Field(default=None, min_length=1)
    why: PartialWording | None = None


class ChangedPhrase(BankModel):
    """Overrides of a phrase with a single alternative."""

    text: PartialWording | None = None


class ChangeEntries(BankModel, Generic[T]):
    """The schema of one override, under `change` or `labels`, where T is the model for its kind."""

    change: dict[str, T] = Field(default_factory=dict)
    labels: dict[str, T] = Field(default_factory=dict)


# By kind: the model of its overrides, and the key to which a bare `en` or `fr` belongs.
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
    """A question that a theme adds, with its selection rules; `always` puts it before the other questions."""

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
    """Overrides of a section's outline entry: its place, its page, its condition or `each_contact`."""

    section: str
    after: str = ""
    before: str = ""
    page: Literal["new", "shared"] | None = None
    when: str | None = None
    each_contact: bool | None = None


class ThemeWords(BankModel):
    """The schema of an overlay file; `change` and `labels` are validated later, by the kind of each id."""

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
