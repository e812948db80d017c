"""The reader: any bytes give a tree or one clear error, and text comes back as it was typed."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from interview_kit.stages.read import strict_yaml
from interview_kit.stages.read.strict_yaml import parse_yaml, read_yaml
from interview_kit.support.errors import InvalidInput, Origin
from interview_kit.support.positions import Items, Node, Text
from tests.shared import examples

# Letters with a meaning in YAML come up often, so that more than the first character is looked at.
SIGNS = st.sampled_from(list("abé: -?,[]{}#&*!|>'\"%@`\\\n\r\t<=~0._\u2028\ufeff"))
TYPED = st.text(SIGNS | st.characters(), max_size=60)
PRINTABLE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"]))


def refusal(data: bytes) -> InvalidInput | None:
    try:
        parse_yaml(data, "p.yaml")
    except InvalidInput as error:
        return error
    return None


@given(st.binary(max_size=200) | TYPED.map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"a: !<tag:yaml.org,2002:int> 1")
@example(b'a: "\\U00110000"')
@example(b"a: 2026-99-99\nb: 1:99:99\nc: 0o9")
@example(b"\xef\xbb\xbf")
@example(b"a: b\n\xef\xbb\xbfc: d")
@example(b"? ? ? a")
@example(b"--- |1-\n x")
def test_any_bytes_give_a_tree_or_one_clear_error(data: bytes) -> None:
    error = refusal(data)
    if error is not None:
        assert error.problems
        for problem in error.problems:
            assert problem.message and str(problem).isprintable()
            assert "yaml" not in problem.message and "token" not in problem.message


@given(st.dictionaries(PRINTABLE.filter(lambda key: 0 < len(key) <= 100), PRINTABLE, max_size=5))
def test_quoted_text_comes_back_as_it_was_typed(texts: dict[str, str]) -> None:
    keys = {unicodedata.normalize("NFC", key) for key in texts}
    lines = "".join(f"{quoted(key)}: {quoted(value)}\n" for key, value in texts.items())
    if not texts or len(keys) < len(texts):
        assert refusal(lines.encode()) is not None
        return
    tree = parse_yaml(lines.encode(), "p.yaml")
    assert dict(tree) == texts


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize("escaped", [True, False])
@given(value=st.recursive(PRINTABLE, lambda inner: st.lists(inner, max_size=4), max_leaves=20))
@example(value="\U0001f600")
def test_json_is_read_too(escaped: bool, value: object) -> None:
    tree = parse_yaml(json.dumps({"key": value}, ensure_ascii=escaped).encode(), "p.yaml")
    assert plain(tree["key"]) == value


def plain(node: Node) -> object:
    if isinstance(node, Text):
        return str(node)
    return [plain(item) for item in node] if isinstance(node, Items) else dict(node)


@pytest.mark.parametrize(
    "typed", ["No", "007", "12:30", "1_000", "Null", "~", "0x1F", ".inf", "2026-12-02", "<<", "=", "1e3"]
)
def test_plain_text_stays_what_was_typed(typed: str) -> None:
    tree = parse_yaml(f"name: {typed}".encode(), "p.yaml")
    assert written(tree) == [("name", 1, 1, True), (typed, 1, 7, True)]


def written(node: Node) -> list[tuple[object, ...]]:
    """Return each text with its line, its column and whether it is plain, keys too, and lists' positions."""
    if isinstance(node, Text):
        return [(str(node), *node.at[1:], node.plain)]
    if isinstance(node, Items):
        return [node.at[1:], *(part for each in node for part in written(each))]
    return [part for key, value in node.items() for part in (*written(key), *written(value))]


def test_every_node_knows_its_place_and_its_quotes() -> None:
    tree = parse_yaml(
        "# Zoë\nname: 'Zoë'\ngoals: [fit, \"pay\"]\nabout:\n  skills:\n    - |\n      calm\n".encode(), "p"
    )
    assert written(tree) == [
        *[("name", 2, 1, True), ("Zoë", 2, 7, False)],
        *[("goals", 3, 1, True), (3, 8), ("fit", 3, 9, True), ("pay", 3, 14, False)],
        *[("about", 4, 1, True), ("skills", 5, 3, True), (6, 5), ("calm\n", 6, 7, False)],
    ]
    assert (tree.at, tree["about"].at) == (Origin("p", 2, 1), Origin("p", 5, 3))
    assert list(tree.places.values()) == [Origin("p", 2, 7), Origin("p", 3, 1), Origin("p", 4, 1)]


def test_line_ends_and_the_mark_move_nothing() -> None:
    text = "name: Maya\ngoals:\n  - fit\n"
    expected = parse_yaml(text.encode(), "p.yaml")
    for variant in (text.replace("\n", "\r\n"), text.replace("\n", "\r"), "\ufeff" + text):
        tree = parse_yaml(variant.encode(), "p.yaml")
        assert (tree, written(tree)) == (expected, written(expected))


def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path / "none.yaml", "there is no such file"),
        (tmp_path, "this is not a file"),
        (Path("/dev/zero"), "this is not a file"),
        (tmp_path / ("x" * 300), "this cannot be read: File name too long"),
        (tmp_path / "a\0b", "this cannot be read: the name is not valid"),
    ):
        with pytest.raises(InvalidInput) as caught:
            read_yaml(path)
        assert [problem.message for problem in caught.value.problems] == [reason]


_PIECES = [
    "a",
    "b: ",
    "- ",
    "\n",
    "  ",
    "\t",
    ": ",
    "#",
    "# c",
    "'",
    '"',
    "|",
    "|-",
    "? ",
    "[",
    "]",
    "{",
    "}",
]
_PIECES += [
    ", ",
    ">",
    "é",
    "0",
    "key: ",
    "...",
    "---",
    "\\",
    "@",
    "%",
    "!",
    "&x",
    "*x",
    "\u2028",
    "\r",
    "'x'",
]


@settings(deadline=None, derandomize=True, max_examples=examples(1500))
@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_the_fast_way_reads_what_the_careful_way_reads(text: str) -> None:
    fast = strict_yaml._read_fast("k: " + text, "f", {})
    if fast is not None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(strict_yaml, "_read_fast", lambda *_: None)
            careful = parse_yaml(("k: " + text).encode(), "f")
            assert (fast, written(fast)) == (careful, written(careful))
