"""Read one person's profile, or find the profiles of a folder."""

from __future__ import annotations

import datetime as dt
import re
from collections import abc
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from interview_kit.model.job_asking import job_asking
from interview_kit.model.language import rules_of
from interview_kit.model.profile import Channel, Profile, Relationship, Talk
from interview_kit.stages.read.coerce import Issue
from interview_kit.stages.read.strict_yaml import parse_yaml, read_yaml
from interview_kit.stages.read.typed_values import as_meant, is_a_job, is_capitalised
from interview_kit.stages.read.validation import check
from interview_kit.support.errors import Notice, Origin, Problem, refusal
from interview_kit.support.i18n import N_, _, reason_of
from interview_kit.support.positions import Data, Parts, data_from, path_for_people, place_in

# Content, section 2: "above 20 on a first cold call is a warning".
LONGEST_COLD_MINUTES = 20
# Content, section 1, run.brief-summary: at most 60 words, with the name and a few words around.
LONGEST_SUMMARY = 50
# When a talk may begin without a question.
MORNING, NIGHT = dt.time(6), dt.time(22)

_NINE_DIGITS = re.compile(r"[0-9]{9}")

_NOT_PROFILES = (".expect.yaml", ".defaults.yaml", ".map.yaml")
_ENDINGS = (".yaml", ".yml")
_NO_FILE = "profile"


@dataclass(frozen=True, slots=True)
class ReadProfile:
    """A profile, its notices, and the file and data in which later checks find positions."""

    profile: Profile
    notices: tuple[Notice, ...]
    file: str
    tree: Data

    def problem(self, parts: Parts, message: str) -> Problem:
        """Return a problem at the position of a path such as ("questions", "keep", 0), from 0."""
        return place_in(self.tree, parts).problem(path_for_people(parts), message)

    def notice(self, parts: Parts, message: str) -> Notice:
        """Return a notice at the position of `parts`."""
        return place_in(self.tree, parts).located(Notice, path_for_people(parts), message)


def read_profile(path: Path) -> Profile:
    """Return the profile of a file. Raises InvalidInput with all problems."""
    return open_profile(path).profile


def open_profile(path: Path) -> ReadProfile:
    """Return the profile of a file with its notices and positions. Raises InvalidInput."""
    return profile_of(read_yaml(path))


def parse_profile(data: bytes, file: str) -> ReadProfile:
    """Return the profile of YAML bytes, such as standard input. Raises InvalidInput."""
    return profile_of(parse_yaml(data, file))


def profile_from(data: abc.Mapping[str, object]) -> ReadProfile:
    """Return the profile of a mapping with the keys of a profile's file; dates and numbers may be text.

    Raises InvalidInput, whose problems have a path and no position.
    """
    return profile_of(data_from(data, Origin(_NO_FILE, 0, 0)))


def profile_of(tree: Data, told: tuple[Issue, ...] = (), *, is_meant: bool = False) -> ReadProfile:
    """Return the profile of a file's data; `told` are remarks about its values. Raises InvalidInput.

    Data that `as_meant` has returned already `is_meant`.
    """
    meant, more = (tree, ()) if is_meant else as_meant(tree)
    if more:
        from interview_kit.stages.read.roster.cells import without_gaps

        meant = without_gaps(meant)
    checked = check(Profile, meant)
    found = (each.at.located(Notice, path_for_people(each.parts), each.message) for each in (*told, *more))
    notices = tuple(dict.fromkeys(found))
    read = ReadProfile(checked.model, notices, tree.at.file, checked.tree)
    return replace(read, notices=(*notices, *notices_about(read)))


def profiles_in(folder: Path) -> tuple[Path, ...]:
    """Return the paths of the profiles in a folder, sorted, without its sub-folders.

    `*.expect.yaml`, `*.defaults.yaml`, `*.map.yaml`, `kit.yaml` and names that begin with . or _ are none.
    Raises InvalidInput where there are none, or the folder cannot be read.
    """
    try:
        found = sorted(path for path in folder.iterdir() if is_profile(path))
    except OSError as error:
        message = _("this folder cannot be read: {reason}", reason=reason_of(error))
        raise refusal(str(folder), message) from error
    if not found:
        raise refusal(str(folder), _("no profile in this folder; a profile's name ends in .yaml"))
    return tuple(found)


def is_profile(path: Path) -> bool:
    """Return whether a path is taken for a profile, by its name; folders are not."""
    name = path.name.casefold()
    return (
        name.endswith(_ENDINGS)
        and not name.endswith(_NOT_PROFILES)
        and name != "kit.yaml"
        and not name.startswith((".", "_"))
        and not path.is_dir()
    )


def notices_about(read: ReadProfile) -> tuple[Notice, ...]:
    """Return warnings about a valid profile, each once."""
    return tuple(
        dict.fromkeys(
            (
                *_assumed(read),
                *_about_own_words(read),
                *_about_talks(read),
                *_about_typing(read),
                *_at_night(read),
                *_at_one_time(read),
                *_not_printed(read),
            )
        )
    )


def as_unknown_age(read: ReadProfile, *, minor: bool) -> ReadProfile:
    """Return a profile of a list that does not give its age: that of a minor, or of an adult, with a notice.

    A profile that says its age, or that it is of a class, is returned as it is, and an adult's without a
    notice where they have neither a number nor an address.
    """
    profile = read.profile
    if profile.minor or {"minor", "situation"} & profile.model_fields_set:
        return read
    if minor:
        profile, message = profile.model_copy(update={"minor": True}), _(_AS_A_MINOR)
    elif profile.phone or profile.email:
        message = _(
            "no age is given: these are adults, whose own number and address the kit may print; fill in "
            "Age or Situation (keys: minor, situation) where one is a minor"
        )
    else:
        return read
    return replace(read, profile=profile, notices=(*read.notices, read.notice(("minor",), message)))


_AS_A_MINOR = N_(
    "the age is not given: in a class that is a minor, whose own number and address are not printed; "
    "fill in Age, Situation or Minor (keys: situation, minor) to say otherwise"
)
CAPITAL = N_(
    "the kit’s sentences print this job as typed, with its capital; write a small letter unless it is a name"
)
# The paths of notices about what is assumed in place of a value that is not given.
ASSUMED = ("decision", "minor", "target")


def _assumed(read: ReadProfile) -> Iterator[Notice]:
    """Yield a notice for each value that is not given and decides what the kit says."""
    profile = read.profile
    if "decision" not in profile.model_fields_set:
        yield read.notice(("decision",), _("no answer: the kit is for someone who is still exploring"))
    if profile.age_is_assumed:
        yield read.notice(("minor",), _(_AS_A_MINOR))
    if not profile.target.work and not any(each.path.startswith("target") for each in read.notices):
        message = _("no job and no field: the kit is for “work I am curious about”, with a blank to fill in")
        yield read.notice(("target",), message)


def _not_printed(read: ReadProfile) -> Iterator[Notice]:
    """Yield a notice for each place or link of a talk without a date."""
    for number, talk in enumerate(read.profile.talks()):
        for key in ("place", "link") if talk.date is None else ():
            own = talk.contact is not None and bool(getattr(talk.contact, key))
            if getattr(talk, key):
                message = _("the kit prints this once the talk has a date")
                yield read.notice(("contacts", number, key) if own else ("talk", key), message)


def _at_night(read: ReadProfile) -> Iterator[Notice]:
    """Yield a notice for each time of a talk when few people are at work."""
    times: dict[Parts, dt.time | None] = {("talk", "time"): read.profile.talk.time}
    times |= {("contacts", place, "time"): each.time for place, each in enumerate(read.profile.contacts)}
    for parts, time in times.items():
        if time and not MORNING <= time < NIGHT:
            message = _("this time is at night; the clock has 24 hours, such as 15:45 in the afternoon")
            yield read.notice(parts, message)


def _at_one_time(read: ReadProfile) -> Iterator[Notice]:
    """Yield a notice for each talk that begins before another one is over."""
    talks = read.profile.talks()
    for place, talk in enumerate(talks):
        other = next((each for each in range(place) if _overlap(talks[each], talk)), None)
        if other is not None:
            message = _(
                "{one} and {other}: two talks at the same time; "
                "write the date and time of each under its contact",
                one=_whose(talks[other], other),
                other=_whose(talk, place),
            )
            yield read.notice(("contacts", place, "date"), message)


def _overlap(one: Talk, other: Talk) -> bool:
    """Return whether two talks have a moment in common; without both time zones, by the clock."""
    first, second = one.start, other.start
    if first is None or second is None:
        return False
    if not (one.zone and other.zone):
        first, second = first.replace(tzinfo=None), second.replace(tzinfo=None)
    ends = first + dt.timedelta(minutes=one.minutes), second + dt.timedelta(minutes=other.minutes)
    return first < ends[1] and second < ends[0]


def _whose(talk: Talk, place: int) -> str:
    known = talk.contact and (talk.contact.name or talk.contact.organisation)
    return known or path_for_people(("contacts", place))


def _about_own_words(read: ReadProfile) -> Iterator[Notice]:
    """Yield a notice for a long summary, and for each text about oneself that asks for a job."""
    if len(read.profile.about.summary.split()) > LONGEST_SUMMARY:
        message = _(
            "more than {most} words are hard to say in 30 seconds; shorten it if you can",
            most=LONGEST_SUMMARY,
        )
        yield read.notice(("about", "summary"), message)
    language, about = read.profile.language, read.profile.about
    for key, words in (("introduction", about.introduction), ("summary", about.summary)):
        if asked := job_asking(words, language):
            message = _(
                "“{words}” sounds as if you ask for a job; say what you like and what you can do", words=asked
            )
            yield read.notice(("about", key), message)


def _about_talks(read: ReadProfile) -> Iterator[Notice]:
    for place, talk in enumerate(read.profile.talks()):
        contact = talk.contact
        stranger = contact is None or contact.relationship is Relationship.STRANGER
        introduced = contact is not None and contact.introduced
        spoken = talk.channel is not Channel.WRITTEN
        if spoken and stranger and not introduced and talk.minutes > LONGEST_COLD_MINUTES:
            own = contact is not None and contact.minutes is not None
            parts: Parts = ("contacts", place, "minutes") if own else ("talk", "minutes")
            message = _(
                "{minutes} minutes is much for a first talk with a stranger; 20 or fewer is usual",
                minutes=talk.minutes,
            )
            yield read.notice(parts, message)


def _about_typing(read: ReadProfile) -> Iterator[Notice]:
    """Yield a notice for each job with an article, a capital or a sentence, and each number of nine digits.

    A job is printed as typed; a spreadsheet may have removed the leading 0 of a number.
    """
    profile = read.profile
    jobs: dict[Parts, str] = {("target", "occupation"): profile.target.occupation}
    numbers: dict[Parts, str] = {("phone",): profile.phone}
    for place, contact in enumerate(profile.contacts):
        jobs["contacts", place, "occupation"] = contact.occupation
        numbers["contacts", place, "phone"] = contact.phone
    if profile.programme:
        numbers["programme", "contact"] = profile.programme.contact
    for parts, job in jobs.items():
        if article := re.match(rules_of(profile.language).articles, job, re.IGNORECASE):
            message = _(
                "write the job without “{article}”; the kit puts the words before it that a sentence needs",
                article=article[0].strip(),
            )
            yield read.notice(parts, message)
        elif job and not is_a_job(job):
            message = _(
                "the kit’s sentences use this as the name of a job; write one job alone, such as electrician"
            )
            yield read.notice(parts, message)
        elif is_capitalised(job):
            yield read.notice(parts, _(CAPITAL))
    for parts, number in numbers.items():
        if _NINE_DIGITS.fullmatch(number):
            message = _("9 digits: has a spreadsheet taken the 0 in front away? Write it again, as text")
            yield read.notice(parts, message)
