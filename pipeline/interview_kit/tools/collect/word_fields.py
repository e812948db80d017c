"""Find the fields of a kit in the body of a Word file, and what was typed outside of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from lxml import etree

from interview_kit.model.form import Field, Form
from interview_kit.stages.write.word.body_context import field_mark, short_tag
from interview_kit.support.i18n import _
from interview_kit.support.ooxml import WORD
from interview_kit.support.word_text import text_hash, words_outside
from interview_kit.tools.collect.answers import SEVERAL, NotCollected

_W = f"{{{WORD}}}"
_P, _R, _CONTROL, _CELL = f"{_W}p", f"{_W}r", f"{_W}sdt", f"{_W}tc"
_OURS, _LABEL, _LINE = "Kit", "KitLabel", "KitAnswer"
_PRINTED_STYLES = (_OURS, "Heading", "Title", "List")
_QUESTIONS = ("KitQuestion", "Heading", "Title", _LABEL)
_LONGEST_PLACE = 200


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """A field's elements in document order, and whether these are (or hold) whole paragraphs, not runs.

    Those of a label (`is_labelled`) begin with it.
    """

    elements: tuple[etree._Element, ...]
    whole_paragraphs: bool
    is_labelled: bool = False


class FieldPlaces:
    """Finds each field in the body: by its content control, or else by its bookmark.

    `printed` has the hashes of the words that the kit prints, nothing where its version does not say. Raises
    NotCollected where most fields are there twice, since two kits are in the file.
    """

    def __init__(self, body: etree._Element, form: Form, printed: Collection[str]) -> None:
        self._controls: dict[str, etree._Element] = {}
        repeated: set[str] = set()
        for control in body.iter(_CONTROL):
            tag = control.find(f"{_W}sdtPr/{_W}tag")
            name = "" if tag is None else tag.get(f"{_W}val", "")
            if self._controls.setdefault(name, control) is not control:
                repeated.add(name)
        self._starts = {each.get(f"{_W}name", ""): each for each in body.iter(f"{_W}bookmarkStart")}
        self._ends = {each.get(f"{_W}id", ""): each for each in body.iter(f"{_W}bookmarkEnd")}
        self._body = body
        self._printed = printed
        tags = {short_tag(field.name) for field in form.fields}
        if 2 * len(repeated & tags) > len(tags):
            raise NotCollected(_(SEVERAL))
        self._known = {control for tag, control in self._controls.items() if tag in tags}
        self._labels = tuple({field.label for field in form.fields if field.label})
        self._holders: dict[etree._Element, Field] = {}
        for field in form.fields:
            owner = self._owner(field.name)
            if owner is not None:
                self._holders.setdefault(owner, field)
        self._taken: set[etree._Element] = set()
        self._ruled = _ruled(self)

    def _found(self, name: str) -> etree._Element | None:
        control = self._controls.get(short_tag(name))
        return self._starts.get(field_mark(name)) if control is None else control

    def _owner(self, name: str) -> etree._Element | None:
        """Return the paragraph that a field is in, or the first one in it."""
        found = self._found(name)
        if found is None:
            return None
        # Word makes it a block-level control when the user starts a new paragraph in it.
        return next(chain(found.iterancestors(_P), found.iter(_P)), None)

    def of(self, name: str) -> FieldPlace | None:
        """Return the place of a field, or None where it was deleted."""
        control, start = self._controls.get(short_tag(name)), self._starts.get(field_mark(name))
        owner = self._owner(name)
        if owner is not None and owner in self._ruled:
            lines, self._ruled[owner] = self._ruled[owner], []  # a second field there gets no line twice
            self._taken.update(lines)
            return FieldPlace(tuple(lines), whole_paragraphs=True, is_labelled=self._is_label(owner))
        if control is not None:
            content = control.find(f"{_W}sdtContent")
            inside = () if content is None else tuple(content)
            paragraphs = [each for part in inside for each in part.iter(_P)]
            self._taken.update(paragraphs)
            return FieldPlace(inside, bool(paragraphs))
        end = None if start is None else self._ends.get(start.get(f"{_W}id", ""))
        return None if start is None or end is None or owner is None else self._between(owner, start, end)

    @cached_property
    def _order(self) -> dict[etree._Element, int]:
        return {each: place for place, each in enumerate(self._body.iter())}

    def _between(self, owner: etree._Element, start: etree._Element, end: etree._Element) -> FieldPlace:
        """Return the runs between two bookmark ends, or the whole paragraph where no run is outside."""
        first, last = self._order[start], self._order[end]
        runs = {each: self._order[each] for each in owner.iter(_R)}
        if all(first < place < last for place in runs.values()):
            return FieldPlace((owner,), whole_paragraphs=True)
        inside = (each for each, place in runs.items() if first < place < last)
        return FieldPlace(tuple(inside), whole_paragraphs=False)

    def areas(self) -> Iterator[list[etree._Element]]:
        """Yield the paragraphs of each answer: the label or the first of a cell, and those after it."""
        area: list[etree._Element] = []
        cell: etree._Element | None = None
        for paragraph in self._body.iter(_P):
            field = self._holders.get(paragraph)
            goes_on = field is None and bool(area) and self._goes_on(area, cell, paragraph)
            if goes_on:
                area.append(paragraph)
            elif field is not None or self._is_label(paragraph):
                is_alone = field is not None and not self._outside(paragraph).strip()
                cell = next(paragraph.iterancestors(_CELL), None) if is_alone else None
                area = [paragraph]
                if self._is_label(paragraph) or (cell is not None and field and is_answer(field)):
                    yield area
            else:
                area = []

    def _goes_on(
        self, area: list[etree._Element], cell: etree._Element | None, paragraph: etree._Element
    ) -> bool:
        """Return whether a paragraph, which holds no field, belongs to the answer before it."""
        if cell is not None:
            return cell in paragraph.iterancestors(_CELL)
        control = next(area[0].iterancestors(_CONTROL), None)
        if control is not None and control in self._known and control in paragraph.iterancestors(_CONTROL):
            return True
        style = style_of(paragraph)
        if style.startswith(_LINE):
            return True
        if not self._printed:
            return not style.startswith(_PRINTED_STYLES)
        text = self._outside(paragraph)
        if style.startswith(_LABEL):  # the next line, typed after a label, has its style
            return not self._is_printed(text) and not text.startswith(self._labels)
        return not style.startswith(_OURS) and not self._is_printed(text)

    def _is_label(self, paragraph: etree._Element) -> bool:
        """Return whether a paragraph has the style of a label, or a field behind its label."""
        if style_of(paragraph).startswith(_LABEL):
            return True
        field = self._holders.get(paragraph)
        if field is None or not field.label or not is_answer(field):
            return False
        return self._outside(paragraph).startswith(field.label)

    def _is_field(self, element: etree._Element) -> bool:
        return element in self._known

    def _outside(self, paragraph: etree._Element) -> str:
        return words_outside(paragraph, self._is_field)

    def _is_printed(self, text: str) -> bool:
        return bool(text.strip()) and text_hash(text) in self._printed

    def unplaced(self) -> Iterator[tuple[str, str]]:
        """Yield what was typed outside of all fields, after the question above it; call `of` for all before.

        A picture is a `PICTURE`. What the kit prints is known to kits of this version alone.
        """
        above = ""
        found: list[str] = []
        for paragraph in self._body.iter(_P) if self._printed else ():
            if paragraph in self._taken:
                continue
            text = self._outside(paragraph)
            if not self._is_printed(text):
                found += [text] if text.strip() else []  # with a sign for each picture
            elif style_of(paragraph).startswith(_QUESTIONS):
                yield above, "\n".join(found)
                above, found = " ".join(text.split())[:_LONGEST_PLACE], []
        yield above, "\n".join(found)


def _ruled(places: FieldPlaces) -> dict[etree._Element, list[etree._Element]]:
    """Return for the first paragraph of each answer all of its paragraphs."""
    return {area[0]: area for area in [*places.areas()]}


def is_answer(field: Field) -> bool:
    """Return whether what follows a field may be of its answer; a blank is in a sentence."""
    return field.kind == "text" and not field.name.startswith("blank/")


def style_of(paragraph: etree._Element) -> str:
    """Return the id of a paragraph's style, "" for none."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else str(style.get(f"{_W}val", ""))
