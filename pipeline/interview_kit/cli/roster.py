"""Create an empty roster, or show what the rows of one become: `kit roster`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from interview_kit.build.rosters import about_roster, read_checked_rosters
from interview_kit.build.sources import STANDARD_INPUT, typed_input
from interview_kit.cli.console import NO_WORK, exit_for, labelled, language_and_age, say, show
from interview_kit.cli.lazy import Group
from interview_kit.cli.options import debug_option, delimiter_option, map_option
from interview_kit.cli.tables import TableConsole
from interview_kit.model.enums import Channel, Language
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.roster.rows import Roster, RosterRow
from interview_kit.support import i18n
from interview_kit.support.errors import InvalidInput, Notice, escape, refusal
from interview_kit.support.i18n import N_, _, _n
from interview_kit.support.output_folder import write_file

_ENDING = ".xlsx"
_HELD = {
    Channel.PHONE: N_("phone"),
    Channel.IN_PERSON: N_("in person"),
    Channel.VIDEO: N_("video"),
    Channel.WRITTEN: N_("in writing"),
}
_HEADS = (
    N_("row"),
    N_("name"),
    N_("work"),
    N_("language"),
    N_("age"),
    N_("talk"),
    N_("contact"),
    N_("what to know"),
)


@click.group(cls=Group)
def command() -> None:
    """Make a roster to fill in, or look at what the rows of one become.

    A roster is a table (CSV, XLSX or ODS) with one person a row.

    \b
    For example:
      {kit} roster new class.xlsx
      {kit} roster show class.xlsx
    """


@command.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.xlsx")
@click.option(
    "-l",
    "--language",
    type=click.Choice([each.value for each in Language]),
    default=i18n.message_language,
    help="The language of the titles, the lists and the explanations; by default that of this computer.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@debug_option
def new(file: Path, language: str, force: bool) -> None:
    """Write an empty roster to fill in.

    It has lists to choose from, and a sheet of explanations.

    \b
    For example:
      {kit} roster new class.xlsx
    """
    if file.suffix.casefold() != _ENDING:
        raise refusal(str(file), _("the name has to end in {ending}", ending=_ENDING))
    if file.exists() and not force:
        message = _("this file is there already; choose another name, or write over it with --force")
        raise refusal(str(file), message)
    from interview_kit.tools.roster_template.template import template_roster  # openpyxl is slow to import

    write_file(file, template_roster(Language(language)))
    say(escape(str(file)), str(file))


@command.command(name="show")
@click.argument("file", type=click.Path(path_type=Path))
@map_option
@click.option("--save-map", is_flag=True, help="Keep what --map says beside the roster, for every command.")
@delimiter_option
@debug_option
@click.pass_context
def show_roster(
    ctx: click.Context, file: Path, titles: dict[str, str], save_map: bool, delimiter: str
) -> None:
    """Show what each row of a roster becomes.

    Which columns were guessed is said first. FILE may be - for cells that are pasted.

    \b
    Exit codes: 0 all rows are good; 1 one or more of several rows are refused;
    2 the roster, or its one row, is refused.

    \b
    For example:
      {kit} roster show class.xlsx
      {kit} roster show class.xlsx --map "What next?=target.occupation" --save-map
    """
    pasted = typed_input() if str(file) == STANDARD_INPUT else None
    rosters = read_checked_rosters(file, read_bank(), delimiter, titles, pasted)
    if save_map and pasted is None:
        _save_map(file, titles)
    count, refused = sum(len(roster.rows) for roster in rosters), sum(map(_show, rosters))
    say(
        _n(
            "{n} row: {good} good, {refused} refused",
            "{n} rows: {good} good, {refused} refused",
            count,
            good=count - refused,
            refused=refused,
        )
    )
    exit_for(ctx, refused, count)


def _save_map(file: Path, titles: dict[str, str]) -> None:
    from interview_kit.stages.read.roster.title_map import map_file, read_map, written_map

    write_file(map_file(file), written_map(read_map(file)[0] | titles))
    say(escape(str(map_file(file))), str(map_file(file)))


def _show(roster: Roster) -> int:
    """Print the notices of a roster, the problems and the table of its rows; return how many are refused."""
    show(about_roster(roster))
    table, refused = [], 0
    for row in roster.rows:
        if isinstance(row.found, InvalidInput):
            show(row.found.problems)
            refused += 1
        table.append([str(row.number), *("\n".join(map(escape, lines)) for lines in _words(row))])
    if roster.sheet:
        say(escape(roster.sheet))
    TableConsole().print_rows([_(head) for head in _HEADS], table)
    return refused


def _words(row: RosterRow) -> tuple[list[str], ...]:
    """Return the lines of each cell of a table row, after the row number."""
    if isinstance(row.found, InvalidInput):
        count = len(row.found.problems)
        shown = " ".join(next((cell for cell in row.cells if cell.strip()), "").split())
        return [shown], [], [], [], [], [], [_n("refused: {n} problem", "refused: {n} problems", count)]
    profile = row.found.profile
    talks = profile.talks()
    ways = list(
        dict.fromkeys(
            _("{minutes} min {held}", minutes=talk.minutes, held=_(_HELD[talk.channel])) for talk in talks
        )
    )
    contacts = [talk.contact for talk in talks if talk.contact]
    who = [each.name or each.organisation or each.occupation or _("no name") for each in contacts]
    notes = list(_notes(row.found.notices))
    if row.age_is_guessed and not any(notice.path == "minor" for notice in row.found.notices):
        notes.append(_("the age is guessed"))
    language, age = language_and_age(profile.language, minor=profile.minor)
    work = profile.target.work or _(NO_WORK)
    return [profile.name], [work], [language], [age], ways, who or [_("to be found")], notes


def _notes(notices: Iterable[Notice]) -> Iterator[str]:
    """Yield what the notices about a row say, each once, after the titles of its columns."""
    columns: dict[str, list[str]] = {}
    for notice in notices:
        title = notice.cell.title.strip() if notice.cell else ""
        columns.setdefault(notice.message, []).extend([title] if title else [])
    for message, titles in columns.items():
        yield labelled(", ".join(titles), message) if titles else message
