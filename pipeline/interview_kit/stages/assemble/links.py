"""Turn addresses and telephone numbers into links, and a step that names a page into a link to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from urllib.parse import quote

from interview_kit.model import document as d
from interview_kit.model.field_types import E_MAIL, is_web_link

# A number of North America, or one with the code of its country, as people type it.
_GAP = r"[\s.\u00a0-]{0,3}"
_WORDS = (
    rf"(?:(?:\+?1{_GAP})?\(?([2-9]\d\d)\)?{_GAP}([2-9]\d\d){_GAP}(\d{{4}})|\+((?:\d{_GAP}){{7,14}}\d))"
    r"(?:[\s,;]{0,3}(?:ext|extension|poste|p|x)\.?\s{0,2}(\d{1,7}))?"
)
_NUMBER = re.compile(_WORDS, re.IGNORECASE | re.ASCII)
_IN_TEXT = re.compile(
    rf"(?<![\w@.+-])(?:{_WORDS})(?![\w-])|(?<![^\s<>()])[^\s@<>()]+@[\w.-]+\w", re.IGNORECASE | re.ASCII
)


def filled(value: str) -> d.Inline:
    """Return a value as text; it is a link if all of it is an address."""
    text = d.Filled(value)
    url = address_of(value)
    return d.Link((text,), url) if url else text


def address_of(text: str) -> str:
    """Return the mailto:, tel:, http: or https: address that a text is as a whole, or ""."""
    if E_MAIL.fullmatch(text):
        return f"mailto:{quote(text, safe='@+')}"
    if number := _NUMBER.fullmatch(text):
        *local, whole, extension = number.groups()
        digits = re.sub(r"\D", "", whole) if whole else "1" + "".join(local)
        return f"tel:+{digits}" + (f";ext={extension}" if extension else "")
    return text if is_web_link(text) else ""


def step_link(step: d.Inlines) -> d.Inlines:
    """Return a step that ends in a page number as one link; links inside it become their words."""
    if not step or not isinstance(step[-1], d.PageNumber):
        return step
    words = ((part.children if isinstance(part, d.Link) else (part,)) for part in step[:-1])
    return (replace(step[-1], words=tuple(chain.from_iterable(words))),)


def linked(text: str) -> Iterator[d.Inline]:
    """Yield a fixed text in pieces: each telephone number and e-mail address in it is a link."""
    start = 0
    for found in _IN_TEXT.finditer(text):
        if url := address_of(found[0]):
            if found.start() > start:
                yield d.Text(text[start : found.start()])
            yield d.Link((d.Text(found[0]),), url)
            start = found.end()
    if text[start:]:
        yield d.Text(text[start:])
