"""Build the summary document of a class: who has handed in, how the work fits, and what was learned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_kit.model import document as d
from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.model.language import rules_of
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.tools.collect.attendance import Attendance
from interview_kit.tools.collect.folder import ReturnedKit
from interview_kit.tools.collect.table import kit_part, person_of

_VERDICTS = ("fits", "not", "unsure")
_WIDTHS = (0.46, 0.18, 0.18, 0.18)


def one_a_person(kits: Sequence[ReturnedKit]) -> tuple[ReturnedKit, ...]:
    """Return the fullest kit of each person, without empty kits; of two equally full, the first."""
    fullest: dict[tuple[str, str], ReturnedKit] = {}
    for kit in kits:
        owner = kit.filled.form.owner
        whose = (owner.key, owner.name) if owner.name else ("", kit.file)
        if not kit.filled.is_empty and (whose not in fullest or _size(kit) > _size(fullest[whose])):
            fullest[whose] = kit
    return tuple(fullest.values())


def summary(
    kits: Sequence[ReturnedKit], roll: Attendance | None, bank: Bank, language: Language
) -> d.Document:
    """Return the summary of kits, at most one a person, in a language.

    Without `roll`, who is missing is unknown and left out. Raises BankError.
    """
    renderer = TextRenderer(bank, language, {})
    title = renderer.label("collect.title")
    blocks = (*_roll(kits, roll, renderer), *_grid(kits, renderer), *_learned(kits, renderer))
    private = d.Paragraph(renderer.label("class.private"), d.Role.NOTE)
    return d.Document(
        language=rules_of(language).tag,
        title=d.inline_text(title),
        subject=renderer.label_text("collect.subject"),
        running_head=d.inline_text(title),
        page_label=renderer.label_text("page"),
        sections=(d.Section("class-sheet", "summary", title, (*blocks, private), starts_page=True),),
    )


def _roll(kits: Sequence[ReturnedKit], roll: Attendance | None, renderer: TextRenderer) -> Iterator[d.Block]:
    if roll is None:
        yield d.Paragraph(renderer.label("collect.given", given=len(kits)), d.Role.FACTS)
        return
    given = renderer.label(
        "collect.given_of", given=roll.expected - len(roll.missing), expected=roll.expected
    )
    yield d.Paragraph(given, d.Role.FACTS)
    if roll.missing:
        yield d.Heading(2, renderer.label("collect.missing"))
        yield d.ItemList(tuple((d.Filled(name),) for name in roll.missing), role=d.Role.COLUMNS)
    else:
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
    yield d.TimeBar(tuple(segments), renderer.label_text("collect.boxes", n=sum(sums)))
    rows = tuple(
        (d.Cell((d.Filled(person_of(kit)),)), *(d.Cell((d.Text(str(n)),)) for n in counts[kit.file]))
        for kit in kits
        if any(counts[kit.file])
    )
    header = (renderer.label("collect.person"), *verdicts)
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
    for kit in kits:
        for field in kit.filled.form.fields:
            text = kit.filled.texts.get(field.name)
            if text and kit_part(field) in ("notes", "reflection"):
                said = renderer.label("collect.said", who=person_of(kit), answer=_lines(text))
                answers.setdefault(field.about or field.label, []).append(said)
    yield d.Heading(2, renderer.label("collect.learned"))
    if not answers:
        yield d.Paragraph(renderer.label("collect.nothing"))
    for question in sorted(answers, key=lambda each: -len(answers[each])):
        yield d.Heading(3, (d.Text(question),))
        yield d.ItemList(tuple(answers[question]))


def _lines(text: str) -> d.Inlines:
    return d.joined(((d.Filled(line),) for line in text.split("\n")), d.LineBreak())


def _size(kit: ReturnedKit) -> tuple[int, int]:
    filled = kit.filled
    return len(filled.texts) + len(filled.ticks), sum(map(len, filled.texts.values()))
