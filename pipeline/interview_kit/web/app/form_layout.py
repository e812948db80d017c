"""Lay out the form: the wizard's short path, sections of other questions, a summary of what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from interview_kit.model.enums import Language
from interview_kit.stages.read.roster.profile_keys import MOST_CONTACTS
from interview_kit.support.i18n import N_, _
from interview_kit.tools.new_profile.questions import intake_words
from interview_kit.web.app.form import MORE_KEYS, Answers, FieldError, has_control
from interview_kit.web.app.form_fields import CONTACT, FieldMaker, FormField, error_text

# The sections after the short path: a title, and what the keys in each begin with.
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("The work in more detail"), ("target.", "knows")),
    (N_("More about you"), ("about.", "location", "phone", "email")),
    (N_("The person you will talk with"), (CONTACT,)),
    (N_("How and when you talk"), ("talk.",)),
    (N_("What helps you"), ("support",)),
)


@dataclass(frozen=True, slots=True)
class FormSection:
    """Fields under a title; `remove` is the contact that its button takes out, or ""."""

    id: str
    title: str
    fields: tuple[FormField, ...]
    remove: str = ""

    @property
    def answered(self) -> int:
        """Return how many of its questions have an answer."""
        return sum(field.is_answered for field in self.fields)

    @property
    def is_open(self) -> bool:
        """Return whether its questions are to be seen at once: one has an answer, or a wrong one."""
        return any(field.is_answered or field.errors for field in self.fields)


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """An entry of the summary: the id of a control, its question or "" for none, and what is wrong."""

    target: str
    label: str
    message: str


@dataclass(frozen=True, slots=True)
class FormView:
    """The form as the page shows it: the fields of the short path, the sections after it, and the errors."""

    short: tuple[FormField, ...]
    more: tuple[FormSection, ...]
    errors: tuple[ErrorLink, ...]


def form_view(answers: Answers, errors: Sequence[FieldError], language: Language, whole: str) -> FormView:
    """Return the form in a language; errors that no field shows lead to the id `whole`."""
    make = FieldMaker(answers, errors, language)
    short = tuple(make(each) for each in intake_words().questions if each.short and make.is_shown(each))
    more = tuple(_sections(make))
    unasked = dict.fromkeys(each.field for each in errors if each.field and not has_control(each.field))
    if unasked:
        more = (FormSection("unasked", _("From your file"), tuple(map(make.unasked, unasked))), *more)
    fields = [*short, *(field for section in more for field in section.fields)]
    return FormView(short, more, tuple(_error_links(fields, answers, errors, whole)))


def _sections(make: FieldMaker) -> Iterator[FormSection]:
    for number, (title, beginnings) in enumerate(SECTIONS, start=1):
        rest = (each for each in intake_words().questions if not each.short)
        here = (each for each in rest if each.key.startswith(beginnings) and make.is_shown(each))
        more = (key for key in MORE_KEYS if key.startswith(beginnings))
        yield FormSection(f"more-{number}", _(title), (*map(make, here), *map(make.unasked, more)))
        if beginnings == (CONTACT,):
            yield from _other_contacts(make)


def _other_contacts(make: FieldMaker) -> Iterator[FormSection]:
    """Yield a section for each contact after the first, and where there is room an empty one for the next."""
    asked = [each for each in intake_words().questions if each.key.startswith(CONTACT)]
    more = [key for key in MORE_KEYS if key.startswith(CONTACT)]
    known = make.answers.contacts
    for number in range(2, min(max(known, 1) + 1, MOST_CONTACTS) + 1):
        name, is_next = f"contacts.{number}", number > known
        title = make.answers.values_of(f"{name}.name") or (_("Person {number}", number=number),)
        yield FormSection(
            f"contact-{number}",
            _("One more person to talk with") if is_next else title[0],
            (
                *(make(each, number) for each in asked if make.is_shown(each, number)),
                *(make.unasked(each, number) for each in more),
            ),
            "" if is_next else name,
        )


def _error_links(
    fields: Iterable[FormField], answers: Answers, errors: Iterable[FieldError], whole: str
) -> Iterator[ErrorLink]:
    """Yield an entry for each error, in the order of the page; last those that no field shows."""
    shown: set[str] = set()
    for field in fields:
        shown |= {field.name, *(each.name for each in field.choices)}
        yield from (ErrorLink(field.id, field.label, message) for message in field.errors)
    for error in errors:
        if error.field not in shown:
            yield ErrorLink(whole, error.field, error_text(answers, error))
