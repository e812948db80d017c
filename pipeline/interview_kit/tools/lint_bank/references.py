"""Check the references inside a bank: every id that is named exists, has a text, and is used."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from interview_kit.model.bank import Bank, BankText, InsertItem, Script, ScriptLine
from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.model.language import RULES, rules_of
from interview_kit.stages.assemble.grammar import grammar_of
from interview_kit.stages.assemble.inserts import PIECES
from interview_kit.stages.read.roster.vocabulary import vocabulary
from interview_kit.stages.read.validation import REQUIRED
from interview_kit.stages.select.bank_ids import reason_keys
from interview_kit.support.errors import InvalidInput, Problem, did_you_mean
from interview_kit.support.i18n import N_, _
from interview_kit.support.paths import LANGUAGES
from interview_kit.tools.lint_bank.report import Report
from interview_kit.tools.lint_bank.walk import Location, elements_of, way_back
from interview_kit.tools.new_profile.questions import intake_words, profile_words
from interview_kit.tools.schemas.words import schema_words

_APPROACHES = ("A", "B", "C")
_NO_ASK = N_("there is no ask {name!r}{near}")
# The keys of a language.yaml without which its kits are not right.
_RULES = ("name", "locale", "tag", "day", "reading", "job_asking")


def check_references(bank: Bank, findings: Report) -> None:
    """Report references to an id that does not exist or has no text, and parts that nothing refers to."""
    _scripts(bank, findings)
    _inserts(bank, findings)
    _outline(bank, findings)
    _choosing(bank, findings)
    _reasons(bank, findings)


def check_translations(bank: Bank, languages: Iterable[Language], findings: Report) -> None:
    """Report every text, standard or plain, that is not written in one of the languages."""
    for here, text in elements_of(bank, BankText):
        for wording, spot in ((text, here), (text.plain, here.below("plain"))):
            for language in languages:
                if wording and getattr(wording, language) is None:
                    which = _("its plain wording") if wording is text.plain else _("this text")
                    message = _(
                        "{which} is not written in the language {language!r}",
                        which=which,
                        language=language.value,
                    )
                    findings.mistake(spot.below(SOURCE_LANGUAGE), message)


def check_rules(languages: Iterable[Language], findings: Report) -> None:
    """Report what the folder of a language lacks in its language.yaml, and a grammar to grade it with."""
    for language in languages:
        rules, file = rules_of(language), str(LANGUAGES / language / RULES)
        lacking = {key: _(REQUIRED) for key in _RULES if key not in rules.model_fields_set}
        if rules.reading and grammar_of(language) is None:
            lacking["reading"] = _(
                "no module in assemble/grammar counts the syllables of {language!r}", language=language.value
            )
        found = tuple(Problem(file, None, None, key, message) for key, message in lacking.items())
        findings.problems(InvalidInput(found))


def check_profile_words(findings: Report) -> None:
    """Report the keys and values of a profile without words in the files about profiles, such as rosters."""
    for read in (vocabulary, intake_words, profile_words, schema_words):
        findings.tried(read)


def used_asks(bank: Bank) -> set[str]:
    """Return the ids of the asks that a script or an insert names."""
    inserts = {item.of for _, item in elements_of(bank, InsertItem)}
    return inserts | {line.use for _, line in elements_of(bank, ScriptLine)}


def _check_names(
    add: Callable[[Location, str], None],
    named: Iterable[tuple[Location, str]],
    known: Collection[str],
    template: str,
    what: str = "",
) -> None:
    """Add the message `template` at the location of each name that is not known."""
    for spot, name in named:
        if name not in known:
            add(spot, _(template, name=name, what=what, near=did_you_mean(name, known)))


def _scripts(bank: Bank, findings: Report) -> None:
    letters = ((Location("approaches", "outline"), name) for name in _APPROACHES)
    _check_names(findings.mistake, letters, bank.approaches, N_("the bank has no approach.{name}"))
    uses = {script.id: [line.use for line in script.lines if line.use] for script in bank.asks.values()}
    used = [
        (script.id, Location(spot.kind, line.id, ("use",)), line.use)
        for spot, script in elements_of(bank, Script)
        for line in script.lines
        if line.use
    ]
    _check_names(findings.mistake, ((spot, use) for _name, spot, use in used), bank.asks, _NO_ASK)
    for name, spot, use in used:
        if use in bank.asks and way_back(name, uses | {name: [use]}):
            findings.mistake(spot, _("this script uses itself"))


def _inserts(bank: Bank, findings: Report) -> None:
    items = list(elements_of(bank, InsertItem))
    pieces = ((spot.below("piece"), item.piece) for spot, item in items)
    _check_names(findings.mistake, pieces, PIECES, N_("there is no piece {name!r}{near}"))
    known = [(spot, item) for spot, item in items if item.piece in PIECES]
    asks = ((spot.below("of"), item.of) for spot, item in known if item.of)
    _check_names(findings.mistake, asks, bank.asks, _NO_ASK)
    for spot, item in known:
        if item.piece == "message" and not item.of:
            findings.mistake(spot.below("piece"), _("the piece 'message' needs `of`: the id of an ask"))


def _outline(bank: Bank, findings: Report) -> None:
    printed = [entry.section for entry in bank.outline]
    named = (
        (Location("outline", "outline", (number, "section")), name) for number, name in enumerate(printed)
    )
    _check_names(findings.mistake, named, bank.sections, N_("there is no section {name!r}{near}"))
    message = N_("the outline does not name this section, so it is never printed")
    sections = ((Location("sections", name), name) for name in bank.sections)
    _check_names(findings.note, sections, printed, message)


def _choosing(bank: Bank, findings: Report) -> None:
    numbers = bank.choosing
    questions = {name: ("questions", name) for name in numbers.questions}
    questions[numbers.closing.id] = ("closing", "id")
    refusals = {
        **{name: ("refusals", "always", place) for place, name in enumerate(numbers.refusals.always)},
        **{name: ("refusals", "order", place) for place, name in enumerate(numbers.refusals.order)},
    }
    capped = {name for cap in numbers.caps.values() for name in cap.questions}
    for name, question in numbers.questions.items():
        gate = next((gate for gate in question.gates if numbers.gates[gate].explains), None)
        if gate and name not in capped:
            findings.note(
                Location("choosing", "choosing", ("questions", name)),
                _(
                    "{name} is for some people only (gate {gate}), and no cap counts it: "
                    "add it to one of {caps}",
                    name=name,
                    gate=gate,
                    caps=", ".join(f"caps.{cap}" for cap in numbers.caps),
                ),
            )
    for what, chosen, worded in (
        ("question", questions, frozenset(bank.questions)),
        ("refusal", refusals, frozenset(bank.refusals)),
    ):
        rules = ((Location("choosing", "choosing", path), name) for name, path in chosen.items())
        _check_names(findings.mistake, rules, worded, N_("the {what} {name!r} has no words{near}"), what)
        texts = ((Location(f"{what}s", name), name) for name in worded)
        message = N_("choosing.yaml does not name this {what}{near}")
        _check_names(findings.mistake, texts, chosen, message, what)


def _reasons(bank: Bank, findings: Report) -> None:
    keys = reason_keys(bank.choosing)
    rules = ((Location("choosing", "choosing", _origin_of_reason(key)), key) for key in keys)
    message = N_("there are no words for the reason {name!r}{near}")
    _check_names(findings.mistake, rules, bank.reasons, message)
    message = N_("nothing is chosen or left out for this reason{near}")
    texts = ((Location("reasons", name), name) for name in bank.reasons)
    _check_names(findings.note, texts, keys, message)


def _origin_of_reason(key: str) -> tuple[str, ...]:
    """Return the path in choosing.yaml that a reason key comes from, or of `questions` where unknown."""
    parts = {
        "this": "questions",
        "pick.goal": "goals",
        "pick.for": "adjust",
        "pick.cover": "coverage",
        "pick.gate": "gates",
        "drop.gate": "gates",
        "drop.known": "knows",
        "drop.cap": "caps",
    }
    for beginning, part in parts.items():
        if key.startswith(beginning + "."):
            return (part, key.removeprefix(beginning + "."))
    return ("questions",)
