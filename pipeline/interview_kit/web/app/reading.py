"""Read a posted form within limits, and in memory alone: no part of it is written to the disk."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

# A profile has at most 1 MiB, and each of its bytes may take three in a form; the sealed answers come too.
LARGEST_BODY = 8 * 1024 * 1024
MOST_FIELDS = 1000


class TooLarge(Exception):
    """The body is larger than a form may be."""


class UnreadableForm(Exception):
    """The body is no form that can be read."""


class _InMemory(MultiPartParser):
    """A parser that keeps a file in memory, however large the form may be."""

    spool_max_size = LARGEST_BODY


async def read_form(request: Request) -> FormData:
    """Return the fields of a posted form, none of another body. Raises TooLarge, UnreadableForm."""
    kind, _options = parse_options_header(request.headers.get("content-type"))
    limits = {"max_fields": MOST_FIELDS, "max_part_size": LARGEST_BODY}
    stream = _limited(request)
    try:
        if kind == b"multipart/form-data":
            return await _InMemory(request.headers, stream, max_files=1, **limits).parse()
        if kind == b"application/x-www-form-urlencoded":
            return await FormParser(request.headers, stream, **limits).parse()
    except (MultiPartException, ValueError) as error:
        raise UnreadableForm from error
    return FormData()


async def _limited(request: Request) -> AsyncGenerator[bytes, None]:
    """Yield the body. Raises TooLarge, after a larger one has been received: a browser answers to no less."""
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= LARGEST_BODY:
            yield chunk
    if size > LARGEST_BODY:
        raise TooLarge
