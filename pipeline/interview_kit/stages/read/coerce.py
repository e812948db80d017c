"""Coerce a file's tree to a schema: clean and convert its text, and collect what does not fit."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from interview_kit.stages.read import convert
from interview_kit.stages.read.schema_types import (
    LISTS,
    fields_of,
    is_list,
    is_mapping,
    is_model,
    item_type,
    keys_above,
    members,
    types_by_key,
)
from interview_kit.stages.read.source_tree import Mapping, Node, Scalar, Sequence
from interview_kit.stages.read.text_rules import TextRefused, clean
from interview_kit.support.errors import Origin, did_you_mean
from interview_kit.support.i18n import _
from interview_kit.support.positions import Data, Parts, PositionedStr

# A file with more mistakes is of another kind; searching for near matches would only take time.
MOST_REFUSALS = 100

_FREE = (Any, object)


@dataclass(frozen=True, slots=True)
class Issue:
    """What does not fit the schema: its path, its position and the message."""

    parts: Parts
    at: Origin
    message: str


class TooManyIssues(Exception):
    """There are `MOST_REFUSALS` issues, so checking stops."""


@dataclass(slots=True)
class Coercer:
    """A checker in two passes: `normalise` for text, `coerce` for types; it collects `refusals`."""

    one_line: bool
    schema: type[BaseModel]
    file: str
    refusals: list[Issue] = field(default_factory=list)

    def normalise(self, node: Node, parts: Parts = ()) -> Node:
        """Return the tree with clean text and without empty list entries. Raises TooManyIssues."""
        match node:
            case Scalar():
                return Scalar(self._clean(node, parts), node.line, node.column, node.plain)
            case Sequence():
                items: list[Node] = []
                for item in node.items:
                    kept = self.normalise(item, (*parts, len(items)))
                    if not (isinstance(kept, Scalar) and not kept.text):
                        items.append(kept)
                return Sequence(tuple(items), node.line, node.column)
            case Mapping():
                entries = ((_in_one_form(key), value) for key, value in node.entries)
                kept_entries = tuple(
                    (key, self.normalise(value, (*parts, key.text))) for key, value in entries
                )
                return Mapping(kept_entries, node.line, node.column)

    def coerce(self, node: Node, annotation: Any, parts: Parts, key: Node) -> Any:
        """Return data for pydantic; issues with it get the position of `key`. Raises TooManyIssues."""
        options = members(annotation)
        match node:
            case Scalar():
                return self._fit_text(node, options, parts)
            case Sequence():
                return self._fit_list(node, options, parts, key)
            case Mapping():
                return self._fit_mapping(node, options, parts, key)

    def refuse(self, parts: Parts, at: Node, message: str) -> None:
        """Record an issue at the position of `at`. Raises TooManyIssues when there are `MOST_REFUSALS`."""
        self.refusals.append(Issue(parts, self._place(at), message))
        if len(self.refusals) >= MOST_REFUSALS:
            raise TooManyIssues

    def _place(self, node: Node) -> Origin:
        return Origin(self.file, node.line, node.column)

    def _clean(self, node: Scalar, parts: Parts) -> str:
        try:
            return clean(node.text, one_line=self.one_line)
        except TextRefused as error:
            self.refuse(parts, node, str(error))
            return node.text

    def _fit_text(self, node: Scalar, options: tuple[Any, ...], parts: Parts) -> object:
        wanted = [option for option in options if not is_list(option) and not is_mapping(option)]
        if not wanted:
            self.refuse(parts, node, _wanted(options))
            return node.text
        try:
            return convert.scalar(node.text, wanted, plain=node.plain)
        except convert.NotAccepted as error:
            self.refuse(parts, node, str(error))
            return node.text

    def _fit_list(self, node: Sequence, options: tuple[Any, ...], parts: Parts, key: Node) -> object:
        wanted = next((option for option in options if is_list(option)), None)
        if wanted is None and not _is_free(options):
            self.refuse(parts, key, _wanted(options))
            return []
        values = [
            self._placed(self.coerce(item, item_type(wanted, place), (*parts, place), item), item)
            for place, item in enumerate(node.items)
        ]
        return LISTS[get_origin(wanted) or wanted](values) if wanted is not None else values

    def _placed(self, value: Any, node: Node) -> Any:
        if type(value) is not str:
            return value
        text = PositionedStr(value)
        text.at = self._place(node)
        return text

    def _fit_mapping(self, node: Mapping, options: tuple[Any, ...], parts: Parts, key: Node) -> object:
        models = [option for option in options if is_model(option)]
        if models:
            return self._fit_model(node, models, parts)
        table = next((option for option in options if is_mapping(option)), None)
        if table is None and not _is_free(options):
            self.refuse(parts, key, _wanted(options))
            return Data(self._place(node))
        key_type, value_type = get_args(table) or (str, Any)
        values = Data(self._place(node))
        for name, value in node.entries:
            if not _is_empty(value):
                here = (*parts, name.text)
                own = self._fit_text(name, members(key_type), here)
                values.put(own, self.coerce(value, value_type, here, name), self._place_of(name, value))
        return values

    def _place_of(self, name: Scalar, value: Node) -> Origin:
        return self._place(value if isinstance(value, Scalar) else name)

    def _fit_model(self, node: Mapping, models: list[type[BaseModel]], parts: Parts) -> Data:
        # Of several models, the one with most matching literals (`kind: image`), then with most of the keys.
        model = max(models, key=lambda model: _likeness(node, model)) if len(models) > 1 else models[0]
        types_of = types_by_key(model, tuple(models))
        values = Data(self._place(node))
        for name, value in node.entries:
            here = (*parts, name.text)
            if name.text not in types_of and model.model_config.get("extra") == "forbid":
                self.refuse(
                    here, name, _("unknown key{hint}", hint=self._hint(name.text, tuple(types_of), parts))
                )
                continue
            values.places[name.text] = self._place_of(name, value)
            if not _is_empty(value):
                values[name.text] = self.coerce(value, types_of.get(name.text, Any), here, name)
        return values

    def _hint(self, name: str, known: tuple[str, ...], parts: Parts) -> str:
        """Return a hint for an unknown key: its right place, a similar key, or the list of known keys."""
        if parts and name in fields_of(self.schema):
            return _(" here; write {name} at the left edge, not under {above}", name=name, above=parts[0])
        above = [key for key in keys_above(self.schema, name) if (key,) != parts[:1]]
        if above:
            return _(" here; it belongs under {above}", above=_(" or ").join(above))
        return did_you_mean(name, known) or _("; the keys here are {known}", known=", ".join(known))


def _in_one_form(key: Scalar) -> Scalar:
    return Scalar(unicodedata.normalize("NFC", key.text), key.line, key.column, key.plain)


def _is_empty(node: Node) -> bool:
    match node:
        case Scalar(text=text):
            return not text
        case Sequence(items=items):
            return not items
        case Mapping(entries=entries):
            return not entries


def _is_free(options: tuple[Any, ...]) -> bool:
    return any(option in _FREE for option in options)


def _likeness(node: Mapping, model: type[BaseModel]) -> tuple[int, int]:
    fields = fields_of(model)
    present = [(fields[key.text], value) for key, value in node.entries if key.text in fields]
    literal = [
        info
        for info, value in present
        if get_origin(info.annotation) is Literal
        and isinstance(value, Scalar)
        and value.text in get_args(info.annotation)
    ]
    return len(literal), len(present)


def _wanted(options: tuple[Any, ...]) -> str:
    if any(is_list(option) for option in options):
        return _("write a list here: each entry on its own line after a dash and a space, or [one, two]")
    models = [option for option in options if is_model(option)]
    if models:
        keys = list(fields_of(models[0]))
        return _(
            "write keys with their values here, such as {{{first}: …}}; the keys are {keys}",
            first=keys[0],
            keys=", ".join(keys),
        )
    if any(is_mapping(option) for option in options):
        return _("write keys with their values here")
    return _("write one value here")
