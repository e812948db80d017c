"""Check that the app makes the kits of the command line, and says why these questions."""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Callable
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from interview_kit.web.app.downloads import KINDS
from interview_kit.web.app.workers import Abandoned
from tests.web.app.visits import LEILA, Here, state_of, title_of, with_app
from tests.web.asking import Answer

FULL = {
    **LEILA,
    "language": "en",
    "email": "leila@home.example",
    "talk.channel": "video",
    "talk.date": "2027-03-02",
    "talk.time": "15:45",
    "contacts.1.name": "Joan Sinclair",
    "contacts.1.email": "joan@works.example",
    "support.large_print": "true",
    "questions.add": "Do you weld ships?\nWho hires you?",
}
# The options of the command line that make the same file, and the endings of what it writes.
BUILDS = {
    "pdf": (("-f", "pdf"), (".pdf",)),
    "docx": (("-f", "docx"), (".docx",)),
    "fillable": (("-f", "pdf", "--fillable"), (".pdf",)),
    "html": (("-f", "html"), (".html",)),
    "txt": (("-f", "txt"), (".txt",)),
    "ics": (("-f", "txt", "--ics"), (".ics",)),
    "eml": (("-f", "txt", "--eml"), (".ask.eml", ".thank-you.eml")),
}


def built(saved: bytes, folder: Path, *options: str) -> dict[str, bytes]:
    """Return the files that the command line makes of saved answers, by their endings."""
    profile = folder / "answers.yaml"
    profile.write_bytes(saved)
    done = CliRunner().invoke(main, ["build", str(profile), "-o", str(folder / "out"), "--force", *options])
    assert done.exit_code == 0, done.output
    return {path.name.removeprefix("leila-haddad"): path.read_bytes() for path in (folder / "out").glob("l*")}


async def downloaded(here: Here, fields: dict[str, str], *kinds: str) -> tuple[bytes, dict[str, Answer]]:
    """Return the saved answers of a kit, and its files by kind."""
    kit = await here.post("kit", fields)
    assert kit.status == 200, kit.body.decode()
    sealed = {"state": state_of(kit)}
    saved = await here.post("kit/save", sealed)
    return saved.body, {kind: await here.post(f"kit/file/{kind}", sealed) for kind in kinds}


def test_every_file_has_the_bytes_of_the_command_line(tmp_path: Path) -> None:
    assert BUILDS.keys() == KINDS.keys()
    saved, files = with_app(lambda here: downloaded(here, FULL, *KINDS))
    for kind, (options, endings) in BUILDS.items():
        there = built(saved, tmp_path, *options)
        answer = files[kind]
        assert answer.status == 200, kind
        assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''leila-haddad")
        assert answer.headers["cache-control"] == "no-store"
        wanted = {ending: there[ending] for ending in endings}
        if len(wanted) == 1:
            assert answer.body == next(iter(wanted.values())), kind
        else:
            archive = zipfile.ZipFile(BytesIO(answer.body))
            found = {name.removeprefix("leila-haddad"): archive.read(name) for name in archive.namelist()}
            assert found == wanted, kind


def test_a_kit_without_a_date_has_no_calendar() -> None:
    async def use(here: Here) -> tuple[Answer, Answer]:
        kit = await here.post("kit", LEILA)
        return kit, await here.post("kit/file/ics", {"state": state_of(kit)})

    kit, calendar = with_app(use)
    assert "kit/file/pdf" in kit.body.decode() and "kit/file/ics" not in kit.body.decode()
    assert (calendar.status, "This kit has no such file" in title_of(calendar)) == (404, True)


def test_a_file_that_there_is_not_is_said() -> None:
    kinds = ("exe", "..", "pdf.exe")

    async def use(here: Here) -> dict[str, int]:
        state = state_of(await here.post("kit", LEILA))
        return {kind: (await here.post(f"kit/file/{kind}", {"state": state})).status for kind in kinds}

    assert with_app(use) == dict.fromkeys(kinds, 404)


def test_the_pages_of_the_kit_are_shown_with_what_begins_on_them() -> None:
    page = with_app(lambda here: here.post("kit", LEILA)).body.decode()
    assert page.count('src="data:image/png;base64,') >= 4
    assert "Interview kit for Leila Haddad" in page


def test_a_question_is_dropped_kept_and_left_to_the_kit_again() -> None:
    async def use(here: Here) -> list[bytes]:
        state = state_of(await here.post("kit", LEILA))
        saved = []
        for change in ({"drop": "typical-day"}, {"keep": "typical-day"}, {"usual": "typical-day"}):
            answer = await here.post("kit/change", {"state": state, **change})
            assert answer.status == 200, answer.body.decode()
            state = state_of(answer)
            saved.append((await here.post("kit/save", {"state": state})).body)
        return saved

    dropped, kept, usual = with_app(use)
    assert b"drop: [typical-day]" in dropped and b"keep:" not in dropped
    assert b"keep: [typical-day]" in kept and b"drop:" not in kept
    assert b"typical-day" not in usual


def test_a_question_that_there_is_not_leads_to_the_form_with_its_place() -> None:
    async def use(here: Here) -> Answer:
        state = state_of(await here.post("kit", LEILA))
        return await here.post("kit/change", {"state": state, "keep": "<script>alert(1)</script>"})

    answer = with_app(use)
    assert (answer.status, title_of(answer).startswith("Error: ")) == (422, True)
    assert "<script>alert" not in answer.body.decode()


def test_the_switches_change_the_kit_and_go_off_again() -> None:
    async def use(here: Here) -> list[bytes]:
        state, saved = state_of(await here.post("kit", LEILA)), []
        on = {"support.large_print": "true", "length": "short", "questions.add": "Who hires you?"}
        for switches in (on, {}):
            answer = await here.post("kit/change", {"state": state, "switches": "shown", **switches})
            state = state_of(answer)
            saved.append((await here.post("kit/save", {"state": state})).body)
        return saved

    on, off = with_app(use)
    assert b"\n  large_print: true" in on and b"\nlength: short" in on and b"Who hires you?" in on
    assert b"\n  large_print" not in off and b"\nlength" not in off and b"Who hires you?" not in off


def test_the_kit_beside_the_form_is_that_of_the_answers_or_says_what_is_missing() -> None:
    async def use(here: Here) -> tuple[Answer, Answer]:
        return await here.post("live", LEILA), await here.post("live", {"talk.minutes": "lots"})

    good, wrong = with_app(use)
    assert good.status == wrong.status == 200
    assert "data:image/png" in good.body.decode() and "<html" not in good.body.decode()
    assert "data:image/png" not in wrong.body.decode()


def test_the_kit_in_the_other_language_has_the_same_answers() -> None:
    async def use(here: Here) -> Answer:
        state = state_of(await here.post("kit", LEILA))
        return await here.post(here.home.replace("/en/", "/fr/") + "kit/show", {"state": state})

    answer = with_app(use)
    assert (answer.status, '<html lang="fr' in answer.body.decode()) == (200, True)


def test_nothing_of_a_finished_kit_is_kept_in_memory() -> None:
    async def use(here: Here) -> tuple[int, int]:
        await here.post("kit", LEILA)
        before = len(here.work._views)
        await here.post("finish", {})
        return before, len(here.work._views)

    assert with_app(use) == (1, 0)


def test_the_page_of_a_french_kit_does_not_mix_two_forms_of_address() -> None:
    """A pupil is addressed as tu in the reasons; the notices, and the words of the page, fit that."""
    pupil = {**LEILA, "name": "Zoé Roy", "language": "fr", "support.address": "tu", "goals": "pay"}
    pupil |= {"target.occupation": "une soudeuse", "phone": "705555019", "contacts.1.occupation": "Soudeur"}

    async def use(here: Here) -> str:
        kit = await here.post(here.home.replace("/en/", "/fr/") + "kit", pupil)
        assert kit.status == 200, kit.body.decode()
        return kit.body.decode()

    page = with_app(use)
    # Not what the contact is asked, nor an example of that.
    asked = r'<p class="question">.*?</p>|<span class="unseen">.*?</span>|<div class="hint".*?</div>'
    page = re.sub(asked, "", page, flags=re.S)
    said = unescape(" ".join(re.sub(r"<[^>]*>", " ", page).split()))
    assert re.search(r"\b(tu|ton|ta|tes)\b", said, re.I), said
    assert "705555019" not in said and "s’écrit sans « une »" in said, said
    assert re.findall(r"\b(?:vous|votre|vos|(?!assez|chez)\w+ez)\b", said, re.I) == []


class Stuck:
    """A task over which its worker process sleeps; the files `begun` and `ended` say how far it is."""

    source = "stuck"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __reduce__(self) -> tuple[Callable[[Path], None], tuple[Path]]:
        return slept, (self._folder,)


def slept(folder: Path) -> None:
    (folder / "begun").touch()
    time.sleep(20)
    (folder / "ended").touch()


def test_the_process_that_draws_a_kit_is_killed_when_its_browser_has_gone(tmp_path: Path) -> None:
    async def gone() -> bool:
        return (tmp_path / "begun").exists()

    async def use(here: Here) -> str:
        workers, config = here.work.workers, here.work._config(KINDS["pdf"])
        with pytest.raises(Abandoned):
            await workers.run("", lambda pool: pool.render_kit(Stuck(tmp_path), "", config), is_gone=gone)
        free: str = await workers.run("", lambda _pool: "free")
        return free

    assert with_app(use) == "free"
    assert not (tmp_path / "ended").exists()
