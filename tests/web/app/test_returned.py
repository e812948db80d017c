"""Read in the app what came back from a class: as the command line does, with marks that stay."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from interview_kit.model.document import Owner
from interview_kit.stages.assemble import owner_key
from interview_kit.tools.collect import run
from interview_kit.tools.collect.run import collect
from interview_kit.web.app.class_kits import jobs
from interview_kit.web.app.class_kits.jobs import held_page
from interview_kit.web.app.returned.rounds import Round
from tests.returned.handed_in import filled, sheet_rows
from tests.web.app.classes import pasted, words_of
from tests.web.app.coming_back import (
    address_of,
    chosen,
    ended,
    key_of,
    marks_of,
    read,
    taken,
)
from tests.web.app.visits import Here, state_of, title_of, with_app
from tests.web.asking import Answer
from tests.zip_files import pack

CLASS = "Student name\tStudent number\tJob of interest\nCy Roy\t3\tvet\nAnn Abel\t1\tnurse\nBo Li\t2\tcook\n"
ANN, BO, CY = (
    Owner(name, work, owner_key(name, number))
    for name, work, number in (("Ann Abel", "nurse", "1"), ("Bo Li", "cook", "2"), ("Cy Roy", "vet", "3"))
)
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 60


def kit_of(owner: Owner, text: str, kind: str = "docx") -> bytes:
    """Return a kit in which its owner has noted something."""
    return filled(kind, owner, {"notes/typical-day": text}, frozenset({"fit/1/1"}))


@pytest.fixture
def no_summaries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no summaries."""
    monkeypatch.setattr(run, "_summaries_of", lambda *_: iter(()))


async def listed(here: Here, cells: str = CLASS) -> dict[str, str]:
    """Return what the first page carries along when the class is known."""
    page = await here.post("class/returned", {"state": state_of(await pasted(here, cells))})
    assert title_of(page).startswith("What came back"), title_of(page)
    return {"state": state_of(page)}


def test_the_table_the_summaries_and_the_words_are_those_of_the_command_line(tmp_path: Path) -> None:
    """The saved list is the class, the files lie in a folder, and one of them is no kit."""
    files = {
        "a.docx": kit_of(ANN, "Wards.\nTwo lines."),
        "week 2.zip": pack({"b.pdf": kit_of(BO, "=1+1 pots", "pdf"), "cat.png": PICTURE}),
        "stranger.docx": kit_of(Owner("Zoé Roy", "pilot", "0123456789ab"), "Clouds."),
    }
    names = ("_answers.xlsx", "_answers-summary.pdf", "_answers-summary-without-names.docx")

    async def use(here: Here) -> tuple[bytes, Answer, list[bytes]]:
        fields = await listed(here)
        saved = await here.post("class/save", fields)
        page = await read(here, *files.items(), fields=fields)
        return saved.body, page, [(await taken(here, page, {}, name)).body for name in names]

    saved, page, ours = with_app(use)
    for name, data in files.items():
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "class.xlsx").write_bytes(saved)
    theirs = collect(
        tmp_path / "in",
        output=tmp_path / "_answers.xlsx",
        class_source=tmp_path / "class.xlsx",
        paper="letter",
    )
    assert ours == [(tmp_path / name).read_bytes() for name in names]
    words = words_of(page)
    assert [each for each in theirs.messages if each.message.lower() not in words.lower()] == []
    assert "2 of 3 have handed in" in title_of(page) and "Have not handed in yet 1 Cy Roy" in words
    assert "1 file could not be read week 2.zip/cat.png This is a picture" in words, words
    assert "Wards." in words and "=1+1 pots" in words


@pytest.mark.usefixtures("no_summaries")
def test_marks_are_kept_by_student_when_the_saved_table_and_new_files_are_opened_again(
    tmp_path: Path,
) -> None:
    """In another sitting, with the list as it was saved, and the rows of the table sorted by nobody."""

    async def first(here: Here) -> tuple[bytes, bytes]:
        fields = await listed(here)
        page = await read(here, ("a.docx", kit_of(ANN, "Wards.")), fields=fields)
        ann, cy = key_of(page, "Ann Abel"), key_of(page, "Cy Roy")
        typed = {f"mark-{ann}": "8.5", f"comment-{ann}": "=Good, Zoé!", f"paper-{cy}": "yes"}
        table = await taken(here, page, typed | {f"consent-{cy}": "yes"})
        return (await here.post("class/save", fields)).body, table.body

    async def second(here: Here) -> tuple[Answer, bytes]:
        page = await read(
            here,
            ("b.docx", kit_of(BO, "Pots.")),
            ("a.docx", kit_of(ANN, "Wards.")),
            others={"table": ("_answers (1).xlsx", table), "list": ("class.xlsx", saved)},
        )
        return page, (await taken(here, page, {})).body

    saved, table = with_app(first)
    (tmp_path / "first.xlsx").write_bytes(table)
    assert [row["Name"] for row in sheet_rows(tmp_path / "first.xlsx", "Missing")] == ["Bo Li"]
    page, later = with_app(second)
    ann, bo, cy = (key_of(page, each) for each in ("Ann Abel", "Bo Li", "Cy Roy"))
    marks = marks_of(page)
    assert (marks[f"mark-{ann}"], marks[f"comment-{ann}"]) == ("8.5", "=Good, Zoé!")
    assert (marks[f"paper-{cy}"], marks[f"consent-{cy}"], marks[f"mark-{bo}"]) == ("yes", "yes", "")
    assert "3 of 3 have handed in" in title_of(page) and "1 mark is in the table" in words_of(page)
    (tmp_path / "later.xlsx").write_bytes(later)
    rows = {row["Name"]: row for row in sheet_rows(tmp_path / "later.xlsx")}
    assert (rows["Ann Abel"]["Mark"], rows["Ann Abel"]["Comment"]) == ("8.5", "=Good, Zoé!")
    assert (rows["Cy Roy"]["On paper"], rows["Cy Roy"]["Consent"]) == ("x", "yes")
    assert sheet_rows(tmp_path / "later.xlsx", "Missing") == []


@pytest.mark.usefixtures("no_summaries")
def test_marks_of_a_page_stay_when_more_comes_back(tmp_path: Path) -> None:
    async def use(here: Here) -> tuple[Answer, bytes]:
        page = await read(here, ("a.docx", kit_of(ANN, "Wards.")), fields=await listed(here))
        typed = {**marks_of(page), f"mark-{key_of(page, 'Ann Abel')}": "9"}
        more = await read(
            here, ("a.docx", kit_of(BO, "Pots.")), fields=typed, path=f"{address_of(page)}/read"
        )
        return more, (await taken(here, more, {f"mark-{key_of(more, 'Bo Li')}": "7"})).body

    page, table = with_app(use)
    assert "2 of 3 have handed in" in title_of(page) and "Wards." in words_of(page)
    (tmp_path / "t.xlsx").write_bytes(table)
    rows = {row["Name"]: (row["Mark"], row["Handed in"]) for row in sheet_rows(tmp_path / "t.xlsx")}
    assert rows == {"Cy Roy": ("", "no"), "Ann Abel": ("9", "yes"), "Bo Li": ("7", "yes")}


BAD = {
    "empty.pdf": (b"", "this file is empty; ask for it again"),
    "scan.png": (PICTURE, "this is a picture; its words have to be typed in by hand"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + b"\0" * 60, "it is locked with a password, or of an old Word"),
    "essay.txt": (b"My interview", "this is neither a PDF, a Word file nor a web page"),
    "cut.zip": (b"PK\x03\x04" + b"\0" * 60, "this zip file is damaged; unpack it"),
    "cut.pdf": (b"%PDF-1.7\n%%EOF", ""),
    "link.gdoc": (b'{"url": "x"}', "this is a link, such as to a file of Google Drive"),
    "_answers (2).xlsx": (b"x", "this looks like a table with marks: choose it as the table that you saved"),
}


@pytest.mark.usefixtures("no_summaries")
def test_each_file_that_is_no_kit_has_its_own_sentence_and_the_others_are_read() -> None:
    bad = [(name, data) for name, (data, _told) in BAD.items()]
    page = with_app(lambda here: read(here, *bad, ("a.docx", kit_of(ANN, "Wards."))))
    words = words_of(page)
    assert page.status == 200 and "1 kit came back" in title_of(page)
    assert f"{len(BAD)} files could not be read" in words and "Traceback" not in words
    for name, (_data, told) in BAD.items():
        assert f"{name} {told[:1].upper()}{told[1:]}" in words, (name, words)


def test_without_a_kit_the_reasons_are_there_and_more_files_may_be_chosen(tmp_path: Path) -> None:
    async def use(here: Here) -> tuple[Answer, Answer]:
        page = await read(here, ("cat.png", PICTURE))
        path = f"{address_of(page)}/read"
        return page, await read(here, ("dog.png", PICTURE + b"dog"), fields=marks_of(page), path=path)

    page, more = with_app(use)
    assert "Nothing could be read" in title_of(page) and "No file here is a kit" in words_of(page)
    assert "cat.png This is a picture" in words_of(page) and 'type="file" id="files"' in page.body.decode()
    assert "cat.png" in words_of(more) and "dog.png" in words_of(more)


WRONG = {
    "list": (("photo.xlsx", PICTURE), "photo.xlsx"),
    "table": (("class.xlsx", b"PK\x03\x04" + b"\0" * 40), "“class.xlsx” is no table that was saved here"),
}


@pytest.mark.usefixtures("no_summaries")
@pytest.mark.parametrize("control", WRONG)
def test_a_wrong_list_or_table_is_told_at_its_control_and_the_files_stay(control: str) -> None:
    """In the other language, too; then the files are read without being chosen again."""
    wrong, told = WRONG[control]

    async def use(here: Here) -> tuple[Answer, Answer, Answer]:
        page = await read(here, ("a.docx", kit_of(ANN, "Wards.")), others={control: wrong})
        body = page.body.decode()
        kept = {"round": body.partition('name="round" value="')[2].partition('"')[0], "checked": "yes"}
        french = here.home.replace("/en/", "/fr/") + "class/returned/again"
        there = await here.send(french, kept)
        return page, there, await read(here, fields=kept)

    page, french, last = with_app(use)
    for each in (page, french):
        body = each.body.decode()
        assert each.status == 422 and f'href="#{control}"' in body and f'id="{control}-error"' in body
    assert title_of(page).startswith("Error:") and title_of(french).startswith("Erreur")
    assert "1 file is here" in words_of(page) and "1 fichier est ici" in words_of(french)
    assert control != "table" or told in words_of(page)
    assert "1 kit came back" in title_of(last), words_of(last)


def test_no_file_at_all_is_told_so_in_both_languages() -> None:
    async def use(here: Here) -> tuple[Answer, Answer]:
        page = await read(here)
        french = here.home.replace("/en/", "/fr/") + "class/returned/again"
        return page, await here.send(french, {"checked": "yes"})

    page, french = with_app(use)
    assert (page.status, french.status) == (422, 422)
    assert words_of(page).count("Choose the files that came back") == 2
    assert words_of(french).count("Choisissez les fichiers qui sont revenus") == 2


@pytest.mark.usefixtures("no_summaries")
def test_a_text_that_no_cell_can_hold_is_told_at_its_field_and_all_that_was_typed_stays() -> None:
    async def use(here: Here) -> tuple[Answer, Answer, Answer]:
        page = await read(here, ("a.docx", kit_of(ANN, "Wards.")), fields=await listed(here))
        ann, cy = key_of(page, "Ann Abel"), key_of(page, "Cy Roy")
        typed = marks_of(page) | {f"comment-{ann}": "long " * 7000, f"mark-{cy}": "4", f"paper-{cy}": "yes"}
        refused = await here.post(f"{address_of(page)}/save", typed)
        mended = marks_of(refused) | {f"comment-{ann}": "short"}
        saved = await here.post(f"{address_of(page)}/save", mended)
        return page, refused, await ended(here, saved.headers["location"])

    page, refused, saved = with_app(use)
    ann, cy = key_of(page, "Ann Abel"), key_of(page, "Cy Roy")
    body = refused.body.decode()
    assert refused.status == 422 and f'href="#comment-{ann}"' in body and f'id="comment-{ann}-error"' in body
    kept = marks_of(refused)
    assert (kept[f"mark-{cy}"], kept[f"paper-{cy}"]) == ("4", "yes")
    assert kept[f"comment-{ann}"] == ("long " * 7000).strip()
    kept = marks_of(saved)
    assert (kept[f"comment-{ann}"], kept[f"mark-{cy}"], kept[f"paper-{cy}"]) == ("short", "4", "yes")


@pytest.mark.usefixtures("no_summaries")
def test_the_other_language_keeps_the_marks_and_speaks_of_each_file() -> None:
    async def use(here: Here) -> tuple[Answer, Answer, Answer]:
        page = await read(here, ("a.docx", kit_of(ANN, "Wards.")), ("cat.png", PICTURE))
        ann = key_of(page, "Ann Abel")
        there = address_of(page).replace("/en/", "/fr/")
        posted = await here.post(there, marks_of(page) | {f"mark-{ann}": "7,5"})
        french = await ended(here, posted.headers["location"])
        return page, french, await ended(here, address_of(page))  # by the address alone

    page, french, english = with_app(use)
    assert "This is a picture" in words_of(english) and f"mark-{key_of(page, 'Ann Abel')}" in marks_of(
        english
    )
    assert "1 trousse est revenue" in title_of(french).replace("\xa0", " ")
    assert marks_of(french)[f"mark-{key_of(page, 'Ann Abel')}"] == "7,5"
    assert "cat.png C’est une image" in words_of(french) or "cat.png Ceci est une image" in words_of(french)
    assert "this is a picture" not in words_of(french).lower()


@pytest.mark.usefixtures("no_summaries")
def test_finish_removes_the_files_and_the_marks() -> None:
    async def use(here: Here) -> tuple[Path, Answer]:
        page = await read(here, ("a.docx", kit_of(ANN, "Wards.")))
        round_ = here.work.jobs.get(address_of(page).rpartition("/")[2])
        assert isinstance(round_, Round) and round_.table.is_file()
        await here.post("finish", {})
        return round_.folder, await here.get(address_of(page))

    folder, gone = with_app(use)
    assert (folder.exists(), gone.status) == (False, 404)


@pytest.mark.usefixtures("no_summaries")
def test_names_of_files_lead_nowhere_and_files_of_one_name_are_two() -> None:
    names = ("../../kit.docx", "kits\\kit.docx", ".kit", "x" * 300 + ".docx")

    async def use(here: Here) -> tuple[list[str], Answer]:
        owners = [Owner(f"Pupil {n} Roy", "nurse", f"{n:012x}") for n in range(len(names))]
        files = [(name, kit_of(owner, "Wards.")) for name, owner in zip(names, owners, strict=True)]
        page = await read(here, *files)
        round_ = here.work.jobs.get(address_of(page).rpartition("/")[2])
        assert isinstance(round_, Round)
        return sorted(path.name for path in round_.handed_in.iterdir()), page

    found, page = with_app(use)
    assert found == ["kit", "kit-2.docx", "kit.docx", "x" * 120 + ".docx"]
    assert "4 kits came back" in title_of(page)


class Window:
    """A browser's window that is closed."""

    async def is_disconnected(self) -> bool:
        """Return whether it has gone."""
        return True


def test_reading_ends_when_its_window_is_closed_and_goes_on_when_it_is_asked_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobs, "AFTER_THE_LAST_PAGE", 0)  # before all is read, however fast that is
    files = [(f"{n}.docx", kit_of(Owner(f"Pupil {n} Roy", "cook", f"{n:012x}"), "Pots.")) for n in range(40)]

    async def use(here: Here) -> tuple[Answer, Answer]:
        started = await here.send("class/returned/read", {}, *chosen(files, {}))
        place = started.headers["location"]
        job = here.work.jobs.get(place.rpartition("/")[2])
        assert isinstance(job, Round)
        async for _part in held_page("<body></body>", Window(), here.work.jobs, job):  # type: ignore[arg-type]
            pass
        with suppress(TimeoutError):
            await asyncio.wait_for(here.work.jobs.ended(job), 60)
        cancelled = await here.get(place)
        again = await here.post(f"{place}/save", {"marks": "shown"})
        return cancelled, await ended(here, again.headers["location"])

    cancelled, again = with_app(use)
    assert "The reading was cancelled" in words_of(cancelled), words_of(cancelled)
    assert "40 kits came back" in title_of(again)
