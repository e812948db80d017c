"""Check what is drawn: the page that is looked at first, options, where things come from, and mistakes."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from interview_kit.model.enums import Language
from interview_kit.model.theme import Variant
from interview_kit.stages.select import select
from interview_kit.tools.explanation import explanation
from interview_kit.web.app.themes.messages import (
    Answer,
    Choice,
    Format,
    PageDraft,
    RenderFailure,
    RenderRequest,
    RenderResult,
)
from interview_kit.web.app.themes.renderer import Renderer, changed
from tests.kits import PEOPLE, bank
from tests.paths import ROOT

LEILA = "profiles/leila.yaml"


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """Write an agency's theme with a page and a word of its own."""
    folder = tmp_path / "agency"
    (folder / "html").mkdir(parents=True)
    (folder / "theme.yaml").write_text("extends: base\n", "utf-8")
    shutil.copy(ROOT / "templates/themes/base/html/kit.html.j2", folder / "html")
    return folder


def drawn(
    renderer: Renderer, theme: Path | str, *, profile: str = LEILA, page: int = 1, **more: Any
) -> list[Answer]:
    order = RenderRequest(1, str(theme), str(ROOT / profile), Choice("leila", **more), page)
    return list(renderer.draw(order))


def words(pdf: bytes, page: int) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        text: str = document[page - 1].get_textpage().get_text_bounded()
        return text


def test_the_draft_is_the_page_of_the_kit_that_is_looked_at(renderer: Renderer) -> None:
    draft, kit = drawn(renderer, "base", page=4)
    assert isinstance(draft, PageDraft) and isinstance(kit, RenderResult) and kit.pdf is not None
    assert (draft.page, draft.pages, len(kit.titles)) == (4, 7, 7)
    assert words(draft.pdf, 1) == words(kit.pdf, 4)
    assert (kit.titles[0], kit.titles[3]) == (
        "Interview kit for Leila Haddad, Why ask a person?",
        "Your talk with Joan Sinclair",
    )
    assert kit.name == "leila-haddad.pdf"
    assert set(kit.about["sizes"]) == {(612.0, 792.0)}


def test_each_question_has_the_reason_and_the_place_that_the_commands_give(renderer: Renderer) -> None:
    (kit,) = drawn(renderer, "base", format=Format.TEXT)
    assert isinstance(kit, RenderResult)
    profile = PEOPLE["leila"]
    (expected,) = explanation(bank(), profile, select(bank(), profile))["conversations"]
    (talk,) = kit.about["chosen"]["talks"]
    assert [goal["id"] for goal in talk["goals"]] == list(profile.goals)
    assert talk["goals"] == expected["goals"]
    names = ("id", "minutes", "starred", "reason", "probes")
    asked = [{name: each[name] for name in names} for each in talk["questions"]]
    assert asked[:-1] == [{name: each[name] for name in names} for each in expected["questions"]]
    left_out = sorted(
        (each["id"], group["reason"]) for group in talk["left_out"] for each in group["questions"]
    )
    assert left_out == sorted((each["id"], each["reason"]) for each in expected["dropped"])
    assert [each["id"] for each in talk["refusals"]] == expected["refusals"]
    for question in talk["questions"]:
        file, _, line = question["place"].rpartition(":")
        if file:
            assert question["id"] in (ROOT / file).read_text("utf-8").splitlines()[int(line) - 1]
    assert any(question["place"] for question in talk["questions"])


def test_each_file_names_the_theme_that_supplies_it(renderer: Renderer, theme: Path) -> None:
    (kit,) = drawn(renderer, theme, format=Format.TEXT)
    assert isinstance(kit, RenderResult)
    supplied = kit.about["supplied"]
    files = {file["path"]: (file["from"], file["instead_of"]) for file in supplied["files"]}
    assert [layer["name"] for layer in supplied["layers"]] == ["agency", "base"]
    assert files["html/kit.html.j2"] == ("agency", ["base"])
    assert files["css/kit.css"] == ("base", [])
    assert {"name": "accent", "value": "#0b5563"} in supplied["tokens"]


def test_options_add_to_what_the_profile_asks_for() -> None:
    profile = PEOPLE["denise"]  # large print and plain words are in her profile
    assert changed(profile, Choice("denise")) == profile
    french = changed(
        PEOPLE["leila"],
        Choice("leila", language=Language("fr"), variant=Variant(large_print=True), plain=True),
    )
    said = {"person": "leila", "high_contrast": "on", "dyslexia_friendly": "on", "large_print": "no"}
    assert Choice.of(said).variant == Variant(high_contrast=True, dyslexia_friendly=True)
    assert (french.language, french.support.large_print, french.support.plain_language) == (
        Language("fr"),
        True,
        True,
    )


def refused(answers: list[Answer]) -> list[dict[str, Any]]:
    last = answers[-1]
    assert isinstance(last, RenderFailure), last
    return [dict(each) for each in last.mistakes]


def test_a_mistake_in_a_template_shows_its_lines(renderer: Renderer, theme: Path) -> None:
    page = theme / "html/kit.html.j2"
    lines = page.read_text("utf-8").splitlines()
    place = next(number for number, line in enumerate(lines, 1) if "{{ section.title }}" in line)
    lines[place - 1] = lines[place - 1].replace("title", "titel")
    page.write_text("\n".join(lines), "utf-8")
    (mistake,) = refused(drawn(renderer, theme, format=Format.WEB))
    assert (mistake["file"], mistake["line"]) == (str(page), place)
    assert "titel" in mistake["message"]
    assert [(line["number"], line["wrong"]) for line in mistake["lines"]] == [
        (place - 2, False),
        (place - 1, False),
        (place, True),
        (place + 1, False),
        (place + 2, False),
    ]
    assert "section.titel" in mistake["lines"][2]["text"]


def test_a_mistake_that_this_kit_does_not_meet_is_told_as_a_build_tells_it(
    renderer: Renderer, theme: Path
) -> None:
    (theme / "html/unused.html.j2").write_text("{% for %}", "utf-8")
    mistakes = refused(drawn(renderer, theme, format=Format.WEB))
    assert [mistake["file"] for mistake in mistakes] == [str(theme / "html/unused.html.j2")]


def test_mistakes_in_theme_and_profile_have_their_places(renderer: Renderer, theme: Path) -> None:
    (theme / "theme.yaml").write_text('extends: base\ntokens:\n  accent: "#ffee99"\n', "utf-8")
    (pale,) = refused(drawn(renderer, theme))
    assert (pale["file"], pale["line"], pale["where"]) == (str(theme / "theme.yaml"), 3, "tokens.accent")
    profile = theme.parent / "sam.yaml"
    profile.write_text("name: Sam\ntarget: {occupation: baker}\nsituaton: [secondary]\n", "utf-8")
    (typed,) = refused(drawn(renderer, "base", profile=str(profile)))
    assert (typed["file"], typed["line"]) == (str(profile), 3)
    assert "did you mean situation?" in typed["message"]


def test_no_line_of_a_file_elsewhere_is_shown(renderer: Renderer, theme: Path) -> None:
    secret = theme.parent / "elsewhere/secret.yaml"
    secret.parent.mkdir()
    secret.write_text("password: [\n", "utf-8")
    profile = theme.parent / "people/sam.yaml"
    profile.parent.mkdir()
    profile.symlink_to(secret)
    (mistake,) = refused(drawn(renderer, "base", profile=str(profile)))
    assert (mistake["line"], mistake["lines"]) == (2, [])
