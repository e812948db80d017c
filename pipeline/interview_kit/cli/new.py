"""Define the command `kit new`: ask a few questions and write a person's first profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from interview_kit.cli.console import is_interactive, say
from interview_kit.cli.new_prompts import Prompts
from interview_kit.cli.options import debug_option
from interview_kit.cli.sections import FIRST, SectionedCommand
from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.stages.read.roster.profile_keys import KeyKind
from interview_kit.support import i18n
from interview_kit.support.command_line import kit_command, quoted
from interview_kit.support.errors import InvalidInput, Problem, escape, refusal
from interview_kit.support.i18n import N_, _
from interview_kit.support.output_folder import file_stem, free_path, write_file
from interview_kit.tools.new_profile.answers import Answers, answers_in, given, missing, problems_with
from interview_kit.tools.new_profile.profile_text import profile_text
from interview_kit.tools.new_profile.questions import intake_words, known_key
from interview_kit.tools.new_profile.wizard import Wizard
from interview_kit.tools.schemas.catalogue import PROFILE_SCHEMA_FILE, is_ours, schema_text

ENDINGS = (".yaml", ".yml")
FOLDER = Path("profiles")
INTERRUPTED = 130


class _Answer(click.Option):
    """An option that gives the answer for a profile key; its help ends with the allowed values, if any."""

    def __init__(self, flag: str, key: str, text: str, *, is_flag: bool) -> None:
        self.flag, self.key, self.choices = f"--{flag}", key, known_key(key).choices
        super().__init__(
            [self.flag, f"answer_{flag.replace('-', '_')}"],
            help=text,
            is_flag=is_flag,
            multiple=not is_flag and known_key(key).kind is KeyKind.LIST,
            type=None if is_flag else click.STRING,
            metavar=None if is_flag else "WORD" if self.choices else "TEXT",
        )

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's usage and help."""
        record = super().get_help_record(ctx)
        if record is None or not self.choices:
            return record
        choices = _("One of: {words}.", words=", ".join(self.choices))
        return record[0], f"{record[1]} {choices}"


def _answers() -> Iterator[_Answer]:
    """Yield an option for each question that has a flag, and for each switch of a question."""
    for question in intake_words().questions:
        for name, switch in question.switches.items():
            yield _Answer(switch.flag, f"{question.key}.{name}", switch.help, is_flag=True)
        if question.flag:
            is_flag = known_key(question.key).kind is KeyKind.TRUTH
            yield _Answer(question.flag, question.key, question.help, is_flag=is_flag)


ANSWERS = tuple(_answers())
_OWN = ("full", "language", "output", "force", "yes", "build", "debug", "help")


@click.command(cls=SectionedCommand, params=list(ANSWERS), sections={FIRST: _OWN, N_("Answers"): ()})
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--full", is_flag=True, help="Ask every question, not only the eight of the short path.")
@click.option(
    "-l",
    "--language",
    type=click.Choice([each.value for each in Language]),
    help="The language of the questions and of the kit; by default that of this computer.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; by default the name and .yaml.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing; what is not given is left out.")
@click.option("--build/--no-build", default=None, help="Build the kit afterwards, or not, without asking.")
@debug_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    name: str | None,
    full: bool,
    language: str | None,
    output: Path | None,
    force: bool,
    yes: bool,
    build: bool | None,
    **options: Any,
) -> None:
    """Ask eight short questions, or all of them, and write a profile with comments.

    Without a terminal, or with --yes, nothing is asked, and the options give the answers; a name and a job
    or a field are enough. NAME is the person's. Ctrl-C keeps what was typed.

    \b
    For example:
      {kit} new -l fr
      {kit} new --full
      {kit} new "Maya Chen" --occupation "veterinary technician" --goal duties --goal fit
    """
    spoken = Language(language or i18n.message_language())
    ctx.with_resource(i18n.use_language(spoken.value))
    said = _given(options, name, spoken)
    talk = Prompts(spoken)
    asking = not yes and is_interactive()
    wizard = Wizard(spoken, said, full=full)
    if asking:
        try:
            said = talk.ask(wizard, lambda answers: _earlier(answers, _place(answers, output), talk, spoken))
        except (KeyboardInterrupt, EOFError):
            ctx.exit(_keep(wizard, output, talk))
    else:
        _refuse_missing(said)
    path = _place(said, output)
    if path.exists() and not (force or wizard.has_resumed):
        path = _other_place(path, talk, asking)
    _write(path, said, spoken)
    say(escape(talk.words.written.said(spoken, path)), str(path))
    if build if build is not None else asking and talk.agrees(talk.words.build):
        _build(ctx, path)
    later = f"{kit_command()} build {quoted(str(path))}"
    say(escape(talk.words.later.said(spoken, later)), later)


def _given(options: Mapping[str, Any], name: str | None, language: Language) -> Answers:
    found: dict[str, tuple[str, ...]] = {"name": (name,)} if name else {}
    if language is not SOURCE_LANGUAGE:
        found["language"] = (language.value,)
    for answer in ANSWERS:
        value = options[answer.name or ""]
        if value:
            texts = value if isinstance(value, tuple) else (value,)
            found[answer.key] = ("true",) if answer.is_flag else texts
    said = given(found)
    _refuse(said, language)
    return said


def _refuse(said: Answers, language: Language) -> None:
    """Check the answers given as options. Raises InvalidInput for a value that a profile cannot have."""
    problems = problems_with(said, language)
    found = [
        Problem(answer.flag, None, None, "", problem.message)
        for problem in problems
        for answer in ANSWERS
        if problem.path == answer.key or problem.path.startswith(f"{answer.key}.")
    ]
    if problems:
        raise InvalidInput(tuple(found) or problems)


def _refuse_missing(said: Answers) -> None:
    """Raise click.UsageError, naming the options, where an answer lacks that a profile needs."""
    flags = [answer.flag for answer in ANSWERS if answer.key in missing(said)]
    if flags:
        raise click.UsageError(_("there is nobody to ask here; give {flags}", flags=_(" and ").join(flags)))


def _place(said: Answers, output: Path | None) -> Path:
    if output:
        return output if output.suffix in ENDINGS else output.with_name(f"{output.name}.yaml")
    stem = file_stem(said["name"][0]) if said.get("name") else "profile"
    return (FOLDER if FOLDER.is_dir() else Path()) / f"{stem}.yaml"


def _other_place(path: Path, talk: Prompts, asking: bool) -> Path:
    """Return the path of a file that may be written over, else a free one. Raises InvalidInput unasked."""
    if not asking:
        message = _("this file is there already; name another with -o, or write over it with --force")
        raise refusal(str(path), message)
    return path if talk.agrees(talk.words.is_there, path, usual=False) else free_path(path)


def _write(path: Path, said: Answers, language: Language) -> None:
    """Write the profile, and beside it the JSON schema for editors, unless another file has that name."""
    schema = path.with_name(PROFILE_SCHEMA_FILE)
    known = is_ours(schema) or not schema.exists()
    if known:
        write_file(schema, schema_text("profile", language).encode())
    write_file(path, profile_text(said, language, PROFILE_SCHEMA_FILE if known else "").encode())


def _earlier(said: Answers, path: Path, talk: Prompts, language: Language) -> Answers:
    """Return the person's answers in a file, if they are to be gone on with, else {}."""
    found = answers_in(path, language) if path.exists() else {}
    is_theirs = found.get("name") == said["name"]
    return found if is_theirs and talk.agrees(talk.words.go_on, path) else {}


def _keep(wizard: Wizard, output: Path | None, talk: Prompts) -> int:
    """Save the answers of an interrupted wizard, over no file but its own; return the exit code."""
    said, language = wizard.answers, wizard.language
    click.echo()
    if not set(said) - {"language"}:
        say(talk.words.nothing.said(language))
        return INTERRUPTED
    path = _place(said, output)
    path = path if wizard.has_resumed else free_path(path)
    _write(path, said, language)
    say(escape(talk.words.stopped.said(language, path)), str(path))
    if missing(said):
        say(talk.words.still.said(language, ", ".join(missing(said))))
    return INTERRUPTED


def _build(ctx: click.Context, path: Path) -> None:
    """Build the kit, and exit with the code of that."""
    # Imported here: it loads the stages.
    from interview_kit.cli.build import command as build_command

    with build_command.make_context("build", [str(path)], parent=ctx.parent) as inner:
        build_command.invoke(inner)
