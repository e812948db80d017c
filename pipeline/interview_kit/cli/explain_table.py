"""Print a selection as tables for 80 columns, in colour on a terminal only."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from interview_kit.model.bank import Bank
from interview_kit.model.document import inline_text
from interview_kit.model.enums import AskBy, Channel
from interview_kit.model.profile import Profile
from interview_kit.model.selection import Conversation, Drop, GoalOutcome, MinutePlan, Pick, Reason, Selection
from interview_kit.stages.assemble import section_ids
from interview_kit.stages.assemble.facts import facts_of
from interview_kit.stages.assemble.reasons import reason_text
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.support.i18n import N_, _

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
    console = Console(highlight=False)
    console.print(Text(f"{profile.name}: {profile.target.work}", style="bold"))
    for conversation in selection.conversations:
        _TalkTable(console, bank, profile, selection, conversation).print()
    _heading(console, _("Pages of the kit"))
    _indented(console, Text(", ".join(section_ids(bank, profile, selection))))
    console.print()


class _TalkTable:
    """Prints the selection for one talk."""

    def __init__(
        self,
        console: Console,
        bank: Bank,
        profile: Profile,
        selection: Selection,
        conversation: Conversation,
    ) -> None:
        self._console = console
        self._bank = bank
        self._language = profile.language
        self._conversation = conversation
        facts = facts_of(profile, selection, conversation, shared=False)
        self._renderer = TextRenderer(bank, profile.language, facts)

    def print(self) -> None:
        """Print the opening, replies, minutes, goals, questions, and what was left out."""
        talk = self._conversation.talk
        contact = talk.contact
        names = [contact.name, contact.organisation] if contact else []
        who = ", ".join(name for name in names if name) or _("Somebody you will find")
        how = _(
            "{minutes} minutes {held}, {asked}",
            minutes=talk.minutes,
            held=_(_HELD[talk.channel]),
            asked=_(_ASKED[talk.ask_by]),
        )
        self._console.print(Text(f"\n{who}: {how}", style="bold"))
        self._opening()
        self._refusals()
        self._minutes(self._conversation.plan)
        self._goals()
        self._questions()
        self._left_out()

    def _opening(self) -> None:
        approach, spare = self._conversation.approach, self._conversation.spare
        _heading(self._console, _("Opening"))
        variant = _(", warm") if approach.warm else ""
        in_hand = _(" (in reserve: {spare})", spare=spare) if spare else ""
        _indented(self._console, Text(f"{approach.id}{variant}{in_hand}: {self._why(approach.reason)}"))
        contact = self._conversation.talk.contact
        name = contact.referral.name if contact and contact.referral else ""
        for task in self._conversation.tasks:
            _indented(self._console, Text(_(_TASKS[task], name=name)))

    def _refusals(self) -> None:
        _heading(self._console, _('Replies to a "no"'))
        rows = [(refusal.id, self._why(refusal.reason)) for refusal in self._conversation.refusals]
        self._console.print(_two_columns(rows))

    def _minutes(self, plan: MinutePlan) -> None:
        _heading(self._console, _("Minutes"))
        parts = _(
            "hello {opening:g} + about you {summary:g} + questions {for_questions:g} + who else, "
            "thanks {closing:g} + spare {reserve:g} = {asked}",
            opening=plan.opening,
            summary=plan.summary,
            for_questions=plan.for_questions,
            closing=plan.closing,
            reserve=plan.reserve,
            asked=plan.asked,
        )
        _indented(self._console, Text(parts))
        used = _(
            "The questions take {used:g} of {for_questions:g} minutes; at most {at_most} fit.",
            used=plan.used,
            for_questions=plan.for_questions,
            at_most=plan.at_most,
        )
        _indented(self._console, Text(used))

    def _goals(self) -> None:
        rows = [
            (outcome.goal.value, outcome.served_by or self._unmet(outcome))
            for outcome in self._conversation.goals
        ]
        if rows:
            _heading(self._console, _("Goals, each with its question or where to look it up"))
            self._console.print(_two_columns(rows))

    def _unmet(self, outcome: GoalOutcome) -> str:
        note = self._renderer.label("goal.unmet", goal=outcome.goal.value, reason=self._why(outcome.reason))
        return inline_text(note)

    def _questions(self) -> None:
        _heading(self._console, _("Questions, in this order (* = ask these if time is cut short)"))
        table = Table(box=None, padding=(0, 1), show_header=False, pad_edge=False)
        for _ignored in range(2):
            table.add_column(justify="right", no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for number, pick in enumerate(self._conversation.questions, start=1):
            star = "*" if pick.starred else ""
            table.add_row(str(number), star, _("{minutes:g} min", minutes=pick.minutes), self._question(pick))
        table.add_row("", "", _("last"), self._question(self._conversation.closing))
        _indented(self._console, table)

    def _question(self, pick: Pick) -> Text:
        words = Text(self._words(pick), style="bold")
        probes = [inline_text(self._renderer.line(probe.text, pick.id)) for probe in pick.probes]
        lines = [f"{pick.id}: {self._why(pick.reason)}", *(f"+ {probe}" for probe in probes)]
        return words.append(Text("".join(f"\n{line}" for line in lines), style="not bold"))

    def _left_out(self) -> None:
        _heading(self._console, _("Left out"))
        by_reason: dict[str, list[str]] = {}
        # Questions that the person may still choose come first.
        for drop in sorted(self._conversation.dropped, key=lambda drop: not drop.possible):
            by_reason.setdefault(self._why(drop.reason), []).append(_name(drop))
        for reason, names in by_reason.items():
            _indented(self._console, Text(reason))
            self._console.print(Padding(Text(", ".join(names)), (0, 0, 0, 6)))

    def _words(self, pick: Pick) -> str:
        if pick.text:
            return pick.text
        lines = self._bank.questions[pick.id].text
        return " ".join(inline_text(self._renderer.line(line, pick.id)) for line in lines)

    def _why(self, reason: Reason) -> str:
        return reason_text(self._bank, self._language, reason)


def _name(drop: Drop) -> str:
    return f"{drop.id} ({drop.text})" if drop.text else drop.id


def _heading(console: Console, words: str) -> None:
    console.print(Text(f"\n{words}", style="bold cyan"))


def _indented(console: Console, content: Text | Table) -> None:
    console.print(Padding(content, (0, 0, 0, 2)))


def _two_columns(rows: Iterable[tuple[str, str]]) -> Padding:
    table = Table(box=None, padding=(0, 1), show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, words in rows:
        table.add_row(Text(name), Text(words))
    return Padding(table, (0, 0, 0, 2))
