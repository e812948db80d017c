"""Take a class through the pages of the app, without a network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from tests.web.app.visits import Here, state_of
from tests.web.asking import Answer

HEAD = "Student name\tJob of interest\tHow sure\tMinutes\n"


def words_of(answer: Answer) -> str:
    """Return the text of a page as a browser shows it, on one line."""
    page = answer.body.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


def inputs_of(answer: Answer) -> dict[str, str]:
    """Return the cells of a page that can be typed into, with their texts."""
    found = re.findall(
        r'<input type="text" id="[^"]*" name="(cell[^"]*)" value="([^"]*)"', answer.body.decode()
    )
    return {name: unescape(text) for name, text in found}


def menus_of(answer: Answer) -> dict[str, str]:
    """Return the menus of columns of a page, with what is selected."""
    menus = re.findall(r'<select [^>]*name="(column[^"]*)".*?</select>', answer.body.decode(), re.S)
    page = answer.body.decode()
    found = {}
    for name in menus:
        menu = page[page.index(f'name="{name}"') :].partition("</select>")[0]
        chosen = re.search(r'value="([^"]*)" selected', menu)
        found[name] = chosen[1] if chosen else ""
    return found


async def pasted(here: Here, cells: str) -> Answer:
    """Return the page of pasted cells."""
    return await here.post("class/open", {"pasted": cells})


async def went_on(here: Here, page: Answer, path: str, fields: Mapping[str, str] | None = None) -> Answer:
    """Return the page that a page's form leads to, posted to a path with its menus and more fields."""
    return await here.post(path, {"state": state_of(page), **menus_of(page), **(fields or {})})


def main_of(page: Answer) -> str:
    """Return the main part of a page, without what leads to other languages."""
    return page.body.decode().partition("<main")[2]


def address_of(page: Answer, last: str = "") -> str:
    """Return the address of the build that a page leads to, or one below it."""
    found = re.search(r' (?:form)?action="([^"]*/class/build/[0-9a-f]+)"', main_of(page))
    assert found, words_of(page)
    return f"{found[1]}/{last}" if last else found[1]


async def built(here: Here, page: Answer, fields: Mapping[str, str] | None = None) -> Answer:
    """Return the page of the finished build of a class, from its settings or its list."""
    answer = await went_on(here, page, address_of(page), {"settings": "shown", **(fields or {})})
    assert answer.status == 200, words_of(answer)
    return answer


async def file_of(here: Here, result: Answer, name: str) -> Answer:
    """Return the answer to the button of a file."""
    return await here.post(address_of(result, "file"), {"state": state_of(result), "file": name})


async def files_in(here: Here, result: Answer) -> dict[str, bytes]:
    """Return the files that the page of a build offers, by name."""
    found = {}
    for name in dict.fromkeys(re.findall(r'name="file" value="([^"]*)"', result.body.decode())):
        answer = await file_of(here, result, unescape(name))
        assert answer.status == 200, name
        found[answer.headers["content-disposition"].partition("''")[2]] = answer.body
    return found
