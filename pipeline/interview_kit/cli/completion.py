"""Generate shell completion for `kit`: `kit completion`."""

from __future__ import annotations

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    add_completion_class,
    get_completion_class,
)

from interview_kit.cli.completion_items import VARIABLE
from interview_kit.cli.options import debug_option

SHELLS = ("bash", "zsh", "fish")

# Click's script, except that file names are quoted as such, and no space is added after a key's =.
_BASH = """\
%(complete_func)s() {
    local IFS=$'\\n'
    local response type value

    response=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD %(complete_var)s=bash_complete $1)

    for completion in $response; do
        IFS=',' read -r type value <<< "$completion"
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            name) compopt -o filenames; COMPREPLY+=("$value") ;;
            plain) COMPREPLY+=("$value") ;;
        esac
        [[ $value == *= ]] && compopt -o nospace
    done
    return 0
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""


@add_completion_class
class KitBash(BashComplete):
    """Completion for bash, which splits `talk.channel=video` into three words; they are joined again."""

    source_template = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the complete words before the current one, and the current one."""
        before, last = super().get_completion_args()
        whole: list[str] = []
        for word in [*before, last]:
            if whole and not whole[-1].startswith("-") and (word == "=" or whole[-1].endswith("=")):
                whole[-1] += word
            else:
                whole.append(word)
        return whole[:-1], whole[-1]

    def format_completion(self, item: CompletionItem[str]) -> str:
        """Return `type,value` for the script; of `KEY=VALUE`, only the part that bash treats as the word."""
        begun = self.get_completion_args()[1]
        is_divided = begun != super().get_completion_args()[1]
        typed = begun[: begun.rfind("=") + 1] if is_divided else ""
        return f"{item.type},{item.value.removeprefix(typed)}"


@add_completion_class
class KitFish(FishComplete):
    """Completion for fish, in which help texts may hold commas: click's own script cuts them there."""

    source_template = FishComplete.source_template.replace('(string split ","', '(string split -m 1 ","')


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@debug_option
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print what a shell needs to complete commands, options, profiles, themes and keys.

    \b
    For bash, once and for all:
      {kit} completion bash > ~/.kit-completion
      echo 'source ~/.kit-completion' >> ~/.bashrc
    For zsh, the same with ~/.zshrc; for fish:
      {kit} completion fish > ~/.config/fish/completions/kit.fish
    """
    found = get_completion_class(shell)
    assert found is not None, shell
    click.echo(found(ctx.find_root().command, {}, "kit", VARIABLE).source())
