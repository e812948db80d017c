"""Make the kits of a few people with a theme, in each of its languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from interview_kit.build.kit import build_kit
from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.model.theme import Theme, Variant
from interview_kit.stages.read.profiles import ReadProfile, open_profile, profiles_in
from interview_kit.stages.select.keep_drop import wrong_choices
from interview_kit.support.errors import InvalidInput
from interview_kit.support.paths import TEMPLATES
from interview_kit.support.verapdf import broken_rules, lacking
from interview_kit.tools.lint_theme.time_limit import within_limits

PEOPLE = TEMPLATES / "people"
MOST_PEOPLE = 3
FORMATS = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class TrialKit:
    """A kit that was made: whose, in which language, its PDF, and the rules of PDF/UA-1 that it breaks.

    `refusal` is why there is none.
    """

    person: str
    language: Language
    pdf: bytes = b""
    broken: tuple[str, ...] = ()
    refusal: InvalidInput | None = None


def people_of(source: Path | None) -> tuple[ReadProfile, ...]:
    """Return the first three people of a folder, the one of a profile, or those that come with the program.

    Raises InvalidInput.
    """
    folder = source or PEOPLE
    files = profiles_in(folder) if folder.is_dir() else (folder,)
    return tuple(open_profile(file) for file in files[:MOST_PEOPLE])


def not_checked() -> str:
    """Return what is lacking here to check PDF/UA-1, or "" where nothing is."""
    return lacking()


def make_kits(
    people: Sequence[ReadProfile], bank: Bank, themes: Mapping[Variant, Theme]
) -> Iterator[TrialKit]:
    """Yield the kit of each person in each language of the bank; `themes` are by variant.

    Raises MissingLibrary.
    """
    checks = not lacking()
    for person in people:
        for language in bank.languages:
            place = f"{person.profile.name}, {language.value}"
            profile = person.profile.model_copy(update={"language": language})
            try:
                _refuse_wrong_wishes(person, bank)
                with within_limits(place):
                    kit = build_kit(profile, bank, themes[profile.support.variant], FORMATS)
            except InvalidInput as error:
                yield TrialKit(profile.name, language, refusal=error)
                continue
            pdf = kit.files["pdf"]
            yield TrialKit(profile.name, language, pdf, tuple(broken_rules(pdf)) if checks else ())


def _refuse_wrong_wishes(person: ReadProfile, bank: Bank) -> None:
    wrong = wrong_choices(bank, person.profile)
    if wrong:
        raise InvalidInput(tuple(person.problem(*each) for each in wrong))
