"""Check who is let in, what each page answers, and what a browser may keep of it."""

from __future__ import annotations

import re
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from urllib.parse import unquote

import pytest

from interview_kit.web.app.lifetime import MOST_WINDOWS
from interview_kit.web.app.visit import ONE_KIT
from tests.web.app.visits import LEILA, OURS, PORT, Here, state_of, title_of, with_app
from tests.web.asking import Answer, ask

FOREIGN = "http://elsewhere.example"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec_fetch_site": ""}, 200),
        ({"origin": ""}, 200),
        ({"sec_fetch_site": "none", "origin": ""}, 200),
        ({"host": f"localhost:{PORT}", "origin": f"http://localhost:{PORT}"}, 200),
        ({"host": f"rebound.example:{PORT}", "origin": f"http://rebound.example:{PORT}"}, 421),
        ({"host": "127.0.0.1"}, 421),
        ({"origin": FOREIGN}, 421),
        ({"origin": FOREIGN, "sec_fetch_site": "cross-site"}, 421),
        ({"origin": "null"}, 421),
        ({"origin": f"https://{OURS}"}, 421),
        ({"sec_fetch_site": "cross-site"}, 421),
        ({"sec_fetch_site": "same-site"}, 421),
        ({"sec_fetch_site": "", "origin": ""}, 421),
    ],
)
def test_only_a_page_of_the_app_may_post(headers: dict[str, str], status: int) -> None:
    async def use(here: Here) -> Answer:
        return await here.post("form", LEILA, **headers)

    assert with_app(use).status == status


def test_the_form_opens_by_a_ticket_that_works_once_and_by_nothing_else() -> None:
    async def use(here: Here) -> tuple[list[int], bool]:
        secret = here.home.split("/")[1]
        once = here.app.once.partition(OURS)[2]
        paths = (once[:-1], once, once, "/", f"/{secret[:-1]}/en/", f"/x{secret}/en/", f"/{secret}/de/")
        answers = [await ask(here.app.asgi, path, host=OURS, sec_fetch_site="none") for path in paths]
        return [each.status for each in answers], answers[1].headers["location"] == here.app.private

    assert with_app(use) == ([404, 303, 404, 404, 404, 404, 404], True)


@pytest.mark.parametrize(
    "path", ["windows", "static/app.css", "static/font/bold.ttf", "en/form", "en/kit/file/pdf", "en/finish"]
)
def test_without_the_secret_there_is_nothing(path: str) -> None:
    async def use(here: Here) -> list[Answer]:
        wrong = f"{here.home.partition('/en/')[0][:-1]}/{path}"
        return [await here.get(wrong), await here.post(wrong, LEILA)]

    assert {each.status for each in with_app(use)} <= {404, 405}


def test_a_page_loads_what_the_app_has_and_nothing_unsafe() -> None:
    headers = with_app(lambda here: here.get()).headers
    rules = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert [rules.pop(name) for name in ("default-src", "base-uri", "frame-ancestors")] == ["'none'"] * 3
    assert rules.pop("img-src") == "'self' data:"
    assert set(rules) == {"script-src", "style-src", "font-src", "connect-src", "form-action"}
    assert set(rules.values()) == {"'self'"}
    assert headers["referrer-policy"] == "same-origin"


def test_static_files_are_those_of_the_pages_alone() -> None:
    async def use(here: Here) -> list[int]:
        base = f"/{here.home.split('/')[1]}/static/"
        names = (
            "app.css",
            "app.js",
            "icon.svg",
            "font/bold.ttf",
            "form.html.j2",
            "../bank/choosing.yaml",
            "",
        )
        return [(await here.get(base + name)).status for name in names]

    assert with_app(use) == [200, 200, 200, 200, 404, 404, 404]


def test_a_browser_may_keep_pages_for_back_and_no_file() -> None:
    async def use(here: Here) -> list[str]:
        form = await here.post("form", LEILA)
        refused = await here.post("kit", {"target.occupation": "welder"})
        saved = await here.post("save", LEILA)
        assert refused.status == 422
        return [each.headers["cache-control"] for each in (form, refused, saved)]

    assert with_app(use) == ["private, no-cache", "private, no-cache", "no-store"]


def test_a_refused_form_is_422_and_keeps_what_was_typed() -> None:
    typed = {"target.occupation": "welder", "talk.minutes": "a while", "about.summary": "I weld.\n\nOften."}
    answer = with_app(lambda here: here.post("kit", typed))
    assert (answer.status, title_of(answer).startswith("Error: ")) == (422, True)
    page = answer.body.decode()
    assert "welder" in page and "a while" in page and "I weld." in page


@pytest.mark.parametrize("checked", [{}, {"checked": "yes"}])
def test_the_other_language_has_the_same_answers_and_mistakes(checked: dict[str, str]) -> None:
    async def use(here: Here) -> Answer:
        return await here.post(
            here.home.replace("/en/", "/fr/") + "form", {"talk.minutes": "lots", **checked}
        )

    answer = with_app(use)
    assert '<html lang="fr' in answer.body.decode() and "lots" in answer.body.decode()
    assert (answer.status, title_of(answer).startswith("Erreur")) == (
        (422, True) if checked else (200, False)
    )


def test_answers_are_saved_right_or_wrong_and_opened_again() -> None:
    typed = {**LEILA, "talk.minutes": "lots", "phone": "=1+1", "about.interests": "“Ærø”: a\\b"}

    async def use(here: Here) -> tuple[Answer, Answer]:
        saved = await here.post("save", typed)
        return saved, await here.upload("open", saved.body)

    saved, opened = with_app(use)
    assert unquote(saved.headers["content-disposition"]) == "attachment; filename*=UTF-8''leila-haddad.yaml"
    page = opened.body.decode()
    assert opened.status == 422
    assert all(word in page for word in ("Leila Haddad", "welder", "lots", "=1+1", "“Ærø”: a\\b"))


@pytest.mark.parametrize(
    ("file", "place"),
    [
        (b"name: [Leila", "my answers.yaml:1:"),
        (b"name: Leila\nshoes: 44\n", "my answers.yaml:2:1"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "my answers.yaml"),
        (b"name: Leila\ntarget: {occupation: welder\n", "my answers.yaml:"),
        (b"", "my answers.yaml"),
    ],
)
def test_a_file_that_is_damaged_or_foreign_is_named_with_its_place(file: bytes, place: str) -> None:
    answer = with_app(lambda here: here.upload("open", file))
    assert answer.status == 422
    assert place in answer.body.decode()


def test_a_file_that_was_not_chosen_is_named() -> None:
    answer = with_app(lambda here: here.upload("open", b"", name=""))
    assert (answer.status, "No file was chosen" in answer.body.decode()) == (422, True)


def test_what_a_file_says_and_the_form_does_not_ask_travels_along() -> None:
    async def use(here: Here) -> bytes:
        opened = await here.upload("open", b"name: Leila\nid: L-7\ntarget: {occupation: welder}\n")
        state = state_of(opened)
        return (await here.post("save", {**LEILA, "state": state})).body

    assert b"id: L-7" in with_app(use)


def test_a_form_whose_state_cannot_be_opened_shows_its_answers_and_says_so() -> None:
    async def use(here: Here) -> list[Answer]:
        before = state_of(await here.post("form", LEILA))
        other = Here()
        try:
            return [await other.post(path, {**LEILA, "state": before}) for path in ("form", "save")]
        finally:
            other.work.end()

    form, saved = with_app(use)
    assert (form.status, "This page cannot go on" in form.body.decode()) == (422, True)
    assert "welder" in form.body.decode()
    assert b"name: Leila Haddad" in saved.body


@pytest.mark.parametrize("path", ["kit/show", "kit/change", "kit/form", "kit/save", "kit/file/pdf"])
def test_a_kit_whose_state_is_of_another_page_is_refused_kindly(path: str) -> None:
    async def use(here: Here) -> Answer:
        return await here.post(path, {"state": state_of(await here.post("form", LEILA)), "keep": "x"})

    answer = with_app(use)
    assert (answer.status, "This page cannot go on" in title_of(answer)) == (422, True)
    assert "Go back in your browser" in answer.body.decode()


@pytest.mark.parametrize("path", ["finished", "kit/show"])
def test_a_message_has_buttons_for_other_languages_that_work(path: str) -> None:
    async def use(here: Here) -> Answer:
        page = (await here.post(path, {"state": "x"})).body.decode()
        button = re.search(r'formaction="([^"]*)" lang="fr"', page)
        assert button
        return await here.post(button[1], {})

    answer = with_app(use)
    assert (answer.status, '<html lang="fr' in answer.body.decode()) == (200, True)


def test_a_form_that_is_too_large_is_answered_with_a_page_of_ours() -> None:
    answer = with_app(lambda here: here.post("kit", {**LEILA, "about.summary": "x" * ONE_KIT.largest}))
    assert (answer.status, "more than a kit can hold" in title_of(answer)) == (413, True)


def test_no_file_that_is_posted_is_written_to_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SpooledTemporaryFile, "rollover", lambda _self: pytest.fail("it is on the disk"))
    answer = with_app(lambda here: here.upload("open", b"#" * (ONE_KIT.largest - 1000)))
    assert (answer.status, "This file could not be opened" in answer.body.decode()) == (422, True)


def test_too_many_fields_are_answered_with_a_page_of_ours() -> None:
    answer = with_app(lambda here: here.post("kit", {f"x{number}": "" for number in range(1001)}))
    assert (answer.status, "could not be read" in title_of(answer)) == (400, True)


def test_an_address_to_post_to_leads_to_the_form_when_it_is_opened() -> None:
    async def use(here: Here) -> tuple[Answer, str]:
        return await here.get("kit/file/pdf"), here.home

    answer, home = with_app(use)
    assert (answer.status, answer.headers["location"]) == (303, home)


def test_a_mistake_of_the_program_is_told_without_its_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview_kit.web.app.routes.check", lambda *_: 1 / 0)
    answer = with_app(lambda here: here.post("kit", LEILA))
    assert (answer.status, "ZeroDivisionError" in answer.body.decode()) == (500, True)
    assert "Traceback" not in answer.body.decode()


def test_after_the_end_nothing_can_be_opened_and_the_browser_is_told_to_clear() -> None:
    async def use(here: Here) -> tuple[Answer, Answer, list[int]]:
        home, state = here.home, state_of(await here.post("form", LEILA))
        finished = await here.post("finish", {})
        last = await here.get(finished.headers["location"])
        again = [await here.get(home), await here.post(f"{home}form", {**LEILA, "state": state})]
        sealed = await here.post("form", {"state": state})
        assert "This page cannot go on" in sealed.body.decode()
        return finished, last, [each.status for each in again]

    finished, last, again = with_app(use)
    assert (finished.status, finished.headers["clear-site-data"]) == (303, '"cache", "storage"')
    assert "Nothing that you entered is left here" in title_of(last)
    assert again == [404, 404]


def test_a_window_beyond_those_that_are_counted_is_told_to_ask_again_and_is_then_counted() -> None:
    async def use(here: Here) -> list[Answer]:
        windows = f"/{here.home.split('/')[1]}/windows"
        with ExitStack() as opened:
            for _ in range(MOST_WINDOWS):
                opened.enter_context(here.lifetime.window())
            first = await here.get(windows)
        here.lifetime.end_streams()
        return [first, await here.get(windows)]

    full, counted = with_app(use)
    assert (full.status, counted.status) == (204, 200)
    assert counted.headers["content-type"].startswith("text/event-stream")


COMMENTED = b"""# yaml-language-server: $schema=x
# mine: ask about pay
name: Leila Haddad  # the elder
about:
  summary: |-
    # not a comment
  introduction: "text # nor this"
target: {occupation: welder}
"""


def test_comments_that_a_saved_file_will_not_have_are_shown_when_a_file_is_opened() -> None:
    async def use(here: Here) -> tuple[Answer, Answer]:
        opened = await here.upload("open", COMMENTED)
        saved = await here.post("save", {**LEILA, "phone": "519-555-0100"})
        return opened, await here.upload("open", saved.body)

    commented, ours = with_app(use)
    page = commented.body.decode()
    assert commented.status == 200
    assert "The comments in your file are not kept" in page
    assert "2: # mine: ask about pay" in page and "3: # the elder" in page
    assert "5:" not in page.partition("The comments")[2].partition("</ul>")[0]
    assert (ours.status, "The comments in your file" in ours.body.decode()) == (200, False)
