"""A theme that names a country: spelling, sources, dates, tags and paper; the other language as it was."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from pypdf import PdfReader

from interview_kit.build.extras import EXTRAS, KIT_DRAFT, extra_files
from interview_kit.build.kit import make_document
from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.model.language import LanguageRules, region_of, rules_of
from interview_kit.model.profile import Profile
from interview_kit.model.theme import Paper, Theme
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.select import select
from interview_kit.stages.write import WRITERS
from interview_kit.support.errors import ThemeError
from interview_kit.support.paths import LANGUAGES
from interview_kit.tools.lint_theme.kit_text import spoken_text
from interview_kit.tools.lint_theme.pdf_text import page_texts
from tests.agencies import agency
from tests.kits import PEOPLE
from tests.reading import docx_part, docx_text, margin_text
from tests.shared import some

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AMERICAN = "description: Prairie Careers, in Springfield\nextends: base\nlocale: {en: en-US, fr: fr-CA}\n"
# Words and places of Canada, as the kits of an American agency may not have them.
CANADIAN = re.compile(
    r"""\b(?: job\ bank | jobbank | provinc | territor | canad | ontario | qu[ée]bec | alberta | manitoba
    | yukon | saskatchewan | nova\ scotia | brunswick | newfoundland | prince\ edward | columbia | nunavut
    | workbc | alis\b | cicic | red[ -]seal | 211\.ca | gc\.ca | kids\ help | 1-800-668 | settlement
    | licence | neighbour | practis | organis | recognis | programme | centre | centring | labour
    | judgement | colour | favour | honour | behaviour | enrol\b | cheque | grey\b | catalogue | analyse
    | apologis | realis | specialis | summaris | travell | cancell | counsell | fulfil\b | metre
    | defence | storey | learnt | whilst | grade\ \{ | grade\ \d )""",
    re.IGNORECASE | re.VERBOSE,
)


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    return load_theme(agency(tmp_path_factory.mktemp("prairie") / "prairie", AMERICAN))


@pytest.fixture(scope="module")
def bank(theme: Theme) -> Bank:
    return read_bank(layers=theme.layers)


def texts(bank: Bank, key: str) -> list[str]:
    """Return every text of a bank under a key, such as en; what is filled in is no word of it."""

    def inside(value: object) -> list[str]:
        match value:
            case dict():
                found = [re.sub(r"\{\{.*?\}\}", "", value[key])] if isinstance(value.get(key), str) else []
                return found + [each for below in value.values() for each in inside(below)]
            case list() | tuple():
                return [each for below in value for each in inside(below)]
        return []

    return inside(bank.model_dump(exclude={"rules", "choosing"}))


def test_no_text_of_an_american_bank_has_a_word_or_place_of_canada(bank: Bank) -> None:
    ours, base = texts(bank, "en"), texts(read_bank(), "en")
    assert [each for each in ours if CANADIAN.search(each)] == []
    assert sum(map(bool, map(CANADIAN.search, base))) > 40


def test_the_other_language_keeps_every_word(bank: Bank) -> None:
    for key in ("fr", "fr_tu"):
        assert texts(bank, key) == texts(read_bank(), key)


def files_of(profile: Profile, bank: Bank, theme: Theme) -> dict[str, str]:
    """Return the words of each file of a person: the kit by its format, drafts of mails, the calendar."""
    document = make_document(profile, bank)
    made = {name: WRITERS[name](document, theme) for name in WRITERS}
    found = {name: READERS[name](data) for name, data in made.items()}
    extras = extra_files(select(bank, profile), profile, bank, (*EXTRAS, KIT_DRAFT), made)
    return found | {name: _unpacked(data) for name, data in extras.items()}


def _unpacked(data: bytes) -> str:
    """Return the subject and the text of a mail, or a calendar without its folded lines."""
    if data.startswith(b"BEGIN:VCALENDAR"):
        return data.decode().replace("\r\n ", "")
    mail = message_from_bytes(data, policy=policy.default)
    body = mail.get_body()
    assert body is not None
    return f"{mail['Subject']}\n{body.get_content()}"


def _web_words(page: bytes) -> str:
    unseen = re.sub(r"<(style|script)\b.*?</\1>", " ", page.decode(), flags=re.DOTALL)
    return f"{re.sub('<[^>]+>', ' ', unseen)} {spoken_text(page)}"


READERS: dict[str, Callable[[bytes], str]] = {
    "pdf": lambda data: "\n".join(page_texts(data)),
    "docx": lambda data: "\n".join([docx_text(data), *margin_text(data)]),
    "html": _web_words,
    "txt": bytes.decode,
}
FILES = {"pdf", "docx", "html", "txt", "ics", "kit.eml", "thank-you.eml"}


def american(person: str) -> Profile:
    """Return a person who lives in California, and has a talk with a date; what people typed is theirs."""
    profile = PEOPLE[person]
    talk = profile.talk.model_copy(update={"date": dt.date(2026, 12, 2), "time": dt.time(15, 45)})
    return profile.model_copy(
        update={
            "location": "Fresno, California",
            "language": Language("en"),
            "talk": talk,
            "email": "ada@mail.example",
        }
    )


@pytest.mark.parametrize("person", some(["denise", "P1-maya", "P2-amina", "P3-dave", "P5-helen"], 2))
def test_no_file_of_an_american_kit_has_them(bank: Bank, theme: Theme, person: str) -> None:
    profile = american(person)
    typed = profile.model_dump_json().lower()
    files = files_of(profile, bank, theme)
    assert files.keys() >= FILES | ({"ask.eml"} if person == "denise" else set())
    found = {
        (name, each[0].lower())
        for name, text in files.items()
        for each in CANADIAN.finditer(text)
        if each[0].lower() not in typed
    }
    assert found == set()
    assert all("CareerOneStop" in files[name] for name in WRITERS)


PLANTED = """languages: [en]
change:
  stance.relax: {en: Ask your neighbours in Ontario.}
  thank-you.close: {en: Thank you for the favour.}
  approach.A.email.purpose: {en: I would like to ask you a favour.}
"""
PLANTED_LABELS = """calendar.talk: {en: Meet the neighbours}
mail.kit.body: {en: This is the programme.}
"""


def test_a_word_of_canada_is_seen_in_every_file(tmp_path: Path) -> None:
    words = {"bank__words_dot_yaml": PLANTED, "bank__labels_dot_yaml": PLANTED_LABELS}
    theme = load_theme(agency(tmp_path / "ours", AMERICAN, **words))
    files = files_of(american("denise"), read_bank(layers=theme.layers), theme)
    seen = {name: {each[0].lower() for each in CANADIAN.finditer(text)} for name, text in files.items()}
    told = {"neighbour", "ontario", "favour"}
    assert seen == dict.fromkeys(WRITERS, told) | {
        "ask.eml": {"favour"},
        "thank-you.eml": {"favour"},
        "kit.eml": {"programme"},
        "ics": {"neighbour"},
    }


def arranged(language: str) -> Profile:
    talk = {"date": dt.date(2026, 12, 2), "time": dt.time(15, 45), "timezone": "America/Chicago"}
    return Profile.model_validate(
        {"name": "Ada", "language": language, "target": {"occupation": "welder"}, "talk": talk}
    )


def test_tags_dates_and_times_are_those_of_the_country(bank: Bank, theme: Theme) -> None:
    document = make_document(arranged("en"), bank)
    text = WRITERS["txt"](document, theme).decode()
    assert "3:45\u202fPM" in text and "Wednesday, December\u00a02" in text and "p.m." not in text
    assert PdfReader(io.BytesIO(WRITERS["pdf"](document, theme))).trailer["/Root"]["/Lang"] == "en-US"  # type: ignore[index]
    assert b'<html lang="en-US"' in WRITERS["html"](document, theme)
    docx = WRITERS["docx"](document, theme)
    lang = docx_part(docx, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert lang.get(f"{W}val") == "en-US"
    french = WRITERS["txt"](make_document(arranged("fr"), bank), theme).decode()
    assert "15\u00a0h\u00a045" in french and make_document(arranged("fr"), bank).language == "fr-CA"


def test_the_paper_is_the_options_then_the_themes_then_that_of_the_country(tmp_path: Path) -> None:
    british = agency(tmp_path / "british", "extends: base\nlocale: {en: en-GB}\n")
    assert load_theme(british).paper is Paper.A4
    assert load_theme(british, paper=Paper.LETTER).paper is Paper.LETTER
    own = agency(tmp_path / "own", "extends: british\ntokens: {paper: letter}\n")
    assert load_theme(own).paper is Paper.LETTER
    assert read_bank(layers=load_theme(own).layers).rules[Language("en")].tag == "en-GB"
    branch = agency(tmp_path / "branch", "extends: british\nlocale: {en: en-US}\n")
    assert load_theme(branch).paper is Paper.LETTER
    both = agency(tmp_path / "both", "extends: base\nlocale: {en: en-US, fr: fr-FR}\n")
    assert load_theme(both).paper is Paper.LETTER
    assert load_theme("base").paper is Paper.LETTER


@pytest.mark.parametrize(
    ("locale", "path", "message"),
    [
        ("{en: fr-CA}", "locale.en", "fr-CA is another language; write en- and the country"),
        ("{en: en-XQ}", "locale.en", "there are no dates and times for en-XQ; look at the country"),
        ("{en: us}", "locale.en", "write the language and the country, such as en-US or fr-CA"),
        ("{es: es-US}", "locale.es", "unknown key"),
    ],
)
def test_a_country_that_is_none_is_named(tmp_path: Path, locale: str, path: str, message: str) -> None:
    with pytest.raises(ThemeError) as refused:
        load_theme(agency(tmp_path / "ours", f"extends: base\nlocale: {locale}\n"))
    (problem,) = refused.value.problems
    assert (problem.line, problem.path) == (2, path)
    assert problem.message.startswith(message)


def test_the_file_of_a_country_changes_texts_that_are_there() -> None:
    known = set(read_bank().source)
    for file in LANGUAGES.glob("*/regions/*.yaml"):
        region = region_of(Language(file.parent.parent.name), file.stem)
        assert region.texts.keys() <= known
        assert region.rules.keys() <= LanguageRules.model_fields.keys()
        assert rules_of(Language(file.parent.parent.name), file.stem).tag == file.stem
