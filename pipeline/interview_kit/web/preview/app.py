"""Define the preview's HTTP routes: the page and its files, an event stream, page images, and kit files."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from secrets import token_urlsafe
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Mount, Route

from interview_kit.model.enums import Language
from interview_kit.model.language import rules_of
from interview_kit.support.i18n import _
from interview_kit.support.paths import TEMPLATES
from interview_kit.support.sandbox import make_environment
from interview_kit.web.page_images import picture
from interview_kit.web.preview.messages import Choice, Format
from interview_kit.web.preview.state import PreviewState, Viewer
from interview_kit.web.security import SecurityMiddleware, content_policy, local_origins
from interview_kit.web.static import static_file

_PAGE = TEMPLATES / "preview"
# Seconds without an event until a comment is sent, which keeps the connection alive and detects a lost one.
_SILENCE = 15
_KINDS = {
    Format.PDF: "application/pdf",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.WEB: "text/html; charset=utf-8",
    Format.TEXT: "text/plain; charset=utf-8",
}
_HEADERS = {
    "Content-Security-Policy": content_policy(frame_src="'self'", form_action="'none'"),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
# A kit may run no script and fetch nothing.
_KIT_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
    " frame-ancestors 'self'"
)


class App:
    """The preview's ASGI application; `private` is the page's URL, `once` redirects there a single time.

    Every user of the computer can see the command line that opens the browser, so it only gets `once`.
    """

    def __init__(self, session: PreviewState, port: int) -> None:
        self._session = session
        secret, self._ticket = token_urlsafe(24), token_urlsafe(24)
        self.private = f"http://127.0.0.1:{port}/{secret}/"
        self.once = f"http://127.0.0.1:{port}/once/{self._ticket}"
        page = [
            Route("/", _page),
            Route("/events", self._events),
            Route("/look", self._look, methods=["POST"]),
            Route("/picture/{number:int}/{page:int}.png", self._picture),
            Route("/kit/{number:int}/{name}", self._kit),
            Route("/{name:path}", _file),
        ]
        routes = [Route("/once/{ticket}", self._once), Mount(f"/{secret}", routes=page)]
        self.asgi = SecurityMiddleware(Starlette(routes=routes), local_origins(port), _HEADERS)

    async def _once(self, request: Request) -> Response:
        if not self._ticket or request.path_params["ticket"] != self._ticket:
            return PlainTextResponse(_("This address worked once. Use the one in the terminal."), 404)
        self._ticket = ""
        return RedirectResponse(self.private, 303)

    async def _events(self, request: Request) -> Response:
        try:
            choice, page = Choice.of(request.query_params), int(request.query_params.get("page", 1))
        except ValueError as error:
            return PlainTextResponse(str(error), 400)
        viewer = self._session.join(choice, page)
        if viewer is None:
            return PlainTextResponse(_("too many pages are open"), 503)
        return StreamingResponse(self._told(viewer), media_type="text/event-stream")

    async def _told(self, viewer: Viewer) -> AsyncIterator[str]:
        try:
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
            self._session.leave(viewer)

    async def _look(self, request: Request) -> Response:
        try:
            self._session.look(int(request.query_params["viewer"]), int(request.query_params["page"]))
        except (KeyError, ValueError):
            return Response(status_code=400)
        return Response(status_code=204)

    async def _picture(self, request: Request) -> Response:
        number, page = request.path_params["number"], request.path_params["page"]
        try:
            width = int(request.query_params.get("width", 1000))
            png = await asyncio.to_thread(picture, self._session.pdfs[number], page, width)
        except (KeyError, ValueError):
            return PlainTextResponse(_("this page is not there any more"), 404)
        return Response(png, media_type="image/png")

    async def _kit(self, request: Request) -> Response:
        try:
            drawn = self._session.files[request.path_params["number"]]
        except KeyError:
            return PlainTextResponse(_("this kit is not there any more"), 404)
        headers = {"Content-Disposition": f"inline; filename*=UTF-8''{quote(drawn.name)}"}
        # A browser's own PDF viewer does not work in a sandbox, and runs no code of the file.
        if drawn.kind is not Format.PDF:
            headers["Content-Security-Policy"] = _KIT_POLICY
        return Response(drawn.file, media_type=_KINDS[drawn.kind], headers=headers)


async def _page(request: Request) -> Response:
    return HTMLResponse(page_html())


async def _file(request: Request) -> Response:
    return static_file(_PAGE, request.path_params["name"])


def page_html() -> str:
    """Return the page, with a button for each language that has a folder."""
    page = make_environment({"page": (_PAGE / "page.html").read_text("utf-8")}).get_template("page")
    return page.render(languages=[(each.value, rules_of(each)) for each in Language])
