"""Read a class list, and what was changed in a page of it, from a posted form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from starlette.datastructures import FormData

from interview_kit.tools.class_list.class_list import ClassList, Place
from interview_kit.tools.class_list.columns import columns_of, known_choices
from interview_kit.tools.class_list.settings import setting_fields
from interview_kit.web.app.class_kits.builds import Look
from interview_kit.web.app.settings import AppSettings
from interview_kit.web.app.visit import Visit

PAGE = "class"
_CELL = re.compile(r"cell-([0-9]{1,3})-([0-9]{1,7})-([0-9]{1,3})")
_COLUMN = re.compile(r"column-([0-9]{1,3})-([0-9]{1,3})")
_SETTING = "setting."
_SEVERAL = "; "


def sealed_list(visit: Visit, found: ClassList, look: Look) -> str:
    """Return a list on its way through a page."""
    data = {"list": found.to_data(), "theme": look.theme, "paper": look.paper, "at": look.at}
    return visit.sitting.seal.seal(PAGE, data)


def usual_look(settings: AppSettings) -> Look:
    """Return the look of kits for which none was chosen."""
    return Look(settings.themes[0], settings.papers[0] or "")


def posted_list(visit: Visit) -> tuple[ClassList, Look]:
    """Return the list that a page carried along, with what was changed in the page. Raises StateProblem.

    A theme or paper that a page may not ask for is passed over.
    """
    data: dict[str, Any] = visit.sitting.seal.open(PAGE, str(visit.posted.get("state", "")))
    found = ClassList.from_data(data["list"])
    form = visit.posted
    if "people-first" in form:
        found = found.without_titles()
    sure = dict(_used(form))
    found = found.with_keys(dict(_keys(form, found))).with_cells({**dict(_cells(form)), **sure}, sure)
    if "settings" in form:
        found = found.with_settings(tuple(_settings(form, found)))
    settings = visit.sitting.settings
    theme, paper = str(form.get("theme", "")), str(form.get("paper", data["paper"]))
    return found, Look(
        next(each for each in (theme, data["theme"], settings.themes[0]) if each in settings.themes),
        paper if paper in {each or "" for each in settings.papers} else settings.papers[0] or "",
        data["at"],
    )


def _keys(form: FormData, found: ClassList) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the keys that were chosen for columns: what is as the page showed it is no choice."""
    columns = {(each.table, each.number): each for each in columns_of(found)}
    known = {*known_choices(columns.values()), ""}
    for name, value in form.multi_items():
        place = _COLUMN.fullmatch(name)
        if place and isinstance(value, str) and value in known:
            column = columns.get((int(place[1]), int(place[2])))
            if column and column.key != value:
                yield (column.table, column.number), value


def _cells(form: FormData) -> Iterator[tuple[Place, str]]:
    for name, value in form.multi_items():
        if (place := _CELL.fullmatch(name)) and isinstance(value, str):
            yield (int(place[1]), int(place[2]), int(place[3])), value


def _used(form: FormData) -> Iterator[tuple[Place, str]]:
    """Yield the cell whose nearest choice is taken."""
    name, sign, text = str(form.get("use", "")).partition("=")
    if sign and (place := _CELL.fullmatch(name)):
        yield (int(place[1]), int(place[2]), int(place[3])), text


def _settings(form: FormData, found: ClassList) -> Iterator[tuple[str, str]]:
    """Yield the settings that were typed or chosen, without empty ones."""
    for field in setting_fields(found.settings):
        values = [each for each in form.getlist(_SETTING + field.key) if isinstance(each, str)]
        text = _SEVERAL.join(filter(None, (each.strip() for each in values)))
        if text:
            yield field.key, text
