"""The file to print: kits on right-hand pages under their names, links inside each kit, tags kept."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pypdf
import pytest

from interview_kit.build.class_files.print_file import PrintKit, print_volume
from interview_kit.build.class_files.volumes import main_language, make_volume, volume_title, volumes
from interview_kit.model.document import Document, PageNumber, Paragraph, Section, Text
from interview_kit.model.enums import Language
from interview_kit.model.theme import Variant
from interview_kit.stages.read.theme import load_theme, load_themes
from interview_kit.stages.write.pdf import write_pdf
from interview_kit.support.verapdf import broken_rules, lacking
from interview_kit.tools.lint_theme.pdf_text import literal, page_texts, tagged_text
from tests.kits import PEOPLE, bank, kit

THEME = load_theme("base")


def pages_of(count: int) -> Document:
    """Return a kit of so many pages, with a link to each of them on the first."""
    links = Paragraph(tuple(PageNumber(f"page-{number}") for number in range(count)))
    sections = tuple(
        Section("why", f"page-{number}", (Text(f"Part {number} of {count}"),), (links,) * (number == 0), True)
        for number in range(count)
    )
    return Document("en-CA", "Kit", "", f"Kit of {count}", "Page", sections)


# All have the same anchors, two people the same name, and the last is in another language.
LARGE = Variant(large_print=True)
KITS = (
    PrintKit("Émile Roy", pages_of(3), THEME),
    PrintKit("Leila Haddad", pages_of(2), THEME),
    PrintKit("Émile Roy", pages_of(1), THEME),
    PrintKit("Samir Patel", kit("denise", Language("fr")), load_theme("base", variant=LARGE)),
)


@cache
def alone() -> tuple[bytes, ...]:
    return tuple(write_pdf(each.document, each.theme) for each in KITS)


@cache
def volume() -> bytes:
    return print_volume(KITS, "Interview kits: Émile Roy to Samir Patel", "en-CA")


def reader(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def starts() -> list[int]:
    """Return where each kit should begin: the first place of a right-hand page behind the kit before it."""
    found = [0]
    for pdf in alone()[:-1]:
        end = found[-1] + len(reader(pdf).pages)
        found.append(end + end % 2)
    return found


def test_each_kit_keeps_its_pages_and_begins_on_a_right_hand_one() -> None:
    assert starts() == [0, 4, 6, 8]
    expected: list[str] = []
    for pdf in alone():
        expected += [""] * (len(expected) % 2) + page_texts(pdf)
    assert page_texts(volume()) == expected


@pytest.mark.parametrize("name", ["oksana", "samir", "leila"])  # two cards, one on a back, one on a front
def test_each_card_is_on_the_front_of_a_leaf_with_a_blank_back(name: str) -> None:
    whole = print_volume(
        (PrintKit("A", kit(name), THEME), PrintKit("B", pages_of(1), THEME)), "Kits", "en-CA"
    )
    texts = page_texts(whole)
    cards = [number for number, text in enumerate(texts) if "Pocket card" in text and number > 1]
    assert cards and not any(number % 2 or texts[number + 1].strip() for number in cards)


def test_the_words_are_read_aloud_as_in_the_kits_alone() -> None:
    assert literal(tagged_text(volume())) == literal("".join(tagged_text(pdf) for pdf in alone()))


def test_half_pages_are_read_aloud_from_left_to_right() -> None:
    halves = tuple(replace(each, theme=each.theme.on_half_pages()) for each in KITS[:2])
    whole = print_volume(halves, "Interview kits: Émile Roy to Leila Haddad", "en-CA")
    kits = [write_pdf(each.document, each.theme) for each in halves]
    assert literal(tagged_text(whole)) == literal("".join(map(tagged_text, kits)))
    assert len(reader(whole).pages) == 2 + 1
    assert inner_links(reader(whole)) == [(0, 0), (0, 1), (2, 2)]
    assert [place[:2] for place in bookmarks(reader(whole))[:2]] == [("Émile Roy", 0), ("Part 0 of 3", 0)]


def test_a_link_of_the_right_half_lies_on_it() -> None:
    half = replace(KITS[0], theme=THEME.on_half_pages())
    first, second, third = half.document.sections
    turned = replace(half, document=replace(half.document, sections=(second, first, third)))
    page: Any = reader(print_volume((turned,), "Interview kit", "en-CA")).pages[0]
    lefts = [float(each.get_object()["/Rect"][0]) for each in page["/Annots"]]
    assert len(lefts) == 3
    assert min(lefts) > page.mediabox.width / 2


def test_bookmarks_stand_under_the_name_of_their_person() -> None:
    whole, expected = reader(volume()), []
    for each, pdf, start in zip(KITS, alone(), starts(), strict=True):
        expected += [(each.name, start, 0)]
        expected += [(title, start + page, depth + 1) for title, page, depth in bookmarks(reader(pdf))]
    assert bookmarks(whole) == expected


def bookmarks(pdf: pypdf.PdfReader) -> list[tuple[str, int, int]]:
    def walk(items: Sequence[object], depth: int) -> list[tuple[str, int, int]]:
        found: list[tuple[str, int, int]] = []
        for item in items:
            if isinstance(item, list):
                found += walk(item, depth + 1)
            elif isinstance(item, pypdf.generic.Destination):
                page = pdf.get_destination_page_number(item)
                assert page is not None
                found.append((str(item.title), page, depth))
        return found

    return walk(pdf.outline, 0)


def test_links_lead_to_the_pages_of_their_own_kit() -> None:
    expected = []
    for pdf, start in zip(alone(), starts(), strict=True):
        expected += [(start + page, start + target) for page, target in inner_links(reader(pdf))]
    assert expected[:6] == [(0, 0), (0, 1), (0, 2), (4, 4), (4, 5), (6, 6)]
    assert inner_links(reader(volume())) == expected


def inner_links(pdf: pypdf.PdfReader) -> list[tuple[int, int]]:
    """Return from which page to which one the links inside a file lead, each way once."""
    found: dict[tuple[int, int], None] = {}
    for number, page in enumerate(pdf.pages):
        for annotation in page.get("/Annots", ()):
            name = annotation.get_object().get("/Dest")
            if name is not None:
                target = pdf.get_destination_page_number(pdf.named_destinations[name])
                assert target is not None
                found[number, target] = None
    return list(found)


def test_each_kit_is_an_article_in_its_own_language() -> None:
    catalog: Any = reader(volume()).trailer["/Root"]
    assert catalog["/Lang"] == "en-CA"
    (document,) = catalog["/StructTreeRoot"]["/K"]
    articles = [each.get_object() for each in document.get_object()["/K"]]
    assert [(each["/S"], each["/T"], each["/Lang"]) for each in articles] == [
        ("/Art", "Émile Roy", "en-CA"),
        ("/Art", "Leila Haddad", "en-CA"),
        ("/Art", "Émile Roy", "en-CA"),
        ("/Art", "Samir Patel", "fr-CA"),
    ]


@pytest.mark.skipif(bool(lacking()), reason=f"PDF/UA cannot be checked here without {lacking()}")
def test_a_volume_keeps_every_rule() -> None:
    assert broken_rules(volume()) == []


def test_the_same_kits_give_the_same_bytes() -> None:
    assert print_volume(iter(KITS), "Interview kits: Émile Roy to Samir Patel", "en-CA") == volume()


def test_a_volume_without_kits_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one kit"):
        print_volume((), "Interview kits", "en-CA")


@pytest.mark.long
def test_a_volume_of_people_is_that_of_their_documents() -> None:
    person = PEOPLE["leila"]
    themes = load_themes("base", fillable=True)
    made = make_volume([(person, LARGE)], bank(), themes, Language("fr"))
    document, theme = kit("leila"), load_theme("base", variant=LARGE)
    assert made == print_volume(
        [PrintKit(person.name, document, theme)], "Trousses d’entrevue\u00a0: Leila Haddad", "fr-CA"
    )


def test_volumes_are_of_nearly_the_same_size() -> None:
    assert volumes("abcdefg", 3) == (("a", "b"), ("c", "d"), ("e", "f", "g"))
    assert volumes("abc", 3) == (("a", "b", "c"),)
    assert volumes("", 3) == ()


def test_a_volume_says_from_whom_to_whom_it_goes() -> None:
    assert volume_title(["Ana", "Bo", "Cy"], bank(), Language("en")) == "Interview kits: Ana to Cy"


def test_the_language_of_a_class_is_that_of_most() -> None:
    english, french = (
        PEOPLE["leila"].model_copy(update={"language": each}) for each in (Language("en"), Language("fr"))
    )
    assert main_language([english, french, french]) is Language("fr")
    assert main_language([french, english]) is Language("fr")
