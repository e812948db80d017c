"""Check the app for many people: who may post, what is shown of it elsewhere, what is fixed, what is kept."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from urllib.parse import unquote

import pytest

from interview_kit.model.enums import Language
from interview_kit.model.theme import Paper
from interview_kit.web.app.class_kits.jobs import BackgroundJob
from tests.web.app.classes import HEAD, address_of, built, file_of, pasted, words_of
from tests.web.app.visits import LEILA, Here, state_of, title_of, with_app
from tests.web.asking import Answer
from tests.web.serve.hosting import NEW, OLD, ORIGIN, hosted

ROWS = "Maya Chen\tnurse\texploring\t20\nAna Roy\twelder\texploring\t10\n"
FOREIGN = "https://elsewhere.example"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec_fetch_site": ""}, 200),
        ({"origin": ""}, 200),
        ({"sec_fetch_site": "none", "origin": ""}, 200),
        ({"host": "elsewhere.example"}, 421),
        ({"host": "kits.school.example.elsewhere.example"}, 421),
        ({"host": "127.0.0.1"}, 421),
        ({"x_forwarded_host": "kits.school.example", "host": "elsewhere.example"}, 421),
        ({"origin": FOREIGN}, 421),
        ({"origin": FOREIGN, "sec_fetch_site": "cross-site"}, 421),
        ({"origin": "null", "sec_fetch_site": ""}, 421),
        ({"origin": ORIGIN.replace("https", "http"), "sec_fetch_site": ""}, 421),
        ({"sec_fetch_site": "cross-site"}, 421),
        ({"sec_fetch_site": "same-site"}, 421),
        ({"sec_fetch_site": "", "origin": ""}, 421),
    ],
)
def test_only_a_page_of_the_app_may_post(headers: dict[str, str], status: int) -> None:
    assert with_app(lambda here: here.post("form", LEILA, **headers), hosted()).status == status


def test_a_page_of_another_site_may_link_here_and_show_nothing_of_it() -> None:
    answer = with_app(lambda here: here.get(sec_fetch_site="cross-site", origin=""), hosted())
    assert answer.status == 200
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"


def test_robots_are_asked_to_stay_away() -> None:
    answer = with_app(lambda here: here.get("/robots.txt"), hosted())
    assert answer.body == b"User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("asked", "place"), [("fr-CA,fr;q=0.9,en;q=0.8", "/fr/"), ("de", "/en/"), ("", "/en/"), ("en-CA", "/en/")]
)
def test_the_front_page_speaks_the_language_of_the_browser(asked: str, place: str) -> None:
    answer = with_app(lambda here: here.get("/", accept_language=asked), hosted())
    assert (answer.status, answer.headers["location"]) == (303, place)


def test_an_app_in_one_language_has_no_other() -> None:
    async def use(here: Here) -> tuple[Answer, Answer, Answer]:
        saved = b"name: Leila\nlanguage: en\n"
        return await here.get("/fr/"), await here.get("/en/"), await here.upload("/fr/open", saved)

    french, english, opened = with_app(use, hosted(languages=(Language("fr"),)))
    assert (french.status, english.status) == (200, 404)
    assert b'formaction="/en/' not in french.body + english.body + opened.body
    assert '<html lang="fr' in english.body.decode() and '<html lang="fr' in opened.body.decode()


def test_no_answer_has_a_cookie_or_a_secret_address() -> None:
    async def use(here: Here) -> list[Answer]:
        kit = await here.post("kit", LEILA)
        form = await here.get()
        file = await here.post("kit/file/txt", {"state": state_of(kit)})
        return [form, kit, file, await here.post("finish", {})]

    answers = with_app(use, hosted())
    assert [each.status for each in answers] == [200, 200, 200, 303]
    assert not any("set-cookie" in each.headers for each in answers)
    assert answers[-1].headers["location"] == "/en/finished"
    assert answers[-1].headers["clear-site-data"] == '"cache", "storage"'
    assert b"data-windows" not in answers[0].body


@pytest.mark.parametrize("theme", ["confluence", "../../../etc", "/etc", "", "tall-pines\r\nX: y"])
def test_a_fixed_look_cannot_be_chosen_and_a_path_is_no_theme(theme: str) -> None:
    async def use(here: Here) -> tuple[Answer, str, str]:
        page = await pasted(here, HEAD + ROWS)
        fields = {"state": state_of(page), "theme": theme, "paper": "a3"}
        answer = await here.post("class/settings", fields)
        carried = here.app._sitting.seal.open("class", state_of(answer))
        return answer, carried["theme"], carried["paper"]

    page, *look = with_app(use, hosted(theme="tall-pines", paper=Paper.A4))
    assert look == ["tall-pines", "a4"]
    assert b'name="theme"' not in page.body and b'name="paper"' not in page.body
    _page, *look = with_app(use, hosted())
    assert look == [theme if theme == "confluence" else "base", ""]


PATHS = (
    "/en/kit/file/%0d%0aSet-Cookie:%20x=y",
    "/en/kit/file/..%2f..%2fetc",
    "/en/static/..%2f..%2fbank/choosing.yaml",
    "/en/class/build/%0d%0aX:y/file",
    "//elsewhere.example/",
    "/en//elsewhere.example/",
    "/en/limit/..",
    "/\\elsewhere.example/",
)


@pytest.mark.parametrize("path", PATHS)
def test_an_address_makes_no_header_and_leads_nowhere_else(path: str) -> None:
    async def use(here: Here) -> list[Answer]:
        return [await here.get(unquote(path)), await here.post(unquote(path), LEILA)]

    for answer in with_app(use, hosted()):
        assert answer.status in (303, 404, 422), answer
        assert not any(sign in each for each in answer.headers.values() for sign in "\r\n")
        assert answer.headers.get("location", "/en/") == "/en/"


def test_a_name_makes_no_header() -> None:
    async def use(here: Here) -> Answer:
        return await here.post("save", {"name": 'x"\r\nSet-Cookie: a=b', "target.occupation": "welder"})

    answer = with_app(use, hosted())
    assert re.fullmatch(
        r"attachment; filename\*=UTF-8''[a-z0-9-]+\.yaml", answer.headers["content-disposition"]
    )
    assert "set-cookie" not in answer.headers


def test_files_are_given_only_for_the_list_that_they_are_made_of_until_finish() -> None:
    """Neither the address of a class, nor the name of a file, nor a state of another page gives anything.

    With “Finish”, what was made is deleted, and that of others stays.
    """

    async def use(here: Here) -> tuple[list[Answer], int, list[bool]]:
        mine = await built(here, await pasted(here, HEAD + ROWS))
        other = await built(here, await pasted(here, HEAD + "Zoé Li\tpilot\texploring\t20\n"))
        place = address_of(mine, "file")
        form = await here.post("form", LEILA)
        fields: tuple[dict[str, str], ...] = (
            {},
            {"state": state_of(other)},
            {"state": state_of(form)},
            {"state": state_of(mine)[:-4]},
        )
        found = [await here.post(place, {**each, "file": "class/maya-chen.pdf"}) for each in fields]
        paths = ("../class/maya-chen.pdf", "/etc/passwd", "")
        found += [await file_of(here, mine, name) for name in (*paths, "class/maya-chen.pdf")]
        folders = [each.folder for each in here.work.jobs._jobs.values()]
        await here.post("finish", {"state": state_of(mine)})
        await asyncio.sleep(0.5)
        return found, len(here.work.jobs), [each.exists() for each in folders]

    answers, *left = with_app(use, hosted())
    assert [each.status for each in answers] == [422, 404, 422, 422, 404, 404, 404, 200]
    assert left == [1, [False, True]]


class Made(BackgroundJob):
    """A job that is done at once."""

    now = ""

    def work(self) -> None:
        (self.folder / "kit.pdf").write_bytes(b"%PDF")


def test_files_are_deleted_when_their_minutes_are_over() -> None:
    async def use(here: Here) -> tuple[int, bool]:
        here.work.jobs.start(job := Made())
        with suppress(TimeoutError):
            async with asyncio.timeout(5):
                while len(here.work.jobs) or job.folder.exists():
                    await asyncio.sleep(0.05)
        return len(here.work.jobs), job.folder.exists()

    assert with_app(use, hosted(minutes=0.01)) == (0, False)


def test_no_kit_is_kept() -> None:
    async def use(here: Here) -> int:
        await here.post("kit", LEILA)
        return len(here.work._views)

    assert with_app(use, hosted()) == 0


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_whose_key_is_gone_is_told_kindly_and_keeps_what_is_in_it(language: str) -> None:
    """The form has its answers, and makes a file of them; the others lead back to where they are."""

    async def use(here: Here) -> list[str]:
        form = await here.post("form", LEILA)
        kit = await here.post("kit", LEILA)
        page = await pasted(here, HEAD + ROWS)
        return [state_of(form), state_of(kit), state_of(page)]

    states = with_app(use, hosted(keys=(OLD,)))

    async def later(here: Here) -> list[Answer]:
        home = here.home.replace("/en/", f"/{language}/")
        return [
            await here.post(f"{home}form", {**LEILA, "state": states[0]}),
            await here.post(f"{home}save", {**LEILA, "state": states[0]}),
            await here.post(f"{home}kit/change", {"state": states[1]}),
            await here.post(f"{home}class/settings", {"state": states[2]}),
        ]

    form, saved, kit, page = with_app(later, hosted(keys=(NEW,)))
    kind = {"en": "it is too old, or it was changed", "fr": "elle est trop ancienne, ou elle a été modifiée"}
    assert form.status == 422 and "welder" in form.body.decode() and kind[language] in form.body.decode()
    assert saved.status == 200 and b"welder" in saved.body
    for answer, way in (
        (kit, ("your answers are still", "vos réponses sont encore")),
        (page, ("your corrections are still", "vos corrections sont encore")),
    ):
        assert answer.status == 422 and kind[language] in title_of(answer)
        assert any(words in words_of(answer) for words in way)
