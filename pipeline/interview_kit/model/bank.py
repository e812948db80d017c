"""Define the bank: every text of a kit by id, in each language, and the selection rules."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn, Self

from pydantic import Field, InstanceOf, model_validator

from interview_kit.model.document import Role
from interview_kit.model.enums import Goal, Language
from interview_kit.model.field_types import InputModel, PackedModel
from interview_kit.model.language import LanguageRules, all_rules, keys_of, with_fields
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.support.errors import BankError, Origin
from interview_kit.support.i18n import _
from interview_kit.support.positions import Data, place_in


class BankModel(InputModel):
    """Base class of the bank's models: immutable, unknown keys refused."""


NOWHERE = Origin("bank", 0, 0)
"""The position of what no file of the bank has."""

LONGEST_TEXT = 10_000
Written = Annotated[str, Field(max_length=LONGEST_TEXT)]


@with_fields(Written, Written | None)
class Wording(BankModel):
    """One text in its languages: Markdown with Jinja expressions in `{{ }}`.

    It has a field for each language, None while untranslated, and for each register but the usual one, None
    where it does not differ: `fr` addresses the contact as vous, `fr_tu` as tu.
    """

    if TYPE_CHECKING:  # the fields are those of the folders of languages

        def __init__(self, **texts: Any) -> None: ...

        def __getattr__(self, key: str) -> Any: ...

    def texts(self) -> Iterator[tuple[str, Language, str]]:
        """Yield the key, the language and the text of each field that has one."""
        for language in Language:
            for key in keys_of(language):
                if (text := getattr(self, key)) is not None:
                    yield key, language, text


class BankText(Wording):
    """A text, with a variant in plain language (reading grade 5 to 6) where it has one."""

    plain: Wording | None = None

    if TYPE_CHECKING:

        def __init__(self, **texts: Any) -> None: ...


class Speaker(StrEnum):
    """The speaker of a script line: the person, the contact, or none (`CUE`, a stage direction)."""

    YOU = "you"
    THEM = "them"
    CUE = "cue"


class ScriptLine(BankModel):
    """One line of a script, printed where `when` is true: its text, or with `use` a shared script's lines.

    A line without an `id`, in a theme's own script, gets the script's id and its own number: `our.ask.3`.
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
    """One way to ask: spoken lines, or a message with a `subject`; the first whose `when` is true is used."""

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
    """A "no" of the other person (`them`) and the reply (`you`); `spoken` is False where it is a silence."""

    id: str
    spoken: bool = True
    them: BankText
    you: BankText


class BankQuestion(BankModel):
    """A question to ask: one or more short lines, why it is worth asking, and its follow-ups."""

    id: str
    text: tuple[BankText, ...] = Field(min_length=1)
    why: BankText
    probes: tuple[BankText, ...] = ()


class Phrase(BankModel):
    """One alternative of a sentence fragment: the first whose `when` is true is printed, or none."""

    when: str = ""
    text: BankText


class Item(BankModel):
    """Base class of items: `id` for overrides, condition `when`; `to_contact` in the contact's language."""

    id: str
    when: str = ""
    to_contact: bool = False


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
    """One entry of a list; where the condition `first` is true, it moves to the top.

    Where no talk serves the `goal` that it names, a note under it says why, and where to look it up.
    """

    id: str
    text: BankText
    when: str = ""
    first: str = ""
    goal: Goal | None = None


class ListItem(Item):
    """A list; entries whose `when` is not true are left out, and so is an empty list."""

    kind: Literal["list"]
    entries: tuple[ListEntry, ...]
    ordered: bool = False
    role: Role = Role.BODY


class AnswerItem(Item):
    """A number of lines to write on, under a label."""

    kind: Literal["answer"]
    label: BankText
    lines: int = Field(ge=1, le=30)


class TicksItem(Item):
    """Tick boxes, each with its text."""

    kind: Literal["ticks"]
    entries: tuple[ListEntry, ...]


class TableItem(Item):
    """A table of texts; short rows end in cells to write in. With `ticks`, later texts have boxes."""

    kind: Literal["table"]
    summary: BankText
    columns: tuple[BankText, ...] = Field(min_length=2)
    widths: tuple[float, ...]
    cells: tuple[tuple[BankText, ...], ...]
    role: Role = Role.LOG
    ticks: bool = False

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if len(self.widths) != len(self.columns) or abs(sum(self.widths) - 1) > 0.001:
            raise ValueError(_("a table needs a width for each column, and the widths must add up to 1"))
        if any(len(row) > len(self.columns) for row in self.cells):
            raise ValueError(_("a row has more cells than there are columns"))
        return self


class GroupItem(Item):
    """Items that belong together, kept on one page when `together`.

    With `each_contact`, in a section for all contacts, they are repeated for each, without a role.
    """

    kind: Literal["group"]
    role: Role = Role.BODY
    each_contact: bool = False
    together: bool = True
    items: tuple[SectionItem, ...]


class InsertItem(Item):
    """A placeholder for content generated from the selection, such as the script or the questions.

    `piece` names the generator; `of` is the id that it refers to, such as that of a message, or "".
    """

    kind: Literal["insert"]
    piece: str
    of: str = ""


SectionItem = Annotated[
    TextItem | HeadingItem | ListItem | AnswerItem | TicksItem | TableItem | GroupItem | InsertItem,
    Field(discriminator="kind"),
]


class BankSection(BankModel):
    """A section of the kit: its title and its items; `to_contact` as for an item."""

    id: str
    title: BankText
    items: tuple[SectionItem, ...]
    to_contact: bool = False


class OutlineEntry(BankModel):
    """The position of a section: when it is printed, once or for each contact, and whether on a new page.

    A "new" page is shared where `shared_when` is true; "beside" is beside the section before it, on paper.
    """

    section: str
    when: str = ""
    page: Literal["new", "shared", "beside"] = "shared"
    shared_when: str = ""
    each_contact: bool = False


class Bank(BankModel, PackedModel):
    """All texts of the kits and the selection rules.

    `languages` are those in which kits are made. `added` has the ids of the sections that themes add.
    `rules` are those of each language in its country. `not_asking` says of texts why they ask for none.
    `source` has the data that the bank was made from by id, also "choosing", "outline" and "languages".
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
    not_asking: dict[str, str] = Field(default_factory=dict)
    rules: dict[Language, LanguageRules] = Field(default_factory=all_rules)
    source: InstanceOf[Data] = Field(default_factory=lambda: Data(NOWHERE), exclude=True, repr=False)

    def origin(self, *parts: str | int) -> Origin:
        """Return the position of the last part that exists on a path from an id, NOWHERE for no id."""
        return place_in(self.source, parts)

    def refuse(self, name: str, message: str) -> NoReturn:
        """Raise BankError with a problem at an id."""
        raise BankError((self.origin(name).problem(name, message),))
