"""Explain the selection for a profile: `kit explain`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from interview_kit.cli import completion_items
from interview_kit.cli.bank_source import words_with
from interview_kit.cli.console import show
from interview_kit.cli.defaults import WithDefaults, set_option
from interview_kit.cli.explain_table import print_tables
from interview_kit.cli.options import debug_option, delimiter_option, theme_option
from interview_kit.cli.sources import Source, profiles_from
from interview_kit.model.bank import Bank
from interview_kit.model.profile import Profile
from interview_kit.model.selection import Conversation, Selection
from interview_kit.stages.assemble import section_ids
from interview_kit.stages.assemble.reasons import reason_text
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.select import select
from interview_kit.support.errors import InvalidInput

if TYPE_CHECKING:
    from interview_kit.cli.config_file.overrides import Overrides

SEVERAL_AND_NOT_ALL_GOOD = 1


@click.command(cls=WithDefaults)
@click.argument(
    "sources", nargs=-1, required=True, metavar="SOURCE...", shell_complete=completion_items.sources
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Tables for people, or JSON for programs.",
)
@set_option
@theme_option
@delimiter_option
@debug_option
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    form: str,
    changes: Overrides | None,
    theme: str,
    delimiter: str,
) -> None:
    """Say what is chosen for a profile, what is left out, and why.

    A SOURCE is a profile, a folder of profiles, a roster (CSV, XLSX or ODS), or - for
    standard input. The JSON of one profile is an object; of a folder, of a roster or of
    several sources it is a list of objects.

    \b
    Exit codes: 0 all good; 2 the one profile is refused; 1 one or more of several are.

    \b
    For example:
      kit explain profiles/leila.yaml
      kit explain profiles/leila.yaml --format json
    """
    bank = words_with(theme) if theme else read_bank()
    results = tuple(profiles_from(sources, bank, delimiter, changes))
    good = _good(results)
    explained = [(profile, select(bank, profile)) for profile in good]
    if form == "json":
        objects = [explanation(bank, profile, selection) for profile, selection in explained]
        one = len(sources) == 1 and not results[0].folder
        if objects or not one:
            click.echo(json.dumps(objects[0] if one else objects, ensure_ascii=False, indent=2))
    else:
        for profile, selection in explained:
            print_tables(bank, profile, selection)
    if len(good) < len(results):
        ctx.exit(SEVERAL_AND_NOT_ALL_GOOD if len(results) > 1 else InvalidInput.exit_code)


def _good(results: tuple[Source, ...]) -> list[Profile]:
    good = []
    for result in results:
        if isinstance(result.found, InvalidInput):
            show(result.found.problems)
        else:
            show(result.found.notices)
            good.append(result.found.profile)
    return good


def explanation(bank: Bank, profile: Profile, selection: Selection) -> dict[str, Any]:
    """Return the selection as JSON data, in the stable format that DESIGN specifies."""
    return {
        "profile": profile.name,
        "language": profile.language.value,
        "conversations": [_conversation(bank, profile, each) for each in selection.conversations],
        "sections": list(section_ids(bank, profile, selection)),
    }


def _conversation(bank: Bank, profile: Profile, conversation: Conversation) -> dict[str, Any]:
    language = profile.language
    contact, approach, plan = conversation.talk.contact, conversation.approach, conversation.plan
    return {
        "contact": (contact and (contact.name or contact.organisation or contact.occupation)) or None,
        "approach": {
            "id": approach.id,
            "warm": approach.warm,
            "ask_by": approach.ask_by.value,
            "channel": approach.channel.value,
            "reason": reason_text(bank, language, approach.reason),
        },
        "spare": conversation.spare,
        "refusals": [refusal.id for refusal in conversation.refusals],
        "tasks": list(conversation.tasks),
        "minutes": {
            "asked": plan.asked,
            "for_questions": _number(plan.for_questions),
            "used": _number(plan.used),
        },
        "questions": [
            {
                "id": pick.id,
                "minutes": _number(pick.minutes),
                "starred": pick.starred,
                "reason": reason_text(bank, language, pick.reason),
            }
            for pick in conversation.questions
        ],
        "dropped": [
            {"id": drop.id, "reason": reason_text(bank, language, drop.reason)}
            for drop in conversation.dropped
        ],
    }


def _number(minutes: float) -> float | int:
    return int(minutes) if minutes == int(minutes) else minutes
