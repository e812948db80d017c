"""What a new block, role or writer needs elsewhere: a place that was forgotten is named in one sentence."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any, get_args

import pytest

from interview_kit.cli.config_file.kit_yaml import Format
from interview_kit.model.document import Block, Document, Role
from interview_kit.stages.read.theme import load_theme, theme_names
from interview_kit.stages.write import WRITERS
from interview_kit.stages.write.block_data import document_data
from interview_kit.stages.write.check_theme import check_looks
from interview_kit.stages.write.sample_document import trial_document
from interview_kit.stages.write.word.styles import STYLES
from interview_kit.support.paths import TEMPLATES
from tests.contracts.test_parity import READERS
from tests.sample_document import empty_document, sample_document

BLOCKS = TEMPLATES / "themes/base/html/blocks"
SAMPLES = {
    "pipeline/interview_kit/stages/write/sample_document.py": trial_document,
    "tests/sample_document.py": sample_document,
    "tests/sample_document.py, empty_document": empty_document,
}


def kinds(value: Any) -> set[type]:
    """Return the types of a dataclass and of all that it holds."""
    if isinstance(value, tuple):
        return set().union(*map(kinds, value))
    if not is_dataclass(value):
        return set()
    return {type(value)}.union(*(kinds(getattr(value, field.name)) for field in fields(value)))


def templates(data: Any) -> set[str]:
    """Return the names of all templates in the data of a document."""
    if isinstance(data, dict):
        own = {data["template"]} if "template" in data else set()
        return own.union(*map(templates, data.values()))
    return set().union(*map(templates, data)) if isinstance(data, list | tuple) else set()


@pytest.mark.parametrize("file", SAMPLES)
def test_every_block_is_in_the_sample_documents(file: str) -> None:
    document: Document = SAMPLES[file]()
    there = kinds(document)
    assert [f"{file} has no {kind.__name__}" for kind in get_args(Block) if kind not in there] == []


def test_every_block_has_a_template() -> None:
    named = sorted(templates(document_data(trial_document())))
    assert [f"{BLOCKS}/{name}.html.j2 is missing" for name in named if not template(name)] == []


def template(name: str) -> bool:
    return (BLOCKS / f"{name}.html.j2").is_file()


@pytest.mark.parametrize("theme", theme_names())
def test_every_theme_has_the_templates_and_the_word_styles(theme: str) -> None:
    """An error or, for a shell that gets styles of the base theme's, a notice names what is missing."""
    assert check_looks(load_theme(theme), ("html", "docx")) == ()


def test_every_role_has_a_word_style() -> None:
    names = [role.word_style for role in Role]
    assert [f"word/styles.py does not list {name}" for name in names if name not in STYLES] == []


def test_every_writer_is_an_option_and_is_read_back() -> None:
    assert get_args(Format) == tuple(WRITERS), "Format of cli/config_file/kit_yaml.py lists the writers"
    # The text format writes `plain_text`, which the others are compared with.
    assert {*READERS, "txt"} == {*WRITERS}, "READERS of tests/contracts/test_parity.py read each format back"
