"""Coerce a file's tree to a schema: clean and convert its text, and collect what does not fit."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from interview_kit.model.profile import Profile
from interview_kit.stages.read.schema_types import (
    fields_of,
    is_list,
    is_mapping,
    is_model,
    item_type,
    keys_above,
    keys_below,
    members,
    types_by_key,
)
from interview_kit.stages.read.text_rules import TextRefused, clean
from interview_kit.support.errors import Origin, did_you_mean, nearest
from interview_kit.support.i18n import N_, _
from interview_kit.support.positions import Data, Items, Node, Parts, Text, mapped

# A file with more mistakes is of another kind; searching for near matches would only take time.
MOST_REFUSALS = 100

_FREE = (Any, object)
Strings = tuple[str, ...]


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
    refusals: list[Issue] = field(default_factory=list)

    def normalise(self, tree: Data) -> Data:
        """Return the data with clean text and without empty list entries. Raises TooManyIssues."""
        return mapped(tree, self._cleaned, _in_one_form)  # type: ignore[no-any-return]

    def coerce(self, node: Node, annotation: Any, parts: Parts, at: Origin) -> Any:
        """Return data for pydantic; `at` is the position of the node's key. Raises TooManyIssues."""
        options = members(annotation)
        match node:
            case Text():
                return self._fit_text(node, options, parts)
            case Items():
                return self._fit_list(node, options, parts, at)
            case _:
                return self._fit_mapping(node, options, parts, at)

    def refuse(self, parts: Parts, at: Origin, message: str) -> None:
        """Record an issue at a position. Raises TooManyIssues when there are `MOST_REFUSALS`."""
        self.refusals.append(Issue(parts, at, message))
        if len(self.refusals) >= MOST_REFUSALS:
            raise TooManyIssues

    def _cleaned(self, node: Node, parts: Parts) -> Node | None:
        if isinstance(node, Text):
            try:
                node = Text(clean(node, one_line=self.one_line), node.at, plain=node.plain)
            except TextRefused as error:
                self.refuse(parts, node.at, str(error))
        in_list = bool(parts) and isinstance(parts[-1], int)
        return None if in_list and node == "" else node

    def _fit_text(self, node: Text, options: tuple[Any, ...], parts: Parts) -> object:
        wanted = [option for option in options if not is_list(option) and not is_mapping(option)]
        try:
            if not wanted:
                raise NotAccepted(_wanted(options))
            return scalar(node, wanted, plain=node.plain, choices_as=self._choices_as)
        except NotAccepted as error:
            is_age = self.schema is Profile and parts == ("minor",)
            self.refuse(parts, node.at, _(_AGE) if is_age else str(error))
            return node

    def _choices_as(self, values: Strings) -> Strings:
        """Return accepted values as the reader may write them: in a profile also in words of a language."""
        if self.schema is not Profile:
            return values
        # The words are read from a file whose own reader converts texts.
        from interview_kit.stages.read.roster.vocabulary import printed_choices

        return printed_choices(values)

    def _fit_list(self, node: Items, options: tuple[Any, ...], parts: Parts, at: Origin) -> object:
        wanted = next((option for option in options if is_list(option)), None)
        if wanted is None and not _is_free(options):
            self.refuse(parts, at, _wanted(options))
            return ()
        return tuple(
            self.coerce(item, item_type(wanted, place), (*parts, place), item.at)
            for place, item in enumerate(node)
        )

    def _fit_mapping(self, node: Data, options: tuple[Any, ...], parts: Parts, at: Origin) -> object:
        models = [option for option in options if is_model(option)]
        if models:
            return self._fit_model(node, models, parts)
        values = Data(node.at)
        table = next((option for option in options if is_mapping(option)), None)
        if table is None and not _is_free(options):
            self.refuse(parts, at, _wanted(options))
            return values
        key_type, value_type = get_args(table) or (str, Any)
        for name, value in node.items():
            if value:
                here = (*parts, name)
                own = self._fit_text(name, members(key_type), here)
                values.put(own, self.coerce(value, value_type, here, name.at), node.places[name])
        return values

    def _fit_model(self, node: Data, models: list[type[BaseModel]], parts: Parts) -> Data:
        # Of several models, the one with most matching literals (`kind: image`), then with most of the keys.
        model = max(models, key=lambda model: _likeness(node, model)) if len(models) > 1 else models[0]
        types_of = types_by_key(model, tuple(models))
        values = Data(node.at, node.places)
        for name, value in node.items():
            here = (*parts, name)
            if name not in types_of and model.model_config.get("extra") == "forbid":
                self.refuse(
                    here, name.at, _("unknown key{hint}", hint=self._hint(name, tuple(types_of), parts))
                )
                continue
            if value:
                values[name] = self.coerce(value, types_of.get(name, Any), here, name.at)
        return values

    def _hint(self, name: str, known: tuple[str, ...], parts: Parts) -> str:
        """Return a hint for an unknown key: its right place, a similar key, or the list of known keys."""
        if elsewhere := self._elsewhere(name, parts) or self._by_title(name):
            return elsewhere
        below = (key for _above, key in keys_below(self.schema))
        near = nearest(name, (*known, *fields_of(self.schema), *below))
        place = "" if near in known else self._elsewhere(near, parts)
        return place + did_you_mean(name, (near,)) or _("; the keys here are {known}", known=", ".join(known))

    def _by_title(self, name: str) -> str:
        """Return the key of a profile that has this name as the title of a roster's column, or ""."""
        if self.schema is not Profile:
            return ""
        from interview_kit.stages.read.roster.vocabulary import normal, titles

        return did_you_mean(key, (key,)) if (key := titles().get(normal(name))) else ""

    def _elsewhere(self, name: str, parts: Parts) -> str:
        """Return where a key belongs that is known in another place than at `parts`, or ""."""
        if parts and name in fields_of(self.schema):
            return _(" here; write {name} at the left edge, not under {above}", name=name, above=parts[0])
        above = [key for key in keys_above(self.schema, name) if (key,) != parts[:1]]
        return _(" here; it belongs under {above}", above=_(" or ").join(above)) if above else ""


def _in_one_form(key: Text, _parts: Parts) -> Text:
    return key if key.isascii() else Text(unicodedata.normalize("NFC", key), key.at, plain=key.plain)


def _is_free(options: tuple[Any, ...]) -> bool:
    return any(option in _FREE for option in options)


def _likeness(node: Data, model: type[BaseModel]) -> tuple[int, int]:
    fields = fields_of(model)
    present = [(fields[key].annotation, value) for key, value in node.items() if key in fields]
    literal = [
        value
        for annotation, value in present
        if get_origin(annotation) is Literal and value in get_args(annotation)
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


class NotAccepted(ValueError):
    """A text does not fit its type; the message tells the user what to write."""


def _truth(text: str) -> bool:
    return text.casefold() == "true"


def _time(text: str) -> dt.time:
    return dt.time.fromisoformat(text.zfill(5))


_AGE = N_("write the age in years in digits, such as 15, or yes or no")
# By type: how its values are written, in at most nine digits, how such a text is converted, and the message
# for another one. True and false may be in capitals, as in spreadsheets; the hour may have one digit.
_FORMS: dict[object, tuple[re.Pattern[str], Callable[[str], object], str]] = {
    bool: (re.compile("true|false", re.IGNORECASE), _truth, N_("write true or false")),
    int: (re.compile(r"-?(0|[1-9][0-9]{0,8})"), int, N_("write a whole number alone, such as 10")),
    float: (re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?"), float, N_("write a number, such as 1.5")),
    dt.date: (
        re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        dt.date.fromisoformat,
        N_("write the date as year-month-day, such as 2026-12-02"),
    ),
    dt.time: (
        re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]"),
        _time,
        N_("write the time on the 24-hour clock, such as 15:45"),
    ),
}


def scalar(
    text: str, options: Iterable[object], *, plain: bool, choices_as: Callable[[Strings], Strings]
) -> object:
    """Return `text` converted to the first type of `options` that accepts it; str is tried last.

    If str is an option, quoted text (not `plain`) stays text. An unknown type gets the text as it is.
    `choices_as` returns the accepted values as a refusal names them.
    Raises NotAccepted where no type accepts it.
    """
    options = tuple(options)
    if str in options and (not plain or len(options) == 1):
        return text
    refused: NotAccepted | None = None
    for option in sorted(options, key=lambda option: option is str):
        try:
            return _one(text, option, choices_as)
        except NotAccepted as error:
            refused = refused or error
    if refused:
        raise refused
    return text


def _one(text: str, option: object, choices_as: Callable[[Strings], Strings]) -> object:
    if option in _FORMS:
        form, convert, message = _FORMS[option]
        if not form.fullmatch(text):
            raise NotAccepted(_(message))
        try:
            return convert(text)
        except ValueError:
            raise NotAccepted(_("this day is not in the calendar")) from None
    if get_origin(option) is Literal:
        return _choice(text, _choices_of(option), choices_as)
    if isinstance(option, type) and issubclass(option, Enum):
        return _choice(text, _choices_of(option), choices_as)
    return text


@cache
def _choices_of(option: Any) -> dict[str, object]:
    """Return the values of a `Literal` or an enumeration as they are written."""
    if isinstance(option, type) and issubclass(option, Enum):
        return {str(member.value): member for member in option}
    return {str(value): value for value in get_args(option)}


def _choice(text: str, values: dict[str, object], choices_as: Callable[[Strings], Strings]) -> object:
    if text not in values:
        words = choices_as(tuple(values))
        raise NotAccepted(
            _(
                "'{text}' is not one of {values}{near}",
                text=shortened(text),
                values=", ".join(words),
                near=did_you_mean(text, (*words, *values)),
            )
        )
    return values[text]


def shortened(text: str) -> str:
    """Return a text cut to 40 characters, the last an ellipsis."""
    return text if len(text) <= 40 else text[:39] + "…"
