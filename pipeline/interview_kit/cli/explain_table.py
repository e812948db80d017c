"""Print a selection as tables for 80 columns, in colour on a terminal only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from interview_kit.cli.console import NO_WORK, labelled
from interview_kit.cli.tables import TableConsole
from interview_kit.model.bank import Bank
from interview_kit.model.document import inline_text
from interview_kit.model.enums import AskBy, Channel
from interview_kit.model.profile import Profile, Talk
from interview_kit.model.selection import Conversation, GoalOutcome, Pick, Selection
from interview_kit.stages.assemble import contexts, section_ids
from interview_kit.stages.assemble.context import RenderContext
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.support.i18n import N_, _
from interview_kit.tools.explanation import left_out, question_words, why

_ASKED = {
    AskBy.PHONE: N_("asked by phone"),
    AskBy.EMAIL: N_("asked by e-mail"),
    AskBy.MESSAGE: N_("asked by message"),
    AskBy.IN_PERSON: N_("asked in person"),
}
_HELD = {
    Channel.PHONE: N_("by phone"),
    Channel.IN_PERSON: N_("in person"),
    Channel.VIDEO: N_("by video"),
    Channel.WRITTEN: N_("in writing"),
}
_TASKS = {"ask-first": N_("Before that: ask {name} whether you may give their name.")}


def print_tables(bank: Bank, profile: Profile, selection: Selection) -> None:
    """Print the selection for one person, including what was left out."""
    console = TableConsole()
    console.print(Text(labelled(profile.name, profile.target.work or _(NO_WORK)), style="bold"))
    for scene in contexts(selection, profile, bank):
        console.print(Text(f"\n{_about(scene.conversation.talk)}", style="bold"))
        for heading, contents in _parts(scene):
            _print(console, heading, contents)
    _print(console, _("Pages of the kit"), [Text(", ".join(section_ids(bank, profile, selection)))])
    console.print()


def _print(console: Console, heading: str, contents: Iterable[RenderableType]) -> None:
    console.print(Text(f"\n{heading}", style="bold cyan"))
    for content in contents:
        console.print(Padding(content, (0, 0, 0, 2)))


def _about(talk: Talk) -> str:
    """Return who is talked to, for how long and how."""
    names = [talk.contact.name, talk.contact.organisation] if talk.contact else []
    who = ", ".join(name for name in names if name) or _("Somebody you will find")
    how = _(
        "{minutes} minutes {held}, {asked}",
        minutes=talk.minutes,
        held=_(_HELD[talk.channel]),
        asked=_(_ASKED[talk.ask_by]),
    )
    return labelled(who, how)


def _parts(scene: RenderContext) -> Iterator[tuple[str, list[RenderableType]]]:
    """Yield a heading and its contents for each part of a talk's selection."""
    renderer, talk = scene.renderer, scene.conversation
    yield _("Opening"), list(_opening(renderer, talk))
    refusals = [(refusal.id, why(renderer, refusal.reason)) for refusal in talk.refusals]
    yield _('Replies to a "no"'), [_two_columns(refusals)]
    parts = _(
        "hello {opening:g} + about you {summary:g} + questions {for_questions:g} + who else, "
        "thanks {closing:g} + spare {reserve:g} = {asked}",
        **asdict(talk.plan),
    )
    used = _(
        "The questions take {used:g} of {for_questions:g} minutes; at most {at_most} fit.",
        **asdict(talk.plan),
    )
    yield _("Minutes"), [Text(parts), Text(used)]
    goals = [(each.goal.value, each.served_by or _unmet(renderer, each)) for each in talk.goals]
    if goals:
        yield _("Goals, each with its question or where to look it up"), [_two_columns(goals)]
    yield (
        _("Questions, in this order (* = ask these if time is cut short)"),
        [_questions(scene)],
    )
    left: list[RenderableType] = []
    for reason, drops in left_out(renderer, talk).items():
        names = (f"{drop.id} ({drop.text})" if drop.text else drop.id for drop in drops)
        left += [Text(reason), Padding(Text(", ".join(names)), (0, 0, 0, 4))]
    yield _("Left out"), left


def _opening(renderer: TextRenderer, talk: Conversation) -> Iterator[Text]:
    approach, contact = talk.approach, talk.talk.contact
    variant = _(", warm") if approach.warm else ""
    in_hand = _(" (in reserve: {spare})", spare=talk.spare) if talk.spare else ""
    yield Text(labelled(f"{approach.id}{variant}{in_hand}", why(renderer, approach.reason)))
    name = contact.referral.name if contact and contact.referral else ""
    yield from (Text(_(_TASKS[task], name=name)) for task in talk.tasks)


def _unmet(renderer: TextRenderer, outcome: GoalOutcome) -> str:
    reason = why(renderer, outcome.reason)
    return inline_text(renderer.label("goal.unmet", goal=outcome.goal.value, reason=reason))


def _questions(scene: RenderContext) -> Table:
    right = [Column(justify="right", no_wrap=True) for _ignored in range(2)]
    table = _grid(*right, Column(no_wrap=True), Column(overflow="fold"))
    for number, pick in enumerate(scene.conversation.questions, start=1):
        star = "*" if pick.starred else ""
        minutes = _("{minutes:g} min", minutes=pick.minutes)
        table.add_row(str(number), star, minutes, _question(scene, pick))
    table.add_row("", "", _("last"), _question(scene, scene.conversation.closing))
    return table


def _question(scene: RenderContext, pick: Pick) -> Text:
    """Return a question as it is asked, with its reason and its follow-ups."""
    words = Text(question_words(scene.said, pick), style="bold")
    probes = [inline_text(scene.said.line(probe.text, pick.id)) for probe in pick.probes]
    lines = [labelled(pick.id, why(scene.renderer, pick.reason)), *(f"+ {probe}" for probe in probes)]
    return words.append(Text("".join(f"\n{line}" for line in lines), style="not bold"))


def _two_columns(rows: Iterable[tuple[str, str]]) -> Table:
    table = _grid(Column(no_wrap=True), Column(overflow="fold"))
    for name, words in rows:
        table.add_row(Text(name), Text(words))
    return table


def _grid(*columns: Column) -> Table:
    return Table(*columns, box=None, padding=(0, 1), show_header=False, pad_edge=False)
