"""Define the command `kit new`: ask a few questions and write a person's first profile."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from interview_kit.cli.console import say
from interview_kit.cli.new_prompts import LeftEarly, Prompts
from interview_kit.cli.options import debug_option
from interview_kit.cli.sections import FIRST, SectionedCommand
from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.stages.read.roster.profile_keys import KeyKind
from interview_kit.support import i18n
from interview_kit.support.command_line import kit_command, quoted
from interview_kit.support.errors import InvalidInput, Problem, escape
from interview_kit.support.i18n import N_, _
from interview_kit.support.output_folder import file_stem, free_path, write_file
from interview_kit.tools.new_profile.answers import Answers, given, missing, problems_with
from interview_kit.tools.new_profile.profile_text import profile_text
from interview_kit.tools.new_profile.questions import intake_words, known_key
from interview_kit.tools.new_profile.wizard import Wizard
from interview_kit.tools.schemas.catalogue import PROFILE_SCHEMA_FILE, is_ours, schema_text

ENDINGS = (".yaml", ".yml")
FOLDER = Path("profiles")
INTERRUPTED = 130
_ANSWER = "answer_"


def _options() -> dict[str, tuple[str, str, bool]]:
    """Return the options for answers by flag: the profile key, the help, and whether it is a boolean flag."""
    found: dict[str, tuple[str, str, bool]] = {}
    for question in intake_words().questions:
        for name, switch in question.switches.items():
            found[switch.flag] = (f"{question.key}.{name}", switch.help, True)
        if question.flag:
            is_switch = known_key(question.key).kind is KeyKind.TRUTH
            found[question.flag] = (question.key, question.help, is_switch)
    return found


class _NewCommand(SectionedCommand):
    """The command `kit new`, with an option for each question that has a flag."""

    def __init__(self, *args: Any, **extra: Any) -> None:
        options = [_option(flag, *about) for flag, about in _options().items()]
        own = ("language", "output", "force", "yes", "build", "debug", "help")
        super().__init__(*args, sections={FIRST: own, N_("Answers"): ()}, **extra)
        self.params += options


class _Answer(click.Option):
    """An option that gives an answer; its help ends with the allowed values, if any."""

    choices: tuple[str, ...] = ()

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's usage and help."""
        record = super().get_help_record(ctx)
        if record is None or not self.choices:
            return record
        choices = _("One of: {words}.", words=", ".join(self.choices))
        return record[0], f"{record[1]} {choices}"


def _option(flag: str, key: str, text: str, is_switch: bool) -> click.Option:
    known = known_key(key)
    option = _Answer(
        [f"--{flag}", _ANSWER + flag.replace("-", "_")],
        help=text,
        is_flag=is_switch,
        multiple=not is_switch and known.kind is KeyKind.LIST,
        type=None if is_switch else click.STRING,
        metavar=None if is_switch else "WORD" if known.choices else "TEXT",
    )
    option.choices = known.choices
    return option


@click.command(cls=_NewCommand)
@click.argument("name", required=False, metavar="[NAME]")
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
    language: str | None,
    output: Path | None,
    force: bool,
    yes: bool,
    build: bool | None,
    **options: Any,
) -> None:
    """Ask a few questions and write a profile with comments.

    Without a terminal, or with --yes, nothing is asked, and the options give the answers;
    a name and a job or a field are enough. NAME is the person's. Ctrl-C keeps what was typed.

    \b
    For example:
      {kit} new
      {kit} new -l fr
      {kit} new "Maya Chen" --occupation "veterinary technician" --goal duties --goal fit
    """
    spoken = Language(language or i18n.message_language())
    ctx.with_resource(i18n.use_language(spoken.value))
    said = _given(options, name, spoken)
    _refuse(said, spoken)
    talk = Prompts(spoken)
    asking = not yes and _is_terminal()
    if asking:
        try:
            said = talk.ask(Wizard(spoken, said))
        except LeftEarly as stopped:
            ctx.exit(_keep(stopped.answers, spoken, output, talk))
    else:
        _refuse_missing(said)
    path = _place(said, output)
    if path.exists() and not force:
        path = talk.another_place(path) if asking else _refuse_file(path)
    _write(path, said, spoken)
    say(escape(talk.words.written.said(spoken, path)), str(path))
    if build if build is not None else asking and talk.agrees(talk.words.build):
        ctx.exit(_build(ctx, path))
    later = f"{kit_command()} build {quoted(str(path))}"
    say(escape(talk.words.later.said(spoken, later)), later)


def _given(options: Mapping[str, Any], name: str | None, language: Language) -> Answers:
    found: dict[str, tuple[str, ...]] = {"name": (name,)} if name else {}
    if language is not SOURCE_LANGUAGE:
        found["language"] = (language.value,)
    for flag, (key, _ignored, is_switch) in _options().items():
        value = options[_ANSWER + flag.replace("-", "_")]
        if value:
            found[key] = ("true",) if is_switch else value if isinstance(value, tuple) else (value,)
    return given(found)


def _refuse(said: Answers, language: Language) -> None:
    """Check the answers given as options. Raises InvalidInput for a value that a profile cannot have."""
    problems = problems_with(said, language)
    flags = {key: flag for flag, (key, _, _) in _options().items()}
    found = [
        Problem(f"--{flag}", None, None, "", problem.message)
        for problem in problems
        for key, flag in flags.items()
        if problem.path == key or problem.path.startswith(f"{key}.")
    ]
    if problems:
        raise InvalidInput(tuple(found) or problems)


def _refuse_missing(said: Answers) -> None:
    """Raise click.UsageError, naming the options, where an answer lacks that a profile needs."""
    flags = [f"--{flag}" for flag, (key, _, _) in _options().items() if key in missing(said)]
    if flags:
        raise click.UsageError(_("there is nobody to ask here; give {flags}", flags=_(" and ").join(flags)))


def _place(said: Answers, output: Path | None) -> Path:
    if output:
        return output if output.suffix in ENDINGS else output.with_name(f"{output.name}.yaml")
    stem = file_stem(said["name"][0]) if said.get("name") else "profile"
    return (FOLDER if FOLDER.is_dir() else Path()) / f"{stem}.yaml"


def _refuse_file(path: Path) -> Path:
    message = _("this file is there already; name another with -o, or write over it with --force")
    raise InvalidInput((Problem(str(path), None, None, "", message),))


def _write(path: Path, said: Answers, language: Language) -> None:
    """Write the profile, and beside it the JSON schema for editors, unless another file has that name."""
    schema = path.with_name(PROFILE_SCHEMA_FILE)
    known = is_ours(schema)
    if known or not schema.exists():
        write_file(schema, schema_text("profile", language).encode())
        known = True
    write_file(path, profile_text(said, language, PROFILE_SCHEMA_FILE if known else "").encode())


def _keep(said: Answers, language: Language, output: Path | None, talk: Prompts) -> int:
    """Save the answers of an interrupted wizard, never over an existing file; return the exit code."""
    if not set(said) - {"language"}:
        say(talk.words.nothing.said(language))
        return INTERRUPTED
    path = free_path(_place(said, output))
    _write(path, said, language)
    say(escape(talk.words.stopped.said(language, path)), str(path))
    if missing(said):
        say(talk.words.still.said(language, ", ".join(missing(said))))
    return INTERRUPTED


def _build(ctx: click.Context, path: Path) -> int:
    # Imported here: it loads the stages.
    from interview_kit.cli.build import command as build_command

    try:
        with build_command.make_context("build", [str(path)], parent=ctx.parent) as inner:
            build_command.invoke(inner)
    except click.exceptions.Exit as done:
        return done.exit_code
    return 0


def _is_terminal() -> bool:
    return bool(sys.stdin and sys.stdout and sys.stdin.isatty() and sys.stdout.isatty())
