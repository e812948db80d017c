"""Define the profile of one person as it is typed, and the talks derived from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, model_validator

from interview_kit.model import field_types
from interview_kit.model.enums import (
    SOURCE_LANGUAGE,
    AskBy,
    Channel,
    Decision,
    Fear,
    Goal,
    Language,
    Length,
    ProgrammePage,
    Register,
    Relationship,
    Situation,
    Topic,
    Training,
)
from interview_kit.model.field_types import InputModel
from interview_kit.model.language import rules_of
from interview_kit.model.theme import VARIANT_NAMES, Variant
from interview_kit.support.i18n import _

__all__ = [
    "About",
    "AskBy",
    "Channel",
    "Contact",
    "Decision",
    "Fear",
    "Goal",
    "Language",
    "Length",
    "Profile",
    "Programme",
    "ProgrammePage",
    "QuestionChoices",
    "Referral",
    "Register",
    "Relationship",
    "Situation",
    "Support",
    "Talk",
    "TalkDefaults",
    "Target",
    "Topic",
    "Training",
]


class Target(InputModel):
    """The work the person asks about."""

    occupation: field_types.Line = ""
    field: field_types.Line = ""
    regulation: field_types.Regulation = Field(default=False, alias="regulated")
    trade: bool = False

    @property
    def work(self) -> str:
        """Return the occupation, or else the field; "" where neither is known yet."""
        return self.occupation or self.field

    @property
    def regulated(self) -> bool:
        """Return whether a licence is needed."""
        return bool(self.regulation)

    @property
    def regulator(self) -> str | None:
        """Return the regulator's name, or None where the work is not regulated or the name is not known."""
        return self.regulation if isinstance(self.regulation, str) else None


class About(InputModel):
    """What the person says about themselves."""

    introduction: field_types.Line = ""
    summary: field_types.Paragraph = ""
    interests: field_types.Lines = ()
    skills: field_types.Lines = ()
    education: field_types.Line = ""
    training: Training = Training.NONE
    experience: field_types.Lines = ()
    needs: field_types.Lines = ()


class TalkDefaults(InputModel):
    """How talks are requested and held; a value that is not given is None."""

    channel: Channel | None = None
    ask_by: AskBy | None = None
    minutes: field_types.Minutes | None = None
    availability: field_types.Lines | None = None
    date: field_types.Date | None = None
    time: dt.time | None = None
    timezone: field_types.TimeZone | None = None
    place: field_types.Line | None = None
    link: field_types.Link | None = None


class Referral(InputModel):
    """Who suggested a contact, and whether that person agreed to be named."""

    name: field_types.Name
    agreed: bool = False


def _usual_register(given: dict[str, Any]) -> Register:
    return Register.TU if given.get("relationship") is Relationship.FAMILY else Register.VOUS


class Contact(TalkDefaults):
    """One person to talk with; it may override any key of `talk`."""

    name: field_types.Name = ""
    occupation: field_types.Line = ""
    organisation: field_types.Line = ""
    phone: field_types.Number = ""
    email: field_types.Address = ""
    relationship: Relationship = Relationship.STRANGER
    # Pydantic's metaclass is an ABCMeta, which has a method `register`, so the field needs another name.
    spoken_register: Register = Field(default_factory=_usual_register, alias="register")
    referral: Referral | None = None
    language: Language | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError(_("this contact is empty: write at least a name, or delete the entry"))
        return self

    @property
    def register(self) -> Register:
        """Return how the contact is addressed, if the language has several ways: tu by default for family."""
        return self.spoken_register

    @property
    def introduced(self) -> bool:
        """Return whether the referral agreed to be named (content rule 2, approach B)."""
        return self.referral is not None and self.referral.agreed


class QuestionChoices(InputModel):
    """Which questions the person keeps and drops (ids of the bank) and adds (own words)."""

    keep: field_types.Ids = ()
    drop: field_types.Ids = ()
    add: field_types.Lines = ()


class Support(InputModel):
    """What makes the kit easier to use for this person."""

    fears: field_types.Fears = ()
    large_print: bool = False
    dyslexia_friendly: bool = False
    high_contrast: bool = False
    plain_language: bool = False
    say: field_types.Line = ""
    address: Register | None = None

    @property
    def variant(self) -> Variant:
        """Return the accessibility options that this person needs."""
        return Variant(**{name: getattr(self, name) for name in VARIANT_NAMES})


class Programme(InputModel):
    """The class or the agency's programme this kit is made for."""

    course: field_types.Line = ""
    teacher: field_types.Line = ""
    contact: field_types.Line = ""
    due: field_types.Date | None = None
    pages: field_types.ProgrammePages = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk with defaults applied; `minutes` is the length to ask for, from 5 to 60."""

    contact: Contact | None
    channel: Channel
    ask_by: AskBy
    minutes: int
    availability: tuple[str, ...]
    date: dt.date | None
    time: dt.time | None
    timezone: str
    place: str
    link: str

    @property
    def start(self) -> dt.datetime | None:
        """Return when it begins, in its time zone if that is known, or None without a date and a time."""
        if self.date is None or self.time is None:
            return None
        return dt.datetime.combine(self.date, self.time, self.zone)

    @property
    def zone(self) -> ZoneInfo | None:
        """Return the time zone, or None (local time) where it is not given or not known here."""
        try:
            return ZoneInfo(self.timezone) if self.timezone else None
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return None


# Content table "asked": a first call to a stranger, and a call after an introduction.
COLD_MINUTES = 10
REFERRED_MINUTES = 15

# A talk in writing or by video needs an address first; the others are asked for by phone.
_ASKED_BY_EMAIL = (Channel.VIDEO, Channel.WRITTEN)


class Profile(InputModel):
    """One person and the talks they prepare for."""

    name: field_types.Name
    id: field_types.Name = ""
    phone: field_types.Number = ""
    email: field_types.Address = ""
    language: Language = SOURCE_LANGUAGE
    pronouns: field_types.Name = ""
    situation: field_types.Situations = (Situation.JOB_SEEKER,)
    decision: Decision = Decision.EXPLORING
    minor: bool = Field(default_factory=bool)
    location: field_types.Line = ""
    target: Target = Field(default_factory=Target)
    about: About = Field(default_factory=About)
    goals: field_types.Goals = ()
    knows: field_types.Topics = ()
    talk: TalkDefaults = Field(default_factory=TalkDefaults)
    contacts: Annotated[tuple[Contact, ...], Field(max_length=12)] = ()
    length: Length | None = None
    questions: QuestionChoices = Field(default_factory=QuestionChoices)
    support: Support = Field(default_factory=Support)
    programme: Programme | None = None

    @model_validator(mode="after")
    def _with_usual_values(self) -> Self:
        """Set `minor` and plain wording where they are not given: for pupils and classes, and newcomers."""
        given, secondary = self.model_fields_set, Situation.SECONDARY in self.situation
        if "minor" not in given:
            self.__dict__["minor"] = secondary or ("situation" not in given and self.in_a_class)
        if Situation.NEWCOMER in self.situation and "plain_language" not in self.support.model_fields_set:
            plain = vars(self.support) | {"plain_language": True}
            self.__dict__["support"] = Support.model_construct(self.support.model_fields_set, **plain)
        return self

    @property
    def in_a_class(self) -> bool:
        """Return whether the profile names a class, a teacher, a consent form or a school grade."""
        programme = self.programme or Programme()
        known = programme.course or programme.teacher or ProgrammePage.CONSENT in programme.pages
        return bool(known) or any(rules_of(each).names_a_grade(self.about.education) for each in Language)

    @property
    def age_is_assumed(self) -> bool:
        """Return whether the person counts as a minor because of the class alone."""
        return self.minor and not {"minor", "situation"} & self.model_fields_set

    def language_with(self, contact: Contact | None) -> Language:
        """Return the language to speak with a contact: theirs, else that of the kit."""
        return (contact and contact.language) or self.language

    def talks(self) -> tuple[Talk, ...]:
        """Return one talk for each contact, or one without a contact where none is known yet."""
        return tuple(self._talk_with(contact) for contact in self.contacts or (None,))

    def _talk_with(self, contact: Contact | None) -> Talk:
        own = contact or TalkDefaults()
        usual = self.talk
        channel = own.channel or usual.channel or Channel.PHONE
        usual_ask = AskBy.EMAIL if channel in _ASKED_BY_EMAIL else AskBy.PHONE
        usual_minutes = REFERRED_MINUTES if contact and contact.introduced else COLD_MINUTES
        return Talk(
            contact=contact,
            channel=channel,
            ask_by=own.ask_by or usual.ask_by or usual_ask,
            minutes=own.minutes or usual.minutes or usual_minutes,
            availability=own.availability or usual.availability or (),
            date=own.date or usual.date,
            time=own.time or usual.time,
            timezone=own.timezone or usual.timezone or "",
            place=own.place or usual.place or "",
            link=own.link or usual.link or "",
        )
