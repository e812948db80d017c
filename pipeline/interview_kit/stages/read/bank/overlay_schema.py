"""Define the schema of a theme's overlay files: texts to override, hide, add and move."""

from __future__ import annotations

from functools import cache, reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, Generic, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, Field, create_model

from interview_kit.model.bank import (
    Approach,
    BankModel,
    BankQuestion,
    BankSection,
    BankText,
    ListEntry,
    Phrase,
    Refusal,
    Script,
    ScriptLine,
    SectionItem,
)
from interview_kit.model.enums import Decision, Language
from interview_kit.model.selection_rules import Condition, MinuteRow, QuestionMinutes, RuleModel, Weight

T = TypeVar("T")
_ITEMS: tuple[type[BankModel], ...] = get_args(get_args(SectionItem)[0])
# By kind: the model of an element in the bank.
_MODELS: dict[str, type[BankModel]] = {
    "label": BankText,
    "reason": BankText,
    "phrase": Phrase,
    "approach": Approach,
    "script": Script,
    "ask": Script,
    "line": ScriptLine,
    "refusal": Refusal,
    "question": BankQuestion,
    "section": BankSection,
    "entry": ListEntry,
    **{get_args(model.model_fields["kind"].annotation)[0]: model for model in _ITEMS},
}
# Fields that no theme overrides: what an element is, and what it contains, which has ids of its own.
_FIXED = {"id", "kind", "piece", "of", "anchor", "use", "spoken", "items", "entries", "scripts"}
_FIXED_OF = {Script: {"lines"}, Phrase: {"when"}}
# Lists that are replaced as a whole.
_WHOLE = {"columns", "widths", "cells"}
# The fields to which a direct `en` or `fr` belongs, in the models that have one.
_MAIN = ("text", "title", "subject", "label", "summary")


@cache
def partial_model(model: type[BaseModel]) -> type[BaseModel]:
    """Return a copy of a model of the bank or of its rules with every field optional, nested models too.

    It lacks the fields that a theme cannot override; the `asked` of a minute row stays required.
    """
    base = RuleModel if issubclass(model, RuleModel) else BankModel
    fields: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if base is BankModel and name in _FIXED | _FIXED_OF.get(model, set()):
            continue
        part: Any = info.annotation if name in _WHOLE else _partial(info.annotation)
        if info.metadata and get_origin(info.annotation) is not tuple:
            part = Annotated[part, *info.metadata]
        fields[name] = (part, ...) if model is MinuteRow and name == "asked" else (part | None, None)
    return create_model(f"Partial{model.__name__}", __base__=base, **fields)


def _partial(annotation: Any) -> Any:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, RuleModel | BankModel):
        return annotation if annotation is Condition else partial_model(annotation)
    if origin is dict:
        return dict.__class_getitem__((arguments[0], _partial(arguments[1])))
    if origin in (Union, UnionType):
        return reduce(or_, map(_partial, arguments))
    if origin is tuple and arguments[0] in (MinuteRow, BankText):
        several: Any = tuple.__class_getitem__((_partial(arguments[0]), ...))
        return several | _partial(BankText) if arguments[0] is BankText else several
    return annotation


@cache
def override_of(kind: str) -> tuple[Any, str]:
    """Return the type of an override of such an element, and the field that a direct `en` or `fr` is for."""
    model = _MODELS[kind]
    form: Any = partial_model(model)
    if model is Phrase:
        form |= tuple[Phrase, ...]
    return form, next((name for name in _MAIN if name in model.model_fields), "")


class ChangeEntries(BankModel, Generic[T]):
    """The schema of one override, under `change` or `labels`, where T is the type for its kind."""

    change: dict[str, T] = Field(default_factory=dict)
    labels: dict[str, T] = Field(default_factory=dict)


class _NewPosition(BankModel):
    """The position of a new element, relative to another: one of these keys, with its id."""

    after: str = ""
    before: str = ""
    into: str = ""


def _placed(model: type[BankModel]) -> Any:
    return create_model(model.__name__, __base__=(model, _NewPosition))


_NewItem: Any = Annotated[reduce(or_, map(_placed, _ITEMS)), Field(discriminator="kind")]
_NewEntry: Any = _placed(ListEntry)
_NewLine: Any = _placed(ScriptLine)


class AddedQuestion(BankModel):
    """A question that a theme adds, with its selection rules; `always` puts it before the other questions."""

    id: str
    text: BankText | tuple[BankText, ...]
    why: BankText
    probes: tuple[BankText, ...] = ()
    minutes: QuestionMinutes = 1.5
    slot: str = "own"
    weight: Weight | dict[Decision, Weight] = 5
    always: bool = False
    when: Condition | None = None
    written: bool = True


class Move(BankModel):
    """Overrides of a section's outline entry: its place, its page, its condition or `each_contact`."""

    section: str
    after: str = ""
    before: str = ""
    page: Literal["new", "shared", "beside"] | None = None
    when: str | None = None
    each_contact: bool | None = None


class ThemeWords(BankModel):
    """The schema of an overlay file; `change` and `labels` are validated later, by the kind of each id."""

    languages: tuple[Language, ...] = ()
    change: dict[str, Any] = Field(default_factory=dict)
    hide: tuple[str, ...] = ()
    outline: tuple[Move, ...] = ()
    sections: tuple[BankSection, ...] = ()
    items: tuple[_NewItem, ...] = ()
    entries: tuple[_NewEntry, ...] = ()
    lines: tuple[_NewLine, ...] = ()
    questions: tuple[AddedQuestion, ...] = ()
    asks: tuple[Script, ...] = ()
    labels: dict[str, Any] = Field(default_factory=dict)
    phrases: dict[str, tuple[Phrase, ...]] = Field(default_factory=dict)
    reasons: dict[str, BankText] = Field(default_factory=dict)
