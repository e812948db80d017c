"""Create a theme from a name, a colour and a logo, with only what differs: `kit theme new`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from interview_kit.cli import completion_items
from interview_kit.cli.console import is_interactive, say, typed_line
from interview_kit.cli.options import debug_option
from interview_kit.cli.theme.shell import add_shell
from interview_kit.stages.read.theme import THEME_FILE, theme_names
from interview_kit.stages.read.theme.chain import OWN_THEMES
from interview_kit.support.colours import LEAST, WHITE, contrast
from interview_kit.support.command_line import kit_command, quoted
from interview_kit.support.errors import InvalidInput, escape, refusal
from interview_kit.support.i18n import _
from interview_kit.support.output_folder import file_stem, write_file
from interview_kit.tools.new_theme.colours import can_be_read, proposals, read_colour
from interview_kit.tools.new_theme.logo import Logo, read_logo
from interview_kit.tools.new_theme.scaffold import SHELL, checked_name, extended_theme, theme_files

INTERRUPTED = 130


@click.command()
@click.argument("name", required=False)
@click.option("--colour", "--color", "colour", metavar="#RRGGBB", help="The main colour, such as '#24563a'.")
@click.option("--logo", type=click.Path(path_type=Path), help="A PNG, JPEG or SVG picture; it is copied.")
@click.option(
    "--extends",
    shell_complete=completion_items.themes,
    help="The theme that this one changes; without it, base.",
)
@click.option(
    "--folder", type=click.Path(path_type=Path), help="Where to make it; without it, themes/NAME here."
)
@click.option("--word-shell", is_flag=True, help="Add a Word file with every style, to be edited in Word.")
@debug_option
@click.pass_context
def command(
    ctx: click.Context,
    name: str | None,
    colour: str | None,
    logo: Path | None,
    extends: str | None,
    folder: Path | None,
    word_shell: bool,
) -> None:
    """Begin a theme: the looks and words by which an agency makes the kits its own.

    NAME is the agency's. What is not given is asked for, and without a terminal left out.
    Nothing is overwritten: for a theme that is there, --word-shell alone adds the Word file.

    \b
    For example:
      {kit} theme new
      {kit} theme new "Hill Works" --colour "#24563a" --logo logo.png
      {kit} theme new "Hill Works" --word-shell
    """
    asking = is_interactive()
    try:
        if name is None:
            if not asking:
                raise click.UsageError(_("there is nobody to ask here; give the NAME of the agency"))
            name = _asked(_("What is your agency called?"))
        name = checked_name(name)
        place = folder or Path(OWN_THEMES) / file_stem(name)
        files: Mapping[str, bytes] = {}
        if not ((place / THEME_FILE).exists() and word_shell) or colour or logo or extends:
            _refuse_filled(place)
            below = extended_theme(extends or "base", place)
            files = theme_files(name, below, _colour(colour, asking), _logo(logo, asking))
    except (KeyboardInterrupt, EOFError):
        say("\n" + _("Nothing was written."))
        ctx.exit(INTERRUPTED)
    for path, data in files.items():
        write_file(place / path, data)
        say(escape(str(place / path)), str(place / path))
    if word_shell:
        add_shell(place)
    _say_what_next(place)


def _colour(given: str | None, asking: bool) -> str:
    """Return a colour with enough contrast, or "" for none.

    Raises InvalidInput for a `given` one that is not a colour or too light; on a terminal, ask again.
    """
    if given is not None:
        accent = read_colour(given)
        if not can_be_read(accent):
            near = _(" or ").join(f'"{one}"' for one in proposals(accent))
            raise refusal(
                "--colour", _("{too_light}; near it are {near}", too_light=_too_light(accent), near=near)
            )
        return accent
    offered: tuple[str, ...] = ()
    question = _("Your main colour, such as #24563a (Enter: as it is)")
    while asking:
        typed = _asked(question)
        if not typed:
            return ""
        if typed in map(str, range(1, len(offered) + 1)):
            return offered[int(typed) - 1]
        try:
            accent = read_colour(typed)
        except InvalidInput as error:
            say(escape(error.problems[0].message), fg="yellow")
            continue
        if can_be_read(accent):
            return accent
        offered = proposals(accent)
        say(_("{too_light}. Near it are:", too_light=_too_light(accent)), fg="yellow")
        for number, one in enumerate(offered, 1):
            say(f"  {number}  {one}  {contrast(one, WHITE):.1f}:1")
        question = _("Its number, or another colour (Enter: as it is)")
    return ""


def _too_light(accent: str) -> str:
    ratio = int(contrast(accent, WHITE) * 10) / 10
    return _(
        "{accent} is too light for letters on white paper: {ratio:.1f}:1, and {least:g}:1 is needed",
        accent=accent,
        ratio=ratio,
        least=LEAST,
    )


def _logo(given: Path | None, asking: bool) -> Logo | None:
    """Return the logo, or None for none. Raises InvalidInput for a `given` file that is refused."""
    if given is not None:
        return read_logo(given)
    while asking:
        typed = _asked(_("The file of your logo, a PNG, JPEG or SVG picture (Enter: none)"))
        if not typed:
            break
        try:
            return read_logo(Path(typed.strip("'\"")).expanduser())
        except InvalidInput as error:
            say(escape(str(error)), fg="yellow")
    return None


def _say_what_next(place: Path) -> None:
    known = place.name if place.parent == Path(OWN_THEMES) else str(place)
    theme, kit = quoted(known), kit_command()
    lines = [
        (f"{kit} theme check {theme}", _("looks for mistakes, and pictures all pages")),
        (f"{kit} theme preview {theme}", _("shows the kits while you edit the theme")),
        (_("{kit} build PROFILE -t {theme}", theme=theme), _("builds kits with it")),
    ]
    if not (place / SHELL).exists():
        again = theme if known == place.name else f"{file_stem(place.name)} --folder {theme}"
        does = _("adds a Word file with every style, to edit")
        lines.append((f"{kit} theme new {again} --word-shell", does))
    wide = max(len(command) for command, _ in lines)
    say("\n" + _("Next:"))
    for command, does in lines:
        say(escape(f"  {command.ljust(wide)}  {does}"), command)


def _refuse_filled(place: Path) -> None:
    if place.name in theme_names():
        raise refusal(str(place), _("a theme that comes with kit has this name; take another"))
    if place.is_symlink() or (place.exists() and (not place.is_dir() or any(place.iterdir()))):
        raise refusal(str(place), _("this is there already, and nothing is overwritten; take another name"))


def _asked(question: str) -> str:
    say(question, bold=True)
    return typed_line().strip()
