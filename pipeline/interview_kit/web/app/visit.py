"""Read a request of a page, within limits and in memory alone: no part of it is written to the disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from interview_kit.model.enums import Language
from interview_kit.support.i18n import N_, _
from interview_kit.web.app import pages
from interview_kit.web.app.form import Answers
from interview_kit.web.app.limits import AGAIN, BUSY, LARGEST_BODY, LIMITS, LONGEST_BODY
from interview_kit.web.app.sitting import FORM, KIT, Sitting
from interview_kit.web.app.views import Message

MIB = 1024 * 1024
# A browser keeps the page and what is typed for its Back button, and asks again for anything else.
PAGE = {"Cache-Control": "private, no-cache"}


@dataclass(frozen=True, slots=True)
class PostRules:
    """The limits of forms that are posted to some pages, and the messages where one is refused.

    `too_large` and `shorter` are those for a larger body, `expired` that for a state that cannot be opened.
    """

    largest: int = LARGEST_BODY
    fields: int = 1000
    files: int = 1
    too_large: str = N_("This is more than a kit can hold")
    shorter: str = N_("Go back, and shorten it.")
    expired: str = N_(
        "Go back in your browser: your answers are still in the form. “Save my answers” makes a file."
    )


ONE_KIT = PostRules()


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of a page: the sitting it belongs to, its language, and the fields of a posted form."""

    request: Request
    sitting: Sitting
    language: Language
    posted: FormData

    def page(self, name: str, status: int = 200, path: str = "", **context: Any) -> Response:
        """Return a page; `path` is where its buttons for other languages lead, a new form by default."""
        return HTMLResponse(self.html(name, path, refused=status >= 400, **context), status, PAGE)

    def html(self, name: str, path: str = "", **context: Any) -> str:
        """Return a page, or a part of one, as HTML."""
        where = {FORM: FORM, KIT: "kit/show"}.get(name, path)
        return pages.render(
            name,
            language=self.language,
            urls=self.sitting.urls(self.language, name),
            languages=self.sitting.others(self.language, where),
            settings=self.sitting.settings,
            **context,
        )

    def message(self, status: int, title: str, text: str = "", path: str = "") -> Response:
        """Return a page that says one thing, and leads to a new form."""
        message = Message(title, text, (), self.sitting.home(self.language), _("Start a new kit"))
        return self.page("message", status, path, message=message, state="")

    def limit(self, name: str) -> Response:
        """Return a page that says which limit was met, with the limit's status."""
        limit = LIMITS[name]
        return self.message(limit.status, *limit.words())

    def busy(self) -> Response:
        """Return a page that says to come back later, and can post again all that was posted, but no file."""
        limit = LIMITS[BUSY]
        here = quote(self.request.url.path)
        response = self.page(
            BUSY,
            limit.status,
            here.removeprefix(self.sitting.home(self.language)),
            message=Message(*limit.words()),
            state="",
            here=here,
            fields=[(name, each) for name, each in self.posted.multi_items() if isinstance(each, str)],
        )
        response.headers["Retry-After"] = str(AGAIN)
        return response

    def sealed(self, page: str) -> Answers:
        """Return the answers that a page carried along. Raises StateProblem."""
        return Answers(self.sitting.seal.open(page, str(self.posted.get("state", ""))))


class FormRefused(Exception):
    """What was posted meets a limit, of which it has the name."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


async def read_form(request: Request, rules: PostRules = ONE_KIT) -> FormData:
    """Return the fields of a posted form; none where nothing was posted.

    Raises FormRefused.
    """
    if request.method != "POST":
        return FormData()
    try:
        async with asyncio.timeout(LONGEST_BODY):
            return await _form_of(request, rules)
    except TimeoutError as error:
        raise FormRefused("slow") from error


async def _form_of(request: Request, rules: PostRules) -> FormData:
    kind, _options = parse_options_header(request.headers.get("content-type"))
    limits = {"max_fields": rules.fields, "max_part_size": rules.largest}
    stream = _limited(request, rules.largest)
    try:
        if kind == b"multipart/form-data":
            parser = MultiPartParser(request.headers, stream, max_files=rules.files, **limits)
            parser.spool_max_size = rules.largest  # in memory, however large the form may be
            return await parser.parse()
        if kind == b"application/x-www-form-urlencoded":
            return await FormParser(request.headers, stream, **limits).parse()
    except (MultiPartException, ValueError) as error:
        raise FormRefused("form") from error
    async for chunk in stream:
        if chunk:
            raise FormRefused("kind")
    return FormData()


async def _limited(request: Request, largest: int) -> AsyncGenerator[bytes, None]:
    """Yield the body. Raises FormRefused after a larger one was received: a browser answers to no less."""
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= largest:
            yield chunk
    if size > largest:
        raise FormRefused("size")
