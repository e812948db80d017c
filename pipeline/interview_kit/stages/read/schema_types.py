"""Inspect pydantic models: their fields by the key that users type, and the types of their values."""

from __future__ import annotations

import types
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo


@cache
def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a model by alias, or by name where there is no alias."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


@cache
def members(annotation: Any) -> tuple[Any, ...]:
    """Return the members of a union, or the one type, without None and without `Annotated` constraints."""
    if get_origin(annotation) is Annotated:
        return members(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(
            member
            for argument in get_args(annotation)
            for member in members(argument)
            if member is not types.NoneType
        )
    return (annotation,)


@cache
def keys_above(schema: type[BaseModel], name: str) -> tuple[str, ...]:
    """Return the top-level keys of a schema that have a key `name` directly below, also in list entries."""
    return tuple(key for key, below in keys_below(schema) if below == name)


@cache
def keys_below(schema: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Return the top-level keys of a schema, each with the keys directly below it, also in list entries."""
    return tuple(
        (key, name)
        for key, annotation in types_by_key(schema, (schema,)).items()
        for option in members(annotation)
        for below in (members(item_type(option, 0)) if is_list(option) else (option,))
        if is_model(below)
        for name in fields_of(below)
    )


@cache
def is_list(option: Any) -> bool:
    """Return whether a type is read from a list."""
    return (get_origin(option) or option) is tuple


@cache
def is_model(option: Any) -> bool:
    """Return whether a type is a pydantic model."""
    return isinstance(option, type) and issubclass(option, BaseModel)


@cache
def is_mapping(option: Any) -> bool:
    """Return whether a type is read from a mapping: a pydantic model or a dict."""
    return is_model(option) or (get_origin(option) or option) is dict


def item_type(wanted: Any, place: int) -> Any:
    """Return the type of a list's entry at an index."""
    arguments = get_args(wanted)
    if not arguments:
        return Any
    if get_origin(wanted) is tuple and arguments[-1] is not Ellipsis:
        return arguments[min(place, len(arguments) - 1)]
    return arguments[0]


@cache
def types_by_key(model: type[BaseModel], models: tuple[type[BaseModel], ...]) -> dict[str, Any]:
    """Return the type of each key of `model`; a `Literal` is widened by that key's values in all `models`."""
    return {key: _widened(key, info.annotation, models) for key, info in fields_of(model).items()}


def _widened(key: str, annotation: Any, models: tuple[type[BaseModel], ...]) -> Any:
    if get_origin(annotation) is not Literal:
        return annotation
    infos = [fields_of(model).get(key) for model in models]
    literals = [info.annotation for info in infos if info and get_origin(info.annotation) is Literal]
    return Literal[tuple(value for literal in literals for value in get_args(literal))]


@cache
def choices_of(option: Any) -> dict[str, object] | None:
    """Return the values of a `Literal` or an enumeration as they are written; None for another type."""
    if isinstance(option, type) and issubclass(option, Enum):
        return {str(member.value): member for member in option}
    return {str(value): value for value in get_args(option)} if get_origin(option) is Literal else None
