"""Hold the bank: every word of a kit by id, its languages side by side, and the numbers of choosing."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from interview_kit.model.document import Role
from interview_kit.model.enums import Language
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.support.i18n import _


class BankModel(BaseModel):
    """What every part of a bank shares: it cannot change, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


LONGEST_TEXT = 10_000
Written = Annotated[str, Field(max_length=LONGEST_TEXT)]


class Wording(BankModel):
    """One text in its languages: Markdown with Jinja expressions in `{{ }}`.

    `fr` says vous to the other person, and `fr_tu` says tu where that differs; None is not written yet.
    """

    en: Written
    fr: Written | None = None
    fr_tu: Written | None = None


class BankText(Wording):
    """A text, and where it can be said more simply its plain wording (grade 5 to 6)."""

    plain: Wording | None = None


class Speaker(StrEnum):
    """Who has a line of a script: the person, the contact, or nobody (a stage direction)."""

    YOU = "you"
    THEM = "them"
    CUE = "cue"


class ScriptLine(BankModel):
    """One line of a script where `when` is true: somebody's words, or with `use` a shared script's lines.

    A line that says no `id` gets the script's with a number, such as `approach.A.phone.3`.
    """

    id: str = ""
    who: Speaker | None = None
    text: BankText | None = None
    use: str = ""
    when: str = ""

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if bool(self.use) == bool(self.who and self.text):
            raise ValueError(_("a line has either who and text, or use"))
        return self


class Script(BankModel):
    """How to ask in one way: spoken lines, or a message with its subject; the first whose `when` holds."""

    id: str
    when: str = ""
    subject: BankText | None = None
    lines: tuple[ScriptLine, ...]


class Approach(BankModel):
    """One of the openings A, B and C with its scripts; the first script whose `when` is true is printed."""

    id: Literal["approach.A", "approach.B", "approach.C"]
    title: BankText
    scripts: tuple[Script, ...]


class Refusal(BankModel):
    """What the other person may say instead of yes, and the reply; not `spoken` where it is a silence."""

    id: str
    spoken: bool = True
    them: BankText
    you: BankText


class BankQuestion(BankModel):
    """A question to ask: one or more short lines, and why it is worth asking."""

    id: str
    text: tuple[BankText, ...] = Field(min_length=1)
    why: BankText


class Phrase(BankModel):
    """One alternative of a part of a sentence: the first whose `when` holds is said, or nothing."""

    when: str = ""
    text: BankText


class Item(BankModel):
    """What every item of a section has: an id to change or hide it by, and when it is printed."""

    id: str
    when: str = ""


class TextItem(Item):
    """Paragraphs and lists written as Markdown, in one role."""

    kind: Literal["text"] = "text"
    text: BankText
    role: Role = Role.BODY


class HeadingItem(Item):
    """A heading inside a section."""

    kind: Literal["heading"]
    text: BankText
    level: int = Field(default=2, ge=2, le=3)
    anchor: str = ""
    page: Literal["new", "shared"] = "shared"


class ListEntry(BankModel):
    """One entry of a list; where `first` is true it moves to the top."""

    id: str
    text: BankText
    when: str = ""
    first: str = ""


class ListItem(Item):
    """A list; entries whose `when` is not true are left out, and so is an empty list."""

    kind: Literal["list"]
    entries: tuple[ListEntry, ...]
    ordered: bool = False
    role: Role = Role.BODY


class AnswerItem(Item):
    """Room to write under a label."""

    kind: Literal["answer"]
    label: BankText
    lines: int = Field(ge=1, le=30)


class TicksItem(Item):
    """Boxes to tick, each with its words."""

    kind: Literal["ticks"]
    entries: tuple[ListEntry, ...]


class TableItem(Item):
    """A table: rows of words in `cells`; what a row has less than there are columns is room to write."""

    kind: Literal["table"]
    summary: BankText
    columns: tuple[BankText, ...] = Field(min_length=2)
    widths: tuple[float, ...]
    cells: tuple[tuple[BankText, ...], ...]
    role: Role = Role.LOG

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if len(self.widths) != len(self.columns) or abs(sum(self.widths) - 1) > 0.001:
            raise ValueError(_("a table needs a width for each column, and the widths must add up to 1"))
        if any(len(row) > len(self.columns) for row in self.cells):
            raise ValueError(_("a row has more cells than there are columns"))
        return self


class GroupItem(Item):
    """Items that belong together and stay on one page."""

    kind: Literal["group"]
    role: Role
    together: bool = True
    items: tuple[SectionItem, ...]


class InsertItem(Item):
    """A piece that the program puts together from what was chosen, such as the script or the questions."""

    kind: Literal["insert"]
    piece: str
    of: str = ""


SectionItem = Annotated[
    TextItem | HeadingItem | ListItem | AnswerItem | TicksItem | TableItem | GroupItem | InsertItem,
    Field(discriminator="kind"),
]
# A group names the union that it is itself a part of, so it is complete only now.
GroupItem.model_rebuild()


class BankSection(BankModel):
    """A section of the kit: its title and its items."""

    id: str
    title: BankText
    items: tuple[SectionItem, ...]


class OutlineEntry(BankModel):
    """One section in the order of the kit: when it is printed, and whether it starts a page of its own."""

    section: str
    when: str = ""
    page: Literal["new", "shared"] = "shared"
    each_contact: bool = False


def part_of(name: str, *path: str) -> str:
    """Return the key in `Bank.origins` of a part of the item `name`, such as `ask.nudge:lines.0.text.en`."""
    return f"{name}:{'.'.join(path)}"


class Origin(NamedTuple):
    """Where a part of the bank stands: file, line and column."""

    file: str
    line: int
    column: int


class Bank(BankModel):
    """All words of the kits and the numbers of choosing; `origins` tells where each id and part stands.

    The numbers of choosing stand under "choosing", such as `choosing:questions.advice`. `languages` are those
    in which kits are made. `added` are the sections that a theme adds: pages of its own for the reader.
    """

    labels: dict[str, BankText]
    phrases: dict[str, tuple[Phrase, ...]]
    reasons: dict[str, BankText]
    approaches: dict[str, Approach]
    refusals: dict[str, Refusal]
    questions: dict[str, BankQuestion]
    asks: dict[str, Script]
    sections: dict[str, BankSection]
    outline: tuple[OutlineEntry, ...]
    choosing: SelectionRules
    languages: tuple[Language, ...] = tuple(Language)
    added: tuple[str, ...] = ()
    origins: dict[str, Origin] = Field(default_factory=dict)
