"""Print the JSON schemas of the input files, for editors: `kit schema`."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit.cli.options import debug_option
from interview_kit.model.enums import Language
from interview_kit.support import i18n
from interview_kit.support.errors import escape
from interview_kit.support.output_folder import write_file
from interview_kit.tools.schemas.catalogue import NAMES, schema_text


@click.command()
@click.argument("name", type=click.Choice(NAMES))
@click.option(
    "-l",
    "--language",
    type=click.Choice([each.value for each in Language]),
    default=i18n.message_language,
    help="The language of the descriptions; by default that of this computer.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file to write it into, instead of printing it; one that is there is replaced.",
)
@debug_option
def command(name: str, language: str, output: Path | None) -> None:
    """Print the JSON schema of a kind of file, so that an editor completes and checks it.

    In VS Code with the YAML extension, and in other editors with a YAML language server,
    one line at the top of a file names its schema; {kit} new writes both.

    \b
    For example:
      {kit} schema profile --output profiles/profile.schema.json
    and at the top of a profile:
      # yaml-language-server: $schema=profile.schema.json
    """
    text = schema_text(name, Language(language))
    if output:
        write_file(output, text.encode())
        click.echo(escape(str(output)))
    else:
        click.echo(text, nl=False)
