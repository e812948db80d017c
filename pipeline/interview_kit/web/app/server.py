"""Run the app on 127.0.0.1: its routes, who may use them, the files of its pages, and the open windows."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from hmac import compare_digest
from secrets import token_urlsafe
from typing import TypeAlias

from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from interview_kit.build.tasks import BuildFailure
from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.support.errors import PortProblem
from interview_kit.support.i18n import _, message_language, use_language
from interview_kit.web.app.class_kits.routes import OF_A_CLASS, ClassPages
from interview_kit.web.app.lifetime import Lifetime
from interview_kit.web.app.pages import FOLDER
from interview_kit.web.app.returned.routes import OF_RETURNED, ReturnedPages
from interview_kit.web.app.routes import REFUSED, Handler, Pages
from interview_kit.web.app.sitting import Sitting
from interview_kit.web.app.state import StateProblem
from interview_kit.web.app.themes.room import ThemeRoom
from interview_kit.web.app.themes.routes import ThemePages
from interview_kit.web.app.visit import (
    MIB,
    ONE_KIT,
    PAGE,
    PostRules,
    TooLarge,
    UnreadableForm,
    Visit,
    read_form,
)
from interview_kit.web.app.work import Work
from interview_kit.web.security import SecurityMiddleware, content_policy
from interview_kit.web.server import listener, serve_until
from interview_kit.web.static import static_file

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]

_HEADERS = {
    "Content-Security-Policy": content_policy(img_src="'self' data:", form_action="'self'"),
    "Cache-Control": "no-store",
    # With no-referrer, a browser would not say where a form comes from.
    "Referrer-Policy": "same-origin",
}
_FINISHED = "finished"


class KitApp:
    """The app as an ASGI application; `once` is an address that works a single time, and leads to the form.

    Every user of the computer can see the command line that opens the browser, so it only gets `once`.
    """

    def __init__(self, work: Work, lifetime: Lifetime, port: int) -> None:
        self._work, self._lifetime = work, lifetime
        self._sitting = Sitting()
        self._ticket = token_urlsafe(24)
        self._host = f"http://127.0.0.1:{port}"
        self.once = f"{self._host}/once/{self._ticket}"
        starlette = Starlette(routes=self._routes(Pages(work)), exception_handlers={404: _nothing})
        self.asgi = SecurityMiddleware(starlette, port, _HEADERS)

    @property
    def private(self) -> str:
        """Return the address of a new form, or of the theme that was opened, in the language of messages."""
        known = message_language()
        language = Language(known) if known in tuple(Language) else SOURCE_LANGUAGE
        opened = self._work.themes.opened if self._work.themes else ""
        return self._host + self._sitting.home(language) + (f"theme/{opened}/" if opened else "")

    def _routes(self, pages: Pages) -> list[Route]:
        of_one: dict[str, Handler] = {
            "form": pages.form,
            "kit": pages.kit,
            "live": pages.live,
            "save": pages.save,
            "open": pages.open,
            "kit/show": pages.show_kit,
            "kit/change": pages.change_kit,
            "kit/form": pages.leave_kit,
            "kit/save": pages.save_kit,
            "kit/file/{kind}": pages.file,
            "finish": self._finish,
        }
        of_classes, returned = ClassPages(self._work.jobs), ReturnedPages(self._work.jobs)
        opened = [(OF_A_CLASS, of_classes.opened), (OF_RETURNED, returned.opened)]
        posted = [(ONE_KIT, of_one), (OF_A_CLASS, of_classes.posted), (OF_RETURNED, returned.posted)]
        if self._work.themes:
            of_themes = ThemePages(self._work.themes, self._work.jobs, self._lifetime)
            opened.append((ONE_KIT, of_themes.opened))
            posted.append((ONE_KIT, of_themes.posted))
        every = ["GET", "POST"]
        return [
            Route("/once/{ticket}", self._once),
            Route("/{secret}/windows", self._windows),
            Route("/{secret}/static/{name:path}", self._static),
            Route("/{secret}/{language}/", self._page(pages.home), methods=every),
            Route(f"/{{secret}}/{{language}}/{_FINISHED}", self._page(_finished), methods=every),
            *(
                Route(f"/{{secret}}/{{language}}/{path}", self._page(handler, rules), methods=every)
                for rules, handlers in opened
                for path, handler in handlers.items()
            ),
            *(
                Route(
                    f"/{{secret}}/{{language}}/{path}", self._page(handler, rules, posted=True), methods=every
                )
                for rules, handlers in posted
                for path, handler in handlers.items()
            ),
        ]

    def _page(self, handler: Handler, rules: PostRules = ONE_KIT, *, posted: bool = False) -> Endpoint:
        """Return the endpoint of a page, in the language of its address; one to post to leads to the form."""

        async def endpoint(request: Request) -> Response:
            language = request.path_params["language"]
            if not self._is_known(request) or language not in tuple(Language):
                raise HTTPException(404)
            self._lifetime.seen()
            visit = Visit(request, self._sitting, Language(language), FormData())
            with use_language(language):
                if posted and request.method != "POST":
                    return RedirectResponse(visit.sitting.home(visit.language), 303, PAGE)
                return await _answered(handler, visit, rules)

        return endpoint

    def _is_known(self, request: Request) -> bool:
        return compare_digest(request.path_params["secret"].encode(), self._sitting.secret.encode())

    async def _once(self, request: Request) -> Response:
        if not self._ticket or not compare_digest(
            request.path_params["ticket"].encode(), self._ticket.encode()
        ):
            return PlainTextResponse(_("This address worked once. Use the one in the terminal."), 404)
        self._ticket = ""
        return RedirectResponse(self.private, 303)

    async def _static(self, request: Request) -> Response:
        if not self._is_known(request):
            raise HTTPException(404)
        response = static_file(FOLDER, request.path_params["name"])
        response.headers.update(PAGE)
        return response

    async def _finish(self, visit: Visit) -> Response:
        """Forget the sitting and what the browser keeps of it, and lead to a page of the next one."""
        self._work.forget()
        self._sitting = Sitting()
        clear = {"Clear-Site-Data": '"cache", "storage"'}
        return RedirectResponse(f"{self._sitting.home(visit.language)}{_FINISHED}", 303, clear)

    async def _windows(self, request: Request) -> Response:
        if not self._is_known(request):
            raise HTTPException(404)
        if self._lifetime.is_full:
            return Response(status_code=204)  # its script asks again after a while
        return StreamingResponse(self._lifetime.events(), media_type="text/event-stream")


async def _answered(handler: Handler, visit: Visit, rules: PostRules) -> Response:
    """Return what a handler answers, or a page that says why it does not."""
    try:
        posted = await read_form(visit.request, rules)
        try:
            return await handler(replace(visit, posted=posted))
        finally:
            await posted.close()
    except StateProblem as error:
        return visit.message(REFUSED, str(error), _(rules.expired))
    except TooLarge:
        return visit.message(413, _(rules.too_large, most=rules.largest // MIB), _(rules.shorter))
    except UnreadableForm:
        return visit.message(400, _("This form could not be read"))
    except BuildFailure as error:
        return visit.message(503, _("The kit could not be made"), error.messages)
    except Exception as error:
        message = _(
            "this is a bug in kit ({name}); build this kit with --debug and report it",
            name=type(error).__name__,
        )
        return visit.message(500, _("The kit could not be made"), message)


async def _finished(visit: Visit) -> Response:
    return visit.message(200, _("Nothing that you entered is left here"), path=_FINISHED)


async def _nothing(request: Request, error: Exception) -> Response:
    text = _("There is nothing here any more. Close this window, and open the app again to begin anew.")
    return PlainTextResponse(text, 404)


def serve(
    port: int,
    ready: Callable[[str, str], None],
    taken: Callable[[PortProblem], None],
    themes: ThemeRoom,
) -> None:
    """Serve until it is over; call `ready` with the address of the first page and one that works once.

    Where the port is taken, `taken` is called and another one used. Raises PortProblem where none can be.
    """
    with ExitStack() as stack:
        try:
            at = stack.enter_context(listener(port))
        except PortProblem as error:
            if not port:
                raise
            taken(error)
            at = stack.enter_context(listener(0))
        with suppress(KeyboardInterrupt):  # before the server handles it
            asyncio.run(_run(at, ready, themes))


async def _run(at: socket.socket, ready: Callable[[str, str], None], themes: ThemeRoom) -> None:
    work, lifetime = Work(themes), Lifetime(asyncio.get_running_loop().time)
    app = KitApp(work, lifetime, at.getsockname()[1])
    over = asyncio.create_task(lifetime.wait_until_over())
    starting = asyncio.create_task(work.start())

    def end_streams() -> None:
        lifetime.end_streams()
        themes.end_streams()

    try:
        await serve_until(app.asgi, at, partial(ready, app.private, app.once), end_streams, over)
    finally:
        over.cancel()
        starting.cancel()
        work.end()
        with suppress(asyncio.CancelledError, Exception):  # the first kit says why it cannot be made
            await starting
