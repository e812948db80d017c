"""Make fields of the wizard's questions, with what was typed and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from interview_kit.model.enums import Language
from interview_kit.model.language import Translated, rules_of
from interview_kit.stages.read.roster.profile_keys import KeyKind
from interview_kit.stages.read.roster.vocabulary import vocabulary
from interview_kit.support.i18n import _
from interview_kit.tools.new_profile.answers import entries
from interview_kit.tools.new_profile.questions import (
    NONE,
    WITH_REGISTERS,
    WizardQuestion,
    intake_words,
    known_key,
)
from interview_kit.web.app.form import Answers, FieldError

CONTACT = "contacts.1."
# What the browser may fill in: about the person alone, never about somebody else (WCAG 1.3.5).
_AUTOCOMPLETE = {"name": "name", "phone": "tel", "email": "email"}
_INPUT_MODES = {
    **{"talk.minutes": "numeric", "phone": "tel", "contacts.1.phone": "tel"},
    **{"email": "email", "contacts.1.email": "email"},
}
_WORK = "target.occupation"


@dataclass(frozen=True, slots=True)
class FormChoice:
    """One radio button or tick box; `hidden` is a value that is posted where a box is not ticked, or ""."""

    id: str
    name: str
    value: str
    label: str
    ticked: bool
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class FormField:
    """One question; `kind` is `line`, `lines`, `radios` or `boxes`, `id` is that of its first control.

    `hints` are printed below the question, `examples` below the hints, each on its line.
    """

    kind: str
    id: str
    name: str
    label: str
    hints: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    value: str = ""
    choices: tuple[FormChoice, ...] = ()
    errors: tuple[str, ...] = ()
    autocomplete: str = ""
    inputmode: str = ""

    @property
    def described_by(self) -> str:
        """Return the ids of the control's descriptions: that of the hint, then that of the error."""
        notes = {"hint": self.hints or self.examples, "error": self.errors}
        return " ".join(f"{self.name}-{kind}" for kind, texts in notes.items() if texts)

    @property
    def is_answered(self) -> bool:
        """Return whether something was typed or ticked."""
        return bool(self.value) or any(each.ticked for each in self.choices)

    def with_choices(self, names: Collection[str]) -> FormField:
        """Return the field with those choices alone whose controls have the names."""
        return replace(self, choices=tuple(each for each in self.choices if each.name in names))


class FieldMaker:
    """Makes fields in one language; called with a question and the number of the contact that it is about."""

    def __init__(self, answers: Answers, errors: Sequence[FieldError], language: Language) -> None:
        self.answers, self.language = answers, language
        self._errors = errors

    def __call__(self, question: WizardQuestion, number: int = 1) -> FormField:
        """Return the field of a question."""
        name = _of_contact(question.key, number)
        controls = tuple(f"{name}.{each}" for each in question.switches) or (name,)
        kinds = ("boxes", "radios") if question.labels else ("lines", "line")
        hints, examples = self._hints(question)
        return FormField(
            kinds[0] if question.several else kinds[1],
            controls[0],
            name,
            self._label(question),
            hints,
            examples,
            self._text(question, name),
            self._choices(question, name),
            self._errors_at(controls),
            _AUTOCOMPLETE.get(name, ""),
            _INPUT_MODES.get(question.key, ""),
        )

    def label_of(self, name: str) -> str:
        """Return the question that fills a profile key, or the title of its column where there is none."""
        general = known_key(name).name
        asked = (each for each in intake_words().questions if general in each.keys)
        question = next(asked, None)
        return self._label(question) if question else self.title_of(general)

    def title_of(self, name: str) -> str:
        """Return the title of the column of a profile key; unlike a question it fits both tu and vous."""
        return sentence(vocabulary().columns[known_key(name).name].first(self.language))

    def unasked(self, name: str, number: int = 1) -> FormField:
        """Return a field for a key of a profile that no question is about, by the words of its column."""
        name = _of_contact(name, number)
        key = known_key(name)
        column, example = vocabulary().columns[key.name], intake_words().talk.example
        return FormField(
            "lines" if key.kind is KeyKind.LIST else "line",
            name,
            name,
            self.title_of(key.name),
            (
                column.about.said(self.language),
                example.said(self.language, column.example.said(self.language)),
            ),
            value="\n".join(self.answers.values_of(name)),
            errors=self._errors_at((name,)),
            autocomplete=_AUTOCOMPLETE.get(name, ""),
            inputmode=_INPUT_MODES.get(key.name, ""),
        )

    def _errors_at(self, controls: Collection[str]) -> tuple[str, ...]:
        return tuple(error_text(self.answers, each) for each in self._errors if each.field in controls)

    def is_shown(self, question: WizardQuestion, number: int = 1) -> bool:
        """Return whether a question has an answer, or no choice made so far makes it pointless."""
        if any(self.answers.values_of(_of_contact(key, number)) for key in question.keys):
            return True
        excluded = (self._meets(key, wanted, number, False) for key, wanted in question.not_if.items())
        wanted = (self._meets(key, wanted, number, True) for key, wanted in question.only_if.items())
        return not any(excluded) and all(wanted)

    def _meets(self, key: str, wanted: tuple[str, ...], number: int, undecided: bool) -> bool:
        """Return whether a choice is one of those wanted; `undecided` where there is none, or free text."""
        if WITH_REGISTERS in wanted:
            return bool(rules_of(self.language).registers)
        chosen = self.answers.values_of(_of_contact(key, number))
        if not known_key(key).choices or not chosen:
            return undecided
        return any(each in wanted for each in chosen)

    def _label(self, question: WizardQuestion) -> str:
        """Return a question; the one about a kind of work begins with when it is asked: `No one job yet?`."""
        label = self._said(question.ask)
        if NONE in question.only_if.get(_WORK, ()):
            first = next(each for each in intake_words().questions if each.key == _WORK)
            return f"{sentence(self._said(first.default))}? {label}"
        return label

    def _said(self, text: Translated | None) -> str:
        return text.said(self.language) if text else ""

    def _text(self, question: WizardQuestion, name: str) -> str:
        """Return what was typed; a regulator that is only known to be there, or not, as yes or no."""
        if question.labels:
            return ""
        text = "\n".join(self.answers.values_of(name))
        if known_key(question.key).kind is KeyKind.TRUTH_OR_TEXT and text in ("true", "false"):
            words = intake_words()
            return max((words.yes_words if text == "true" else words.no_words).of(self.language), key=len)
        return text

    def _hints(self, question: WizardQuestion) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the hints of a question, and its examples where it takes a list."""
        if question.labels:
            return ((_("You may choose several."),) if question.several else ()), ()
        words, example = intake_words().talk, self._said(question.example)
        if question.several:
            start = question.stem.first(self.language) if question.stem else ""
            stem = (words.stem.said(self.language, start),) if start else ()
            return (*stem, _("One on each line, for example:")), tuple(entries(example))
        if example:
            return (words.example.said(self.language, example),), ()
        return (_("If you leave this empty: {default}.", default=self._said(question.default)),), ()

    def _choices(self, question: WizardQuestion, name: str) -> tuple[FormChoice, ...]:
        if question.switches:
            return tuple(self._switch(f"{name}.{each}", label) for each, label in question.labels.items())
        given = self.answers.values_of(name)
        return tuple(
            FormChoice(
                f"{name}-{number}" if number else name, name, value, label.said(self.language), value in given
            )
            for number, (value, label) in enumerate(question.labels.items())
        )

    def _switch(self, name: str, label: Translated) -> FormChoice:
        """Return a box of its own; one that is set to no stays so where it is not ticked."""
        given = "".join(self.answers.values_of(name))
        is_ticked = given == "true"
        return FormChoice(
            name, name, "true", label.said(self.language), is_ticked, "" if is_ticked else given
        )


def _of_contact(key: str, number: int) -> str:
    return key.replace(CONTACT, f"contacts.{number}.", 1) if key.startswith(CONTACT) else key


def error_text(answers: Answers, error: FieldError) -> str:
    """Return an error's message as a sentence; of a list with several lines, with the number of the line."""
    number, message = error.path.removeprefix(f"{error.field}."), error.message
    if number.isdecimal() and error.field in answers and not known_key(error.field).choices:
        lines = [line for line, _text in answers.entries(error.field)]
        if len(lines) > 1:
            message = _("line {number}: {message}", number=lines[int(number) - 1], message=message)
    return sentence(message)


def sentence(text: str) -> str:
    """Return a text that begins with a capital."""
    return text[:1].upper() + text[1:]
