"""Check the names used in a bank's expressions: facts, phrases, labels, blanks, pages and filters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from interview_kit.model.bank import Bank
from interview_kit.model.document import Text, parts_in
from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.stages.assemble.formatting import text_environment
from interview_kit.stages.assemble.parsed_text import Expression, parse_blocks, parse_line
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.support.errors import did_you_mean
from interview_kit.support.i18n import N_, _
from interview_kit.tools.lint_bank.report import Report
from interview_kit.tools.lint_bank.walk import Location, elements_of, way_back, wordings_of

# What is printed as it is where it has no partner.
_PAIRED = (
    (re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}"), N_("braces")),
    (re.compile(r"\*\*"), N_("stars")),
)
# Facts whose keys are ids of the bank.
_OF_THE_BANK = ("phrase", "label", "blank", "page")


@dataclass(frozen=True, slots=True)
class NamePrefix:
    """The constant prefix of a computed name, such as `goal.` in `label["goal." ~ goals[0]]`."""

    text: str


# None is a step known only at run time.
Step = str | int | NamePrefix | None


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name used in an expression: a fact (`root`) and the keys or indexes into it (`steps`)."""

    root: str
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        """Return the dotted name, without computed steps."""
        return ".".join([self.root, *(str(step) for step in self.steps if isinstance(step, str | int))])


class Names:
    """The names that a bank's texts may use, and the names that each text uses."""

    def __init__(self, bank: Bank, renderer: TextRenderer, of_reasons: Mapping[str, frozenset[str]]) -> None:
        """Take the facts from `renderer`; `of_reasons` maps a reason's key to the names of its values."""
        self._bank = bank
        self._of_reasons = of_reasons
        self._facts = dict(renderer.facts)
        labels = dict.fromkeys(bank.labels)
        blanks = {name.removeprefix("blank."): None for name in labels if name.startswith("blank.")}
        self._facts |= {"phrase": dict.fromkeys(bank.phrases), "label": labels, "blank": blanks}
        self.used: dict[Location, set[NameUse]] = {}

    def check(self, findings: Report, only: Callable[[Location], bool] = lambda spot: True) -> None:
        """Report every unknown name, filter and test, every call, and every text that cannot be parsed.

        `only` returns whether the part at a location is checked.
        """
        for spot, condition in elements_of(self._bank, str):
            if only(spot):
                self._expression(condition, spot, SOURCE_LANGUAGE, findings)
        for spot, language, text in wordings_of(self._bank):
            if only(spot):
                for source in _expressions(text, spot, findings):
                    self._expression(source, spot, language, findings)

    def _expression(self, source: str, spot: Location, language: Language, findings: Report) -> None:
        environment = text_environment(language)
        try:
            tree = _parsed(source, language)
        except TemplateSyntaxError as error:
            findings.mistake(
                spot, _("{source!r} cannot be read: {message}", source=source, message=error.message)
            )
            return
        for kind, known in ((nodes.Filter, environment.filters), (nodes.Test, environment.tests)):
            for each in tree.find_all(kind):
                if each.name not in known:
                    what = _("filter") if kind is nodes.Filter else _("test")
                    findings.mistake(
                        spot,
                        _(
                            "there is no {what} {name!r}{near}",
                            what=what,
                            name=each.name,
                            near=did_you_mean(each.name, known),
                        ),
                    )
        if next(tree.find_all(nodes.Call), None):
            findings.mistake(spot, _("nothing can be called, as in {source!r}", source=source))
            return
        for named in _named(tree):
            self.used.setdefault(spot, set()).add(named)
            self._known(named, spot, findings)

    def _known(self, named: NameUse, spot: Location, findings: Report) -> None:
        facts: Any = self._facts if spot.kind != "reasons" else self._values(spot.name)
        if spot.kind == "labels" and named.root not in facts:
            return  # may be a value passed when the label is rendered; `trial_kits` checks that
        walked: list[str] = []
        for step in (named.root, *named.steps):
            if isinstance(step, int) or step is None or not isinstance(facts, Mapping):
                break
            if isinstance(step, NamePrefix):
                if not any(str(key).startswith(step.text) for key in facts):
                    findings.mistake(
                        spot,
                        _("there is no {walked} that begins with {text!r}", walked=walked[0], text=step.text),
                    )
                return
            if step not in facts:
                findings.mistake(spot, _unknown(step, walked, list(facts)))
                return
            walked.append(step)
            facts = facts[step]
        rest = [step for step in (named.root, *named.steps)[len(walked) :] if isinstance(step, str)]
        if rest:
            findings.mistake(
                spot,
                _("{walked} has no parts, so there is no {named}", walked=".".join(walked), named=named),
            )

    def _values(self, reason: str) -> Mapping[str, None]:
        """Return the names that a reason's text may use: its own values, or all if it never occurred."""
        every = frozenset().union(*self._of_reasons.values())
        return dict.fromkeys(self._of_reasons.get(reason, every))


def check_phrase_cycles(bank: Bank, names: Names, findings: Report) -> None:
    """Report every phrase that uses itself, directly or through other phrases."""
    uses: dict[str, list[str]] = {}
    for spot, named in names.used.items():
        steps = (each.steps[0] for each in named if each.root == "phrase" and each.steps)
        found = sorted(step for step in steps if isinstance(step, str))
        uses.setdefault(spot.name.removeprefix("phrase."), []).extend(found if spot.kind == "phrases" else ())
    for name in bank.phrases:
        if way := way_back(name, uses):
            findings.mistake(
                Location("phrases", f"phrase.{name}"),
                _("this phrase uses itself: {way}", way=" > ".join(way)),
            )


def _unknown(step: str, walked: list[str], known: list[str]) -> str:
    if not walked:
        return _("nothing is called {step!r}{near}", step=step, near=did_you_mean(step, known))
    if walked[0] in _OF_THE_BANK:
        return _(
            "there is no {walked} {step!r}{near}", walked=walked[0], step=step, near=did_you_mean(step, known)
        )
    return _(
        "{walked} has no {step!r}{near}", walked=".".join(walked), step=step, near=did_you_mean(step, known)
    )


@lru_cache(maxsize=4096)
def _parsed(source: str, language: Language) -> nodes.Template:
    """Return the syntax tree of an expression, to read alone. Raises TemplateSyntaxError."""
    return text_environment(language).parse("{{ " + source + " }}")


def _expressions(source: str, spot: Location, findings: Report) -> Iterator[str]:
    """Yield the expressions of a text, and report errors in its Markdown."""
    try:
        parse_line(source)
        blocks = parse_blocks(source)
    except ValueError as error:
        findings.mistake(spot, str(error))
        return
    for part in parts_in(blocks, (Text, Expression)):
        if isinstance(part, Expression):
            yield part.text
        elif isinstance(part, Text):
            for pattern, what in _PAIRED:
                if pattern.search(part.text):
                    message = _(
                        "these {what} have no partner and would be printed: {text!r}",
                        what=_(what),
                        text=part.text.strip(),
                    )
                    findings.mistake(spot, message)


def _named(node: nodes.Node) -> Iterator[NameUse]:
    steps: list[Step] = []
    inner = node
    while isinstance(inner, nodes.Getattr | nodes.Getitem):
        if isinstance(inner, nodes.Getattr):
            steps.append(inner.attr)
        else:
            steps.append(_step(inner.arg))
            yield from _named(inner.arg)
        inner = inner.node
    if isinstance(inner, nodes.Name):
        yield NameUse(inner.name, tuple(reversed(steps)))
        return
    for child in inner.iter_child_nodes():
        yield from _named(child)


def _step(argument: nodes.Node) -> Step:
    match argument:
        case nodes.Const(value=str() | int() as value):
            return value
        case nodes.Concat(nodes=[nodes.Const(value=str() as beginning), *_]):
            return NamePrefix(beginning)
        case _:
            return None
