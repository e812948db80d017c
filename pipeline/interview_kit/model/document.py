"""Define the document that every writer renders: a closed union of few blocks over few inlines.

It holds all text, titles, labels, numbers and running heads included, so that writers add none.
A block has a semantic `Role` and no appearance: the CSS class and the Word style both derive from the
role's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from functools import cache
from operator import is_
from typing import Any, TypeVar

from interview_kit.support.direction import isolated


class Role(StrEnum):
    """The semantic role of a block; the value `tip` gives the CSS class `kit-tip` and the style `Kit Tip`."""

    BODY = "body"
    LEAD = "lead"  # the first sentences of a page, a little larger
    RULE = "rule"  # the one rule: learn, never ask for a job
    TIP = "tip"  # advice set beside the flow
    NOTE = "note"  # small print: sources, reminders
    SUBJECT = "subject"  # the subject line of an e-mail
    MESSAGE = "message"  # an e-mail, note or letter as it is sent
    FACTS = "facts"  # what is known of the talk: who, when, how
    STEPS = "steps"  # the steps of the kit with their pages
    SCRIPT = "script"  # a conversation to be read aloud
    REFUSAL = "refusal"  # the other person's "no" and the reply
    QUESTION = "question"
    CHECKLIST = "checklist"
    PROMPTS = "prompts"  # names or ideas to write down
    CARD = "card"  # one pocket card
    CARDS = "cards"  # the sheet that holds two of them
    TIMELINE = "timeline"  # dates in their order
    GRID = "grid"  # a table of tick boxes
    LOG = "log"  # a table with room to write
    PLAN = "plan"  # the minutes of the talk
    COLUMNS = "columns"  # short lists side by side

    @property
    def css_class(self) -> str:
        """Return the CSS class of the role, such as `kit-tip`."""
        return f"kit-{self.value}"

    @property
    def word_style(self) -> str:
        """Return the name of the role's style in Word, such as `Kit Tip`."""
        return f"Kit {self.value.title()}"


LINK_SCHEMES = ("http://", "https://", "mailto:", "tel:")
"""How the address of a link may begin, in what people write, in a theme's pages and in a kit."""


# --- inlines ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Fixed text."""

    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """Text filled in from the profile; a writer may mark it in a script or a message."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Text of strong importance (`strong` in HTML)."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasised text (`em` in HTML)."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Text in another language than the document's, by its BCP 47 tag."""

    children: tuple[Inline, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link with an absolute http, https, mailto or tel address."""

    children: tuple[Inline, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A placeholder for an unknown value: a short line to write on, with a hint of what belongs there.

    Blanks of one value, such as the name of a contact, have its name in `value`. `field_id` is set by
    `form.with_field_ids`, and "" in a document that is not a form.
    """

    hint: str
    field_id: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A stage direction inside a script, such as a pause; it is not spoken."""

    text: str


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number of the page on which the anchor `target` begins; the writer computes it.

    `words` come before the number, in one link with it. `title` is the title at the target: the description
    of the link, and its accessible name where it shows only a number.
    """

    target: str
    title: str = ""
    words: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line inside a paragraph."""


Inline = Text | Filled | Strong | Emphasis | Foreign | Link | Blank | Cue | PageNumber | LineBreak
Inlines = tuple[Inline, ...]

# --- blocks ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section, level 2 or 3; the section's own title is level 1."""

    level: int
    content: Inlines
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    content: Inlines
    role: Role = Role.BODY

    @property
    def leads_on(self) -> bool:
        """Return whether it ends in a colon: what follows belongs on the same page."""
        return inline_text(self.content).rstrip().endswith(":")


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list, numbered when `ordered`; a checklist has a field id for each item."""

    items: tuple[Inlines, ...]
    ordered: bool = False
    role: Role = Role.BODY
    field_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerSpace:
    """A number of lines to write on, under a label; `field_id` is unique in the document.

    `about` is the context that the label alone lacks, such as the question that the notes answer.
    """

    label: str
    field_id: str
    lines: int
    about: str = ""

    @property
    def name(self) -> str:
        """Return the accessible name, as a screen reader announces it: the label and `about`."""
        return " · ".join(part for part in (self.label, self.about) if part)


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick box with text beside it; `label` is its accessible name where there is no text."""

    content: Inlines
    field_id: str
    label: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: text, then a tick box or lines to write on where it has them."""

    content: Inlines = ()
    space: AnswerSpace | Tick | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; `widths` are the columns' fractions of the line width and add up to 1.

    `summary` describes the table to a screen reader. `row_headers` makes the first cell of a row its header.
    """

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    summary: str
    role: Role = Role.GRID
    row_headers: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One turn of a dialogue: the speaker's name and the text; `by_user` if the kit's owner speaks."""

    speaker: str
    content: Inlines
    by_user: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its number, star and minutes, its reason, its follow-ups and the space for the answer.

    `star` is the label of the star, or "" where the question is not starred; `probes` may be ().
    """

    number: str
    minutes: str
    star: str
    content: tuple[Inlines, ...]
    reason: Inlines
    space: AnswerSpace
    probes: Inlines = ()


@dataclass(frozen=True, slots=True)
class TimeSegment:
    """A part of the talk: its name, its length in minutes, and that length as text."""

    label: str
    minutes: float
    length: str


@dataclass(frozen=True, slots=True)
class TimeBar:
    """The parts of a talk, drawn in proportion to their minutes, with the text at its end.

    A part begins where the one before it ends, or, if not `stacked`, at the left, as counts do.
    """

    segments: tuple[TimeSegment, ...]
    end: str
    stacked: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that belong together; kept on one page when `together`."""

    blocks: tuple[Block, ...]
    role: Role
    together: bool = True


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A page break: the next block starts on a new page."""


Block = (
    Heading
    | Paragraph
    | ItemList
    | Table
    | Group
    | Line
    | Question
    | TimeBar
    | AnswerSpace
    | Tick
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the kit with its title; `kind` is its id in the bank, `anchor` is unique in the document.

    `starts_page` is False where it shares a page with the section before it; `beside` is True where it is set
    at the side of that section on wide paper. `contact` is the name of the contact in a section about one
    talk.
    """

    kind: str
    anchor: str
    title: Inlines
    blocks: tuple[Block, ...]
    starts_page: bool
    contact: str = ""
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Owner:
    """The person whose kit it is: name and target work as printed, and a key that tells namesakes apart."""

    name: str
    work: str
    key: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """An agency's letterhead: text beside its logo on the first page, and a line in every page footer.

    `contact_line`, of one to three lines, comes before the title in the reading order. `logo_alt` is the
    alternative text of the logo. `footer` is a page artefact, as the running head is.
    """

    contact_line: Inlines = ()
    footer: str = ""
    logo_alt: str = ""


@dataclass(frozen=True, slots=True)
class ScreenLabels:
    """The labels of the bar by which a kit is filled in in a browser: its name, two buttons and its messages.

    `ready`, `unsaved` and `saved` say what became of the answers, `saved` before the name of the file;
    `no_script` is shown where no script runs.
    """

    name: str
    save: str
    print: str
    ready: str
    unsaved: str
    saved: str
    no_script: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole kit: its language (a BCP 47 tag such as `en-CA`), title, running head, page label and sections.

    `page_label` precedes the page number in the page footer. `owner` is None in a document that is no
    person's kit; without a letterhead, as in a list for a teacher, the theme's logo is not shown. With
    `screen` it is a form in a browser.
    """

    language: str
    title: str
    subject: str
    running_head: str
    page_label: str
    sections: tuple[Section, ...]
    owner: Owner | None = None
    letterhead: Letterhead | None = None
    screen: ScreenLabels | None = None


def inline_text(content: Inlines) -> str:
    """Return the text of a sequence of inlines; values in a right-to-left script are isolated."""
    words: list[str] = []
    for part in parts_in(content, (Text, Filled, Cue, Blank, LineBreak)):
        match part:
            case Text(text=text) | Cue(text=text) | Blank(hint=text):
                words.append(text)
            case Filled(text=text):
                words.append(isolated(text))
            case LineBreak():
                words.append("\n")
    return "".join(words)


def joined(lines: Iterable[Inlines], between: Inline) -> Inlines:
    """Return the lines as one, with `between` before each line but the first; () where there is none."""
    whole: Inlines = ()
    for line in lines:
        whole += (between, *line) if whole else line
    return whole


def level_under(above: int, level: int) -> int:
    """Return the level of a heading after one of level `above`: none may be skipped (PDF/UA-1, 7.4.2)."""
    return min(level, above + 1)


T = TypeVar("T")
Part = TypeVar("Part")


def rewritten(found: T, kind: type[Part] | tuple[type[Part], ...], change: Callable[[Part], Part]) -> T:
    """Return `found` with `change` applied to each `kind` in it, in reading order; itself if none changes."""
    changed: Any
    match found:
        case _ if isinstance(found, kind):
            changed = change(found)
            return changed  # type: ignore[no-any-return]
        case tuple():
            changed = tuple(rewritten(each, kind, change) for each in found)
            return found if all(map(is_, changed, found)) else changed
        case _:
            own: Any = type(found)
            changes: dict[str, Any] = {}
            for name in _field_names(own):
                value = getattr(found, name)
                if (new := rewritten(value, kind, change)) is not value:
                    changes[name] = new
            return replace(found, **changes) if changes else found  # type: ignore[type-var]


def parts_in(found: object, kind: type[Part] | tuple[type[Part], ...]) -> Iterator[Part]:
    """Yield each `kind` in `found`, in reading order, and nothing that is inside of one."""
    match found:
        case _ if isinstance(found, kind):
            yield found
        case tuple():
            for each in found:
                yield from parts_in(each, kind)
        case _:
            own: Any = type(found)
            for name in _field_names(own):
                value = getattr(found, name)
                if isinstance(value, kind) or not isinstance(value, str | int):
                    yield from parts_in(value, kind)


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    """Return the fields of a dataclass, or () for another type."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()
