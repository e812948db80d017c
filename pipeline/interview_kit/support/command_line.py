"""Name the commands of messages as a person can type them here: `kit`, and `pip` of the Python that runs.

bootstrap.py uses this module before anything is installed, and an old Python has to read it: it may import
the standard library only, and Python 3.7's grammar is the newest here.
"""

from __future__ import annotations

import os
import re
import shlex
import sys

DISTRIBUTION = "interview-kit"
KIT = "kit"
# The command line sets it, and child processes inherit it.
VARIABLE = "KIT_CALLED_AS"

_NEEDS_NO_QUOTES = re.compile(r"[\w\\/:.+=\[\]~-]+")


def kit_command() -> str:
    """Return what to type for `kit`, as it was called; `kit` where the program is used as a library."""
    return os.environ.get(VARIABLE, KIT)


def remember_the_call() -> None:
    """Let `kit_command` return the command that started this process, from `sys.argv`."""
    called = called_as(sys.argv[0])
    if called == KIT:
        os.environ.pop(VARIABLE, None)
    else:
        os.environ[VARIABLE] = called


def called_as(program: str) -> str:
    """Return what to type for a program started as `program` (`sys.argv[0]`), in the current folder.

    It is `kit` where the shell finds this one by that name, else its path; `python -m interview_kit`, with
    the path of Python, where it was started so; and `kit` for any other program.
    """
    folder, name = os.path.split(program)
    if name == "__main__.py" and os.path.basename(folder) == "interview_kit":
        return f"{quoted(_shortest(sys.executable))} -m interview_kit"
    if name.lower() in (KIT, f"{KIT}.exe"):
        return quoted(_shortest(program))
    return KIT


def pip_install(*arguments: str) -> str:
    """Return the command that installs packages for the Python that runs."""
    return " ".join([quoted(sys.executable), "-m", "pip", "install", *map(quoted, arguments)])


def install_extra(extra: str) -> str:
    """Return the command that adds an extra of the program, the way the program was installed.

    One that was installed from a file or a folder is taken from there again. Where there is no pip, it is uv
    that has installed it: as a tool, or for this call alone.
    """
    import warnings
    from importlib.util import find_spec

    source, is_editable = _source()
    wanted = f"{source}[{extra}]"
    with warnings.catch_warnings(action="ignore"):  # of the finder of setuptools
        has_pip = find_spec("pip") is not None
    if has_pip:
        return pip_install(*(["--editable"] if is_editable else []), wanted)
    if os.path.isfile(os.path.join(sys.prefix, "uv-receipt.toml")):
        return f"uv tool install --force {quoted(wanted)}"
    return f"uvx --from {quoted(wanted)} {KIT}"


def _source() -> tuple[str, bool]:
    """Return where the program was installed from, and whether it is editable there."""
    import json
    from importlib.metadata import PackageNotFoundError, distribution
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    try:
        said = json.loads(distribution(DISTRIBUTION).read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return DISTRIBUTION, False
    parts = urlsplit(said.get("url", ""))
    if parts.scheme != "file":
        return DISTRIBUTION, False
    return url2pathname(parts.path), bool(said.get("dir_info", {}).get("editable"))


def without_paths(message: str) -> str:
    """Return a message with `kit` and `python` for this computer's commands, to be read on others."""
    return message.replace(kit_command(), KIT).replace(quoted(sys.executable), "python")


def quoted(word: str) -> str:
    """Return one word of a command, quoted for the shell where that is needed."""
    if os.name != "nt":
        return shlex.quote(word)
    # PowerShell reads a quoted path as a string, not as a command: quote only what needs it.
    return word if _NEEDS_NO_QUOTES.fullmatch(word) else f'"{word}"'


def _shortest(program: str) -> str:
    """Return the name of a program where the shell finds it by that, else its path, relative to here."""
    name = os.path.basename(program)
    found = _found(name)
    if found and _place(found) == _place(program):
        return name
    if not os.path.isabs(program):
        return program if os.path.dirname(program) else os.path.join(os.curdir, program)
    below = os.path.join(os.getcwd(), "")
    if not os.path.normcase(program).startswith(os.path.normcase(below)):
        return program
    return _shortest(program[len(below) :])


def _found(name: str) -> str | None:
    """Return the path of the program that the shell finds by a name, or None."""
    if os.name == "nt":
        import shutil  # it takes as long to load as all of a command's help

        return shutil.which(name)
    paths = (os.path.join(folder, name) for folder in os.get_exec_path())
    return next((path for path in paths if os.path.isfile(path) and os.access(path, os.X_OK)), None)


def _place(program: str) -> str:
    """Return the path of a program to compare; links to it count as others, as in a virtual environment."""
    folder, name = os.path.split(os.path.abspath(program))
    if os.name == "nt" and not name.lower().endswith(".exe"):  # the launcher leaves it out of sys.argv
        name += ".exe"
    return os.path.normcase(os.path.join(os.path.realpath(folder), name))
