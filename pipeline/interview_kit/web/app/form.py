"""Hold the answers of the form, write and open them as a profile, and check them with its reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import yaml

from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.stages.read.profiles import parse_profile, profile_of
from interview_kit.stages.read.roster.profile_keys import KeyKind, parts_of
from interview_kit.stages.read.strict_yaml import parse_yaml
from interview_kit.stages.read.typed_values import as_meant
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import use_language
from interview_kit.tools.new_profile.answers import completed, texts_in
from interview_kit.tools.new_profile.profile_text import profile_text
from interview_kit.tools.new_profile.questions import intake_words, known_key

LANGUAGE, REMOVE = "language", "remove"
# What the form asks for and the wizard does not: addresses, and what is known once the talk is arranged.
MORE_KEYS = ("email", "contacts.1.phone", "contacts.1.email", "talk.date", "talk.time", "talk.place")
_FILE = "profile"
_LINE_END = re.compile(r"\r\n|\r|\n")
_CONTACT = re.compile(r"contacts\.([1-9][0-9]?)\.")
_YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OF_THE_EDITOR = "# yaml-language-server:"
_MOST_COMMENTS = 20

Typed = str | tuple[str, ...]
"""What was typed into a control, or the values of the boxes that were ticked."""


class MultiDict(Protocol):
    """The fields of a form in their order, as Starlette's FormData gives them."""

    def multi_items(self) -> Sequence[tuple[str, object]]:
        """Return each field's name and value."""


class Answers(Mapping[str, Typed]):
    """The answers by profile key, such as `contacts.1.name`, exactly as typed; empty ones are left out.

    It also has keys that the form does not show. A list of free texts that comes from the form is one text,
    with an entry on each line.
    """

    def __init__(self, typed: Mapping[str, str | Sequence[str]] | None = None) -> None:
        given = {
            key: value if isinstance(value, str) else tuple(filter(None, value))
            for key, value in (typed or {}).items()
            if parts_of(key) is not None
        }
        self._typed = {key: value for key, value in given.items() if value}

    def __getitem__(self, key: str) -> Typed:
        return self._typed[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._typed)

    def __len__(self) -> int:
        return len(self._typed)

    @classmethod
    def from_post(cls, form: MultiDict, kept: Mapping[str, Typed] | None = None) -> Self:
        """Return the answers of a posted form, and those `kept` that the form has no control for.

        Of several values of a key that takes one, the last counts: that of a box, after its hidden field. A
        field `remove` takes out the contact that it names, `contacts.2`. Contacts after an empty one move up.
        """
        posted: dict[str, tuple[str, ...]] = {}
        for name, value in form.multi_items():
            if isinstance(value, str):
                posted[name] = (*posted.get(name, ()), *((value,) if value else ()))
        gone = tuple(f"{name}." for name in posted.pop(REMOVE, ()))
        unasked = {name: each for name, each in (kept or {}).items() if not has_control(name)}
        found = {name: each for name, each in unasked.items() if name not in posted}
        found |= {name: _value(name, each) for name, each in posted.items() if each and parts_of(name)}
        found = {name: each for name, each in found.items() if not name.startswith(gone)}
        numbers = sorted({int(here[1]) for name in found if (here := _CONTACT.match(name))})
        moved = {str(old): new for new, old in enumerate(numbers, start=1)}
        return cls(
            {
                _CONTACT.sub(lambda here: f"contacts.{moved[here[1]]}.", name): each
                for name, each in found.items()
            }
        )

    def changed(self, **values: str | Sequence[str]) -> Self:
        """Return the answers with other values by key, a double underscore for a dot; "" takes one out."""
        return type(self)({**self._typed, **{key.replace("__", "."): each for key, each in values.items()}})

    def values_of(self, key: str) -> tuple[str, ...]:
        """Return the values of an answer, () where there is none."""
        value = self.get(key, ())
        return (value,) if isinstance(value, str) else value

    @property
    def language(self) -> Language:
        """Return the language of the form and the kit; the source language where it is none."""
        found = self.get(LANGUAGE)
        return Language(found) if found in tuple(Language) else SOURCE_LANGUAGE

    @property
    def contacts(self) -> int:
        """Return the number of contacts with an answer."""
        return len({found[1] for key in self if (found := _CONTACT.match(key))})

    def texts(self) -> dict[str, tuple[str, ...]]:
        """Return the texts of each key of the profile, without white space around them and without stems."""
        found = {key: tuple(text for _number, text in self.entries(key)) for key in self}
        if self.language is SOURCE_LANGUAGE and found.get(LANGUAGE) == (SOURCE_LANGUAGE,):
            del found[LANGUAGE]
        return {key: texts for key, texts in found.items() if texts}

    def entries(self, key: str) -> list[tuple[int, str]]:
        """Return the texts of an answer, each with its line; of a key that is no list, the one on line 1."""
        value = self[key]
        if known_key(key).kind is not KeyKind.LIST:
            return [(1, text)] if (text := str(value).strip()) else []
        lines = _LINE_END.split(value) if isinstance(value, str) else value
        question = next((each for each in intake_words().questions if each.key == key), None)
        texts = (completed(question, each.strip(), self.language) if question else each for each in lines)
        return [(number, text) for number, text in enumerate(texts, start=1) if text.strip()]

    def to_profile_text(self) -> str:
        """Return the answers as a profile in YAML, as `kit new` writes it; its name may be empty."""
        return profile_text({"name": ("",), **self.texts()}, self.language)


def has_control(name: str) -> bool:
    """Return whether the form has a control for a profile key."""
    general = _CONTACT.sub("contacts.1.", name)
    return general in MORE_KEYS or any(general in question.keys for question in intake_words().questions)


def _value(name: str, values: tuple[str, ...]) -> Typed:
    key = known_key(name)
    if key.kind is not KeyKind.LIST:
        return values[-1]
    return values if key.choices or len(values) > 1 else values[0]


def answers_from_profile(text: str | bytes) -> Answers:
    """Return the answers in a saved profile. Raises InvalidInput where it holds what a form cannot show.

    Wrong values of known keys are answers too: `check` tells what is wrong.
    """
    tree = parse_yaml(text.encode() if isinstance(text, str) else text, _FILE)
    refused: InvalidInput | None = None
    try:
        meant = profile_of(tree).tree
    except InvalidInput as error:
        refused, meant = error, as_meant(tree)[0]
    found = {key: texts for key, texts in texts_in(meant) if texts}
    # Words of a choice are read as its value; what counts as no answer is kept as it was typed.
    typed = {key: texts for key, texts in texts_in(tree) if texts and parts_of(key) and not _chosen(key)}
    found |= typed
    wrong = [key for key in found if parts_of(key) is None]
    wrong += [key for key in found if key not in wrong and not _fits(key, found[key])]
    if refused and (wrong or any(not field_of(problem.path) for problem in refused.problems)):
        raise refused
    assert not wrong, wrong
    return Answers({key: _shown(key, texts) for key, texts in found.items()})


def _chosen(name: str) -> bool:
    key = known_key(name)
    return bool(key.choices) or key.kind is KeyKind.TRUTH


def _fits(name: str, texts: tuple[str, ...]) -> bool:
    return len(texts) == 1 or known_key(name).kind is KeyKind.LIST


def _shown(name: str, texts: tuple[str, ...]) -> Typed:
    key = known_key(name)
    if key.kind is not KeyKind.LIST:
        return texts[0]
    return texts if key.choices else "\n".join(texts)


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with an answer: its field ("" for the whole), the message, and the reader's own path."""

    field: str
    message: str
    path: str = ""


def check(answers: Answers, language: str) -> list[FieldError]:
    """Return what the profile's reader refuses, in the order of the profile, with messages in a language."""
    with use_language(language):
        try:
            parse_profile(answers.to_profile_text().encode("utf-8", "surrogatepass"), _FILE)
        except InvalidInput as error:
            return [FieldError(field_of(each.path), each.message, each.path) for each in error.problems]
    return []


def field_of(path: str) -> str:
    """Return the key of the profile that a problem's path is about, or "" where it is about none."""
    words = path.split(".")
    tries: Iterable[str] = (".".join(words[:count]) for count in range(len(words), 0, -1))
    return next((each for each in tries if parts_of(each) is not None), "")


def own_comments(data: bytes, answers: Answers) -> tuple[str, ...]:
    """Return the first comments of a profile that `kit new` and the app do not write, each with its line.

    `answers` are those that were read from it.
    """
    found = list(_comments(data.decode("utf-8-sig", "replace")))
    if not found:
        return ()
    written = (each.changed(language=language) for each in (answers, Answers()) for language in Language)
    ours = {text for each in written for _line, text in _comments(each.to_profile_text())}
    own = (
        f"{line}: {text}" for line, text in found if text not in ours and not text.startswith(_OF_THE_EDITOR)
    )
    return tuple(own)[:_MOST_COMMENTS]


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """Yield each comment with the number of its line: the text behind a # outside of a scalar."""
    ends: dict[int, int] = {}
    inside: set[int] = set()
    for event in yaml.parse(text, Loader=_YAML_LOADER):
        if isinstance(event, yaml.ScalarEvent):
            start, end = event.start_mark, event.end_mark
            assert start and end, "it was read from a text"
            ends[end.line] = end.column
            inside |= set(range(start.line, end.line))
    for number, line in enumerate(text.split("\n")):
        before, sign, comment = line[ends.get(number, 0) :].partition("#")
        if sign and number not in inside and not before.strip(" \t,:]}-[{"):
            yield number + 1, f"#{comment}".strip()
