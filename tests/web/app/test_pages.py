"""Hold that no page takes what is typed for markup, and that each field says what is wrong with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from tinyhtml5.parser import HTMLParser

from interview_kit.model.enums import Language
from interview_kit.model.language import rules_of
from interview_kit.support.i18n import use_language
from interview_kit.tools.new_profile.questions import intake_words
from interview_kit.web.app.downloads import KINDS
from interview_kit.web.app.form import MORE_KEYS, Answers, FieldError, check, has_control
from interview_kit.web.app.form_layout import SECTIONS, form_view
from interview_kit.web.app.pages import FOLDER, render
from interview_kit.web.app.settings import local_settings
from interview_kit.web.app.sitting import FORM, KIT, Sitting
from interview_kit.web.app.views import KitView, Message, PageImage

HOSTILE = {
    "markup": "</textarea></title><script>alert(1)</script><img src=x onerror=alert(1)>",
    "quotes": '"\' autofocus onfocus=alert(1) x="',
    "formula": '=HYPERLINK("http://a.example")',
    "template": "{{ 7 * 7 }}{% raw %}",
    "turning": "abc\u202egnp.exe",
    "long": "x" * 100_000,
    "line ends": "\r\na\nb",
}
SETTINGS = local_settings(8765)
SITTING = Sitting.new(SETTINGS)
IMAGE = PageImage(1, "t", "data:image/png;base64,AA==", 1, 1)
CONTROLS = {"input", "textarea"}
# The panel is a part of a page.
_FRAGMENT = ("expected-doctype-but-got-start-tag", "expected-doctype-but-got-chars")


def context(page: str, language: Language) -> dict[str, object]:
    return {
        "settings": SETTINGS,
        "urls": SITTING.urls(language, page),
        "languages": SITTING.others(language, page),
        "state": "x",
        "refused": True,
    }


def talk(text: str) -> dict[str, object]:
    question = {"id": "advice", "words": text, "reason": text, "minutes": 2, "starred": False}
    return {
        "contact": text,
        "minutes": {"asked": 10},
        "questions": [question],
        "closing": "who-else",
        "left_out": [{"reason": text, "questions": [{"id": "pay", "words": text}]}],
    }


def every_page(answers: Answers, text: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yield each page by its name, with answers and a text in all that it is rendered with."""
    errors = [FieldError(key, text, key) for key in answers] + [FieldError("", text)]
    notice = Message(text, text, (text,), "x", text)
    talks = (talk(f"{text}?"), talk(f"{text}?"))  # no question of the person’s own
    kit = KitView(text, (replace(IMAGE, title=text),), talks, tuple(errors), tuple(KINDS))
    pages: dict[str, dict[str, object]] = {
        FORM: {"answers": answers, "errors": errors, "notice": notice, "has_themes": True},
        KIT: {"answers": answers, "kit": kit, "notice": notice},
        "panel": {"kit": kit, "errors": ()},
        "message": {"message": notice},
    }
    for name, more in pages.items():
        yield name, render(name, language=language, **context(name, language), **more)


def parsed(html: str) -> Element:
    """Return the document of a page; a mistake in its markup fails the test."""
    parser = HTMLParser(namespace_html_elements=False)
    root: Element = parser.parse(html)
    assert [each for each in parser.errors if each[1] not in _FRAGMENT] == []
    return root


def tags(page: Element) -> Counter[str]:
    return Counter(each.tag for each in page.iter())


def answers_with(text: str) -> Answers:
    """Return answers with a text in each field of the form, of two contacts."""
    free = [question for question in intake_words().questions if not question.labels]
    keys = [question.key for question in free]
    keys += [key.replace("contacts.1", "contacts.2") for key in keys if key.startswith("contacts")]
    return Answers(dict.fromkeys([*keys, "questions.add", "about.summary"], text))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_typed_becomes_markup(text: str, language: Language) -> None:
    calm = {name: tags(parsed(html)) for name, html in every_page(answers_with("a"), "a", language)}
    for name, html in every_page(answers_with(text), text, language):
        page = parsed(html)
        assert tags(page) == calm[name], name
        attributes = {key for each in page.iter() for key in each.attrib}
        assert not {key for key in attributes if key.startswith("on") or key == "style"}, name


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_everything_typed_is_in_its_control(text: str, language: Language) -> None:
    answers = answers_with(text)
    page = parsed(dict(every_page(answers, "a", language))[FORM])
    controls = {each.get("name"): each for each in page.iter() if each.tag in CONTROLS}
    for key in answers:
        if has_control(key):
            control = controls[key]
            shown = control.get("value") or control.text or ""
            assert shown.replace("\r\n", "\n") == text.replace("\r\n", "\n"), key


def test_the_templates_have_no_style_and_no_script_of_their_own() -> None:
    for path in FOLDER.glob("*.j2"):
        source = path.read_text("utf-8")
        assert not re.search(r"\sstyle=|\son\w+=|<style|\|\s*safe|autoescape", source), path.name
        assert re.findall(r"<script[^>]*>(.*?)</script>", source, re.DOTALL) in ([], [""]), path.name


@pytest.mark.parametrize("language", Language)
def test_ids_are_unique_and_each_control_has_its_words(language: Language) -> None:
    for name, html in every_page(answers_with("a"), "a", language):
        page = parsed(html)
        ids = Counter(each.get("id") for each in page.iter() if each.get("id"))
        assert [each for each, count in ids.items() if count > 1] == [], name
        labels = {each.get("for") for each in page.iter("label")}
        for each in page.iter():
            if each.tag in CONTROLS and each.get("type") != "hidden":
                assert each.get("id") in labels, (name, each.attrib)
            for attribute in ("aria-describedby", "aria-labelledby", "form"):
                assert set((each.get(attribute) or "").split()) <= ids.keys(), (name, each.attrib)


@pytest.mark.parametrize("language", Language)
def test_nothing_is_required_by_the_browser_and_nothing_is_cut(language: Language) -> None:
    for name, html in every_page(answers_with("a"), "a", language):
        for each in parsed(html).iter():
            assert not {"required", "maxlength", "pattern", "min", "max"} & each.attrib.keys(), (
                name,
                each.attrib,
            )
            assert each.tag != "form" or each.get("method") != "post" or "novalidate" in each.attrib, name


@pytest.mark.parametrize("language", Language)
def test_an_error_is_said_in_the_title_on_top_and_at_its_control(language: Language) -> None:
    answers = Answers({"about.skills": "calm\n\n" + "x" * 301, "talk.minutes": "99", "decision": "maybe"})
    errors = check(answers, language)
    html = render(
        FORM,
        language=language,
        answers=answers,
        errors=errors,
        notice=None,
        has_themes=False,
        **context(FORM, language),
    )
    page = parsed(html)
    begins = {"en": "Error: ", "fr": "Erreur\u00a0: "}[language]
    assert (page.findtext(".//title") or "").startswith(begins)
    ids = {each.get("id"): each for each in page.iter() if each.get("id")}
    summary = next(each for each in page.iter() if each.get("class") == "summary")
    assert {"autofocus", "tabindex"} <= summary.attrib.keys()
    links = list(summary.iter("a"))
    assert len(links) == len(errors) == 4
    for link in links:
        control = ids[str(link.get("href"))[1:]]
        group = ids.get(f"{control.get('name')}-error")
        assert group is not None
        assert link.findtext("bdi", "-") in "".join(group.itertext())
    for field in ("name", "about.skills", "talk.minutes"):
        notes = str(ids[field].get("aria-describedby")).split()
        assert notes[-1] == f"{field}-error"
        assert ids[field].get("aria-invalid") == "true"
    assert page.get("lang") == rules_of(language).tag


def test_every_question_of_the_wizard_and_what_is_known_after_a_call_is_asked_once() -> None:
    with use_language("fr"):
        view = form_view(Answers({"contacts.1.relationship": "known"}), (), Language("fr"), "page")
    first = [
        *view.short,
        *(
            field
            for section in view.more
            if not section.id.startswith("contact-")
            for field in section.fields
        ),
    ]
    asked = [*(question.key for question in intake_words().questions), *MORE_KEYS]
    assert sorted(field.name for field in first) == sorted(asked)
    assert [field.name for field in view.short] == [
        each.key for each in intake_words().questions if each.short
    ]
    assert len([section for section in view.more if section.id.startswith("more-")]) == len(SECTIONS)


@pytest.mark.parametrize(
    ("answers", "key", "is_asked"),
    [
        ({"situation": ("secondary",)}, "about.training", False),
        ({"situation": ("secondary",), "about.training": "enrolled"}, "about.training", True),
        ({"talk.channel": "video"}, "phone", False),
        ({"contacts.1.relationship": "family"}, "contacts.1.referral.name", False),
        ({}, "contacts.1.referral.name", True),
    ],
)
def test_what_a_choice_makes_pointless_is_not_asked_unless_it_is_answered(
    answers: dict[str, str | tuple[str, ...]], key: str, is_asked: bool
) -> None:
    view = form_view(Answers(answers), (), Language("en"), "page")
    names = {field.name for section in view.more for field in section.fields}
    assert (key in names) is is_asked
    assert "contacts.1.register" not in names


def test_there_is_always_room_for_one_more_person() -> None:
    people = {f"contacts.{number}.name": "Bo" for number in range(1, 13)}
    for count, rooms in ((0, 1), (1, 1), (2, 2), (12, 11)):
        answers = Answers(dict(list(people.items())[:count]))
        view = form_view(answers, (), Language("en"), "page")
        sections = [section for section in view.more if section.id.startswith("contact-")]
        assert len(sections) == rooms, count
        assert [bool(section.remove) for section in sections] == [
            number <= count for number in range(2, rooms + 2)
        ]
