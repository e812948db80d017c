"""Answer each visit of a page of a class: the list, its cells to mend, its settings, its build, its files."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response, StreamingResponse

from interview_kit.model.bank import Bank
from interview_kit.model.theme import ORDINARY
from interview_kit.stages.read.theme import load_themes
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import N_, _
from interview_kit.tools.bank_source import words_of
from interview_kit.tools.class_list.class_list import ClassList, opened_list
from interview_kit.tools.class_list.workbook import list_workbook
from interview_kit.tools.roster_template.template import template_roster
from interview_kit.web.app.class_kits.builds import ClassBuild, Look
from interview_kit.web.app.class_kits.fields import look_fields, setting_errors, settings_view
from interview_kit.web.app.class_kits.jobs import BackgroundJob, Jobs, events, held_page
from interview_kit.web.app.class_kits.posted import posted_list, sealed_list
from interview_kit.web.app.class_kits.results import FileLink, result_view
from interview_kit.web.app.class_kits.views import ListView, list_view
from interview_kit.web.app.downloads import Download
from interview_kit.web.app.routes import REFUSED, Handler, attached
from interview_kit.web.app.views import Message
from interview_kit.web.app.visit import PAGE, PostRules, Visit

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EVENTS = "text/event-stream"
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

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    @property
    def opened(self) -> Mapping[str, Handler]:
        """Return the pages that are opened by an address."""
        return {
            "class": self.start,
            "class/empty": self.empty,
            "class/build/{id}": self.progress,
            "class/build/{id}/events": self.events,
            "class/build/{id}/file/{number}": self.file,
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
            "class/build": self.build,
            "class/build/{id}/cancel": self.cancel,
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
        try:
            found = await asyncio.to_thread(opened_list, data, name)
        except InvalidInput as error:
            text = "; ".join(problem.message for problem in error.problems)
            return self._start(visit, Message(_("This list could not be read"), text))
        view = await self._view(found, Look())
        if view.is_clear:
            return await self._settings(visit, found, Look())
        return self._list(visit, found, Look(), view)

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
        """Start to build a class, and return a redirect to the page of the build, or the settings."""
        found, look = posted_list(visit)
        view = await self._view(found, look)
        if view.of_settings or not view.good:
            return await self._settings(visit, found, look, view)
        build = ClassBuild(found, look)
        self._jobs.start(build)
        return RedirectResponse(f"{_address(visit)}/{build.id}", 303, PAGE)

    async def progress(self, visit: Visit) -> Response:
        """Return the page of a build: while it runs how far it is, then its files."""
        build = self._build(visit)
        if build is None:
            return gone(visit)
        path = f"class/build/{build.id}"
        address = f"{_address(visit)}/{build.id}"
        if not build.is_over:
            return in_progress(visit, self._jobs, build, address, path, _("Your kits are being made"))
        return visit.page(
            "class_result",
            result=result_view(build),
            state=sealed_list(visit, build.found, build.look),
            address=address,
            build=build,
            path=path,
            class_urls=class_urls(visit),
        )

    async def events(self, visit: Visit) -> Response:
        """Return the events of a build, for the script of its page."""
        build = self._build(visit)
        if build is None:
            return Response(status_code=404)
        return told(visit, self._jobs, build)

    async def cancel(self, visit: Visit) -> Response:
        """End a build, and return a redirect to its page: what is built by now stays."""
        if build := self._build(visit):
            build.cancel.set()
            await self._jobs.ended(build)
        return RedirectResponse(f"{_address(visit)}/{visit.request.path_params['id']}", 303, PAGE)

    async def file(self, visit: Visit) -> Response:
        """Return a file of a build to download."""
        build, number = self._build(visit), str(visit.request.path_params["number"])
        files = build.files if build else ()
        if not number.isdecimal() or int(number) >= len(files):
            return gone(visit)
        path = files[int(number)]
        link = FileLink.of(path, int(number))
        return attached(Download(path.name, link.media_type, await asyncio.to_thread(path.read_bytes)))

    def _build(self, visit: Visit) -> ClassBuild | None:
        job = self._jobs.get(str(visit.request.path_params["id"]))
        return job if isinstance(job, ClassBuild) else None

    async def _view(self, found: ClassList, look: Look) -> ListView:
        return await asyncio.to_thread(lambda: list_view(found, _bank(look.theme)))

    def _start(self, visit: Visit, notice: Message | None = None) -> Response:
        pasted = str(visit.posted.get("pasted", ""))
        return visit.page(
            "class_start",
            REFUSED if notice else 200,
            "class/again",
            state="",
            notice=notice,
            pasted=pasted,
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
            class_urls=class_urls(visit),
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
            looks=look_fields(look),
            class_urls=class_urls(visit),
        )


@cache
def _bank(theme: str) -> Bank:
    return words_of(load_themes(theme)[ORDINARY])


def in_progress(
    visit: Visit, jobs: Jobs, job: BackgroundJob, address: str, path: str, heading: str
) -> Response:
    """Return the page of a job that runs: it ends when it is time to load it again."""
    shown = visit.page("class_progress", 200, path, job=job, address=address, heading=heading, state="")
    held = held_page(bytes(shown.body).decode(), visit.request, jobs, job)
    return StreamingResponse(held, headers=PAGE, media_type="text/html")


def told(visit: Visit, jobs: Jobs, job: BackgroundJob) -> Response:
    """Return the events of a job, for the script of its page."""
    return StreamingResponse(events(visit.request, jobs, job, visit.language), media_type=_EVENTS)


def _address(visit: Visit) -> str:
    return f"{visit.sitting.home(visit.language)}class/build"


def class_urls(visit: Visit) -> Mapping[str, str]:
    """Return the addresses of these pages by their last word."""
    home = f"{visit.sitting.home(visit.language)}class"
    names = ("empty", "open", "list", "mend", "settings", "save", "build", "returned")
    return {"start": home, **{name: f"{home}/{name}" for name in names}}


def gone(visit: Visit) -> Response:
    """Return the page for a job that is not kept any more."""
    text = _("Only the newest files are kept here, until you finish. Open the list again to build it anew.")
    return visit.message(404, _("These files are not here any more"), text)
