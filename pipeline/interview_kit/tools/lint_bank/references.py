"""Check the references inside a bank: every id that is named exists, has a text, and is used."""

from __future__ import annotations

from collections.abc import Iterable

from interview_kit.model.bank import Bank, BankText, InsertItem, Script, ScriptLine
from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.model.language import RULES, rules_of
from interview_kit.stages.assemble.grammar import grammar_of
from interview_kit.stages.assemble.inserts import PIECES
from interview_kit.stages.read.roster.vocabulary import vocabulary
from interview_kit.stages.read.validation import REQUIRED
from interview_kit.stages.select.bank_ids import reason_keys
from interview_kit.support.errors import InvalidInput, Problem, did_you_mean
from interview_kit.support.i18n import _
from interview_kit.support.paths import LANGUAGES
from interview_kit.tools.lint_bank.report import Report
from interview_kit.tools.lint_bank.walk import Location, elements_of, way_back
from interview_kit.tools.new_profile.questions import intake_words, profile_words
from interview_kit.tools.schemas.words import schema_words

_APPROACHES = ("A", "B", "C")
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


def _scripts(bank: Bank, findings: Report) -> None:
    for name in _APPROACHES:
        if name not in bank.approaches:
            findings.mistake(
                Location("approaches", "outline"), _("the bank has no approach.{name}", name=name)
            )
    uses = {script.id: [line.use for line in script.lines if line.use] for script in bank.asks.values()}
    for script_spot, script in elements_of(bank, Script):
        for line in script.lines:
            spot = Location(script_spot.kind, line.id, ("use",))
            if line.use and line.use not in bank.asks:
                findings.mistake(
                    spot,
                    _("there is no ask {use!r}{near}", use=line.use, near=did_you_mean(line.use, bank.asks)),
                )
            elif line.use and way_back(script.id, uses | {script.id: [line.use]}):
                findings.mistake(spot, _("this script uses itself"))


def _inserts(bank: Bank, findings: Report) -> None:
    for spot, item in elements_of(bank, InsertItem):
        if item.piece not in PIECES:
            message = _(
                "there is no piece {piece!r}{near}", piece=item.piece, near=did_you_mean(item.piece, PIECES)
            )
            findings.mistake(spot.below("piece"), message)
        elif item.of and item.of not in bank.asks:
            findings.mistake(
                spot.below("of"),
                _("there is no ask {of!r}{near}", of=item.of, near=did_you_mean(item.of, bank.asks)),
            )
        elif item.piece == "message" and not item.of:
            findings.mistake(spot.below("piece"), _("the piece 'message' needs `of`: the id of an ask"))


def _outline(bank: Bank, findings: Report) -> None:
    for number, entry in enumerate(bank.outline):
        if entry.section not in bank.sections:
            near = did_you_mean(entry.section, bank.sections)
            spot = Location("outline", "outline", (number, "section"))
            findings.mistake(
                spot, _("there is no section {section!r}{near}", section=entry.section, near=near)
            )
    printed = {entry.section for entry in bank.outline}
    for name in bank.sections:
        if name not in printed:
            findings.note(
                Location("sections", name),
                _("the outline does not name this section, so it is never printed"),
            )


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
        for name, path in chosen.items():
            if name not in worded:
                near = did_you_mean(name, worded)
                findings.mistake(
                    Location("choosing", "choosing", path),
                    _("the {what} {name!r} has no words{near}", what=what, name=name, near=near),
                )
        for name in worded:
            if name not in chosen:
                message = _(
                    "choosing.yaml does not name this {what}{near}",
                    what=what,
                    near=did_you_mean(name, chosen),
                )
                findings.mistake(Location(f"{what}s", name), message)


def _reasons(bank: Bank, findings: Report) -> None:
    keys = reason_keys(bank.choosing)
    for key in keys:
        if key not in bank.reasons:
            spot = Location("choosing", "choosing", _origin_of_reason(key))
            findings.mistake(
                spot,
                _(
                    "there are no words for the reason {key!r}{near}",
                    key=key,
                    near=did_you_mean(key, bank.reasons),
                ),
            )
    for name in bank.reasons:
        if name not in keys:
            near = did_you_mean(name, keys)
            findings.note(
                Location("reasons", name),
                _("nothing is chosen or left out for this reason{near}", near=near),
            )


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
