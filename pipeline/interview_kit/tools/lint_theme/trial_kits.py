"""Build sample kits with a theme, in each language of its bank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from interview_kit.build.kit import build_kit
from interview_kit.build.limits import USUAL_LIMITS, limited_input
from interview_kit.build.sources import check_choices
from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.model.theme import Theme, Variant
from interview_kit.stages.read.profiles import ReadProfile, open_profile, profiles_in
from interview_kit.support.errors import InvalidInput
from interview_kit.support.paths import TEMPLATES
from interview_kit.support.verapdf import broken_rules, lacking

PEOPLE = TEMPLATES / "people"
MOST_PEOPLE = 3
FORMATS = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class TrialKit:
    """A sample kit: the person, the language, the PDF, and the PDF/UA-1 rules it breaks.

    `refusal` is the error where no kit was built.
    """

    person: str
    language: Language
    pdf: bytes = b""
    broken: tuple[str, ...] = ()
    refusal: InvalidInput | None = None


def people_of(source: Path | None) -> tuple[ReadProfile, ...]:
    """Return at most three profiles: of a folder, of one file, or by default those shipped.

    Raises InvalidInput.
    """
    folder = source or PEOPLE
    files = profiles_in(folder) if folder.is_dir() else (folder,)
    return tuple(open_profile(file) for file in files[:MOST_PEOPLE])


def make_kits(
    people: Sequence[ReadProfile], bank: Bank, themes: Mapping[Variant, Theme]
) -> Iterator[TrialKit]:
    """Yield a kit for each person and language of the bank; `themes` maps each variant to its theme.

    Raises MissingLibrary.
    """
    checks = not lacking()
    for person in people:
        for language in bank.languages:
            place = f"{person.profile.name}, {language.value}"
            profile = person.profile.model_copy(update={"language": language})
            try:
                check_choices(person, bank)
                with limited_input(place, USUAL_LIMITS):
                    kit = build_kit(profile, bank, themes[profile.support.variant], FORMATS)
            except InvalidInput as error:
                yield TrialKit(profile.name, language, refusal=error)
                continue
            pdf = kit.files["pdf"]
            yield TrialKit(profile.name, language, pdf, tuple(broken_rules(pdf)) if checks else ())
