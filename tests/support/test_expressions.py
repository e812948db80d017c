"""An expression gives what Jinja's generated code gives, with the facts of every person and with odd ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from jinja2 import Undefined

from interview_kit.model.enums import Language
from interview_kit.stages.assemble import assemble, renderer
from interview_kit.stages.assemble.formatting import UnknownValue, text_environment
from interview_kit.stages.select import select
from interview_kit.support.expressions import LeftToJinja, evaluator, tree_of
from tests.kits import PEOPLE, bank

FACTS = {"a": 1, "none": None, "text": "<b>", "words": ["x", "y"], "at": {"b": "c"}, "no": UnknownValue()}
ODD = """
a|b|not a|a or b|b or a|a and b|none and b|a and text and none|missing|missing.more|at.b|at.none.more|at["b"]
text.upper|text.__class__|a == 1|a != 1|a < 2|a <= 1|a > 2|a >= 1|1 < a < 3|"x" in words|"x" not in words
a in words|a in missing|not missing|missing == a|text < a|a if none else text|a if none|missing if a else text
[a, text]|[missing]|(a, text)|text ~ a|a + 1|a * 2|text * 2|words %% all|words %% first|no %% all
missing %% all|text %% unknown|words %% join(", ")|text %% upper|words %% join|a %% safe|a is defined|text()
missing is defined|not a == 1|a or|a b|"" or none|-a|1e999|text.b|at.items|at.b.c|a.b
words[0]|words[0:1]|{"a": a}|not not a
"""
SOURCES = [each.strip().replace("%%", "|") for each in ODD.replace("\n", "|").split("|") if each.strip()]
NESTED = "not " * 120 + "a"


def told(value: object) -> object:
    if isinstance(value, list):
        return [told(each) for each in value]
    return (type(value), value._undefined_name) if isinstance(value, Undefined) else value


def outcome(source: str, facts: Mapping[str, Any], *, by_jinja: bool) -> object:
    """Return the value of an expression, or the error and what it says."""
    environment = text_environment(Language("en"))
    try:
        if by_jinja:
            return told(environment.compile_expression(source, undefined_to_none=False)(facts))
        return told(environment.expression(source)(facts))
    except Exception as error:
        return type(error), str(error)


@pytest.mark.parametrize("source", SOURCES)
def test_an_odd_expression_gives_what_jinja_gives(source: str) -> None:
    assert outcome(source, FACTS, by_jinja=False) == outcome(source, FACTS, by_jinja=True)


def test_what_is_nested_too_deep_is_refused() -> None:
    assert "nested too deep" in str(outcome(NESTED, FACTS, by_jinja=False))


def test_each_expression_of_a_kit_gives_what_jinja_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    walked, left = set(), set()

    @cache
    def both(source: str, language: Language, tag: str = "") -> Any:
        environment = text_environment(language, tag)
        ours = environment.expression(source)
        theirs = environment.compile_expression(source, undefined_to_none=False)
        try:
            evaluator(environment, tree_of(environment, source))
            walked.add(source)
        except LeftToJinja:
            left.add(source)

        def evaluate(facts: Mapping[str, Any]) -> Any:
            value = ours(facts)
            assert told(value) == told(theirs(facts)), source
            return value

        return evaluate

    monkeypatch.setattr(renderer, "compiled", both)
    for language in Language:
        for profile in PEOPLE.values():
            person = profile.model_copy(update={"language": language})
            assemble(select(bank(), person), person, bank())
    assert len(left) < len(walked) / 10, sorted(left)
