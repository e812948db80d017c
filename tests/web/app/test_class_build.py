"""Build a class in the app: files and remarks as of the command line, a list to open again, an end."""

from __future__ import annotations

import asyncio
import csv
import io
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from interview_kit.build.rosters import about_roster
from interview_kit.tools.class_build import build_class
from interview_kit.tools.class_list.class_list import ClassList, opened_list
from interview_kit.tools.library import read_roster
from interview_kit.web.app.class_kits import jobs as class_jobs
from interview_kit.web.app.class_kits.builds import ClassBuild, Look
from tests.exports.programs import EXPORTS
from tests.web.app.classes import HEAD, address_of, built, files_in, inputs_of, pasted, went_on, words_of
from tests.web.app.visits import Here, state_of, with_app
from tests.web.asking import Answer

ROWS = "Maya Chen\tnurse\texploring\t20\n\nAna Roy\twelder\texploring\t3\nLéa Côté\tpilot\tnarrowing\t15\n"


def test_the_files_and_remarks_are_those_of_the_command_line(tmp_path: Path) -> None:
    """What is pasted is what a file with these cells is; the report counts what the page counted."""
    roster = tmp_path / "class.txt"
    roster.write_text(HEAD + ROWS, "utf-8")

    async def use(here: Here) -> tuple[Answer, Answer, dict[str, bytes]]:
        page = await pasted(here, HEAD + ROWS)
        settings = await went_on(here, page, "class/settings", inputs_of(page))
        result = await built(here, settings)
        return page, result, await files_in(here, result)

    page, result, files = with_app(use)
    told: list[str] = []
    report = build_class(
        roster, output=tmp_path / "out", on_event=lambda e: told.extend(each.message for each in e.notices)
    )
    for path in (path for kit in report.kits for path in kit.files):
        assert files[path.name] == path.read_bytes(), path.name
    assert all(message in words_of(page) for message in told if "guessed" not in message), told
    assert "3 people are read 1 row is empty 1 row has something to correct" in words_of(page)
    rows = list(csv.DictReader(io.StringIO(files["report.csv"].decode("utf-8-sig"))))
    assert [(row["name"], row["status"]) for row in rows] == [
        ("Maya Chen", "built"),
        ("Ana Roy", "refused"),
        ("Léa Côté", "built"),
    ]
    assert "2 kits are ready" in words_of(result) and "Row 4, Minutes: the least is 5" in words_of(result)
    names = zipfile.ZipFile(io.BytesIO(files["_kits.zip"])).namelist()
    assert any("maya-chen" in name for name in names) and not any("ana-roy" in name for name in names)
    mend = opened_list(files["class-to-mend.xlsx"], "class-to-mend.xlsx").read()
    assert [row.cells[:4] for row in mend[0].rows] == [("Ana Roy", "welder", "exploring", "3")]


@pytest.mark.parametrize("name", EXPORTS)
def test_a_list_is_read_as_the_command_line_reads_its_file(name: str, tmp_path: Path) -> None:
    export = EXPORTS[name]()
    path = tmp_path / export.file
    path.write_bytes(export.data)
    theirs = read_roster(path)
    ours = opened_list(export.data, export.file).read()
    rows = [row for roster in ours for row in roster.rows]
    assert [(row.number, row.name) for row in rows] == [(row.number, row.name) for row in theirs.rows]
    assert [_profile(row) for row in rows] == [_profile(row) for row in theirs.rows]
    one = [notice.message for roster in ours for notice in about_roster(roster)]
    assert one == [notice.message for notice in about_roster(theirs)] or len(ours) > 1


def _profile(row: Any) -> object:
    return getattr(row.found, "profile", None)


def test_a_saved_list_is_opened_again_and_built_as_it_was_by_the_command_line(tmp_path: Path) -> None:
    """With its settings, what was mended, and what columns were said to be."""
    cells = "Pupil\tWhat next?\tLocker\tMinutes\nMaya Chen\tnurse\t12\t3\nAna Roy\tpilot\t13\t10\n"
    settings = {
        "settings": "shown",
        "setting.programme.due": "2026-12-11",
        "setting.programme.pages": "rubric",
        "setting.language": "fr",
    }

    async def use(here: Here) -> tuple[bytes, Answer, str]:
        page = await pasted(here, cells)
        mended = {"column-0-2": "target.occupation", "column-0-3": "", "cell-0-2-4": "20"}
        page = await went_on(here, page, "class/mend", mended)
        saved = await here.post("class/save", {"state": state_of(page), **settings})
        again = await here.upload("class/open", saved.body, "class.xlsx")
        return saved.body, again, words_of(again)

    saved, again, words = with_app(use)
    (tmp_path / "class.xlsx").write_bytes(saved)
    people = [row.found.profile for row in read_roster(tmp_path / "class.xlsx").rows]  # type: ignore[union-attr]
    assert [(each.name, each.target.occupation, each.language) for each in people] == [
        ("Maya Chen", "nurse", "fr"),
        ("Ana Roy", "pilot", "fr"),
    ]
    assert [str(each.programme and each.programme.due) for each in people] == ["2026-12-11"] * 2
    assert [[talk.minutes for talk in each.talks()] for each in people] == [[20], [10]]
    assert again.status == 200 and "2 people are read" in words


def test_a_wrong_setting_is_told_at_its_field_and_the_class_stays() -> None:
    async def use(here: Here) -> tuple[Answer, Answer]:
        page = await pasted(here, "Student name\tJob of interest\nMaya Chen\tnurse\n")
        wrong = {"settings": "shown", "setting.programme.due": "soon", "setting.programme.course": "GLC2O"}
        page = await went_on(here, page, address_of(page), wrong)
        french = here.home.replace("/en/", "/fr/") + "class/settings"
        return page, await went_on(here, page, french, wrong)

    page, french = with_app(use)
    assert (page.status, french.status) == (422, 422)
    for each in (page, french):
        body = each.body.decode()
        assert 'href="#setting.programme.due"' in body and 'id="setting.programme.due-error"' in body
        assert 'value="GLC2O"' in body and 'value="soon"' in body and "Maya Chen" in body


async def _page(here: Here) -> Answer:
    """Return the settings of a class of more people than are built in a test."""
    rows = "".join(f"Pupil {n} Roy\tnurse\texploring\t20\n" for n in range(60))
    return await pasted(here, HEAD + rows)


async def _started(here: Here) -> ClassBuild:
    """Return a build of the class, whose page nobody waits for."""
    found, look = await _posted(here, await _page(here))
    build = ClassBuild.of(found, look, here.settings)
    here.work.jobs.start(build)
    return build


async def _posted(here: Here, page: Answer) -> tuple[ClassList, Look]:
    """Return the list that a page carries along."""
    data = here.app._sitting.seal.open("class", state_of(page))
    return ClassList.from_data(data["list"]), Look(data["theme"], data["paper"])


async def _some(here: Here, page: Answer) -> tuple[ClassBuild, asyncio.Task[Answer]]:
    """Return a build of which some kits are made, and the answer to its page, which is on its way."""
    answer = asyncio.create_task(built(here, page))
    while not here.work.jobs._jobs:
        await asyncio.sleep(0.05)
    (build,) = here.work.jobs._jobs.values()
    assert isinstance(build, ClassBuild)
    while len(build.done) < 2 and not build.is_over:
        await asyncio.sleep(0.05)
    return build, answer


def test_a_page_that_has_grown_names_the_files_in_its_own_language() -> None:
    async def use(here: Here) -> Answer:
        french = here.home.replace("/en/", "/fr/")
        cells = HEAD + "Ana Roy\tnurse\texploring\t20\n"
        return await built(here, await here.post(f"{french}class/open", {"pasted": cells}))

    words = words_of(with_app(use))
    assert "1 trousse est prête" in words and "Toutes les trousses, à imprimer" in words
    assert "All kits, to print" not in words


def test_a_cancelled_build_keeps_what_is_made() -> None:
    async def use(here: Here) -> tuple[ClassBuild, Answer, Answer, Answer]:
        page = await _page(here)
        build, waiting = await _some(here, page)
        fields = {"state": state_of(page)}
        cancelled = await here.post(address_of(page, "cancel"), fields)
        french = address_of(cancelled).replace("/en/", "/fr/")
        return build, cancelled, await waiting, await here.post(french, {"state": state_of(cancelled)})

    build, page, waited, french = with_app(use)
    assert build.report and build.report.cancelled
    for each in (page, waited):
        assert "The work was cancelled" in words_of(each) and "Pupil 0 Roy" in words_of(each)
    assert "Le travail a été annulé" in words_of(french)  # it is not built anew
    assert 2 <= sum(kit.is_there for kit in build.report.kits) < 60


def test_a_build_is_shown_in_the_other_language_while_it_runs_and_not_begun_anew() -> None:
    async def use(here: Here) -> tuple[int, Answer]:
        page = await pasted(here, HEAD + "".join(f"Pupil {n} Roy\tnurse\texploring\t20\n" for n in range(3)))
        build, waiting = await _some(here, page)
        french = address_of(page).replace("/en/", "/fr/")
        answer = await here.post(french, {"state": state_of(page), "settings": "shown"})
        await waiting
        assert list(here.work.jobs._jobs.values()) == [build]
        return len(here.work.jobs), answer

    count, french = with_app(use)
    assert (count, "3 trousses sont prêtes" in words_of(french)) == (1, True)


class Window:
    """A browser's window that is closed."""

    async def is_disconnected(self) -> bool:
        """Return whether it has gone."""
        return True


async def _lines(here: Here, build: ClassBuild, window: Any) -> list[str]:
    return [line async for line in class_jobs.steps(window, here.work.jobs, build, lambda heard: "")]


def test_a_build_ends_when_its_window_is_closed() -> None:
    """Nothing but the closed window ends it: the worker is free."""

    async def use(here: Here) -> ClassBuild:
        build = await _started(here)
        await _lines(here, build, Window())
        with suppress(TimeoutError):
            await asyncio.wait_for(here.work.jobs.ended(build), 60)
        return build

    build = with_app(use)
    assert build.report and build.report.cancelled


def test_a_window_that_loads_the_page_again_goes_on_waiting() -> None:
    async def use(here: Here) -> bool:
        build = await _started(here)
        with here.work.jobs.awaited(build):
            await _lines(here, build, Window())
            await asyncio.sleep(class_jobs.AFTER_THE_LAST_PAGE + 0.5)
            return build.cancel.is_set()

    assert not with_app(use)


def test_finish_deletes_what_was_built() -> None:
    async def use(here: Here) -> Path:
        build = await _started(here)
        assert build.folder.is_dir()
        await here.post("finish", {})
        return build.folder

    assert not with_app(use).exists()
