"""Take what came back from a class through the pages of the app, without a network."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape

from tests.web.app.visits import Here
from tests.web.asking import Answer

File = tuple[str, bytes]


def chosen(files: Sequence[File], others: Mapping[str, File]) -> list[tuple[str, str, bytes]]:
    """Return files as they are posted: those that came back, and the `table` and `list` by name."""
    return [("files", *each) for each in files] + [(name, *each) for name, each in others.items()]


async def ended(here: Here, place: str) -> Answer:
    """Return the page of a round when it is read."""
    while b'http-equiv="refresh"' in (page := await here.get(place)).body:
        pass
    return page


async def read(
    here: Here,
    *files: File,
    others: Mapping[str, File] = {},
    fields: Mapping[str, str] = {},
    path: str = "class/returned/read",
) -> Answer:
    """Return the page of what came back, from files that are chosen on its first page."""
    started = await here.send(path, fields, *chosen(files, others))
    return await ended(here, started.headers["location"]) if started.status == 303 else started


def address_of(page: Answer) -> str:
    """Return the address of a round, from its page."""
    found = re.search(r'action="([^"]*/class/round/[^"/]*)/', page.body.decode())
    assert found, page.body[:3000]
    return found[1]


def marks_of(page: Answer) -> dict[str, str]:
    """Return the fields of the students with what is in them, as a browser posts them."""
    body = page.body.decode()
    found = dict(re.findall(r'<input type="text" id="[^"]*" name="(mark-[^"]*)" value="([^"]*)"', body))
    found |= dict(re.findall(r'<textarea id="[^"]*" name="(comment-[^"]*)"[^>]*>\n([^<]*)</textarea>', body))
    for name, options in re.findall(r'<select [^>]*name="(consent-[^"]*)">(.*?)</select>', body, re.S):
        picked = re.search(r'value="([^"]*)" selected', options)
        found[name] = picked[1] if picked else ""
    for name, ticked in re.findall(
        r'type="checkbox" id="[^"]*" name="(paper-[^"]*)" value="yes"( checked)?', body
    ):
        found[name] = "yes" if ticked else "no"
    return {"marks": "shown", **{name: unescape(text) for name, text in found.items()}}


def key_of(page: Answer, name: str) -> str:
    """Return the key of a student's row in a page."""
    body = page.body.decode()
    legend = rf"<legend>\s*<bdi>{re.escape(name)}</bdi>"
    found = re.search(rf'{legend}.*?name="mark-([0-9a-f]{{12}})"', body, re.S)
    assert found
    return found[1]


async def taken(here: Here, page: Answer, typed: Mapping[str, str], name: str = "_answers.xlsx") -> Answer:
    """Return a file of a round, posted with the fields of its page and what is typed into them."""
    return await here.post(f"{address_of(page)}/file/{name}", {**marks_of(page), **typed})
