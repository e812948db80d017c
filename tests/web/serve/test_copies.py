"""Check that any copy of the app answers any step, with shared keys and nothing else."""

from __future__ import annotations

import asyncio

from interview_kit.web.app.settings import AppSettings
from tests.web.app.classes import HEAD, address_of, files_in, inputs_of, pasted, went_on, words_of
from tests.web.app.visits import LEILA, Here, state_of, title_of
from tests.web.asking import Answer
from tests.web.serve.hosting import NEW, OLD, Copies, hosted, with_copies

CELLS = HEAD + "Maya Chen\tnurse\texploring\t3\nAna Roy\twelder\texploring\t10\n"
# A new key is known everywhere before it seals; the old one is dropped when nothing holds it any more.
ROTATION = ((OLD,), (OLD, NEW), (NEW, OLD), (NEW,))


async def person(copies: Copies) -> list[Answer]:
    """Take one person from the form to the files and back, each step at another copy."""
    found = [await copies.get(), await copies.post("form", LEILA)]
    found.append(await copies.post("kit", {**LEILA, "state": state_of(found[-1])}))
    found.append(await copies.post("kit/change", {"state": state_of(found[-1]), "drop": "typical-day"}))
    french = copies.home.replace("/en/", "/fr/")
    found.append(await copies.post(f"{french}kit/show", {"state": state_of(found[-1])}))
    state = state_of(found[-1])
    for path in ("kit/file/pdf", "kit/file/docx", "kit/save", "kit/form"):
        found.append(await copies.post(path, {"state": state}))
    found.append(await copies.upload("open", found[-2].body, "my answers.yaml"))
    return found


def test_a_person_gets_from_the_form_to_the_files_at_alternating_copies() -> None:
    found = with_copies(person, hosted(), hosted(), hosted())
    assert [each.status for each in found] == [200] * 10
    assert b"drop: [typical-day]" in found[-3].body and found[5].body.startswith(b"%PDF")


def test_a_class_gets_from_the_list_to_its_files_at_alternating_copies() -> None:
    """A copy that does not have the kits makes them again, and the list is in every page on the way."""

    async def use(copies: Copies) -> tuple[list[Answer], dict[str, bytes], Answer]:
        page = await copies.post("class/open", {"pasted": CELLS})
        mended = await copies.post(
            "class/mend", {"state": state_of(page), **dict.fromkeys(inputs_of(page), "20")}
        )
        settings = await copies.post("class/settings", {"state": state_of(mended)})
        fields = {"state": state_of(settings), "settings": "shown", "setting.programme.course": "GLC2O"}
        first = await copies.post(address_of(settings), fields)
        there = {"state": state_of(first), "file": "class/maya-chen.pdf"}
        other = await copies.post(address_of(first, "file"), there)
        again = await copies.post(address_of(other, "file"), {**there, "state": state_of(other)})
        files = await files_in(copies, other)  # type: ignore[arg-type]
        saved = await copies.post("class/save", {"state": state_of(other)})
        return [page, mended, settings, first, other, again], files, saved

    found, files, saved = with_copies(use, hosted(), hosted())
    assert [each.status for each in found] == [422, 200, 200, 200, 200, 200]
    assert all("2 kits are ready" in words_of(each) for each in found[3:5])
    assert found[5].body.startswith(b"%PDF") and files["maya-chen.pdf"] == found[5].body
    assert {"_print.pdf", "_kits.zip", "report.csv", "ana-roy.docx"} <= files.keys()
    assert saved.body.startswith(b"PK")


def test_keys_change_in_the_middle_of_a_flow() -> None:
    """The copies are replaced one by one; each step is tried when one has the next keys and when all have."""

    async def use(copies: Copies) -> list[Answer]:
        form = await copies.post("form", LEILA)
        page = await copies.post("class/open", {"pasted": CELLS})
        found = [form, page]
        for keys in ROTATION[1:]:
            for number in range(len(copies.copies)):
                copies.copies[number].work.end()
                copies.copies[number] = Here(hosted(keys=keys))
                for _each in copies.copies:
                    form = await copies.post("form", {**LEILA, "state": state_of(form)})
                    page = await copies.post("class/list", {"state": state_of(page)})
                    found += [form, page]
        return found

    found = with_copies(use, hosted(keys=ROTATION[0]), hosted(keys=ROTATION[0]))
    assert [each.status for each in found[0::2]] == [200] * (len(found) // 2), [
        title_of(each) for each in found
    ]
    assert [inputs_of(each) for each in found[1::2]] == [{"cell-0-2-4": "3"}] * (len(found) // 2)


def test_a_class_whose_copy_ends_is_told_and_goes_on_at_another_one() -> None:
    async def use(copies: Copies) -> tuple[Answer, Answer]:
        first, second = copies.copies
        rows = "".join(f"Pupil {n} Roy\tnurse\texploring\t20\n" for n in range(2))
        page = await pasted(first, HEAD + rows)
        waiting = asyncio.create_task(went_on(first, page, address_of(page), {"settings": "shown"}))
        while not len(first.work.jobs):
            await asyncio.sleep(0.05)
        first.work.jobs.is_ending = True
        stopped = await waiting
        return stopped, await second.post(address_of(stopped), {"state": state_of(stopped)})

    stopped, later = with_copies(use, hosted(), hosted())
    assert "This part of the service is being replaced" in words_of(stopped)
    assert "Your list is still here" in words_of(stopped)
    assert (later.status, "2 kits are ready" in words_of(later)) == (200, True)


def test_copies_without_a_common_key_cannot_go_on() -> None:
    async def use(copies: Copies) -> Answer:
        return await copies.post("kit/save", {"state": state_of(await copies.post("kit", LEILA))})

    def of(settings: AppSettings) -> int:
        return with_copies(use, hosted(), settings).status

    assert (of(hosted(keys=(NEW,))), of(hosted())) == (422, 200)
