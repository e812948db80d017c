"""Define the command `kit app`."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from interview_kit.cli.console import complain, say
from interview_kit.cli.options import debug_option, needs_extra
from interview_kit.support.errors import PortProblem
from interview_kit.support.i18n import N_, _


@click.command()
@click.option(
    "--port",
    default=0,
    type=click.IntRange(0, 65535),
    metavar="N",
    help="The port to serve on, or any free one where it is taken.",
)
@click.option("--no-open", is_flag=True, help="Print the address and open no browser.")
@click.option("--shortcut", is_flag=True, help="Put an icon on the desktop that opens the app, and end.")
@debug_option
def command(port: int, no_open: bool, shortcut: bool) -> None:
    """Make kits in the browser: one person's, or a class's.

    Only this computer can open the page, and nothing is sent anywhere. Nothing is kept but the
    files that you download. It ends ten minutes after its last window was closed; where the
    browser runs no scripts, with Ctrl-C or after eight hours.

    \b
    For example:
      {kit} app
      {kit} app --shortcut
    """
    if shortcut:
        from interview_kit.tools.shortcut import write_shortcut

        path, is_tried = write_shortcut()
        say(_("The icon is {path}. Open it to start the app.", path=path))
        if not is_tried:
            say(_("Nobody has tried it on this system yet. If it does not open, type {kit} app."))
        return
    open_app(port, no_open=no_open)


def open_app(
    port: int, theme: Path | None = None, people: tuple[Path, ...] = (), *, no_open: bool = False
) -> None:
    """Serve the app until it is over, and open the browser; a `theme` is opened with the kits of `people`."""
    with needs_extra("app"):
        import watchfiles  # noqa: F401 -- a preview needs it

        from interview_kit.web.app.server import serve
        from interview_kit.web.app.themes.room import ThemeRoom
    words = N_("The preview is at {private}\nPress Ctrl-C to end it.")
    if theme is None:
        words = N_("Your kit is made at {private}\nPress Ctrl-C to end it.")

    def opened(private: str, once: str) -> None:
        say(_(words, private=private))
        if not no_open:
            webbrowser.open(once)

    serve(port, opened, _taken, ThemeRoom(theme, people))


def _taken(error: PortProblem) -> None:
    complain(
        _(
            "port {port} cannot be used: {reason}; a free one is used instead",
            port=error.port,
            reason=error.reason,
        )
    )
