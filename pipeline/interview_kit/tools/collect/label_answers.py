"""Read a kit that a program has saved without its fields, by the labels of the kits of its class.

Google Docs and OpenDocument keep the words of a kit and neither its controls nor its record. The kit of the
same person, as it was built, says which words are printed and where its fields are between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from lxml import etree

from interview_kit.model.form import Field, Form
from interview_kit.stages.write.word.body_context import short_tag
from interview_kit.support.i18n import N_, _
from interview_kit.support.ooxml import WORD
from interview_kit.support.word_text import bare_text, own_elements, text_hash, words_of
from interview_kit.tools.collect.answers import FilledKit, NotCollected, bounded, cleaned
from interview_kit.tools.collect.foreign import NOT_A_KIT
from interview_kit.tools.collect.odt import is_odt, odt_lines
from interview_kit.tools.collect.word_answers import (
    BODY,
    body_of,
    comments,
    form_in,
    naming_faults,
    opened,
    overwritten,
    says_yes,
    without_label,
)
from interview_kit.tools.collect.word_fields import is_answer

_W = f"{{{WORD}}}"
_P, _CONTROL = f"{_W}p", f"{_W}sdt"
_LEAST_ALIKE = 0.5
_LONGEST_PLACE = 200
_READ_BY_LABELS = N_(
    "another program has saved it without its fields; it is read by its labels: look at the file"
)
_SEVERAL = N_("another program has saved it without its fields, and it fits the kits of {names}")
Line = tuple[str, ...]
"""A paragraph of a kit: its words and, between them, the names of its fields; one text where it has none."""


@dataclass(frozen=True, slots=True)
class BuiltKit:
    """A kit as it was built: its form and its paragraphs."""

    form: Form
    lines: tuple[Line, ...]

    @property
    def printed(self) -> set[str]:
        """Return the hashes of the paragraphs without a field."""
        return {text_hash(line[0]) for line in self.lines if _is_printed(line)}


def _is_printed(line: Line) -> bool:
    """Return whether a paragraph has words and no field."""
    return len(line) == 1 and bool(line[0].strip())


def built_kit(data: bytes) -> BuiltKit | None:
    """Return a Word kit as it was built; None for another file. Raises NotCollected."""
    with naming_faults():
        archive = opened(data)
        form, _printed = form_in(archive) if BODY in archive.names else (None, frozenset())
        if form is None:
            return None
        names = {short_tag(each.name): each.name for each in form.fields}
        body, _tracked = body_of(archive)
        return BuiltKit(form, tuple(_line(paragraph, names) for paragraph in body.iter(_P)))


def _line(paragraph: etree._Element, names: dict[str, str]) -> Line:
    pieces = [""]

    def is_field(element: etree._Element) -> bool:
        tag = element.find(f"{_W}sdtPr/{_W}tag") if element.tag == _CONTROL else None
        name = names.get(tag.get(f"{_W}val", "")) if tag is not None else None
        if name is not None:
            pieces.extend((name, ""))
        return name is not None

    for each in own_elements(paragraph, is_field):
        pieces[-1] += words_of([each])
    return tuple(pieces)


def read_by_labels(data: bytes, kits: Sequence[BuiltKit]) -> tuple[FilledKit, ...]:
    """Return the answers in a Word file or an OpenDocument text, by the kit it was made from.

    Raises NotCollected where it is none of the kits, or fits those of several people.
    """
    with naming_faults():
        archive = opened(data)
        if is_odt(archive):
            lines, beside = odt_lines(archive)
        else:
            body, _tracked = body_of(archive)
            lines = [words_of(own_elements(paragraph)) for paragraph in body.iter(_P)]
            beside = list(comments(archive))
        return (_Reading(_kit_of(lines, kits), lines).filled(beside),)


def _kit_of(lines: Sequence[str], kits: Sequence[BuiltKit]) -> BuiltKit:
    """Return the kit with the most paragraphs among the lines. Raises NotCollected."""
    found = {text_hash(line) for line in lines if line.strip()}
    words = bare_text(" ".join(lines))
    named = [kit for kit in kits if bare_text(kit.form.owner.name) in words]
    alike = {id(kit): len(kit.printed & found) / max(1, len(kit.printed)) for kit in named}
    best = [kit for kit in named if alike[id(kit)] == max(alike.values())]
    if not best or alike[id(best[0])] < _LEAST_ALIKE:
        raise NotCollected(_(NOT_A_KIT))
    owners = {kit.form.owner: kit.form.owner.name for kit in best}
    if len(owners) > 1:
        names = ", ".join(owners.values())
        raise NotCollected(_(_SEVERAL, names=names))
    return best[0]


@dataclass(slots=True)
class _Reading:
    """The answers found so far in the lines of a file that was made from a kit."""

    kit: BuiltKit
    lines: Sequence[str]
    texts: dict[str, list[str]] = field(default_factory=dict)
    ticks: set[str] = field(default_factory=set)
    others: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, beside: Sequence[tuple[str, str]]) -> FilledKit:
        """Return the answers; `beside` are the comments of the file."""
        fields = {each.name: each for each in self.kit.form.fields}
        for above, built, lines in self._gaps():
            # Where there are more lines or fewer, which cell is whose is not certain. Where there are cells
            # alone, other words may have changed, such as a page number that a program writes anew.
            is_cells = not any(len(line) > 1 and "".join(line[::2]).strip() for line in built)
            pairs = zip(built, lines, strict=False)
            own = [(line, text) for line, text in pairs if not (is_cells and _is_printed(line))]
            matches = [_pattern(line).fullmatch(text) for line, text in own]
            if len(built) == len(lines) and all(matches):
                for (line, _text), match in zip(own, matches, strict=True):
                    self._put_all(line, match, fields)
            else:
                self._read_labelled(above, built, lines, fields)
        texts = ((name, cleaned("\n".join(parts))) for name, parts in self.texts.items())
        others = (*((place, cleaned(text)) for place, text in self.others), *beside)
        return FilledKit(
            self.kit.form,
            dict(bounded(texts)),
            frozenset(self.ticks),
            tuple(bounded(others)),
            (_(_READ_BY_LABELS),),
        )

    def _gaps(self) -> Iterator[tuple[str, Sequence[Line], Sequence[str]]]:
        """Yield what is between printed paragraphs: the one above, what was built there, and the lines."""
        built = self.kit.lines
        printed = [place for place, line in enumerate(built) if _is_printed(line)]
        there = [place for place, line in enumerate(self.lines) if line.strip()]
        matcher = SequenceMatcher(
            None,
            [text_hash(built[place][0]) for place in printed],
            [text_hash(self.lines[place]) for place in there],
            autojunk=False,
        )
        anchors = [
            (printed[one + step], there[other + step])
            for one, other, size in matcher.get_matching_blocks()
            for step in range(size)
        ]
        before, above = (-1, -1), ""
        for one, other in (*anchors, (len(built), len(self.lines))):
            yield above, built[before[0] + 1 : one], self.lines[before[1] + 1 : other]
            before = one, other
            above = " ".join(built[one][0].split())[:_LONGEST_PLACE] if one < len(built) else ""

    def _read_labelled(
        self, above: str, built: Sequence[Line], lines: Sequence[str], fields: dict[str, Field]
    ) -> None:
        """Read lines by the words around their fields; what follows a label is its answer."""
        waiting = [(line, _pattern(line)) for line in built if len(line) > 1 and "".join(line[::2]).strip()]
        answer = ""
        for text in lines:
            matches = ((place, pattern.fullmatch(text)) for place, (_line, pattern) in enumerate(waiting))
            place, match = next(((place, match) for place, match in matches if match), (0, None))
            if match:
                line = waiting[place][0]
                self._put_all(line, match, fields)
                answer = line[-2] if is_answer(fields[line[-2]]) else ""
                del waiting[: place + 1]
            elif answer:
                self.texts.setdefault(answer, []).append(text)
            else:
                self.others.append((above, text))

    def _put_all(self, line: Line, match: re.Match[str] | None, fields: dict[str, Field]) -> None:
        for name, part in zip(line[1::2], match.groups() if match else (), strict=True):
            self._put(fields[name], part)

    def _put(self, own: Field, text: str) -> None:
        if own.kind == "text":
            self.texts.setdefault(own.name, []).append(without_label(text, own, is_labelled=False))
        elif says_yes(text):
            self.ticks.add(own.name)
        elif typed := overwritten(text):
            self.others.append((own.label, typed))


def _pattern(line: Line) -> re.Pattern[str]:
    """Return the pattern of a paragraph with its fields as groups; any spaces match."""
    parts = ("(.*?)" if place % 2 else _flexible(words) for place, words in enumerate(line))
    return re.compile(rf"\s*{''.join(parts)}\s*", re.DOTALL)


def _flexible(words: str) -> str:
    return r"\s*".join(["", *map(re.escape, words.split()), ""]) if words else ""
