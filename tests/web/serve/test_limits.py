"""Check that each limit has its own words and status, is told beforehand, and loses nothing."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable
from html import unescape

import pytest

from interview_kit.support.i18n import use_language
from interview_kit.web.app import application, visit
from interview_kit.web.app.limits import LARGEST_BODY, LIMITS
from interview_kit.web.app.promise import promises
from interview_kit.web.app.settings import AppSettings, local_settings
from tests.web.app.classes import HEAD, address_of, pasted, words_of
from tests.web.app.visits import LEILA, PORT, Here, state_of, title_of, with_app
from tests.web.asking import Answer, ask
from tests.web.serve.hosting import ORIGIN, hosted

ROWS = "Maya Chen\tnurse\texploring\t20\nAna Roy\twelder\texploring\t10\n"


async def _slow(here: Here, home: str) -> Answer:
    """Return the answer to a form of which nothing more comes."""

    async def app(scope: object, receive: object, send: object) -> None:
        await here.app.asgi(scope, asyncio.Event().wait, send)  # type: ignore[arg-type]

    kind = "application/x-www-form-urlencoded"
    headers = {"host": ORIGIN.partition("://")[2], "sec_fetch_site": "same-origin", "content_type": kind}
    return await ask(app, f"{home}kit", "POST", b"name=", **headers)


def _json(here: Here, home: str) -> object:
    return here.post(f"{home}kit", {"{}": ""}, content_type="application/json")


def _large(here: Here, home: str) -> object:
    return here.post(f"{home}kit", {"about.summary": "x" * LARGEST_BODY})


def _fields(here: Here, home: str) -> object:
    return here.post(f"{home}kit", {f"x{number}": "" for number in range(1001)})


def _picture(here: Here, home: str) -> object:
    return here.upload(f"{home}class/open", b"\x89PNG\r\n\x1a\n", "my class.png")


def _answers(here: Here, home: str) -> object:
    return here.upload(f"{home}open", b"%PDF-1.7", "my answers.pdf")


def _long(here: Here, home: str) -> object:
    rows = ("Student name,Job of interest\n" + "Ana Roy,nurse\n" * 501).encode()
    return here.upload(f"{home}class/open", rows, "class.csv")


def _rate(here: Here, home: str) -> object:
    return here.get(f"{home}limit/rate")


def _away(here: Here, home: str) -> object:
    return here.get(f"{home}limit/away")


MET: dict[str, tuple[Callable[[Here, str], object], int, str, str]] = {
    "size": (_large, 413, "more than a kit can hold", "plus qu’une trousse ne peut contenir"),
    "kind": (_json, 415, "not a form of these pages", "pas un formulaire de ces pages"),
    "fields": (_fields, 400, "could not be read", "pas pu être lu"),
    "slow": (_slow, 408, "took too long", "trop de temps"),
    "picture": (_picture, 415, "This file is no list", "pas une liste"),
    "answers": (_answers, 415, "Saved answers are a .yaml file", "sont un fichier .yaml"),
    "people": (_long, 422, "at most 500 people", "au plus 500 personnes"),
    "rate": (_rate, 429, "too many requests", "trop de demandes"),
    "away": (_away, 503, "is being replaced", "en cours de remplacement"),
}


@pytest.mark.parametrize("kind", MET)
def test_a_limit_has_its_own_words_in_both_languages(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    meet, status, english, french = MET[kind]
    if kind == "slow":
        monkeypatch.setattr(visit, "LONGEST_BODY", 0.05)

    async def use(here: Here) -> list[Answer]:
        return [await meet(here, home) for home in ("/en/", "/fr/")]  # type: ignore[misc]

    for answer, words in zip(with_app(use, hosted()), (english, french), strict=True):
        assert (answer.status, words in words_of(answer)) == (status, True), words_of(answer)
        assert title_of(answer).startswith(("Error:", "Erreur"))


def test_every_limit_of_a_proxy_has_a_page_and_another_name_has_none() -> None:
    async def use(here: Here) -> list[int]:
        return [(await here.get(f"/fr/limit/{name}")).status for name in (*LIMITS, "other")]

    assert with_app(use, hosted()) == [*(each.status for each in LIMITS.values()), 404]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_limits_are_told_beforehand(language: str) -> None:
    async def use(here: Here) -> list[str]:
        return [words_of(await here.get(f"/{language}/{path}")) for path in ("class", "", "privacy")]

    lists, form, privacy = with_app(use, hosted())
    size = {"en": "8 MB", "fr": "8 Mo"}[language]
    assert size in lists and "500" in lists and ".xlsx" in lists
    assert ".yaml" in form
    assert size in privacy and "500" in privacy and ".xlsx" in privacy and ".yaml" in privacy


def hidden(answer: Answer) -> dict[str, str]:
    """Return the hidden fields of a page."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', answer.body.decode())
    return {unescape(name): unescape(value) for name, value in found}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_where_many_wait_a_page_keeps_what_was_typed_and_goes_on_later(language: str) -> None:
    """The kit beside the form is left out without a word; form, kit, files and list all come back."""
    typed = {**LEILA, "about.summary": "I weld “Ærø” & co.", "talk.minutes": "20"}

    async def use(here: Here) -> tuple[list[Answer], Answer, list[Answer]]:
        home = f"/{language}/"
        state = state_of(await here.post(f"{home}kit", typed))
        page = await pasted(here, HEAD + ROWS)
        held = threading.Event()
        waiting = [asyncio.create_task(here.work.workers.run("", lambda _pool: held.wait(60)))]
        waiting += [asyncio.create_task(here.work.readers.__aenter__())]
        await asyncio.sleep(0.1)
        posts = {
            f"{home}kit": typed,
            f"{home}kit/file/pdf": {"state": state},
            f"{home}class/settings": {"state": state_of(page), "settings": "shown", "theme": "confluence"},
        }
        busy = [await here.post(path, fields) for path, fields in posts.items()]
        assert [hidden(each) for each in busy] == list(posts.values())
        live = await here.post(f"{home}live", typed)
        held.set()
        await asyncio.gather(*waiting)
        await here.work.readers.__aexit__(None, None, None)
        again = [await here.post(path, hidden(each)) for path, each in zip(posts, busy, strict=True)]
        return busy, live, again

    busy, live, again = with_app(use, hosted(workers=1, waiting=0))
    for answer in busy:
        assert (answer.status, answer.headers["retry-after"]) == (503, "10")
        assert {"en": "Nothing is lost", "fr": "Rien n’est perdu"}[language] in words_of(answer)
        assert f'lang="{ {"en": "fr", "fr": "en"}[language] }"' in answer.body.decode()
    assert (live.status, live.body) == (204, b"")
    assert [each.status for each in again] == [200, 200, 200]


def labels(answer: Answer) -> list[str]:
    return re.findall(r'<label for="file">([^<]*)</label>', answer.body.decode())


@pytest.mark.parametrize("most", [LARGEST_BODY, 10])
def test_where_many_wait_a_file_travels_with_the_page_or_is_asked_for_again(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list with an accent in a name is read as it was sent; a large file has a control of its own."""
    monkeypatch.setattr(visit, "LARGEST_KEPT", most)
    rows = "Student name,Job of interest\nZoë Roy,nurse\n".encode("cp1252")

    async def use(here: Here) -> tuple[Answer, Answer]:
        async with here.work.readers:
            busy = await here.upload("class/open", rows, "classe à moi.csv")
        return busy, await here.post("class/open", hidden(busy))

    busy, later = with_app(use, hosted(workers=1, waiting=0))
    assert (busy.status, later.status) == (503, 200 if most > len(rows) else 422), words_of(later)
    if most > len(rows):
        assert "Your file travels with it" in words_of(busy) and labels(busy) == []
        assert "Zoë Roy" in words_of(later) and "classe à moi" in words_of(later), words_of(later)
    else:
        assert hidden(busy) == {} and labels(busy) == ["Choose your file again"]
        assert "Choose a file, or paste your list" in words_of(later)


def test_a_kept_file_that_was_changed_is_refused() -> None:
    answer = with_app(lambda here: here.post("class/open", {"kept-file": "x class.csv"}), hosted())
    assert (answer.status, title_of(answer)) == (400, "Error: This form could not be read – Interview kit")


def test_beyond_the_most_requests_at_a_time_the_page_says_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(application, "MOST_VISITS", 1)

    async def use(here: Here) -> list[Answer]:
        slow = asyncio.create_task(_slow(here, "/en/"))
        await asyncio.sleep(0)
        found = [await here.get("/en/"), await here.post("/fr/kit", LEILA)]
        slow.cancel()
        await asyncio.wait((slow,))
        return [*found, await here.get("/en/")]

    *full, later = with_app(use, hosted())
    for answer, words in zip(full, ("go back: what you typed", "revenez en arrière"), strict=True):
        assert (answer.status, answer.headers["retry-after"]) == (503, "10")
        assert words in words_of(answer)
    assert later.status == 200


def test_a_kit_beside_the_form_gives_way_where_others_wait() -> None:
    """It is made while nobody waits; a form that is posted gets its turn where it gets none."""

    async def use(here: Here) -> list[int]:
        held = threading.Event()
        work = [asyncio.create_task(here.work.workers.run("", lambda _pool: held.wait(60))) for _ in range(3)]
        await asyncio.sleep(0.1)
        live = await here.post("live", LEILA)
        kit = asyncio.create_task(here.post("kit", LEILA))
        await asyncio.sleep(0.1)
        held.set()
        await asyncio.gather(*work)
        return [live.status, (await kit).status, (await here.post("live", LEILA)).status]

    assert with_app(use, hosted(workers=1, waiting=8)) == [204, 200, 200]


def test_a_class_that_finds_no_room_keeps_its_list_and_settings() -> None:
    async def use(here: Here) -> tuple[Answer, Answer]:
        page = await pasted(here, HEAD + "".join(f"Pupil {n} Roy\tnurse\texploring\t20\n" for n in range(60)))
        first = asyncio.create_task(here.post(address_of(page), {"state": state_of(page)}))
        while not len(here.work.jobs):
            await asyncio.sleep(0.05)
        second = await pasted(here, HEAD + ROWS)
        fields = {"state": state_of(second), "settings": "shown", "setting.programme.course": "GLC2O"}
        busy = await here.post(address_of(second), fields)
        here.work.jobs.forget()
        await first
        return busy, await here.post(address_of(second), hidden(busy))

    busy, later = with_app(use, hosted(waiting=0))
    assert (busy.status, hidden(busy)["setting.programme.course"]) == (503, "GLC2O")
    assert (later.status, "2 kits are ready" in words_of(later)) == (200, True)


def told(settings: AppSettings) -> str:
    return " | ".join(f"{row.what}: {row.where}: {row.how_long}" for row in promises(settings))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_promise_is_that_of_the_settings(language: str) -> None:
    """A setting that is changed changes the sentence about it, and no other one."""
    with use_language(language):
        usual = {row.what: row for row in promises(hosted())}
        for changes, rows in (
            ({"minutes": 7}, 1),
            ({"in_memory": False}, 1),
            ({"scheduler": "tcp://10.0.0.1:8786"}, 0),
        ):
            changed = {row.what: row for row in promises(hosted(**changes))}
            assert sum(changed[what] != row for what, row in usual.items()) == rows, changes
            assert len(changed) - len(usual) == ("scheduler" in changes)
        assert "15 minutes" in told(hosted()) and "7 minutes" in told(hosted(minutes=7))
        assert "10.0.0.1" not in told(hosted(scheduler="tcp://10.0.0.1:8786"))
        on_disk = {
            "en": ("not on a disk", "may be on a disk"),
            "fr": ("et non sur un disque", "peut être sur un disque"),
        }
        for is_in, words in zip((True, False), on_disk[language], strict=True):
            assert words in told(hosted(in_memory=is_in)), words


@pytest.mark.parametrize(
    "settings", [hosted(), hosted(minutes=3), local_settings(PORT)], ids=["15", "3", "local"]
)
def test_the_promise_is_a_page_of_its_own_that_each_page_leads_to(settings: AppSettings) -> None:
    async def use(here: Here) -> tuple[list[Answer], str]:
        form = await here.get()
        link = re.search(r'href="([^"]*/privacy)"', form.body.decode())
        assert link
        return [await here.get(link[1].replace("/en/", f"/{each}/")) for each in ("en", "fr")], words_of(form)

    pages, _form = with_app(use, settings)
    for language, page in zip(("en", "fr"), pages, strict=True):
        with use_language(language):
            for row in promises(settings):
                for words in (row.what, row.where, row.how_long):
                    assert " ".join(words.split()) in words_of(page), row
