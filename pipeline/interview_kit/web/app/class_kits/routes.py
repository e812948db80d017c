"""Answer each visit of a page of a class: the list, its cells to mend, its settings, its build, its files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from starlette.datastructures import UploadFile
from starlette.responses import Response, StreamingResponse

from interview_kit.model.bank import Bank
from interview_kit.model.theme import ORDINARY
from interview_kit.stages.read.theme import load_themes
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import N_, _, use_language
from interview_kit.tools.bank_source import words_of
from interview_kit.tools.class_list.class_list import MOST_PEOPLE, ClassList, opened_list
from interview_kit.tools.class_list.workbook import list_workbook
from interview_kit.tools.roster_template.template import template_roster
from interview_kit.web.app.class_kits.builds import ClassBuild, Look, build_id
from interview_kit.web.app.class_kits.fields import look_fields, setting_errors, settings_view
from interview_kit.web.app.class_kits.jobs import steps
from interview_kit.web.app.class_kits.posted import posted_list, sealed_list, usual_look
from interview_kit.web.app.class_kits.results import media_type, result_view
from interview_kit.web.app.class_kits.views import ListView, list_view, said
from interview_kit.web.app.downloads import Download
from interview_kit.web.app.limits import MEGABYTES, NO_DATA
from interview_kit.web.app.routes import REFUSED, Handler, attached
from interview_kit.web.app.state import StateProblem
from interview_kit.web.app.views import Message
from interview_kit.web.app.visit import PAGE, PostRules, Visit
from interview_kit.web.app.work import Work

# Where a page grows.
_GROWS = "<!-- grows -->"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


OF_A_CLASS = PostRules(
    too_large=N_("This list is larger than {most} MiB"),
    shorter=N_(
        "A list of a class is far smaller. Save it without pictures and other sheets, and open it again."
    ),
    expired=N_(
        "Go back in your browser: your corrections are still in the page. Then open the list again, "
        "or the one that “Save the list” has written."
    ),
)
"""What a form of a class may hold: a list, and its corrections."""


class ClassPages:
    """The pages of a class, as functions from a visit to a response."""

    def __init__(self, work: Work) -> None:
        self._jobs, self._readers = work.jobs, work.readers

    @property
    def opened(self) -> Mapping[str, Handler]:
        """Return the pages that are opened by an address."""
        return {
            "class": self.start,
            "class/empty": self.empty,
        }

    @property
    def posted(self) -> Mapping[str, Handler]:
        """Return the pages that a form is posted to."""
        return {
            "class/again": self.start,
            "class/open": self.open,
            "class/list": self.show,
            "class/mend": self.mend,
            "class/settings": self.settings,
            "class/save": self.save,
            "class/build/{at}": self.build,
            "class/build/{at}/cancel": self.cancel,
            "class/build/{at}/file": self.file,
        }

    async def start(self, visit: Visit) -> Response:
        """Return the page on which a list is chosen or pasted."""
        return self._start(visit)

    async def empty(self, visit: Visit) -> Response:
        """Return an empty list to fill in."""
        return attached(Download(_("class") + ".xlsx", SHEET, template_roster(visit.language)))

    async def open(self, visit: Visit) -> Response:
        """Return the page of a list that was chosen or pasted, or say what is wrong with the file."""
        file, pasted = visit.posted.get("file"), str(visit.posted.get("pasted", ""))
        name, data = "", pasted.encode("utf-8", "surrogatepass")
        if isinstance(file, UploadFile) and file.filename:
            name, data = file.filename, await file.read()
        elif not pasted.strip():
            return self._start(visit, Message(_("Choose a file, or paste your list")))
        if name.lower().endswith(NO_DATA):
            text = _("A list is an Excel (.xlsx), OpenDocument (.ods) or CSV file.")
            return self._start(visit, Message(_("This file is no list"), text), 415)
        try:
            async with self._readers:
                found = await asyncio.to_thread(opened_list, data, name)
        except InvalidInput as error:
            text = "; ".join(map(said, error.problems))
            return self._start(visit, Message(_("This list could not be read"), text))
        look = usual_look(visit.sitting.settings)
        view = await self._view(found, look)
        if view.is_clear:
            return await self._settings(visit, found, look, view)
        return self._list(visit, found, look, view)

    async def show(self, visit: Visit) -> Response:
        """Return the page of a list that another page carried along."""
        found, look = posted_list(visit)
        return self._list(visit, found, look, await self._view(found, look))

    async def mend(self, visit: Visit) -> Response:
        """Return the page of a list with what was mended; the settings where nothing is left to mend."""
        found, look = posted_list(visit)
        view = await self._view(found, look)
        if view.errors or "use" in visit.posted or "people-first" in visit.posted:
            return self._list(visit, found, look, view)
        return await self._settings(visit, found, look)

    async def settings(self, visit: Visit) -> Response:
        """Return the settings of the class, where at least one row is right."""
        found, look = posted_list(visit)
        view = await self._view(found, look)
        if not view.good:
            return self._list(visit, found, look, view)
        return await self._settings(visit, found, look, view)

    async def save(self, visit: Visit) -> Response:
        """Return the list as a workbook, with the settings of the class."""
        found, _look = posted_list(visit)
        data = await asyncio.to_thread(list_workbook, found)
        return attached(Download(f"{Path(found.file).stem}.xlsx", SHEET, data))

    async def build(self, visit: Visit) -> Response:
        """Return the page of a class that is being built, or its files; it is built where it is not here.

        Where settings are wrong, they are returned.
        """
        found, look = posted_list(visit)
        build = self._build(found, look)
        if build is None or not (build.is_whole or (build.is_over and "settings" not in visit.posted)):
            view = await self._view(found, look)
            if view.of_settings or not view.good:
                return await self._settings(visit, found, look, view)
            build = ClassBuild.of(found, look, visit.sitting.settings)
            self._jobs.start(build)
        return self._files(visit, build) if build.is_over else self._progress(visit, build)

    async def cancel(self, visit: Visit) -> Response:
        """End a build, and return the page of what is built by now, or the settings where that is nothing."""
        found, look = posted_list(visit)
        if build := self._build(found, look):
            build.cancel.set()
            await self._jobs.ended(build)
            if build.report:
                return self._files(visit, build)
        return await self._settings(visit, found, look)

    async def file(self, visit: Visit) -> Response:
        """Return a file of a build to download; where the build is not here, the page of a new one."""
        build = self._build(*posted_list(visit))
        if build is None or not build.is_over:
            return await self.build(visit)
        name = str(visit.posted.get("file", ""))
        path = build.files.get(name)
        if path is None:
            return visit.message(404, _("There is no such file"))
        kind = media_type(path)
        return attached(Download(path.name, kind, await asyncio.to_thread(path.read_bytes)))

    def forget(self, visit: Visit) -> None:
        """Delete what was built of the list that a page carried along, if it did."""
        with suppress(StateProblem):
            if build := self._build(*posted_list(visit)):
                self._jobs.forget(build)

    def _files(self, visit: Visit, build: ClassBuild) -> Response:
        here, path = self._of_build(visit, build), _address(build.look)
        return visit.page("class_result", 200, path, result=result_view(build), **here)

    def _progress(self, visit: Visit, build: ClassBuild) -> Response:
        """Return a page that grows while a class is built, and ends with its files."""
        here, path = self._of_build(visit, build), _address(build.look)
        start, between, end = visit.html("class_build", path, refused=False, **here).split(_GROWS)

        async def parts() -> AsyncIterator[str]:
            yield start
            async for line in steps(
                visit.request,
                self._jobs,
                build,
                lambda is_heard: visit.html("class_step", is_heard=is_heard, build=build),
            ):
                yield line
            yield between
            if build.is_over:
                with use_language(visit.language):  # a response is sent outside of its handler
                    result = result_view(build)
                yield visit.html("class_files", path, result=result, **here)
            else:
                yield visit.html("class_stopped", path, **here)
            yield end

        # A proxy passes on each part when it comes.
        return StreamingResponse(parts(), headers=PAGE | {"X-Accel-Buffering": "no"}, media_type="text/html")

    def _of_build(self, visit: Visit, build: ClassBuild) -> dict[str, Any]:
        """Return what each page of a build is rendered with."""
        state = sealed_list(visit, build.found, build.look)
        return {"build": build, "class_urls": class_urls(visit, build.look), "state": state}

    def _build(self, found: ClassList, look: Look) -> ClassBuild | None:
        """Return the build of a list, or None where it is not kept here."""
        job = self._jobs.get(build_id(found, look))
        return job if isinstance(job, ClassBuild) else None

    async def _view(self, found: ClassList, look: Look) -> ListView:
        """Return a list as its page shows it. Raises Busy."""
        async with self._readers:
            return await asyncio.to_thread(lambda: list_view(found, _bank(look.theme)))

    def _start(self, visit: Visit, notice: Message | None = None, status: int = REFUSED) -> Response:
        pasted = str(visit.posted.get("pasted", ""))
        return visit.page(
            "class_start",
            status if notice else 200,
            "class/again",
            state="",
            notice=notice,
            pasted=pasted,
            most_people=MOST_PEOPLE.most,
            megabytes=MEGABYTES,
            class_urls=class_urls(visit),
        )

    def _list(self, visit: Visit, found: ClassList, look: Look, view: ListView) -> Response:
        return visit.page(
            "class_list",
            REFUSED if view.errors else 200,
            "class/list",
            state=sealed_list(visit, found, look),
            file=found.file,
            view=view,
            class_urls=class_urls(visit, look),
        )

    async def _settings(
        self, visit: Visit, found: ClassList, look: Look, view: ListView | None = None
    ) -> Response:
        view = view or await self._view(found, look)
        fields = settings_view(found, view.of_settings)
        return visit.page(
            "class_settings",
            REFUSED if view.of_settings else 200,
            "class/settings",
            state=sealed_list(visit, found, look),
            file=found.file,
            view=view,
            fields=fields,
            errors=setting_errors(fields),
            looks=look_fields(look, visit.sitting.settings),
            class_urls=class_urls(visit, look),
        )


@cache
def _bank(theme: str) -> Bank:
    return words_of(load_themes(theme)[ORDINARY])


def class_urls(visit: Visit, look: Look | None = None) -> Mapping[str, str]:
    """Return the addresses of these pages by their last word; those of a build, where there is a list."""
    home = f"{visit.sitting.home(visit.language)}class"
    names = ("empty", "open", "list", "mend", "settings", "save", "returned")
    build = f"{visit.sitting.home(visit.language)}{_address(look)}" if look else ""
    of_build = {"build": build, "cancel": f"{build}/cancel", "file": f"{build}/file"}
    return {"start": home, **{name: f"{home}/{name}" for name in names}, **of_build}


def _address(look: Look) -> str:
    """Return where a class is built, below the address of a language."""
    return f"class/build/{look.at}"
