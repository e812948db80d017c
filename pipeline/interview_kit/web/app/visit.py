"""Read a request of a page, within limits and in memory alone: no part of it is written to the disk."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from interview_kit.model.enums import Language
from interview_kit.support.i18n import N_, _
from interview_kit.web.app import pages
from interview_kit.web.app.form import Answers
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

    # A profile has at most 1 MiB, of whose bytes each may take three in a form; the sealed answers come too.
    largest: int = 8 * MIB
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
        where = {FORM: FORM, KIT: "kit/show"}.get(name, path)
        html = pages.render(
            name,
            language=self.language,
            urls=self.sitting.urls(self.language, name),
            languages=self.sitting.others(self.language, where),
            refused=status >= 400,
            **context,
        )
        return HTMLResponse(html, status, PAGE)

    def message(self, status: int, title: str, text: str = "", path: str = "") -> Response:
        """Return a page that says one thing, and leads to a new form."""
        message = Message(title, text, (), self.sitting.home(self.language), _("Start a new kit"))
        return self.page("message", status, path, message=message, state="")

    def sealed(self, page: str) -> Answers:
        """Return the answers that a page carried along. Raises StateProblem."""
        return Answers(self.sitting.seal.open(page, str(self.posted.get("state", ""))))


class TooLarge(Exception):
    """The body is larger than a form may be."""


class UnreadableForm(Exception):
    """The body is no form that can be read."""


async def read_form(request: Request, rules: PostRules = ONE_KIT) -> FormData:
    """Return the fields of a posted form within limits, none where the body is of another kind.

    Raises TooLarge, UnreadableForm.
    """
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
        raise UnreadableForm from error
    return FormData()


async def _limited(request: Request, largest: int) -> AsyncGenerator[bytes, None]:
    """Yield the body. Raises TooLarge, after a larger one has been received: a browser answers to no less."""
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= largest:
            yield chunk
    if size > largest:
        raise TooLarge
