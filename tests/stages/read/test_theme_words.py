"""The reference for agencies, docs/theme-words.md: every example in it makes the kits that it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interview_kit.build.kit import make_document
from interview_kit.model.enums import Language
from interview_kit.support.errors import BankError
from interview_kit.tools.bank_source import words_with
from interview_kit.tools.lint_theme.document_text import plain_text
from interview_kit.tools.schemas.catalogue import schema_of
from tests.kits import PEOPLE
from tests.paths import ROOT

REFERENCE = (ROOT / "docs" / "theme-words.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return each example: its heading, and its blocks with their kind, their name and their text."""
    found: list[tuple[str, list[tuple[str, str, str]]]] = []
    heads = _BLOCK.sub(lambda block: block[0].replace("\n#", "\n\0#"), REFERENCE)
    for part in heads.split("\n## ")[1:]:
        blocks: list[tuple[str, str, str]] = []
        for kind, name, text in _BLOCK.findall(part.replace("\0", "")):
            # What says what the kit holds ends an example; the next file begins another.
            if kind != "text" and blocks and blocks[-1][0] == "text":
                found.append((part.partition("\n")[0], blocks))
                blocks = []
            blocks.append((kind, name, text))
        if blocks:
            found.append((part.partition("\n")[0], blocks))
    return found


@pytest.mark.spread(3)
@pytest.mark.parametrize(("heading", "blocks"), examples(), ids=lambda value: str(value)[:30])
def test_an_example_makes_the_kit_that_it_says(
    tmp_path: Path, heading: str, blocks: list[tuple[str, str, str]]
) -> None:
    (tmp_path / "theme.yaml").write_text("extends: base\n", encoding="utf-8")
    for kind, name, text in blocks:
        if kind != "text":
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    said = {name: text.splitlines() for kind, name, text in blocks if kind == "text"}
    if "refused" in said:
        with pytest.raises(BankError) as refused:
            words_with(str(tmp_path))
        assert [line.removeprefix(f"{tmp_path}/") for line in str(refused.value).splitlines()] == said[
            "refused"
        ]
        return
    bank = words_with(str(tmp_path))
    for language in bank.languages:
        profile = PEOPLE["leila"].model_copy(update={"language": language})
        lines = plain_text(make_document(profile, bank)).replace("\u00a0", " ").splitlines()
        assert [line for line in said.get(language, []) if line.replace("\u00a0", " ") not in lines] == []
        if language is Language("en"):
            assert [line for line in said.get("gone", []) if line in lines] == []


def keys_of(name: str) -> dict[str, str]:
    """Return what the schema says of the keys of a condition, or of theme.yaml and of its tokens."""
    schema = schema_of("theme" if name == "theme" else "bank", Language("en"))
    parts = [schema, schema["$defs"]["PartialTokens"]] if name == "theme" else [schema["$defs"][name]]
    return {key: about.get("description", "") for part in parts for key, about in part["properties"].items()}


@pytest.mark.parametrize("name", ["Condition", "theme"])
def test_the_keys_are_those_of_the_schema(name: str, pytestconfig: pytest.Config) -> None:
    rows = "".join(f"| `{key}` | {about} |\n" for key, about in keys_of(name).items())
    start = f"<!-- keys of {name} -->\n"
    table = f"{start}| key | |\n|---|---|\n{rows}<!-- end -->"
    path = ROOT / "docs" / "theme-words.md"
    if pytestconfig.getoption("--update-goldens"):
        text = path.read_text("utf-8")
        before, _, rest = text.partition(start)
        path.write_text(before + table + rest.partition("<!-- end -->")[2], encoding="utf-8")
    assert table in path.read_text("utf-8")


def test_the_places_of_a_question_are_those_of_the_talk() -> None:
    *most, last = words_with("base").choosing.slots
    assert f"`slot` is its place in the talk: {', '.join(most)} or {last}." in " ".join(REFERENCE.split())
