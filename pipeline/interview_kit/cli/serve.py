"""Define the command `kit serve`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from interview_kit.cli.console import complain
from interview_kit.cli.options import debug_option, needs_extra
from interview_kit.support.i18n import _


@click.command()
@click.argument("settings", required=False, type=click.Path(dir_okay=False))
@click.option("--new-key", is_flag=True, help="Print a new key for what pages carry along, and end.")
@debug_option
def command(settings: str | None, new_key: bool) -> None:
    """Make kits in the browser for many people, behind a proxy.

    The same pages as those of kit app, for a school or an agency, whose own proxy has the
    certificate. Nothing is kept: no account, no database, no cookie. SETTINGS is a YAML file
    with the public address, the file of keys and a folder in memory; docs/server.md describes it.

    \b
    For example:
      {kit} serve --new-key >> keys
      {kit} serve serve.yaml
    """
    with needs_extra("serve"):
        from interview_kit.web.serve.config import new_key as made
        from interview_kit.web.serve.config import read_settings
        from interview_kit.web.serve.server import serve
    if new_key:
        click.echo(made())
        return
    if settings is None:
        raise click.UsageError(_("name the file of settings; docs/server.md describes it"))
    read = read_settings(Path(settings), os.environ)
    if not read.app.in_memory:
        complain(_("Kits of classes are written to {folder}, which may be on a disk.", folder=read.folder))

    def ready(port: int, operations: int) -> None:
        place, other = f"{read.listen[0]}:{port}", f"{read.operations[0]}:{operations}"
        told = _(
            "{address} is served at {place}; its operations at {other}",
            address=read.app.origins[0],
            place=place,
            other=other,
        )
        click.echo(told, err=True)  # standard output is for the log

    serve(read, click.echo, ready)
