"""Render the bank's texts with the facts of one talk, and evaluate their conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from jinja2 import TemplateError, Undefined
from jinja2.environment import TemplateExpression
from jinja2.exceptions import SecurityError, UndefinedError

from interview_kit.model.bank import Bank
from interview_kit.model.bank import BankText as BankText
from interview_kit.model.document import (
    Blank,
    Emphasis,
    Filled,
    Inline,
    Inlines,
    ItemList,
    Link,
    PageNumber,
    Paragraph,
    Role,
    Strong,
    Text,
    inline_text,
)
from interview_kit.model.enums import Language
from interview_kit.stages.assemble.formatting import clock, day, listed, number
from interview_kit.stages.assemble.grammar import grammar_of
from interview_kit.stages.assemble.markup import Expression, parse_blocks, parse_line
from interview_kit.support.direction import is_isolated
from interview_kit.support.errors import BankError, did_you_mean
from interview_kit.support.i18n import _
from interview_kit.support.sandbox import KitEnvironment, make_environment

Parsed = TypeVar("Parsed")


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A value that the profile lacks: false and empty in a condition, a blank to write on in a text."""

    label: str = "blank.unknown"

    def __iter__(self) -> Iterator[str]:
        """Return an iterator over nothing: an unknown value contains nothing."""
        return iter(())

    def __len__(self) -> int:
        """Return 0, so that `when: contact.name` tests whether it is known."""
        return 0


class _Named:
    """Texts of the bank by name, as inlines, for expressions; each is rendered when it is named."""

    def __init__(self, names: Container[str], render: Callable[[str], Inlines]) -> None:
        self._names = names
        self._render = render

    def __getitem__(self, name: str) -> Inlines:
        if name not in self._names:
            raise KeyError(name)
        return self._render(name)


class TextRenderer:
    """A renderer for one talk: the bank, the language, and the facts that `{{ }}` and `when:` may name.

    In its methods, `where` is the id of the text, for the position of an error.
    """

    def __init__(self, bank: Bank, language: Language, facts: Mapping[str, Any]) -> None:
        self.bank = bank
        self.language = language
        blanks = {
            key.removeprefix("blank."): UnknownValue(key) for key in bank.labels if key.startswith("blank.")
        }
        self._phrases: dict[str, Inlines | None] = {}
        phrases, labels = _Named(bank.phrases, self.phrase), _Named(bank.labels, self.label)
        words = {"blank": blanks, "phrase": phrases, "label": labels}
        self.facts: dict[str, Any] = {**facts, **words}

    def holds(self, when: str, where: str) -> bool:
        """Return whether a condition is true; an empty one is true. Raises BankError."""
        return not when or bool(self._evaluate(when, where))

    def line(self, text: BankText, where: str, **more: Any) -> Inlines:
        """Return a one-line text, rendered; `more` are additional facts. Raises BankError."""
        return self._filled(self._parsed(parse_line, text, where), where, more)

    def blocks(self, text: BankText, role: Role, where: str) -> tuple[Paragraph | ItemList, ...]:
        """Return the paragraphs and lists of a text, rendered. Raises BankError."""
        blocks: list[Paragraph | ItemList] = []
        for block in self._parsed(parse_blocks, text, where):
            if isinstance(block, ItemList):
                items = tuple(self._filled(item, where) for item in block.items)
                blocks.append(replace(block, items=items, role=role))
            elif content := self._filled(block.content, where):  # a phrase may be empty
                blocks.append(Paragraph(content, role))
        return tuple(blocks)

    def label(self, name: str, **more: Any) -> Inlines:
        """Return a label of the bank, rendered. Raises BankError, also where there is none."""
        if name not in self.bank.labels:
            self.bank.refuse(name, _("labels.yaml has no such label"))
        return self.line(self.bank.labels[name], name, **more)

    def label_text(self, name: str, **more: Any) -> str:
        """Return a label as plain text. Raises BankError."""
        return inline_text(self.label(name, **more))

    def phrase(self, name: str) -> Inlines:
        """Return a phrase, rendered on first use and kept. Raises BankError, UndefinedError for a circle."""
        if name not in self._phrases:
            self._phrases[name] = None
            try:
                self._phrases[name] = self._alternative(name)
            except BankError:
                del self._phrases[name]  # so that a second use reports the same error, not a circular phrase
                raise
        found = self._phrases[name]
        if found is None:
            raise UndefinedError(_("the phrase {name!r} uses itself", name=name))
        return found

    def _alternative(self, name: str) -> Inlines:
        """Return the first alternative of a phrase whose condition is true, else (). Raises BankError."""
        for alternative in self.bank.phrases[name]:
            if self.holds(alternative.when, f"phrase.{name}"):
                return self.line(alternative.text, f"phrase.{name}")
        return ()

    def _parsed(self, parse: Callable[[str], Parsed], text: BankText, where: str) -> Parsed:
        """Return a text in the renderer's language, parsed. Raises BankError."""
        wording = text.plain if text.plain and self.facts.get("plain_language") else text
        words = wording.said(self.language, self.facts.get("register", ""))
        if words is None:
            self.bank.refuse(
                where,
                _("this text is not written in the language {language!r}", language=self.language.value),
            )
        try:
            return parse(words)
        except ValueError as error:
            self.bank.refuse(where, str(error))

    def _filled(self, parts: Inlines, where: str, more: Mapping[str, Any] | None = None) -> Inlines:
        filled: list[Inline] = []
        for part in parts:
            match part:
                case Expression(text=source):
                    filled.extend(self._value(self._evaluate(source, where, more), where))
                case Strong() | Emphasis() | Link():
                    filled.append(replace(part, children=self._filled(part.children, where, more)))
                case _:
                    filled.append(part)
        return tuple(filled)

    def _value(self, value: Any, where: str) -> Iterator[Inline]:
        match value:
            case UnknownValue(label=label):
                yield Blank(self.label_text(label))
            case PageNumber():
                yield value
            case tuple() if all(isinstance(inline, Inline) for inline in value):
                yield from value
            case str():
                yield Filled(str(value))
            case bool():
                self.bank.refuse(where, _("an expression gives true or false where words are needed"))
            case int() | float():
                yield Filled(number(value, self.language))
            case _:
                self.bank.refuse(
                    where,
                    _("an expression gives a {name} where words are needed", name=type(value).__name__),
                )

    def _evaluate(self, source: str, where: str, more: Mapping[str, Any] | None = None) -> Any:
        facts = {**self.facts, **more} if more else self.facts
        try:
            value = _compiled(source, self.language)(facts)
            if isinstance(value, Undefined):
                str(value)  # StrictUndefined raises here, and names what is missing
        except UndefinedError as error:
            self.bank.refuse(
                where,
                _(
                    "{error} in {source!r}{near}",
                    error=error,
                    source=source,
                    near=self._near(str(error), facts),
                ),
            )
        except SecurityError:
            self.bank.refuse(where, _("nothing can be called, as in {source!r}", source=source))
        except TemplateError as error:
            self.bank.refuse(where, _("{source!r} cannot be read: {error}", source=source, error=error))
        except (TypeError, ValueError, ArithmeticError, LookupError) as error:
            self.bank.refuse(where, _("{source!r} cannot be worked out: {error}", source=source, error=error))
        return value

    def _near(self, message: str, facts: Mapping[str, Any]) -> str:
        wanted = re.findall(r"'([^']*)'", message)
        known = [*facts, *self.bank.phrases]
        for value in facts.values():
            if isinstance(value, dict):
                known.extend(str(key) for key in value)
        return did_you_mean(wanted[-1], (each for each in known if each not in wanted)) if wanted else ""


@lru_cache(maxsize=8192)
def _compiled(source: str, language: Language) -> TemplateExpression:
    return text_environment(language).compile_expression(source, undefined_to_none=False)


@lru_cache
def text_environment(language: Language) -> KitEnvironment:
    """Return the Jinja sandbox that evaluates the expressions in texts and conditions."""
    return make_environment(filters=_filters(language))


def _listed(words: Sequence[str], language: Language) -> str | Inlines:
    """Return the words as a list: a string, or inlines where each of the words is isolated by itself."""
    if not any(map(is_isolated, words)):
        return listed(words, language)
    between = listed(["\0"] * len(words), language).split("\0")[1:]
    parts = (part for pair in zip(words, between, strict=True) for part in (Filled(pair[0]), Text(pair[1])))
    return tuple(parts)[:-1]


def _filters(language: Language) -> dict[str, Callable[..., Any]]:
    """Return the filters of the bank's texts by name; each passes an UnknownValue through unchanged."""
    worded: dict[str, Callable[[Any], Any]] = {
        "all": lambda words: _listed(words, language),
        "day": lambda date: day(date, language),
        "clock": lambda time: clock(time, language),
    }

    def led(lead: Callable[[str], str]) -> Callable[[Any], Any]:
        return lambda words: (Text(lead(words)), Filled(str(words)))

    grammar = grammar_of(language)
    worded |= {name: led(lead) for name, lead in grammar.FILTERS.items()} if grammar else {}

    def through(worder: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda value: value if isinstance(value, UnknownValue) else worder(value)

    return {name: through(worder) for name, worder in worded.items()}
