"""Define the app's HTTP routes: who may use them, what each answers where something is refused or fails."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from hmac import compare_digest
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, TypeAlias

from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from interview_kit.build.tasks import BuildFailure
from interview_kit.model.enums import Language
from interview_kit.support.i18n import _, message_language, use_language
from interview_kit.web.app.class_kits.routes import OF_A_CLASS, ClassPages
from interview_kit.web.app.lifetime import Lifetime
from interview_kit.web.app.limits import FULL, LIMITS, MOST_VISITS, limit_lines
from interview_kit.web.app.pages import FOLDER
from interview_kit.web.app.promise import promises
from interview_kit.web.app.returned.routes import OF_RETURNED, ReturnedPages
from interview_kit.web.app.routes import REFUSED, Handler, Pages
from interview_kit.web.app.settings import AppSettings
from interview_kit.web.app.sitting import PRIVACY, Sitting
from interview_kit.web.app.state import StateProblem
from interview_kit.web.app.themes.routes import ThemePages
from interview_kit.web.app.visit import MIB, ONE_KIT, PAGE, FormRefused, PostRules, Visit, read_form
from interview_kit.web.app.work import Work
from interview_kit.web.app.workers import BoundedQueue, Busy
from interview_kit.web.security import SecurityMiddleware, content_policy
from interview_kit.web.static import static_file

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]

CRASH = "kit.crash"
"""The key of a request's scope under which an unexpected exception is named, without what it says."""
_HEADERS = {
    "Content-Security-Policy": content_policy(img_src="'self' data:", form_action="'self'"),
    "Cache-Control": "no-store",
    # With no-referrer, a browser would not say where a form comes from.
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_HOSTED = {"X-Robots-Tag": "noindex, nofollow"}
_FINISHED = "finished"
_EVERY = ["GET", "POST"]


class KitApp:
    """The app as an ASGI application.

    On a person's computer, `once` is an address that works a single time, and leads to the form: every user
    of the computer can see the command line that opens the browser, so it only gets `once`.
    """

    def __init__(self, work: Work, settings: AppSettings, lifetime: Lifetime | None = None) -> None:
        self._work, self._settings, self._lifetime = work, settings, lifetime
        self._classes, self._visits = ClassPages(work), BoundedQueue(MOST_VISITS, 0)
        self._sitting = Sitting.new(settings)
        self._ticket = "" if settings.is_hosted else token_urlsafe(24)
        self.once = f"{settings.origins[0]}/once/{self._ticket}"
        starlette = Starlette(routes=self._routes(), exception_handlers={404: self._nothing})
        headers = _HEADERS | (_HOSTED if settings.is_hosted else {})
        self.asgi = SecurityMiddleware(starlette, settings.origins, headers, is_linked=settings.is_hosted)

    @property
    def private(self) -> str:
        """Return the address of a new form, or of the theme that was opened, in the language of messages."""
        opened = self._work.themes.opened if self._work.themes else ""
        home = self._settings.origins[0] + self._sitting.home(self._language(message_language()))
        return home + (f"theme/{opened}/" if opened else "")

    def _language(self, code: str) -> Language:
        """Return the language of a code, or the first of the app."""
        every = self._settings.languages
        return next((each for each in every if each == code), every[0])

    def _routes(self) -> list[Route]:
        """Return the routes; what came back from a class, and themes, are for one's own computer alone."""
        hosted, pages, classes = self._settings.is_hosted, Pages(self._work), self._classes
        returned = ReturnedPages(self._work.jobs)
        own: dict[str, Handler] = {"": pages.home, _FINISHED: _finished, PRIVACY: _privacy}
        parts = [
            (ONE_KIT, own, {**pages.posted, "finish": self._finish}),
            (OF_A_CLASS, classes.opened, classes.posted),
            *([] if hosted else [(OF_RETURNED, returned.opened, returned.posted)]),
        ]
        if self._work.themes and self._lifetime:
            themes = ThemePages(self._work.themes, self._work.jobs, self._lifetime)
            parts.append((ONE_KIT, themes.opened, themes.posted))
        root = "" if hosted else "/{secret}"
        return [
            *(self._hosted_routes() if hosted else self._local_routes()),
            Route(f"{root}/static/{{name:path}}", self._static, name="static"),
            *(
                self._page(root, path, handler, rules, is_posted=handlers is posted)
                for rules, opened, posted in parts
                for handlers in (opened, posted)
                for path, handler in handlers.items()
            ),
        ]

    def _local_routes(self) -> list[Route]:
        return [Route("/once/{ticket}", self._once), Route("/{secret}/windows", self._windows)]

    def _hosted_routes(self) -> list[Route]:
        return [
            Route("/", self._front, name="front"),
            Route("/robots.txt", _robots, name="robots"),
            self._page("", "limit/{name}", _limit),
        ]

    def _page(
        self,
        root: str,
        path: str,
        handler: Handler,
        rules: PostRules = ONE_KIT,
        *,
        is_posted: bool = False,
    ) -> Route:
        """Return the route of a page, in the language of its address; one to post to leads to the form."""

        async def endpoint(request: Request) -> Response:
            language = request.path_params["language"]
            if not self._is_known(request) or language not in self._settings.languages:
                raise HTTPException(404)
            if self._lifetime:
                self._lifetime.seen()
            visit = Visit(request, self._sitting, Language(language), FormData())
            with use_language(language):
                if is_posted and request.method != "POST":
                    return RedirectResponse(visit.sitting.home(visit.language), 303, PAGE)
                try:
                    async with self._visits:
                        return await _answered(handler, visit, rules)
                except Busy:
                    return visit.limit(FULL)

        return Route(f"{root}/{{language}}/{path}", endpoint, methods=_EVERY, name=path or "home")

    def _is_known(self, request: Request) -> bool:
        secret = request.path_params.get("secret", "")
        return compare_digest(secret.encode(), self._sitting.secret.encode())

    async def _once(self, request: Request) -> Response:
        if not self._ticket or not compare_digest(
            request.path_params["ticket"].encode(), self._ticket.encode()
        ):
            return PlainTextResponse(_("This address worked once. Use the one in the terminal."), 404)
        self._ticket = ""
        return RedirectResponse(self.private, 303)

    async def _front(self, request: Request) -> Response:
        """Lead to the form, in the language that the browser asks for first."""
        asked = (each.strip()[:2] for each in request.headers.get("accept-language", "").split(","))
        known = (code for code in asked if code in self._settings.languages)
        return RedirectResponse(self._sitting.home(self._language(next(known, ""))), 303, PAGE)

    async def _static(self, request: Request) -> Response:
        if not self._is_known(request):
            raise HTTPException(404)
        response = static_file(FOLDER, request.path_params["name"])
        response.headers.update(PAGE)
        return response

    async def _finish(self, visit: Visit) -> Response:
        """Forget what was made and what the browser keeps of it, and lead to a page that says so."""
        if self._settings.is_hosted:
            self._classes.forget(visit)
        else:
            self._work.forget()
            self._sitting = Sitting.new(self._settings)
        clear = {"Clear-Site-Data": '"cache", "storage"'}
        return RedirectResponse(f"{self._sitting.home(visit.language)}{_FINISHED}", 303, clear)

    async def _windows(self, request: Request) -> Response:
        if self._lifetime is None or not self._is_known(request):
            raise HTTPException(404)
        if self._lifetime.is_full:
            return Response(status_code=204)  # its script asks again after a while
        return StreamingResponse(self._lifetime.events(), media_type="text/event-stream")

    async def _nothing(self, request: Request, _error: Exception) -> Response:
        if not self._settings.is_hosted:
            text = _(
                "There is nothing here any more. Close this window, and open the app again to begin anew."
            )
            return PlainTextResponse(text, 404)
        language = self._language(request.url.path.split("/")[1])
        with use_language(language):
            visit = Visit(request, self._sitting, language, FormData())
            return visit.message(404, _("There is no page at this address"))


async def _answered(handler: Handler, visit: Visit, rules: PostRules) -> Response:
    """Return what a handler answers, or a page that says why it does not."""
    try:
        visit = replace(visit, posted=await read_form(visit.request, rules))
        return await handler(visit)
    except FormRefused as error:
        if error.limit == "size":
            return visit.message(413, _(rules.too_large, most=rules.largest // MIB), _(rules.shorter))
        return visit.limit(error.limit)
    except StateProblem as error:
        return visit.message(REFUSED, str(error), _(rules.expired))
    except Busy:
        return await visit.busy()
    except BuildFailure as error:
        return visit.message(503, _("The kit could not be made"), error.messages)
    except (HTTPException, ClientDisconnect):
        raise
    except Exception as error:
        visit.request.scope[CRASH] = crash_of(error)
        message = _(
            "this is a bug in kit ({name}); build this kit with --debug and report it",
            name=type(error).__name__,
        )
        return visit.message(500, _("The kit could not be made"), message)
    finally:
        await visit.posted.close()


def crash_of(error: BaseException) -> str:
    """Return the type of an exception and where it was raised; its message may hold words of a profile."""
    trace: Any = error.__traceback__
    while trace is not None and trace.tb_next:
        trace = trace.tb_next
    place = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}"


async def _finished(visit: Visit) -> Response:
    return visit.message(200, _("Nothing that you entered is left here"), path=_FINISHED)


async def _privacy(visit: Visit) -> Response:
    rows = promises(visit.sitting.settings)
    return visit.page(PRIVACY, 200, PRIVACY, rows=rows, limits=limit_lines(), state="")


async def _limit(visit: Visit) -> Response:
    """Return the page of a limit that a proxy in front enforces."""
    name = visit.request.path_params["name"]
    if name not in LIMITS:
        raise HTTPException(404)
    return visit.limit(name)


async def _robots(_request: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /\n")
