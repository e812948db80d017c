"""Render the bank's texts with the facts of one talk, and evaluate their conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from jinja2 import TemplateError, Undefined
from jinja2.exceptions import SecurityError, UndefinedError

from interview_kit.model import document as d
from interview_kit.model.bank import Bank, BankText
from interview_kit.model.enums import Language
from interview_kit.stages.assemble.formatting import UnknownValue, compiled, kept_together, number
from interview_kit.stages.assemble.links import filled
from interview_kit.stages.assemble.parsed_text import Expression, parse_blocks, parse_line
from interview_kit.support.errors import BankError, did_you_mean
from interview_kit.support.i18n import _
from interview_kit.support.sandbox import TEMPLATE_FAULTS, template_fault

Parsed = TypeVar("Parsed")


class _Named:
    """Texts of the bank by name, as inlines, for expressions; each is rendered when it is named."""

    def __init__(self, names: Container[str], render: Callable[[str], d.Inlines]) -> None:
        self._names = names
        self._render = render

    def __getitem__(self, name: str) -> d.Inlines:
        if name not in self._names:
            raise KeyError(name)
        return self._render(name)


# The blanks that are one value in the whole kit, or in all that concerns one talk.
_OF_THE_PERSON = frozenset({"my_phone", "adult_phone", "job"})
_OF_THE_CONTACT = frozenset({"contact_name", "their_phone", "their_email", "their_reach"})


class TextRenderer:
    """A renderer for one talk: the bank, the language, and the facts that `{{ }}` and `when:` may name.

    In its methods, `where` is the id of the text, for the position of an error. `talk` ends the names of the
    values of the talk's contact; it is None where several talks share the texts, and each blank is its own.
    """

    def __init__(
        self,
        bank: Bank,
        language: Language,
        facts: Mapping[str, Any],
        mark: str = "",
        *,
        talk: str | None = "",
    ) -> None:
        """Texts are marked with the tag `mark`, where their language is not that of the document."""
        self.bank, self._talk = bank, talk
        self.language = language
        self.mark = mark
        blanks = {
            key.removeprefix("blank."): UnknownValue(key) for key in bank.labels if key.startswith("blank.")
        }
        self._phrases: dict[str, d.Inlines | None] = {}
        self._conditions = {"": True}
        phrases, labels = _Named(bank.phrases, self.phrase), _Named(bank.labels, self.label)
        words = {"blank": blanks, "phrase": phrases, "label": labels}
        self.facts: dict[str, Any] = {**facts, **words}

    def holds(self, when: str, where: str) -> bool:
        """Return whether a condition is true; an empty one is true. Raises BankError."""
        if when not in self._conditions:
            self._conditions[when] = bool(self._evaluate(when, where))
        return self._conditions[when]

    def line(self, text: BankText, where: str, **more: Any) -> d.Inlines:
        """Return a one-line text, rendered; `more` are additional facts. Raises BankError."""
        return kept_together(self._filled(self._parsed(parse_line, text, where), where, more, mark=self.mark))

    def blocks(self, text: BankText, role: d.Role, where: str) -> tuple[d.Paragraph | d.ItemList, ...]:
        """Return the paragraphs and lists of a text, rendered. Raises BankError."""
        blocks: list[d.Paragraph | d.ItemList] = []
        for block in self._parsed(parse_blocks, text, where):
            if isinstance(block, d.ItemList):
                items = tuple(
                    kept_together(self._filled(item, where, mark=self.mark)) for item in block.items
                )
                blocks.append(replace(block, items=items, role=role))
            elif content := self._filled(block.content, where, mark=self.mark):  # a phrase may be empty
                blocks.append(d.Paragraph(kept_together(content), role))
        return tuple(blocks)

    def label(self, name: str, **more: Any) -> d.Inlines:
        """Return a label of the bank, rendered. Raises BankError, also where there is none."""
        if name not in self.bank.labels:
            self.bank.refuse(name, _("labels.yaml has no such label"))
        return self.line(self.bank.labels[name], name, **more)

    def label_text(self, name: str, **more: Any) -> str:
        """Return a label as plain text. Raises BankError."""
        return d.inline_text(self.label(name, **more))

    def phrase(self, name: str) -> d.Inlines:
        """Return a phrase, the first alternative that holds, rendered once; () where none holds.

        Raises BankError, UndefinedError for a circle.
        """
        if name not in self._phrases:
            self._phrases[name] = None
            try:
                where, found = f"phrase.{name}", self.bank.phrases[name]
                printed = (each.text for each in found if self.holds(each.when, where))
                text = next(printed, None)
                self._phrases[name] = (
                    self._filled(self._parsed(parse_line, text, where), where) if text else ()
                )
            except BankError:
                del self._phrases[name]  # so that a second use reports the same error, not a circular phrase
                raise
        words = self._phrases[name]
        if words is None:
            raise UndefinedError(_("the phrase {name!r} uses itself", name=name))
        return words

    def _parsed(self, parse: Callable[[str], Parsed], text: BankText, where: str) -> Parsed:
        """Return a text in the renderer's language, parsed. Raises BankError."""
        wording = text.plain if text.plain and self.facts.get("plain_language") else text
        own = getattr(wording, f"{self.language}_{self.facts.get('register', '')}", None)
        words: str | None = own or getattr(wording, self.language)
        if words is None:
            self.bank.refuse(
                where,
                _("this text is not written in the language {language!r}", language=self.language.value),
            )
        try:
            return parse(words)
        except ValueError as error:
            self.bank.refuse(where, str(error))

    def _filled(
        self, parts: d.Inlines, where: str, more: Mapping[str, Any] | None = None, *, mark: str = ""
    ) -> d.Inlines:
        filled: list[d.Inline] = []
        for part in parts:
            match part:
                case Expression(text=source):
                    filled.extend(self._value(self._evaluate(source, where, more), where))
                case d.Strong() | d.Emphasis() | d.Foreign() | d.Link():
                    filled.append(replace(part, children=self._filled(part.children, where, more)))
                # One period after "Soudure Roy inc.", one space where a phrase is empty.
                case d.Text(text=text) if text[:1] in (".", " ") and _ends_with(filled, text[:1]):
                    filled += [d.Text(text[1:])] if text[1:] else []
                case _:
                    filled.append(part)
        return (d.Foreign(tuple(filled), mark),) if mark and filled else tuple(filled)

    def _value_name(self, blank: str) -> str:
        """Return the name that all blanks of one value share, or "" where each has a value of its own."""
        if blank in _OF_THE_CONTACT:
            return "" if self._talk is None else f"{blank}{self._talk}"
        return blank if blank in _OF_THE_PERSON else ""

    def _value(self, value: Any, where: str) -> Iterator[d.Inline]:
        match value:
            case UnknownValue(label=label):
                yield d.Blank(self.label_text(label), value=self._value_name(label.removeprefix("blank.")))
            case d.PageNumber():
                yield value
            case tuple() if all(isinstance(inline, d.Inline) for inline in value):
                yield from (inline for inline in value if inline != d.Text(""))
            case "":
                return
            case str():
                yield filled(value)
            case bool():
                self.bank.refuse(where, _("an expression gives true or false where words are needed"))
            case int() | float():
                yield d.Filled(number(value, self.bank.rules[self.language]))
            case _:
                self.bank.refuse(
                    where,
                    _("an expression gives a {name} where words are needed", name=type(value).__name__),
                )

    def _evaluate(self, source: str, where: str, more: Mapping[str, Any] | None = None) -> Any:
        facts = {**self.facts, **more} if more else self.facts
        try:
            value = compiled(source, self.language, self.bank.rules[self.language].tag)(facts)
            if isinstance(value, Undefined):
                str(value)  # StrictUndefined raises here, and names what is missing
        except UndefinedError as error:
            near = self._near(str(error), facts)
            self.bank.refuse(where, _("{error} in {source!r}{near}", error=error, source=source, near=near))
        except SecurityError:
            self.bank.refuse(where, _("nothing can be called, as in {source!r}", source=source))
        except TemplateError as error:
            self.bank.refuse(where, _("{source!r} cannot be read: {error}", source=source, error=error))
        except TEMPLATE_FAULTS as error:
            reason = template_fault(str(error))
            self.bank.refuse(
                where, _("{source!r} cannot be worked out: {error}", source=source, error=reason)
            )
        return value

    def _near(self, message: str, facts: Mapping[str, Any]) -> str:
        wanted = re.findall(r"'([^']*)'", message)
        known = [*facts, *self.bank.phrases]
        known += [key for value in facts.values() if isinstance(value, dict) for key in value]
        return did_you_mean(wanted[-1], (each for each in known if each not in wanted)) if wanted else ""


def _ends_with(inlines: list[d.Inline], end: str) -> bool:
    return d.inline_text(tuple(inlines[-1:])).endswith(end)
