"""Render the bank's texts with the facts of one talk, and evaluate their conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

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
    LineBreak,
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
from interview_kit.stages.assemble.markup import (
    Expression,
    FixedWords,
    NewLine,
    ParsedList,
    ParsedParagraph,
    Parts,
    Span,
    parse_blocks,
    parse_line,
)
from interview_kit.support.errors import BankError, did_you_mean
from interview_kit.support.i18n import _
from interview_kit.support.sandbox import KitEnvironment, make_environment


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A value that the profile lacks: false and empty in a condition, a blank to write on in a text."""

    label: str = "blank.unknown"

    def __bool__(self) -> bool:
        """Return False, so that `when: contact.name` tests whether it is known."""
        return False

    def __contains__(self, item: object) -> bool:
        """Return False: an unknown value contains nothing."""
        return False

    def __iter__(self) -> Iterator[str]:
        """Return an iterator over nothing."""
        return iter(())

    def __len__(self) -> int:
        """Return 0."""
        return 0


class _Phrases:
    """The bank's phrases by name, as inlines; each is rendered on first use and kept."""

    def __init__(self, renderer: TextRenderer) -> None:
        self._renderer = renderer
        self._known: dict[str, Inlines | None] = {}

    def __getitem__(self, name: str) -> Inlines:
        phrases = self._renderer.bank.phrases
        if name not in phrases:
            raise KeyError(name)
        if name not in self._known:
            self._known[name] = None
            try:
                self._known[name] = self._renderer.phrase(name)
            except BankError:
                del self._known[name]  # so that a second use reports the same error, not a circular phrase
                raise
        found = self._known[name]
        if found is None:
            raise UndefinedError(_("the phrase {name!r} uses itself", name=name))
        return found


class _Labels:
    """The bank's labels by name, as inlines, for texts that compute the name from a fact."""

    def __init__(self, renderer: TextRenderer) -> None:
        self._renderer = renderer

    def __getitem__(self, name: str) -> Inlines:
        if name not in self._renderer.bank.labels:
            raise KeyError(name)
        return self._renderer.label(name)


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
        words = {"blank": blanks, "phrase": _Phrases(self), "label": _Labels(self)}
        self.facts: dict[str, Any] = {**facts, **words}

    def holds(self, when: str, where: str) -> bool:
        """Return whether a condition is true; an empty one is true. Raises BankError."""
        return not when or bool(self._evaluate(when, where))

    def line(self, text: BankText, where: str, **more: Any) -> Inlines:
        """Return a one-line text, rendered; `more` are additional facts. Raises BankError."""
        try:
            parts = parse_line(self._in_language(text, where))
        except ValueError as error:
            self.bank.refuse(where, str(error))
        return self._filled(parts, where, more)

    def blocks(self, text: BankText, role: Role, where: str) -> tuple[Paragraph | ItemList, ...]:
        """Return the paragraphs and lists of a text, rendered. Raises BankError."""
        try:
            parsed = parse_blocks(self._in_language(text, where))
        except ValueError as error:
            self.bank.refuse(where, str(error))
        blocks: list[Paragraph | ItemList] = []
        for block in parsed:
            match block:
                case ParsedParagraph(parts=parts):
                    content = self._filled(parts, where, {})
                    if content:  # a phrase may be empty
                        blocks.append(Paragraph(content, role))
                case ParsedList(items=items, ordered=ordered):
                    filled = tuple(self._filled(item, where, {}) for item in items)
                    blocks.append(ItemList(filled, ordered, role))
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
        """Return the first alternative of a phrase whose condition is true, else (). Raises BankError."""
        for alternative in self.bank.phrases[name]:
            if self.holds(alternative.when, f"phrase.{name}"):
                return self.line(alternative.text, f"phrase.{name}")
        return ()

    def _in_language(self, text: BankText, where: str) -> str:
        wording = text.plain if text.plain and self.facts.get("plain_language") else text
        words = wording.said(self.language, self.facts.get("register", ""))
        if words is None:
            self.bank.refuse(
                where,
                _("this text is not written in the language {language!r}", language=self.language.value),
            )
        return words

    def _filled(self, parts: Parts, where: str, more: Mapping[str, Any]) -> Inlines:
        return tuple(self._inlines(parts, where, more))

    def _inlines(self, parts: Parts, where: str, more: Mapping[str, Any]) -> Iterator[Inline]:
        for part in parts:
            match part:
                case FixedWords(text=text):
                    yield Text(text)
                case NewLine():
                    yield LineBreak()
                case Expression(source=source):
                    yield from self._value(self._evaluate(source, where, more), where)
                case Span(kind="strong", parts=inner):
                    yield Strong(self._filled(inner, where, more))
                case Span(kind="em", parts=inner):
                    yield Emphasis(self._filled(inner, where, more))
                case Span(parts=inner, url=url):
                    yield Link(self._filled(inner, where, more), url)

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


def _filters(language: Language) -> dict[str, Callable[..., Any]]:
    """Return the filters of the bank's texts by name; each passes an UnknownValue through unchanged."""
    worded: dict[str, Callable[[Any], Any]] = {
        "all": lambda words: listed(words, language),
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
