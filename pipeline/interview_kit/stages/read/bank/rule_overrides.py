"""Apply a theme's choosing.yaml: override the selection rules that it gives, and keep the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError, create_model

from interview_kit.model.selection_rules import Condition, MinuteRow, RuleModel, SelectionRules
from interview_kit.stages.read.source_tree import Mapping as Tree
from interview_kit.stages.read.source_tree import Parts, Scalar, Sequence, locate, path_for_people
from interview_kit.stages.read.validation import messages_of
from interview_kit.support.errors import Problem, did_you_mean
from interview_kit.support.i18n import _

# Mappings in which a theme may not add names; it may in the others.
_NAMED_ONLY = {"questions": "question"}


@cache
def partial_model(model: type[RuleModel]) -> type[BaseModel]:
    """Return a copy of a model with every field optional, in nested models too, but for a row's `asked`."""
    fields: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        part = _some(info.annotation)
        if info.metadata and get_origin(part) is not tuple:
            part = Annotated[part, *info.metadata]
        fields[name] = (part, ...) if name == "asked" and model is MinuteRow else (part | None, None)
    return create_model(f"Some{model.__name__}", __base__=RuleModel, **fields)


def _some(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, RuleModel) and annotation is not Condition:
        return partial_model(annotation)
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        return dict.__class_getitem__((arguments[0], _some(arguments[1])))
    if get_origin(annotation) is tuple and arguments[0] is MinuteRow:
        return tuple[partial_model(MinuteRow), ...]  # type: ignore[misc]
    return annotation


def with_overrides(numbers: SelectionRules, said: Mapping[str, Any]) -> SelectionRules:
    """Return the selection rules with overrides applied, minute rows by `asked`. Raises ValidationError."""
    whole = numbers.model_dump()
    rows = {row["asked"]: row for row in whole["minutes"]}
    for row in said.get("minutes", ()):
        rows[row["asked"]] = rows.get(row["asked"], {}) | row
    changed = _over(whole, {key: value for key, value in said.items() if key != "minutes"})
    return SelectionRules.model_validate(changed | {"minutes": tuple(rows[asked] for asked in sorted(rows))})


def _over(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        return old | {key: _over(old.get(key), value) for key, value in new.items()}
    return new


def without(numbers: SelectionRules, hidden: Iterable[str]) -> SelectionRules:
    """Return the selection rules without these questions and refusals, or references to them."""
    gone = frozenset(hidden)

    def kept(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: kept(below) for key, below in value.items() if key not in gone}
        if isinstance(value, tuple):
            return tuple(kept(each) for each in value if not (isinstance(each, str) and each in gone))
        return value

    data = numbers.model_dump()
    places = ("questions", "adjust", "goals", "knows", "coverage", "caps", "never_together", "refusals")
    return SelectionRules.model_validate(data | {part: kept(data[part]) for part in places})


def unknown_names(numbers: SelectionRules, tree: Tree, file: str) -> list[Problem]:
    """Return a problem for each unknown name in mappings that cannot get new names."""
    problems = []
    for part, what in _NAMED_ONLY.items():
        entry = tree.entry(part)
        known = getattr(numbers, part)
        for key, _ignored in entry[1].entries if entry and isinstance(entry[1], Tree) else ():
            if key.text not in known:
                near = did_you_mean(key.text, known)
                message = _(
                    "there is no {what} {name}{near}",
                    what=what,
                    name=key.text,
                    near=near or _("; {kit} bank list --kind {what} lists them", what=what),
                )
                problems.append(Problem(file, key.line, key.column, f"{part}.{key.text}", message))
    return problems


def refused(error: ValidationError, tree: Tree, file: str) -> list[Problem]:
    """Return the problems of overridden rules, each at the nearest position in the theme's file."""
    problems: dict[Problem, None] = {}
    for detail in error.errors(include_url=False, include_input=False):
        for below, message in messages_of(detail).items():
            parts = _row(tree, error, detail["loc"]) or (*detail["loc"], *below)
            problems[Problem(file, *locate(tree, parts), path_for_people(parts), message)] = None
    return list(problems)


def _row(tree: Tree, error: ValidationError, loc: tuple[str | int, ...]) -> Parts:
    """Return the path of a minute row in the theme's file, where its index may differ; () for other paths."""
    if loc[:1] != ("minutes",):
        return ()
    asked = next((str(each["input"]["asked"]) for each in error.errors() if each["loc"] == loc), "")
    rows = tree.entry("minutes")
    for number, row in enumerate(rows[1].items if rows and isinstance(rows[1], Sequence) else ()):
        said = row.entry("asked") if isinstance(row, Tree) else None
        if said and isinstance(said[1], Scalar) and said[1].text == asked:
            return ("minutes", number)
    return ("minutes",)
