"""Lay out the page of the kit: its files, how it looks, and the choice of its questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from interview_kit.model.enums import Language, Length
from interview_kit.model.theme import VARIANT_NAMES
from interview_kit.support.i18n import N_, _
from interview_kit.tools.new_profile.profile_text import example_of
from interview_kit.tools.new_profile.questions import intake_words
from interview_kit.web.app.form import Answers, FieldError
from interview_kit.web.app.form_fields import FieldMaker, FormChoice, FormField, error_text

# By the kind of a file: the words on its button, and what it is for.
_FILES = {
    "pdf": (N_("PDF to print"), N_("It has lines to write on.")),
    "docx": (N_("Word file to type in"), N_("The spaces grow as you type.")),
    "fillable": (N_("PDF to fill in on a screen"), N_("It has fields to type in.")),
    "html": (
        N_("Web page for your phone"),
        N_("One file, which needs no internet."),
    ),
    "txt": (N_("Words alone"), N_("A plain text file.")),
    "ics": (N_("Dates for your calendar"), N_("Your talk, and when to thank and to follow up.")),
    "eml": (N_("Drafts of your e-mails"), N_("They open in your mail program. Nothing is sent.")),
}
MAIN_FILES = ("pdf", "docx")
_LENGTHS = {"": N_("As it fits your talk"), Length.SHORT.value: N_("Short"), Length.FULL.value: N_("Full")}
_OWN, _LENGTH = "questions.add", "length"


@dataclass(frozen=True, slots=True)
class FileButton:
    """A file of the kit: its kind, the words on its button, and what it is for."""

    kind: str
    label: str
    about: str


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    """A question of a talk or one left out: the words, the reason, and what may be done with it.

    `actions` are pairs of a field's name, `keep`, `drop` or `usual`, and the words on its button; there are
    none for a question of the person's own, and for the one that ends every talk.
    """

    id: str
    words: str
    reason: str
    actions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TalkView:
    """One talk: its title, "" where it is the only one, its questions, and those left out by reason."""

    title: str
    questions: tuple[QuestionChoice, ...]
    left_out: tuple[tuple[str, tuple[QuestionChoice, ...]], ...]


def file_buttons(kinds: Iterable[str]) -> tuple[FileButton, ...]:
    """Return the buttons of a kit's files. Raises KeyError for a kind without words."""
    return tuple(FileButton(kind, *map(_, _FILES[kind])) for kind in kinds)


def notes(notices: Iterable[FieldError], answers: Answers, language: Language) -> Iterator[tuple[str, str]]:
    """Yield for each notice of the reader the title of what it is about, "" for none, and the notice."""
    make = FieldMaker(answers, (), language)
    for notice in notices:
        yield make.title_of(notice.field) if notice.field else "", error_text(answers, notice)


def switches(answers: Answers, language: Language) -> tuple[FormField, ...]:
    """Return the fields that change how the kit looks, and the person's own questions."""
    asked = next(each for each in intake_words().questions if set(VARIANT_NAMES) <= set(each.switches))
    helps = FieldMaker(answers, (), language)(asked)
    chosen = "".join(answers.values_of(_LENGTH))
    lengths = tuple(
        FormChoice(_LENGTH if not value else f"{_LENGTH}-{value}", _LENGTH, value, _(label), value == chosen)
        for value, label in _LENGTHS.items()
    )
    return (
        replace(
            helps.with_choices({f"{asked.key}.{name}" for name in VARIANT_NAMES}),
            label=_("To make it easier to read"),
            hints=(),
        ),
        FormField("radios", _LENGTH, _LENGTH, _("How long is the kit?"), choices=lengths),
        FormField(
            "lines",
            _OWN,
            _OWN,
            _("Do you have questions of your own?"),
            (_("One on each line, for example:"),),
            (example_of(_OWN, language),),
            "\n".join(answers.values_of(_OWN)),
        ),
    )


def talk_views(talks: Sequence[Mapping[str, Any]], answers: Answers) -> Iterator[TalkView]:
    """Yield what is shown of each talk; `talks` are those of `explained`, as JSON data."""
    kept, dropped = (
        {text for _number, text in answers.entries(key)} if key in answers else set()
        for key in ("questions.keep", "questions.drop")
    )
    fixed = {talk["closing"] for talk in talks}
    own = {text for _number, text in answers.entries(_OWN)} if _OWN in answers else set()

    def choice(question: Mapping[str, Any], reason: str, action: str, label: str) -> QuestionChoice:
        name, words = question["id"], question["words"]
        actions = [("usual", _("Let the kit choose"))] if name in kept | dropped else [(action, label)]
        is_fixed = words in own or name in fixed
        return QuestionChoice(name, words, reason, () if is_fixed else tuple(actions))

    for talk in talks:
        title = _("A talk of {minutes} minutes", minutes=talk["minutes"]["asked"])
        if talk["contact"]:
            title = _(
                "A talk with {contact}: {minutes} minutes",
                contact=talk["contact"],
                minutes=talk["minutes"]["asked"],
            )
        yield TalkView(
            title if len(talks) > 1 else "",
            tuple(choice(each, each["reason"], "drop", _("Do not ask it")) for each in talk["questions"]),
            tuple(
                (group["reason"], tuple(choice(each, "", "keep", _("Ask it")) for each in group["questions"]))
                for group in talk["left_out"]
            ),
        )
