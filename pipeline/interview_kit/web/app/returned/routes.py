"""Answer each visit of a page of what came back: its files, its marks, its table."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from starlette.responses import RedirectResponse, Response

from interview_kit.support.errors import KitError
from interview_kit.support.i18n import N_, _
from interview_kit.tools.class_list.class_list import ClassList
from interview_kit.web.app.class_kits.builds import ClassBuild, Look
from interview_kit.web.app.class_kits.job_pages import in_progress, told
from interview_kit.web.app.class_kits.jobs import Jobs
from interview_kit.web.app.class_kits.posted import posted_list, sealed_list
from interview_kit.web.app.class_kits.results import media_type
from interview_kit.web.app.class_kits.routes import class_urls
from interview_kit.web.app.class_kits.views import PageError
from interview_kit.web.app.downloads import Download
from interview_kit.web.app.returned.posted import (
    FILES,
    MARKS,
    Typed,
    errors_in,
    errors_of,
    took_files,
    typed_marks,
)
from interview_kit.web.app.returned.rounds import Round
from interview_kit.web.app.returned.views import MOST_SHOWN, round_view
from interview_kit.web.app.routes import REFUSED, Handler, attached
from interview_kit.web.app.visit import MIB, PAGE, PostRules, Visit

OF_RETURNED = PostRules(
    largest=256 * MIB,
    fields=6 * MOST_SHOWN,
    files=2000,
    too_large=N_("These files have more than {most} MiB together"),
    shorter=N_("Go back and choose fewer of them. The next page takes the others."),
    expired=N_(
        "Go back in your browser, and choose the files again: they stay where they are on your computer."
    ),
)
"""What a form with files that came back may hold, and one with the marks of a class."""


class ReturnedPages:
    """The pages of what came back, as functions from a visit to a response."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    @property
    def opened(self) -> Mapping[str, Handler]:
        """Return the pages that are opened by an address."""
        return {
            "class/returned": self.start,
            "class/round/{id}": self.show,
            "class/round/{id}/events": self.events,
        }

    @property
    def posted(self) -> Mapping[str, Handler]:
        """Return the pages that a form is posted to."""
        return {
            "class/returned/read": self.read,
            "class/returned/again": self.again,
            "class/round/{id}/save": self.save,
            "class/round/{id}/read": self.read_more,
            "class/round/{id}/file/{name}": self.file,
            "class/round/{id}/cancel": self.cancel,
        }

    async def start(self, visit: Visit) -> Response:
        """Return the page on which the files are chosen; from a build, its class comes along."""
        found, look = posted_list(visit) if visit.posted.get("state") else (None, Look())
        return self._start(visit, None, found, look, str(visit.posted.get("build", "")))

    async def again(self, visit: Visit) -> Response:
        """Return that page with what was chosen on it, and what is wrong with it."""
        round_ = await self._begun(visit)
        round_.refused += await took_files(visit.posted, round_)
        return self._started(visit, round_, await self._errors(visit, round_))

    async def read(self, visit: Visit) -> Response:
        """Read what was chosen, and return a redirect to its page, or say what is wrong."""
        round_ = await self._begun(visit)
        round_.refused = await took_files(visit.posted, round_)
        errors = await self._errors(visit, round_, is_checked=True)
        if errors:
            return self._started(visit, round_, errors)
        self._jobs.start(round_)
        return self._to(visit, round_)

    async def show(self, visit: Visit) -> Response:
        """Return the page of a round: while it runs how far it is, then who has handed in."""
        round_ = self._round(visit)
        if round_ is None:
            return _gone(visit)
        if MARKS in visit.posted:  # in the other language
            return await self.save(visit)
        if not round_.starts:
            return self._started(visit, round_)
        if round_.is_over and round_.language != visit.language:
            self._jobs.start(round_)
        if not round_.is_over:
            heading = _("What came back is being read")
            address = f"{_address(visit)}/{round_.id}"
            return in_progress(visit, self._jobs, round_, address, _path(round_), heading)
        return self._result(visit, round_)

    async def events(self, visit: Visit) -> Response:
        """Return the events of a round, for the script of its page."""
        round_ = self._round(visit)
        return told(visit, self._jobs, round_) if round_ else Response(status_code=404)

    async def cancel(self, visit: Visit) -> Response:
        """End a round that is read, and return a redirect to its page."""
        round_ = self._round(visit)
        if round_ is None:
            return _gone(visit)
        round_.cancel.set()
        await self._jobs.ended(round_)
        return self._to(visit, round_)

    async def save(self, visit: Visit) -> Response:
        """Type the marks into the table, and return a redirect to the page of the round."""
        round_ = await self._marked(visit)
        if isinstance(round_, Response):
            return round_
        if round_.is_wanted:
            self._jobs.start(round_)
        return self._to(visit, round_)

    async def read_more(self, visit: Visit) -> Response:
        """Type the marks into the table, read what came back since, and return a redirect to the round."""
        round_ = await self._marked(visit)
        if isinstance(round_, Response):
            return round_
        given = await took_files(visit.posted, round_)
        if given:
            return self._result(visit, round_, await errors_of(given, round_))
        self._jobs.start(round_)
        return self._to(visit, round_)

    async def file(self, visit: Visit) -> Response:
        """Type the marks into the table, and return a file of the round with them."""
        round_ = await self._marked(visit)
        if isinstance(round_, Response):
            return round_
        if round_.is_wanted:
            self._jobs.start(round_)
            with self._jobs.awaited(round_):
                await self._jobs.ended(round_)
        name = visit.request.path_params["name"]
        path = next((each for each in round_.files if each.name == name), None)
        if path is None or round_.error:
            return self._to(visit, round_)
        return attached(Download(path.name, media_type(path), await asyncio.to_thread(path.read_bytes)))

    def _round(self, visit: Visit) -> Round | None:
        job = self._jobs.get(str(visit.request.path_params["id"]))
        return job if isinstance(job, Round) else None

    async def _begun(self, visit: Visit) -> Round:
        """Return the round that a page goes on with, or a new one. Raises StateProblem."""
        kept = self._jobs.get(str(visit.posted.get("round", "")))
        if isinstance(kept, Round) and not kept.starts:
            return kept
        build = self._jobs.get(str(visit.posted.get("build", "")))
        round_ = Round(build=build if isinstance(build, ClassBuild) else None)
        if visit.posted.get("state"):
            round_.found, round_.look = posted_list(visit)
        self._jobs.keep(round_)
        return round_

    async def _errors(
        self, visit: Visit, round_: Round, *, is_checked: bool = False
    ) -> tuple[PageError, ...]:
        errors = await errors_of(round_.refused, round_)
        if (is_checked or "checked" in visit.posted) and not round_.number:
            message = _("Choose the files that came back")
            if round_.tables:
                message = _("“{name}” looks like a table with marks: choose it below", name=round_.tables[0])
            errors = (PageError(FILES, _("What came back"), message), *errors)
        return errors

    async def _marked(self, visit: Visit) -> Round | Response:
        """Return the round with the posted marks in its table, or the page that says why they are not."""
        round_ = self._round(visit)
        if round_ is None:
            return _gone(visit)
        await self._jobs.ended(round_)
        if round_.students is None:
            return round_
        typed = typed_marks(visit.posted, round_.students)
        errors = errors_in(typed, round_.students)
        if not errors:
            try:
                await asyncio.to_thread(round_.type, typed)
            except KitError as error:
                errors = (PageError("", "", str(error)),)
        return self._result(visit, round_, errors, typed) if errors else round_

    def _started(self, visit: Visit, round_: Round, errors: tuple[PageError, ...] = ()) -> Response:
        build = round_.build.id if round_.build else ""
        return self._start(visit, round_, round_.found, round_.look, build, errors)

    def _start(
        self,
        visit: Visit,
        round_: Round | None,
        found: ClassList | None,
        look: Look,
        build: str,
        errors: tuple[PageError, ...] = (),
    ) -> Response:
        state = sealed_list(visit, found, look) if found else ""
        file = found.file if found else ""
        again = "class/returned/again"
        return self._page(visit, "returned_start", round_, errors, again, state=state, build=build, file=file)

    def _result(
        self, visit: Visit, round_: Round, errors: tuple[PageError, ...] = (), typed: Typed | None = None
    ) -> Response:
        view = round_view(round_, typed, errors)
        return self._page(visit, "returned", round_, errors, _path(round_), view=view, state="")

    def _page(
        self,
        visit: Visit,
        name: str,
        round_: Round | None,
        errors: tuple[PageError, ...],
        path: str,
        **context: Any,
    ) -> Response:
        return visit.page(
            name,
            REFUSED if errors else 200,
            path,
            round=round_,
            errors=errors,
            error_of={each.target: each.message for each in errors},
            address=f"{_address(visit)}/{round_.id if round_ else ''}",
            class_urls=class_urls(visit),
            **context,
        )

    def _to(self, visit: Visit, round_: Round) -> Response:
        return RedirectResponse(f"{_address(visit)}/{round_.id}", 303, PAGE)


def _address(visit: Visit) -> str:
    return f"{visit.sitting.home(visit.language)}class/round"


def _path(round_: Round) -> str:
    return f"class/round/{round_.id}"


def _gone(visit: Visit) -> Response:
    """Return the page for a job that is not kept any more."""
    text = _("Only the newest files are kept here, until you finish. Open the list again to build it anew.")
    return visit.message(404, _("These files are not here any more"), text)
