"""Read a request of a page, within limits and in memory alone: no part of it is written to the disk."""

from __future__ import annotations

import asyncio
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import quote

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from interview_kit.model.enums import Language
from interview_kit.support.i18n import N_, _
from interview_kit.web.app import pages
from interview_kit.web.app.form import Answers
from interview_kit.web.app.limits import BUSY, LARGEST_BODY, LARGEST_KEPT, LIMITS, LONGEST_BODY
from interview_kit.web.app.sitting import FORM, KIT, Sitting
from interview_kit.web.app.views import Message

MIB = 1024 * 1024
# A browser keeps the page and what is typed for its Back button, and asks again for anything else.
PAGE = {"Cache-Control": "private, no-cache"}
# The beginning of the name of a field that holds a file.
_KEPT = "kept-"


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
        response = self.message(limit.status, *limit.words())
        response.headers.update(limit.headers)
        return response

    async def busy(self) -> Response:
        """Return a page that says to come back later, and can post again all that was posted.

        A large file is asked for again.
        """
        limit, fields, large = LIMITS[BUSY], [], []
        for name, each in self.posted.multi_items():
            if isinstance(each, str):
                fields.append((name, each))
            elif (each.size or 0) > LARGEST_KEPT:
                large.append(name)
            elif each.filename:
                await each.seek(0)  # it was read already
                fields.append((_KEPT + name, _packed(each.filename, await each.read())))
        here = quote(self.request.url.path)
        response = self.page(
            BUSY,
            limit.status,
            here.removeprefix(self.sitting.home(self.language)),
            message=Message(*limit.words()),
            state="",
            here=here,
            fields=fields,
            has_file=any(name.startswith(_KEPT) for name, _value in fields),
            large=large,
        )
        response.headers.update(limit.headers)
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
            return _unpacked(await parser.parse())
        if kind == b"application/x-www-form-urlencoded":
            return _unpacked(await FormParser(request.headers, stream, **limits).parse())
    except (MultiPartException, ValueError) as error:
        raise FormRefused("form") from error
    async for chunk in stream:
        if chunk:
            raise FormRefused("kind")
    return FormData()


def _packed(name: str, data: bytes) -> str:
    return f"{urlsafe_b64encode(data).decode('ascii')} {name}"


def _unpacked(posted: FormData) -> FormData:
    """Return the fields with the files that a page has kept. Raises ValueError where one is damaged."""
    return FormData([_with_file(name, each) for name, each in posted.multi_items()])


def _with_file(name: str, value: UploadFile | str) -> tuple[str, UploadFile | str]:
    if not name.startswith(_KEPT) or not isinstance(value, str):
        return name, value
    data, _space, file = value.partition(" ")
    return name.removeprefix(_KEPT), UploadFile(BytesIO(urlsafe_b64decode(data)), filename=file)


async def _limited(request: Request, largest: int) -> AsyncGenerator[bytes, None]:
    """Yield the body. Raises FormRefused after a larger one was received: a browser answers to no less."""
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= largest:
            yield chunk
    if size > largest:
        raise FormRefused("size")
