"""Measure the structure of the code and print it as a table: `make house`, with `JSON=1` as JSON.

Statements, names and sizes come from the syntax trees; the hops of a text come from a profile of one kit,
made from one profile with one question whose words are followed through every call.
"""

from __future__ import annotations

import ast
import json
import sys
import tokenize
import tomllib
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import cache
from types import FrameType
from typing import Any

from pydantic import BaseModel

from tests.paths import PACKAGE, ROOT

LONG_FILE, LONG_FUNCTION, SMALL_MODULE, EQUAL_RUN = 300, 45, 60, 60
FOLLOWED = "future-change"
"""The id of the question whose words are followed from the bank's YAML to the Word file."""

POSITION_LOOKUPS = ("locate", "place_in", "part_of", "place_of", "places", "RowPositions", "SourceMap")
"""Functions and classes that turn the name of a part into the file and line where it was written."""

_COUNTED = (tokenize.NAME, tokenize.OP, tokenize.NUMBER, tokenize.STRING)
_LOOKING_ON = ("model/form.py", "support/word_text.py", "assemble/printed.py")
_DEPTH, _WIDTH = 4, 40  # of the values that are searched for the followed words


@dataclass(frozen=True)
class Row:
    """A measure: its name, what it is today, what it should be at most, and whether that holds."""

    name: str
    today: str
    target: str
    holds: bool


@cache
def trees() -> dict[str, ast.Module]:
    """Return the syntax tree of each module, by its path below the package."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


@cache
def walked(path: str) -> tuple[Any, ...]:
    """Return every node of a module that is a statement, a call or the module itself."""
    return tuple(
        node for node in ast.walk(trees()[path]) if isinstance(node, ast.stmt | ast.Call | ast.Module)
    )


def nodes(kind: type | tuple[type, ...]) -> Iterator[tuple[str, Any]]:
    """Yield every statement or call of a kind, with the path of its module."""
    for path in trees():
        yield from ((path, node) for node in walked(path) if isinstance(node, kind))


def statements() -> int:
    """Return the number of statements, without imports and docstrings."""
    found = sum(1 for _, node in nodes(ast.stmt) if not isinstance(node, ast.Import | ast.ImportFrom))
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return found - sum(1 for _, node in nodes(owners) if ast.get_docstring(node) is not None)


def shared_class_names() -> dict[str, list[str]]:
    """Return the class names that two or more classes have, with the modules that define them."""
    homes: dict[str, list[str]] = {}
    for path, node in nodes(ast.ClassDef):
        homes.setdefault(node.name, []).append(path)
    return {name: paths for name, paths in homes.items() if len(paths) > 1}


def importers() -> Counter[str]:
    """Return how many modules import each module."""
    names = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in trees()}
    found: Counter[str] = Counter()
    for path in trees():
        imported = set()
        for node in walked(path):
            if isinstance(node, ast.ImportFrom) and node.module:
                imported |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
            elif isinstance(node, ast.Import):
                imported |= {each.name for each in node.names}
        local = {names.get(name.removeprefix("interview_kit.")) for name in imported}
        found.update(each for each in local if each and each != path)
    return found


def small_modules() -> list[str]:
    """Return the modules of few lines that only one other module imports."""
    once = {path for path, count in importers().items() if count == 1}
    return sorted(path for path in once if not path.endswith("__init__.py") and lines(path) < SMALL_MODULE)


def lines(path: str) -> int:
    """Return how many lines a module of the package has."""
    return (PACKAGE / path).read_text("utf-8").count("\n")


def long_files() -> list[str]:
    """Return the modules that are too long."""
    return [path for path in trees() if lines(path) > LONG_FILE]


def long_functions() -> list[str]:
    """Return the functions that are too long, by the name of their module."""
    return [
        f"{path}:{node.name}"
        for path, node in nodes((ast.FunctionDef, ast.AsyncFunctionDef))
        if node.end_lineno - node.lineno + 1 > LONG_FUNCTION
    ]


def lonely_packages() -> list[str]:
    """Return the packages that hold one file and no other package."""
    folders = {path for path in PACKAGE.rglob("*") if (path / "__init__.py").is_file()}
    return sorted(
        folder.relative_to(PACKAGE).as_posix()
        for folder in folders
        if len(list(folder.glob("*.py"))) < 2 and not any(other.parent == folder for other in folders)
    )


def modules_that_call(*names: str) -> list[str]:
    """Return the modules that call a function or method of one of these names."""
    return sorted(
        {
            path
            for path, node in nodes(ast.Call)
            if (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
            in names
        }
    )


def equal_runs(length: int = EQUAL_RUN) -> list[str]:
    """Return where a run of tokens repeats an earlier one, names kept, without imports and docstrings."""
    first: dict[bytes, tuple[str, int]] = {}
    numbers: dict[str, int] = {}
    found = []
    for path in trees():
        tokens = list(_tokens(path))
        words = array("L", (numbers.setdefault(token.string, len(numbers)) for token in tokens))
        number = 0
        while number + length <= len(tokens):
            run = words[number : number + length].tobytes()
            at = first.setdefault(run, (path, number))
            repeated = at[0] != path or at[1] + length <= number
            if repeated:
                found.append(f"{path}:{tokens[number].start[0]} as in {at[0]}")
            number += length if repeated else 1
    return found


def _tokens(path: str) -> Iterator[tokenize.TokenInfo]:
    left_out: set[int] = set()
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in walked(path):
        documented = isinstance(node, owners) and ast.get_docstring(node) is not None
        each: Any = node.body[0] if isinstance(node, owners) and documented else node
        if documented or isinstance(node, ast.Import | ast.ImportFrom):
            left_out.update(range(each.lineno, each.end_lineno + 1))
    with (PACKAGE / path).open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type in _COUNTED and token.start[0] not in left_out:
                yield token


def import_name() -> str:
    """Return the package that the command is started from."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["scripts"]["kit"]).partition(".")[0]


def hops() -> tuple[int, int]:
    """Return how many modules and functions see the words of one question on their way to the Word file.

    What describes the fields of the form, or looks at the finished document or file, is not on it.
    """
    from interview_kit.model.profile import Profile
    from interview_kit.stages.assemble import assemble
    from interview_kit.stages.read.bank import read_bank
    from interview_kit.stages.read.theme import load_theme
    from interview_kit.stages.select import select
    from interview_kit.stages.write.word import write_docx
    from interview_kit.support.paths import TEMPLATES

    # By another path, since the files of a bank are read once for each.
    words = read_bank(TEMPLATES / "themes" / ".." / "bank").questions[FOLLOWED].text[0].en
    asked = {"name": "A", "target": {"occupation": "welder"}, "questions": {"keep": [FOLLOWED]}}
    profile = Profile.model_validate(asked)
    seen: set[tuple[str, str]] = set()

    def make() -> None:
        bank = read_bank()
        write_docx(assemble(select(bank, profile), profile, bank), load_theme("base"))

    _profiled(make, lambda frame, value: _note(seen, frame, value, words))
    return len({module for module, _ in seen}), len(seen)


def _profiled(act: Callable[[], None], look: Callable[[FrameType, object], None]) -> None:
    def event(frame: FrameType, kind: str, value: object) -> None:
        if kind == "return" and str(PACKAGE) in frame.f_code.co_filename:
            look(frame, value)

    sys.setprofile(event)
    try:
        act()
    finally:
        sys.setprofile(None)


def _note(seen: set[tuple[str, str]], frame: FrameType, value: object, words: str) -> None:
    name = (frame.f_code.co_filename, frame.f_code.co_qualname)
    looks_on = name[0].endswith(_LOOKING_ON) or name[1] == "add_record"
    if name in seen or looks_on or "<" in frame.f_code.co_name:
        return
    arguments = frame.f_code.co_varnames[: frame.f_code.co_argcount]
    values = [value, *(frame.f_locals.get(argument) for argument in arguments if argument != "self")]
    if any(_holds(each, words, _DEPTH) for each in values):
        seen.add(name)


def _holds(value: object, words: str, depth: int) -> bool:
    if isinstance(value, str):
        return words in value
    if depth == 0 or isinstance(value, int | float | bytes | type(None)):
        return False
    if isinstance(value, dict):
        parts = list(value.values())
    elif isinstance(value, tuple | list):
        parts = list(value)
    elif is_dataclass(value):
        parts = [getattr(value, each.name, None) for each in fields(value)]
    elif isinstance(value, BaseModel):
        parts = list(vars(value).values())
    else:
        return False
    return any(_holds(each, words, depth - 1) for each in parts[:_WIDTH])


def position_lookups() -> list[str]:
    """Return the modules that define a look-up of source positions of their own."""
    kinds = (ast.ClassDef, ast.FunctionDef)
    return sorted({path for path, node in nodes(kinds) if node.name in POSITION_LOOKUPS})


def has_api() -> bool:
    """Return whether a class can be built by a function of the package itself."""
    import interview_kit

    return hasattr(interview_kit, "build_class")


def rows() -> list[Row]:
    """Return every measure with its target, in the order of the table."""
    entries = [path for path in PACKAGE.iterdir() if path.name != "__pycache__"]
    modules, functions = hops()
    start = import_name()
    return [
        _at_most("entries in the package folder", len(entries), 10),
        _at_most("statements that are not imports", statements(), 13_800),
        _at_most("modules with one importer and under 60 lines", len(small_modules()), 14),
        _at_most("class names of two or more classes", len(shared_class_names()), 7),
        _at_most("modules that look up where something was written", len(position_lookups()), 1),
        _at_most("modules that open zip files", len(modules_that_call("ZipFile", "is_zipfile")), 1),
        _at_most(
            "modules that start or kill a process", len(modules_that_call("Popen", "Process", "kill")), 1
        ),
        _at_most("modules on a question's way to Word", modules, 14),
        _at_most("functions on a question's way to Word", functions, 50),
        _at_most("files over 300 lines", len(long_files()), 1),
        _at_most("functions over 45 lines", len(long_functions()), 0),
        _at_most(f"equal runs of {EQUAL_RUN} tokens in two places", len(equal_runs()), 0),
        _at_most("packages of one file", len(lonely_packages()), 0),
        Row("a class is built from Python", "yes" if has_api() else "no", "yes", has_api()),
        Row("import name", start, "interview_kit", start == "interview_kit"),
    ]


def _at_most(name: str, today: int, most: int) -> Row:
    return Row(name, f"{today:,}", f"{most:,}", today <= most)


def main() -> int:
    """Print the table, or with --json a list of its rows, and return 0."""
    found = rows()
    if "--json" in sys.argv[1:]:
        print(json.dumps([asdict(row) for row in found], indent=1))
        return 0
    width = max(len(row.name) for row in found)
    for row in found:
        print(f"{row.name:<{width}}  {row.today:>13}  {row.target:>13}  {'' if row.holds else 'not yet'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
