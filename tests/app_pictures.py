"""Make the pictures of the app's pages for the guides, from the running app: part of `make pictures`."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from tests.web.app.looking import app, looking

# A build of a class, on a machine with much to do.
_PATIENCE = 600_000
# Of a page with one column, in a window for two.
_WIDE = 800
_TITLES = {
    "en": ("Student name", "Job of interest", "How sure", "Minutes"),
    "fr": ("Nom de l’élève", "Métier qui t’intéresse", "Décision", "Minutes"),
}
_SURE = {"en": "exploring", "fr": "explore"}
_SLIP = {"en": "explorin", "fr": "explor"}
_FIRST = {
    "en": ("Maya", "Amir", "Zoe", "Tom", "Ines", "Liam", "Aoife", "Jordan", "Sam", "Priya"),
    "fr": ("Chloé", "Émile", "Anne", "Samuel", "Fatou", "Louis", "Léa", "Noah", "Inès", "Mathis"),
}
_LAST = {"en": ("Chen", "Nazari", "Whitefeather", "Okafor"), "fr": ("Tremblay", "Roy", "Diallo", "Côté")}
_JOBS = {
    "en": ("veterinary technician", "electrician", "nurse", "pastry chef", "forester"),
    "fr": ("technicienne en santé animale", "électricien", "infirmière", "pâtissier", "forestière"),
}
_ONE = {
    "en": ("Leila Haddad", "welder"),
    "fr": ("Émile Gagnon", "charpentier-menuisier"),
}


def pictures() -> Iterator[tuple[str, Image.Image]]:
    """Yield the name and the picture of each page of the app that a guide shows, in both languages."""
    with tempfile.TemporaryDirectory() as name, app(Path(name)) as address:
        for language in ("en", "fr"):
            home = address.replace("/en/", f"/{language}/")
            with looking(viewport={"width": 1280, "height": 860}) as (page, _complaints):
                page.goto(home)
                yield f"app-form-{language}", _form(page, language)
                page.goto(home)
                _press(page, 'main a[href$="/class"]')
                page.fill("#pasted", _class(language))
                _press(page, "form button.main")
                yield f"app-mend-{language}", _seen(page)
                _press(page, "button[formaction$='/settings']")
                page.click("form button.main")
                page.wait_for_selector(".files", timeout=_PATIENCE)
                page.wait_for_load_state()
                page.evaluate("document.activeElement.blur()")
                yield f"app-files-{language}", _seen(page)


def _form(page: Any, language: str) -> Image.Image:
    name, work = _ONE[language]
    page.fill("[name=name]", name)
    page.fill("[name='target.occupation']", work)
    page.wait_for_selector("#pages img, .pages img", timeout=_PATIENCE)
    page.wait_for_timeout(3000)
    return _seen(page, 1280)


def _class(language: str) -> str:
    """Return the cells of a class of 31 with three mistakes."""
    rows = [_TITLES[language]]
    for number in range(31):
        person = f"{_FIRST[language][number % 10]} {_LAST[language][number % 4]}"
        job = _JOBS[language][number % 5]
        sure = _SLIP[language] if number == 5 else _SURE[language]
        rows.append((person, job, sure, {9: "3", 20: "10-15"}.get(number, "10")))
    return "\n".join("\t".join(row) for row in rows)


def _press(page: Any, control: str) -> None:
    with page.expect_navigation(timeout=_PATIENCE):
        page.click(control)


def _seen(page: Any, wide: int = _WIDE) -> Image.Image:
    """Return what the window shows, the left `wide` pixels of it."""
    whole = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return whole.crop((0, 0, wide, whole.height))
