"""Answer each visit of the pages of themes: the list, a theme's kits as they change, and its check."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response, StreamingResponse

from interview_kit.model.enums import Language
from interview_kit.model.language import LanguageRules, rules_of
from interview_kit.support.i18n import _
from interview_kit.web.app.class_kits.job_pages import in_progress, told
from interview_kit.web.app.class_kits.jobs import Jobs
from interview_kit.web.app.downloads import Download
from interview_kit.web.app.lifetime import Lifetime
from interview_kit.web.app.routes import Handler, attached
from interview_kit.web.app.themes.checks import ThemeCheck
from interview_kit.web.app.themes.messages import Choice, Format
from interview_kit.web.app.themes.room import KnownTheme, ThemePreview, ThemeRoom
from interview_kit.web.app.themes.state import Viewer
from interview_kit.web.app.visit import PAGE, Visit
from interview_kit.web.page_images import picture
from interview_kit.web.security import content_policy

# Seconds without an event until a comment is sent, which keeps the connection alive and detects a lost one.
_SILENCE = 15
_KINDS = {
    Format.PDF: "application/pdf",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.WEB: "text/html; charset=utf-8",
    Format.TEXT: "text/plain; charset=utf-8",
}
_EVENTS = "text/event-stream"
# The page of a preview shows a kit in a frame.
_WITH_FRAME = content_policy(frame_src="'self'", form_action="'self'")
# A kit may run no script and fetch nothing.
_KIT_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
    " frame-ancestors 'self'"
)


class ThemePages:
    """The pages of themes, as functions from a visit to a response."""

    def __init__(self, room: ThemeRoom, jobs: Jobs, lifetime: Lifetime) -> None:
        self._room, self._jobs, self._lifetime = room, jobs, lifetime

    @property
    def opened(self) -> Mapping[str, Handler]:
        """Return the pages that are opened by an address."""
        return {
            "themes": self.list,
            "theme/{theme}/": self.preview,
            "theme/{theme}/events": self.preview_events,
            "theme/{theme}/look": self.look,
            "theme/{theme}/picture/{number:int}/{page:int}.png": self.picture,
            "theme/{theme}/kit/{number:int}/{name}": self.kit,
            "check/{id}": self.checked,
            "check/{id}/events": self.check_events,
            "check/{id}/pages.png": self.sheet,
        }

    @property
    def posted(self) -> Mapping[str, Handler]:
        """Return the pages that a form is posted to."""
        return {"theme/{theme}/check": self.check, "check/{id}/cancel": self.cancel}

    async def list(self, visit: Visit) -> Response:
        """Return the page of all themes."""
        return visit.page("themes", path="themes", state="", themes=self._room.themes())

    async def preview(self, visit: Visit) -> Response:
        """Return the page that shows the kits of a theme; its script asks for them."""
        theme = self._theme(visit)
        if theme is None:
            return _no_theme(visit)
        path = f"theme/{theme.key}/"
        response = visit.page("preview", path=path, state="", theme=theme, offered=offered_languages())
        response.headers["Content-Security-Policy"] = _WITH_FRAME
        return response

    async def preview_events(self, visit: Visit) -> Response:
        """Return the events of a preview, each as JSON data."""
        query, theme = visit.request.query_params, self._theme(visit)
        if theme is None:
            return Response(status_code=404)
        try:
            choice, page = Choice.of(query), int(query.get("page", 1))
        except ValueError:
            return Response(status_code=400)
        if self._lifetime.is_full:
            return Response(status_code=503)
        told = self._told(await self._room.preview(theme), choice, page)
        return StreamingResponse(told, media_type=_EVENTS)

    async def _told(self, preview: ThemePreview, choice: Choice, page: int) -> AsyncIterator[str]:
        viewer: Viewer | None = None
        with self._lifetime.window():
            try:
                viewer = preview.state.join(choice, page)
                while True:
                    try:
                        event = await asyncio.wait_for(viewer.events.get(), _SILENCE)
                    except TimeoutError:
                        yield ": still here\n\n"
                        continue
                    if event is None:
                        return
                    yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
            finally:
                if viewer:
                    preview.state.leave(viewer)

    async def look(self, visit: Visit) -> Response:
        """Note the page that is looked at, which is drawn first the next time; return an empty response."""
        query, preview = visit.request.query_params, self._preview(visit)
        try:
            viewer, page = int(query["viewer"]), int(query["page"])
        except (KeyError, ValueError):
            return Response(status_code=400)
        if preview:
            preview.state.look(viewer, page)
        return Response(status_code=204)

    async def picture(self, visit: Visit) -> Response:
        """Return a page of a kit as a picture."""
        path, preview = visit.request.path_params, self._preview(visit)
        if preview is None:
            return Response(status_code=404)
        try:
            width = int(visit.request.query_params.get("width", 1000))
            png = await asyncio.to_thread(picture, preview.state.pdfs[path["number"]], path["page"], width)
        except (KeyError, ValueError):
            return Response(status_code=404)
        return Response(png, media_type="image/png")

    async def kit(self, visit: Visit) -> Response:
        """Return the file of a kit, shut in a sandbox."""
        preview = self._preview(visit)
        drawn = preview.state.files.get(visit.request.path_params["number"]) if preview else None
        if drawn is None:
            return visit.message(404, _("This kit is not there any more"), path="themes")
        headers = {"Content-Disposition": f"inline; filename*=UTF-8''{quote(drawn.name)}"}
        # A browser's own PDF viewer does not work in a sandbox, and runs no code of the file.
        if drawn.kind is not Format.PDF:
            headers["Content-Security-Policy"] = _KIT_POLICY
        return Response(drawn.file, media_type=_KINDS[drawn.kind], headers=headers)

    async def check(self, visit: Visit) -> Response:
        """Begin to check a theme, and return a redirect to the page of the check."""
        theme = self._theme(visit)
        if theme is None:
            return _no_theme(visit)
        check = ThemeCheck(theme.key, theme.folder)
        self._jobs.start(check)
        return RedirectResponse(f"{_address(visit)}/{check.id}", 303, PAGE)

    async def checked(self, visit: Visit) -> Response:
        """Return the page of a check: while it runs how far it is, then what was found."""
        check = self._check(visit)
        if check is None:
            return _no_check(visit)
        path, address = f"check/{check.id}", f"{_address(visit)}/{check.id}"
        if not check.is_over:
            heading = _("{theme} is being checked", theme=check.key)
            return in_progress(visit, self._jobs, check, address, path, heading)
        return visit.page(
            "check_result",
            path=path,
            state="",
            check=check,
            mistakes=check.mistakes(),
            notes=check.notes(),
            address=address,
            theme=self._room.theme(check.key),
            said_in=rules_of(Language(check.language)).tag,
        )

    async def check_events(self, visit: Visit) -> Response:
        """Return the events of a check, for the script of its page."""
        check = self._check(visit)
        return told(visit, self._jobs, check) if check else Response(status_code=404)

    async def cancel(self, visit: Visit) -> Response:
        """End a check, and return a redirect to its page: what was found by now stays."""
        if check := self._check(visit):
            check.cancel.set()
            await self._jobs.ended(check)
        return RedirectResponse(f"{_address(visit)}/{visit.request.path_params['id']}", 303, PAGE)

    async def sheet(self, visit: Visit) -> Response:
        """Return the picture of all pages of a check."""
        check = self._check(visit)
        if check is None or not check.sheet:
            return _no_check(visit)
        return attached(Download(f"{check.key}-pages.png", "image/png", check.sheet))

    def _theme(self, visit: Visit) -> KnownTheme | None:
        return self._room.theme(visit.request.path_params["theme"])

    def _preview(self, visit: Visit) -> ThemePreview | None:
        return self._room.known_preview(visit.request.path_params["theme"])

    def _check(self, visit: Visit) -> ThemeCheck | None:
        job = self._jobs.get(visit.request.path_params["id"])
        return job if isinstance(job, ThemeCheck) else None


def offered_languages() -> tuple[tuple[str, LanguageRules], ...]:
    """Return the languages in which a kit can be looked at: each that has a folder."""
    return tuple((each.value, rules_of(each)) for each in Language)


def _address(visit: Visit) -> str:
    return f"{visit.sitting.home(visit.language)}check"


def _no_theme(visit: Visit) -> Response:
    return visit.message(404, _("This theme is not there any more"), path="themes")


def _no_check(visit: Visit) -> Response:
    text = _("Only the newest checks are kept here, until you finish. Check the theme again.")
    return visit.message(404, _("This check is not here any more"), text, path="themes")
