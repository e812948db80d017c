"""Hold the one document that every writer renders: a closed union of few blocks over few inlines.

All words are in here, titles, labels, numbers and running heads included, so a writer has none to add.
A block says what it *is* through its `Role`, never how it looks: the CSS class and the Word style both
derive from the role's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never


class Role(StrEnum):
    """What a block is; `kit-tip` in CSS and `Kit Tip` in Word both come from the value `tip`."""

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
        """The CSS class of the role, such as `kit-tip`."""
        return f"kit-{self.value}"

    @property
    def word_style(self) -> str:
        """The name of the role's style in Word, such as `Kit Tip`."""
        return f"Kit {self.value.title()}"


# --- inlines ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Fixed words."""

    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """Words that were filled in from the profile, so that a script can set them apart."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry the sentence."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words set apart in the sentence."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link with an absolute http, https, mailto or tel address."""

    children: tuple[Inline, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Blank:
    """Something unknown: a short line to write on, with a hint of what belongs there.

    `field_id` is given by `form.numbered`, and is empty where nobody fills the document in on a screen.
    """

    hint: str
    field_id: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A stage direction inside a script, such as a pause; it is read, not said."""

    text: str


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number of the page where `target` begins; an artefact that the writer works out.

    `title` is what begins there: the name of a link that shows no more than a number.
    """

    target: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line inside a paragraph."""


Inline = Text | Filled | Strong | Emphasis | Link | Blank | Cue | PageNumber | LineBreak
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


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list, numbered when `ordered`; a list of things to tick has a field for each item."""

    items: tuple[Inlines, ...]
    ordered: bool = False
    role: Role = Role.BODY
    field_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerSpace:
    """Room to write, `lines` lines of it, under its own label; `field_id` is unique in the document.

    `about` says what the label leaves to the words around it, such as the question that the notes answer.
    """

    label: str
    field_id: str
    lines: int
    about: str = ""

    @property
    def name(self) -> str:
        """What the space is called where it stands alone, as to a screen reader."""
        return " · ".join(part for part in (self.label, self.about) if part)


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick with the words beside it; `label` names the box where nothing stands beside it."""

    content: Inlines
    field_id: str
    label: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: words, then a box or room to write where it has one."""

    content: Inlines = ()
    space: AnswerSpace | Tick | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row of words; `widths` are shares of the line that add up to 1.

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
    """One turn of a conversation: who speaks, and what is said."""

    speaker: str
    content: Inlines
    by_user: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its number, star and minutes, its reason and the space for the answer.

    `star` is the star's label where the question is starred and empty where it is not.
    """

    number: str
    minutes: str
    star: str
    content: tuple[Inlines, ...]
    reason: Inlines
    space: AnswerSpace


@dataclass(frozen=True, slots=True)
class TimeSegment:
    """A part of the talk: its name, its length in minutes, and that length in words."""

    label: str
    minutes: float
    length: str


@dataclass(frozen=True, slots=True)
class TimeBar:
    """The minutes of a talk as lengths, with the words for its end."""

    segments: tuple[TimeSegment, ...]
    end: str


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that belong together; kept on one page when `together`."""

    blocks: tuple[Block, ...]
    role: Role
    together: bool = True


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


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

    `starts_page` tells whether it begins a page of its own or shares one with its neighbour. `contact` is
    the person whom a section for one talk is about.
    """

    kind: str
    anchor: str
    title: Inlines
    blocks: tuple[Block, ...]
    starts_page: bool
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose kit it is: the name and the work as they stand on it, and a key that tells namesakes apart."""

    name: str
    work: str
    key: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is: the words beside the agency's logo on the first page, and a line in every foot.

    The contact line, or two or three of them, is read with the text, before the title. `logo_alt` says what
    the logo shows to those who do not see it. The footer is an artefact of a page, as the running head is.
    """

    contact_line: Inlines = ()
    footer: str = ""
    logo_alt: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole kit: its language (a BCP 47 tag such as `en-CA`), title, running head, page label and sections.

    `page_label` stands before the page number in the foot of a page. A document that belongs to nobody has
    no `owner`; one without a letterhead, such as a list for a teacher, does not show the theme's logo.
    """

    language: str
    title: str
    subject: str
    running_head: str
    page_label: str
    sections: tuple[Section, ...]
    owner: Owner | None = None
    letterhead: Letterhead | None = None


def plain_text(document: Document) -> str:
    """Return every word of the document in reading order, a block a line.

    The running head, the footer, the page label and page numbers are artefacts of a page and stay out.
    """
    lines: list[str] = [inline_text(document.letterhead.contact_line)] if document.letterhead else []
    for section in document.sections:
        lines.append(inline_text(section.title))
        for block in section.blocks:
            lines.extend(_block_lines(block))
    return "\n".join(line for line in lines if line.strip())


def inline_text(content: Inlines) -> str:
    """Return the words of a run of inlines."""
    return "".join(_inline_words(inline) for inline in content)


def titles_of(document: Document) -> dict[str, str]:
    """Return the words of each section's title and each heading in it, by the anchor that leads there."""
    titles = {section.anchor: inline_text(section.title) for section in document.sections}
    blocks = [block for section in document.sections for block in section.blocks]
    while blocks:
        match blocks.pop():
            case Heading(content=content, anchor=anchor) if anchor:
                titles[anchor] = inline_text(content)
            case Group(blocks=inner):
                blocks.extend(inner)
    return titles


def level_under(above: int, level: int) -> int:
    """Return the level that a heading has under the one before it: none may be left out (PDF/UA-1, 7.4.2)."""
    return min(level, above + 1)


def _inline_words(inline: Inline) -> str:
    match inline:
        case Text(text=text) | Filled(text=text) | Cue(text=text):
            return text
        case Blank(hint=hint):
            return hint
        case Strong(children=children) | Emphasis(children=children) | Link(children=children):
            return inline_text(children)
        case PageNumber():
            return ""
        case LineBreak():
            return "\n"
        case _:
            assert_never(inline)


def _block_lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(content=content) | Paragraph(content=content) | Tick(content=content):
            yield inline_text(content)
        case ItemList(items=items):
            yield from (inline_text(item) for item in items)
        case Table(header=header, rows=rows):
            yield from (inline_text(cell) for cell in header)
            for row in rows:
                for cell in row:
                    yield from _cell_lines(cell)
        case Group(blocks=blocks):
            for child in blocks:
                yield from _block_lines(child)
        case Line(speaker=speaker, content=content):
            yield speaker
            yield inline_text(content)
        case Question():
            yield from (block.number, block.star, block.minutes)
            yield from (inline_text(line) for line in block.content)
            yield inline_text(block.reason)
            yield block.space.label
        case TimeBar(segments=segments, end=end):
            for segment in segments:
                yield from (segment.label, segment.length)
            yield end
        case AnswerSpace(label=label):
            yield label
        case PageBreak():
            pass
        case _:
            assert_never(block)


def _cell_lines(cell: Cell) -> Iterator[str]:
    yield inline_text(cell.content)
    match cell.space:
        case AnswerSpace() | Tick():
            # The label of a space in a table is for a screen reader; in print the header row names it.
            yield inline_text(cell.space.content) if isinstance(cell.space, Tick) else ""
        case None:
            pass
