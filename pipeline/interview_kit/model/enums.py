"""Define the enumerations of a profile, with values as users type them."""

from enum import StrEnum

from interview_kit.support.i18n import SOURCE
from interview_kit.support.paths import LANGUAGES

_FOLDERS = {path.parent.name for path in LANGUAGES.glob("*/language.yaml")}


class Language(StrEnum):
    """A language of the kits: a folder of templates/languages; the source language is the first."""

    vars().update({name.upper(): name for name in (SOURCE, *sorted(_FOLDERS - {SOURCE}))})


# The language of texts in which every text is written, and of profiles that give none.
SOURCE_LANGUAGE = Language(SOURCE)


class Situation(StrEnum):
    SECONDARY = "secondary"
    POSTSECONDARY = "postsecondary"
    JOB_SEEKER = "job-seeker"
    LAID_OFF = "laid-off"
    CAREER_CHANGER = "career-changer"
    NEWCOMER = "newcomer"
    RETURNING = "returning"
    NEAR_RETIREMENT = "near-retirement"


class Decision(StrEnum):
    EXPLORING = "exploring"
    NARROWING = "narrowing"
    COMMITTED = "committed"


class Goal(StrEnum):
    DUTIES = "duties"
    FIT = "fit"
    ROUTE_IN = "route-in"
    OUTLOOK = "outlook"
    PAY = "pay"
    CONDITIONS = "conditions"
    RECOGNITION = "recognition"
    SPONSOR = "sponsor"


class Topic(StrEnum):
    """A topic that the person has researched already, so that it is not asked about."""

    DUTIES = "duties"
    TRAINING = "training"
    PAY = "pay"
    OUTLOOK = "outlook"
    CONDITIONS = "conditions"
    REGULATOR = "regulator"


class Channel(StrEnum):
    """How a talk is held."""

    PHONE = "phone"
    IN_PERSON = "in-person"
    VIDEO = "video"
    WRITTEN = "written"


class AskBy(StrEnum):
    """How the person asks for a talk."""

    PHONE = "phone"
    EMAIL = "email"
    MESSAGE = "message"
    IN_PERSON = "in-person"


class Relationship(StrEnum):
    STRANGER = "stranger"
    KNOWN = "known"
    FAMILY = "family"
    ARRANGED = "arranged"


class Register(StrEnum):
    """How a contact is addressed, in a language with two ways: as a familiar person, or politely."""

    TU = "tu"
    VOUS = "vous"


class Fear(StrEnum):
    SHY = "shy"
    IMPOSING = "imposing"
    REJECTION = "rejection"


class Training(StrEnum):
    NONE = "none"
    ENROLLED = "enrolled"
    FINISHED = "finished"


class Length(StrEnum):
    SHORT = "short"
    FULL = "full"


class ProgrammePage(StrEnum):
    RUBRIC = "rubric"
    CONSENT = "consent"
    FOR_THE_CONTACT = "for-the-contact"
