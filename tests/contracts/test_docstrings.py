"""Hold docstrings to plain technical English: values and errors are named, and no word explains nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.paths import PACKAGE

# Words of an older house style. Each had several meanings, and a newcomer had to look them all up.
NEVER_EXPLAINS = (
    r"whoever|otherwise|whatever|"
    r"\bsaid\b|what (is|was|a|it|they|each) \w* ?sa(id|ys?)|is told|tells? of|told|"
    r"\bstands?\b|\bstood\b|standing|"
    r"cook|course|desk|outbox|dress(ed|es)?|"
    r"somebody|nobody|anybody|for ever|"
    r"what (it|this|that) is made of|among (them|others)|as it were"
)
# Names of modules and classes that are gone: not even as a name in back quotes.
_GONE = re.compile(
    r"\b(?:kitchen|recipes?|crews?|press|painter|studio|ingredients|desk_jobs|composers?)\b", re.IGNORECASE
)
_BANNED = re.compile(rf"\b(?:{NEVER_EXPLAINS})\b", re.IGNORECASE)
_NO_VALUE = {"None", "NoReturn"}
_GENERATORS = re.compile(r"^(?:Iterator|Generator|Iterable|AsyncIterator)\b")


def docstrings(source: str) -> Iterator[tuple[int, str, ast.AST]]:
    """Yield the line, the text and the owner of each docstring of a source."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, owners) and (text := ast.get_docstring(node)):
            yield getattr(node, "lineno", 1), text, node


def faults(source: str) -> list[str]:
    """Return what is wrong with the docstrings of a source, each with its line."""
    found = []
    for line, text, node in docstrings(source):
        if _is_help(node):
            continue
        prose = re.sub(r"`[^`]*`|\"[^\"]*\"|“[^”]*”", "", text)
        found += [f"{line}: {word[0]!r} explains nothing" for word in _BANNED.finditer(prose)]
        found += [f"{line}: {word[0]!r} is the name of nothing" for word in _GONE.finditer(text)]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            found += [f"{line}: {node.name}: {missing}" for missing in _missing(node, text)]
    return found


def _is_help(node: ast.AST) -> bool:
    """Return whether a docstring is the help of a command, which people read who never see the code."""
    decorators = [ast.unparse(each) for each in getattr(node, "decorator_list", [])]
    return any(re.search(r"\bcommand\b|\bgroup\b", each) for each in decorators)


def _missing(function: ast.FunctionDef | ast.AsyncFunctionDef, text: str) -> Iterator[str]:
    """Yield what the docstring of a public function leaves out: its value, or the errors it raises itself."""
    annotation = ast.unparse(function.returns) if function.returns else "None"
    is_fixture = any("contextmanager" in ast.unparse(each) for each in function.decorator_list)
    if (
        annotation not in _NO_VALUE
        and not is_fixture
        and not re.search(r"\b(?:returns?|yields?)\b", text, re.I)
    ):
        yield f"does not say what is returned ({annotation})"
    raised = {
        name
        for node in _own_nodes(function)
        if isinstance(node, ast.Raise) and (name := _name(node.exc)) and not name.startswith("_")
    }
    yield from (f"does not name {name}, which it raises" for name in sorted(raised) if name not in text)


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a function, without those of functions inside it."""
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from _own_nodes(child)


def _name(raised: ast.expr | None) -> str:
    target = raised.func if isinstance(raised, ast.Call) else raised
    name = target.id if isinstance(target, ast.Name) else ""
    return name if name[:1].isupper() else ""  # a name in lower case is an exception that was caught before


def test_docstrings_use_the_terms_of_the_field() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{fault}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for fault in faults(path.read_text(encoding="utf-8"))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "source",
    [
        'def f() -> int:\n    """Say what a theme says otherwise."""',
        'def f() -> int:\n    """Count the pages."""',
        'def f() -> None:\n    """Check a page."""\n    raise ValueError',
        '"""`kitchen` makes one kit."""',
        'class Crew:\n    """Whoever does the work."""',
    ],
)
def test_a_fault_is_seen(source: str) -> None:
    assert faults(source)


def test_a_good_docstring_passes() -> None:
    assert not faults(
        'def f() -> int:\n    """Return the number of pages. Raises ValueError."""\n    raise ValueError'
    )
