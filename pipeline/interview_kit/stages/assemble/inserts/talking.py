"""Generate the inserts used during the talk: the time bar, and the questions with answer spaces."""

from __future__ import annotations

from interview_kit.model import document as d
from interview_kit.model.bank import InsertItem
from interview_kit.model.selection import Drop, Pick
from interview_kit.stages.assemble import formatting
from interview_kit.stages.assemble.context import RenderContext
from interview_kit.stages.assemble.renderer import TextRenderer

# Ruled lines of an answer space: more for a starred question, fewer for one of less than a minute.
# The theme makes each at least 8 mm high.
_LINES, _STARRED_LINES, _BRIEF_LINES = 2, 3, 1


def time_bar(context: RenderContext, item: InsertItem) -> tuple[d.Block, ...]:
    """Return the time bar: the parts of the talk in order, each with its minutes."""
    plan = context.conversation.plan
    parts = (
        ("plan.open", plan.opening),
        ("plan.summary", plan.summary),
        ("plan.questions", plan.for_questions),
        ("plan.closing", plan.closing),
        ("plan.reserve", plan.reserve),
    )
    renderer = context.renderer
    segments = tuple(
        d.TimeSegment(renderer.label_text(name), minutes, _minutes(renderer, minutes))
        for name, minutes in parts
        if minutes
    )
    known = context.conversation.talk.time is not None
    return (d.TimeBar(segments, renderer.label_text("plan.stop_at" if known else "plan.stop_after")),)


def questions(context: RenderContext, item: InsertItem) -> tuple[d.Block, ...]:
    """Return the chosen questions in the order of the talk, then the closing question, with answer spaces."""
    renderer = context.renderer
    asked: list[d.Question] = []
    for number, pick in enumerate((*context.conversation.questions, context.conversation.closing), 1):
        probes = d.joined((context.said.line(probe.text, pick.id) for probe in pick.probes), d.Text(" "))
        space = d.AnswerSpace(
            renderer.label_text("notes"),
            context.field_id(f"notes.{pick.id}"),
            _STARRED_LINES if pick.starred else _LINES if pick.minutes >= 1 else _BRIEF_LINES,
            d.inline_text(_one_line(context.said, pick)),
        )
        asked.append(
            d.Question(
                number=formatting.number(number, renderer.bank.rules[renderer.language]),
                minutes=_minutes(renderer, pick.all_minutes),
                star=renderer.label_text("star") if pick.starred else "",
                content=_lines(context.said, pick),
                reason=renderer.label("own_question")
                if pick.text
                else renderer.line(renderer.bank.questions[pick.id].why, pick.id),
                space=space,
                probes=renderer.label("probes", probes=probes) if probes else (),
            )
        )
    return tuple(asked)


def question_list(context: RenderContext, item: InsertItem) -> tuple[d.Block, ...]:
    """Return the chosen questions as a numbered list, without answer spaces."""
    picks = context.conversation.questions
    return (d.ItemList(tuple(_one_line(context.said, pick) for pick in picks), ordered=True),)


def card_questions(context: RenderContext, item: InsertItem) -> tuple[d.Block, ...]:
    """Return the chosen questions and the closing one as a numbered list, starred ones marked."""
    star = (d.Text("\u00a0· "), d.Strong(context.renderer.label("star")))
    picks = (*context.conversation.questions, context.conversation.closing)
    lines = tuple((*_one_line(context.said, pick), *(star if pick.starred else ())) for pick in picks)
    return (d.ItemList(lines, ordered=True),)


def more_questions(context: RenderContext, item: InsertItem) -> tuple[d.Block, ...]:
    """Return a list of the questions that are possible in some talk and asked in none, or ().

    The person's own come first, then those that serve a goal which no talk serves, then the heaviest. In the
    short form the rules' `short.more_first` come before the heaviest, and what is over its limit is left
    out, but for the person's own.
    """
    conversations = context.selection.conversations
    rules, unmet = context.renderer.bank.choosing, context.selection.unmet_goals()
    first = {question for outcome in unmet for question in rules.questions_for(outcome.goal)}
    early = rules.short.more_first if context.selection.short else ()
    asked = {pick.id for each in conversations for pick in each.questions}
    left = {drop.id: drop for each in conversations for drop in each.dropped if drop.possible}
    more = [drop for name, drop in left.items() if name not in asked]
    more.sort(key=lambda drop: (not drop.text, drop.id not in first, drop.id not in early, -drop.weight))
    few = rules.short.more_at_most if context.selection.short else len(more)
    printed = [drop for place, drop in enumerate(more) if drop.text or place < few]
    lines = tuple(_one_line(context.said, drop) for drop in printed)
    return (d.ItemList(lines, role=d.Role.COLUMNS),) if lines else ()


def _lines(renderer: TextRenderer, pick: Pick | Drop) -> tuple[d.Inlines, ...]:
    if pick.text:
        return (formatting.kept_together((d.Filled(pick.text),)),)
    return tuple(renderer.line(text, pick.id) for text in renderer.bank.questions[pick.id].text)


def _one_line(renderer: TextRenderer, pick: Pick | Drop) -> d.Inlines:
    return d.joined(_lines(renderer, pick), d.Text(" "))


def _minutes(renderer: TextRenderer, minutes: float) -> str:
    return renderer.label_text("minutes.one" if minutes == 1 else "minutes.other", n=minutes)
