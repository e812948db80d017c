"""Validate a file's data against a pydantic model, and report all problems at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from interview_kit.stages.read.coerce import MOST_REFUSALS, Coercer, Issue, TooManyIssues
from interview_kit.support.errors import InvalidInput, PartsRefused
from interview_kit.support.i18n import N_, _
from interview_kit.support.positions import Data, Parts, path_for_people, place_in

M = TypeVar("M", bound=BaseModel)

REQUIRED = N_("this must be filled in")

# Our messages by pydantic's error type. Other errors are found by `coerce` before pydantic runs.
_MESSAGES = {
    "missing": REQUIRED,
    "string_too_long": N_("this is too long: the most is {max_length} characters"),
    "string_too_short": N_("this is too short: the least is {min_length} characters"),
    "too_long": N_("these are too many: the most is {max_length}"),
    "too_short": N_("these are too few: the least is {min_length}"),
    "greater_than_equal": N_("the least is {ge}"),
    "less_than_equal": N_("the most is {le}"),
    "greater_than": N_("this must be more than {gt}"),
    "less_than": N_("this must be less than {lt}"),
    "multiple_of": N_("write a multiple of {multiple_of}"),
    "value_error": "{error}",
    "string_pattern_mismatch": N_("this must be written in the form {pattern}"),
    "union_tag_not_found": N_("this must be filled in: {discriminator}"),
}
# Errors that follow from another error, which is reported itself.
_ECHOES = {"default_factory_not_called"}


class Checked(NamedTuple, Generic[M]):
    """A model, with the cleaned data as written and coerced that it was made from, for later checks."""

    model: M
    tree: Data
    data: Data


def check(model: type[M], tree: Data, *, many_lines: bool = False) -> Checked[M]:
    """Return the model that `tree` describes, with its data; `many_lines` allows line breaks in its texts.

    An empty value equals a missing key. Numbers, dates, times and booleans are converted from text,
    quoted or not. Raises InvalidInput with all problems, in the order of the file.
    """
    tidied, data, refusals = _coerced(model, tree, many_lines)
    return Checked(from_data(model, data, refusals), tidied, data)


def partial_data(model: type[BaseModel], tree: Data, *, many_lines: bool = False) -> Data:
    """Return the coerced data of a part of a model: required keys may be missing. Raises InvalidInput."""
    _ignored, data, refusals = _coerced(model, tree, many_lines)
    if refusals:
        raise _refused(refusals)
    return data


def _coerced(model: type[BaseModel], tree: Data, many_lines: bool) -> tuple[Data, Data, list[Issue]]:
    shaper = Coercer(one_line=not many_lines, schema=model)
    try:
        tidied = shaper.normalise(tree)
        return tidied, shaper.coerce(tidied, model, (), tidied.at), shaper.refusals
    except TooManyIssues:
        raise _refused(shaper.refusals) from None


def from_data(model: type[M], data: Data, known: Iterable[Issue] = (), *, by_id: bool = False) -> M:
    """Return the model of coerced data. Raises InvalidInput with all problems, those `known` included.

    With `by_id`, a problem's path begins with the id of the nearest element that has one.
    """
    refusals = list(known)
    try:
        made = model.model_validate(data, strict=True)
    except ValidationError as error:
        found = _of_pydantic(error, data, refusals)
        if by_id:
            found = [replace(issue, parts=_from_id(data, issue.parts)) for issue in found]
        raise _refused([*refusals, *found]) from error
    if refusals:
        raise _refused(refusals)
    return made


def _messages_of(detail: ErrorDetails) -> dict[Parts, str]:
    """Return our messages for one of pydantic's errors, by path below the error's own; often only `()`."""
    values = detail.get("ctx", {})
    error = values.get("error")
    if isinstance(error, PartsRefused):
        return error.parts
    message = _MESSAGES.get(detail["type"], N_("this is not accepted here"))
    # Pydantic's limits of float fields are floats; a whole one is written as an int.
    floats = {key: int(each) for key, each in values.items() if isinstance(each, float) and each.is_integer()}
    return {(): _(message, **(values | floats))}


def _refused(refusals: list[Issue]) -> InvalidInput:
    in_order = sorted(refusals, key=lambda refusal: refusal.at)
    return InvalidInput(tuple(r.at.problem(path_for_people(r.parts), r.message) for r in in_order))


def _of_pydantic(error: ValidationError, data: Data, known: list[Issue]) -> list[Issue]:
    """Return pydantic's errors as issues, without those that follow from another issue."""
    found: dict[Parts, str] = {}
    for detail in error.errors(include_url=False, include_input=False)[:MOST_REFUSALS]:
        if detail["type"] in _ECHOES:
            continue
        parts = _parts(detail["loc"], data, missing=detail["type"] == "missing")
        for below, message in _messages_of(detail).items():
            found.setdefault((*parts, *below), message)
    said = [refusal.parts for refusal in known]
    return [
        Issue(parts, place_in(data, parts), message)
        for parts, message in found.items()
        if not any(_begins(parts, other) or _begins(other, parts) for other in said)
        and not any(_begins(other, parts) for other in found if other != parts)
    ]


def _from_id(data: Any, parts: Parts) -> Parts:
    """Return a path from the nearest id on the way, as far as it exists in the data."""
    path: Parts = ()
    for part in parts:
        data = data[part] if part in range(len(data)) or part in data else ()
        path = (data["id"],) if isinstance(data, Data) and "id" in data else (*path, part)
    return path


def _begins(parts: Parts, beginning: Parts) -> bool:
    return parts[: len(beginning)] == beginning


def _parts(loc: tuple[str | int, ...], data: Any, *, missing: bool) -> Parts:
    """Return the keys of `loc` that are in the data, without the union members' names that pydantic adds."""
    parts: list[str | int] = []
    for part in loc:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            if not (missing and part == loc[-1]):
                continue
        parts.append(part)
    return tuple(parts)
