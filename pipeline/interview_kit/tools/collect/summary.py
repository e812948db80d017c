"""Build the summary document of a class: who has handed in, how the work fits, and what was learned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from interview_kit.model import document as d
from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.tools.collect.attendance import Attendance
from interview_kit.tools.collect.folder import ReturnedKit
from interview_kit.tools.collect.questions import Note, headings, notes_of
from interview_kit.tools.collect.table import person_of

_VERDICTS = ("fits", "not", "unsure")
# The most letters and lines of an answer and letters of a kit, so that none makes the summary too long to be
# drawn. An answer counts `_OVERHEAD` letters more, for its heading and paragraph.
_LONGEST_SHOWN, _MOST_LINES, _MOST_SHOWN, _OVERHEAD = 4000, 200, 40_000, 80
_WIDTHS = (0.46, 0.18, 0.18, 0.18)


def one_a_person(kits: Sequence[ReturnedKit]) -> tuple[ReturnedKit, ...]:
    """Return the fullest kit of each person and work, without empty kits; of two equally full, the first."""
    fullest: dict[tuple[str, str, str], ReturnedKit] = {}
    for kit in kits:
        best = fullest.get(kit.whose)
        if not kit.filled.is_empty and (best is None or kit.filled.size > best.filled.size):
            fullest[kit.whose] = kit
    return tuple(fullest.values())


def summary(
    kits: Sequence[ReturnedKit],
    roll: Attendance | None,
    bank: Bank,
    language: Language,
    *,
    names: bool = True,
) -> d.Document:
    """Return the summary of kits, at most one a person, in a language.

    Without `roll`, who is missing is unknown and left out. Without `names`, people are named by their work,
    and their names are left out of what they wrote. Raises BankError.
    """
    renderer = TextRenderer(bank, language, {})
    title = renderer.label("collect.title")
    shown = kits if names else _without_names(kits)
    blocks = (*_roll(kits, roll, renderer, names=names), *_grid(shown, renderer), *_learned(shown, renderer))
    private = d.Paragraph(renderer.label("class.private" if names else "collect.nameless"), d.Role.NOTE)
    return d.Document(
        language=bank.rules[language].tag,
        title=d.inline_text(title),
        subject=renderer.label_text("collect.subject"),
        running_head=d.inline_text(title),
        page_label=renderer.label_text("page"),
        sections=(d.Section("class-sheet", "summary", title, (*blocks, private), starts_page=True),),
    )


def _without_names(kits: Sequence[ReturnedKit]) -> tuple[ReturnedKit, ...]:
    """Return the kits with owners that have no name, and with "…" for the owners' names in the answers."""
    owners = {kit.filled.form.owner.name for kit in kits} - {""}
    named = re.compile(
        "|".join(map(re.escape, sorted(owners, key=len, reverse=True))) or "(?!)", re.IGNORECASE
    )
    return tuple(
        replace(
            kit,
            filled=replace(
                kit.filled,
                form=replace(kit.filled.form, owner=replace(kit.filled.form.owner, name="")),
                texts={name: named.sub("…", text) for name, text in kit.filled.texts.items()},
            ),
        )
        for kit in kits
    )


def _who(kit: ReturnedKit, renderer: TextRenderer) -> str:
    """Return a person with their work, or the work alone where the owner has no name."""
    owner = kit.filled.form.owner
    if not owner.work:
        return owner.name or renderer.label_text("collect.somebody")
    return (
        renderer.label_text("collect.person_and_work", who=owner.name, work=owner.work)
        if owner.name
        else owner.work
    )


def _roll(
    kits: Sequence[ReturnedKit], roll: Attendance | None, renderer: TextRenderer, *, names: bool
) -> Iterator[d.Block]:
    if roll is None:
        yield d.Paragraph(renderer.label("collect.given", given=len(kits)), d.Role.FACTS)
        return
    given = renderer.label(
        "collect.given_of", given=roll.expected - len(roll.missing), expected=roll.expected
    )
    yield d.Paragraph(given, d.Role.FACTS)
    if roll.missing and names:
        yield d.Heading(2, renderer.label("collect.missing"))
        yield d.ItemList(tuple((d.Filled(name),) for name in roll.missing), role=d.Role.COLUMNS)
    elif not roll.missing:
        yield d.Paragraph(renderer.label("collect.all_there"))


def _grid(kits: Sequence[ReturnedKit], renderer: TextRenderer) -> Iterator[d.Block]:
    """Yield the ticked boxes of all grids as a bar with counts, then a table of the counts by person."""
    counts = {kit.file: _boxes(kit) for kit in kits}
    sums = [sum(count[place] for count in counts.values()) for place in range(len(_VERDICTS))]
    verdicts = [renderer.label(f"grid.{name}") for name in _VERDICTS]
    yield d.Heading(2, renderer.label("collect.grid"))
    if not any(sums):
        yield d.Paragraph(renderer.label("collect.no_boxes"))
        return
    yield d.Paragraph(renderer.label("collect.grid_lead"))
    segments = (
        d.TimeSegment(
            d.inline_text(verdict),
            float(n),
            renderer.label_text("collect.share", n=n, percent=round(100 * n / sum(sums))),
        )
        for verdict, n in zip(verdicts, sums, strict=True)
    )
    yield d.TimeBar(tuple(segments), renderer.label_text("collect.boxes", n=sum(sums)), stacked=False)
    rows = tuple(
        (d.Cell((d.Filled(_who(kit, renderer)),)), *(d.Cell((d.Text(str(n)),)) for n in counts[kit.file]))
        for kit in kits
        if any(counts[kit.file])
    )
    has_names = any(kit.filled.form.owner.name for kit in kits)
    header = (renderer.label("collect.person" if has_names else "collect.column.job"), *verdicts)
    yield d.Table(
        header, rows, _WIDTHS, renderer.label_text("collect.grid_summary"), d.Role.GRID, row_headers=True
    )


def _boxes(kit: ReturnedKit) -> tuple[int, ...]:
    """Return the number of ticked boxes in each column of the grid."""
    ticked = [name for name in kit.filled.ticks if name.startswith("fit/")]
    return tuple(sum(name.endswith(f"/{place}") for name in ticked) for place in range(1, len(_VERDICTS) + 1))


def _learned(kits: Sequence[ReturnedKit], renderer: TextRenderer) -> Iterator[d.Block]:
    """Yield each question with everyone's notes, the questions with the most answers first."""
    answers: dict[str, list[d.Inlines]] = {}
    titles = headings(kits, renderer.language)
    for kit in kits:
        for note in shown_notes(kit):
            said = renderer.label("collect.said", who=_who(kit, renderer), answer=_lines(note.text))
            answers.setdefault(note.question, []).append(said)
    yield d.Heading(2, renderer.label("collect.learned"))
    if not answers:
        yield d.Paragraph(renderer.label("collect.nothing"))
    for question in sorted(answers, key=lambda each: -len(answers[each])):
        yield d.Heading(3, (d.Text(titles[question]),))
        yield d.ItemList(tuple(answers[question]))


def shown_notes(kit: ReturnedKit) -> Iterator[Note]:
    """Yield what the summary shows of a kit's notes: so much of a kit, with " […]" where one is cut."""
    left = _MOST_SHOWN
    for note in notes_of(kit):
        left -= len(note.wording) + len(person_of(kit)) + _OVERHEAD
        if left <= 0:
            return
        shown = "\n".join(note.text[: min(_LONGEST_SHOWN, left)].split("\n")[:_MOST_LINES])
        left -= len(shown)
        yield note if shown == note.text else note._replace(text=f"{shown} […]")


def _lines(text: str) -> d.Inlines:
    return d.joined(((d.Filled(line),) for line in text.split("\n")), d.LineBreak())
