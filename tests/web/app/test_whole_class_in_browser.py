"""Take a class from a form's export to its marks by the keyboard alone, in French, in Chromium.

With KIT_LONG it is a class of 31, and is taken without scripts as well.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.exports.programs import workbook
from tests.returned.handed_in import sheet_rows
from tests.shared import LONG
from tests.tools.collect.filling import fill_word
from tests.web.app.looking import looked_at, looking
from tests.web.browser import NEEDS_CHROMIUM
from tests.zip_files import unpack

pytestmark = NEEDS_CHROMIUM
FIRST = ("Anne", "Émile", "Zoé", "Léa", "Noël", "Inès", "Hugo", "Maïté")
LAST = ("Côté", "D’Amours", "Tremblay", "Gagnon")
PEOPLE = [f"{first} {last}" for last in LAST for first in FIRST][: 31 if LONG else 5]
# So many have handed in at first, and so many in the end.
SOON, LATER = len(PEOPLE) * 2 // 3, len(PEOPLE) * 5 // 6
HEAD = (
    *("ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom", "Quel métier t’intéresse?"),
    *("Décision", "Minutes"),
)
# What is wrong in three rows: a word that is nearly a choice, too few minutes, no number.
PROBLEMS = {2: ("j’exploree", 10), 3: ("j’explore", 3), 5: ("j’explore", "beaucoup")}
# The page of a finished build, in a browser on a machine with much to do.
PATIENCE = 400_000
FOCUSED = "(selector) => !!document.activeElement?.matches(selector)"


def export() -> bytes:
    """Return what Microsoft Forms exports of the answers of the class."""
    times = ("2026-10-01 09:00:12", "2026-10-01 09:05:40")
    rows = [
        (n, *times, f"eleve{n}@ecole.example", name, f"métier {n}", *PROBLEMS.get(n, ("j’explore", 10)))
        for n, name in enumerate(PEOPLE, start=1)
    ]
    return workbook(Sheet1=[HEAD, *rows])


class Keyboard:
    """A person at a page who has no mouse."""

    def __init__(self, page: Any) -> None:
        self._page = page
        # While somebody listens, the browser opens no window of its own for files.
        page.on("filechooser", lambda _chooser: None)

    def to(self, selector: str) -> None:
        """Press Tab until a control that matches has the focus."""
        for _time in range(600):
            self._page.keyboard.press("Tab")
            if self._page.evaluate(FOCUSED, selector):
                return
        raise AssertionError(f"no Tab leads to {selector} on {self._page.title()}")

    def press(self, selector: str, until: str = "load") -> None:
        """Go to a button or a link, and press it, which leads to another page."""
        self.to(selector)
        with self._page.expect_navigation(wait_until=until):
            self._page.keyboard.press("Enter")

    def type(self, selector: str, text: str) -> None:
        """Go to a field, and type into it in place of what is there."""
        self.to(selector)
        self._page.keyboard.press("Control+A")
        self._page.keyboard.type(text)

    def choose(self, selector: str, *files: Path) -> None:
        """Go to a control of files, open it, and choose."""
        self.to(selector)
        with self._page.expect_file_chooser() as opened:
            self._page.keyboard.press("Enter")
        opened.value.set_files([str(each) for each in files])

    def take(self, selector: str) -> bytes:
        """Go to a button or a link of a file, and return the file that comes."""
        self.to(selector)
        with self._page.expect_download(timeout=PATIENCE) as found:
            self._page.keyboard.press("Enter")
        return Path(found.value.path()).read_bytes()

    def wait_for(self, selector: str) -> None:
        """Wait for the page of a job that is over."""
        self._page.wait_for_selector(selector, timeout=PATIENCE)
        self._page.wait_for_load_state()


def made(keys: Keyboard, page: Any, folder: Path, scripts: bool) -> list[Path]:
    """Mend and build the class; return the kits as their students fill them in, in Word."""
    file = folder / "Métiers(1-31).xlsx"
    file.write_bytes(export())
    keys.press('main a[href$="/class"]')
    looked_at(page, scripts)
    keys.choose("#file", file)
    keys.press("form button.main")
    looked_at(page, scripts)
    assert page.title().startswith("Erreur"), page.title()
    assert page.locator(".row input").count() == len(PROBLEMS)
    keys.type("[id^=cell-0-4-]", "15")
    keys.type("[id^=cell-0-6-]", "20")
    page.keyboard.press("Shift+Tab")
    page.evaluate("scrollTo(0, 0)")
    keys.press("button[name=use]")
    keys.press("form button.main")
    looked_at(page, scripts)
    keys.press("form button.main", until="commit")  # the page grows until the kits are made
    keys.wait_for(".files")
    assert page.inner_text("h1:visible").startswith(f"{len(PEOPLE)} trousses sont prêtes"), page.title()
    looked_at(page, scripts)
    assert keys.take(".files button").startswith(b"%PDF")
    every = unpack(keys.take(".files button[value$='_kits.zip']"))
    kits = sorted((name, data) for name, data in every.items() if name.endswith(".docx"))
    assert len(kits) == len(PEOPLE)
    filled = []
    for number, (name, data) in enumerate(kits):
        path = folder / f"{number}-{Path(name).name}"
        path.write_bytes(fill_word(data, {"notes/typical-day": f"Jour de {number}"}, frozenset()))
        filled.append(path)
    return filled


@pytest.mark.parametrize("scripts", [True, False] if LONG else [True])
def test_a_class_by_keyboard_from_a_form_to_its_marks(address: str, scripts: bool, tmp_path: Path) -> None:
    with looking(java_script_enabled=scripts, accept_downloads=True) as (page, complaints):
        page.goto(address.replace("/en/", "/fr/"))
        keys = Keyboard(page)
        kits = made(keys, page, tmp_path, scripts)
        keys.press('button[name="build"]')
        assert page.title().startswith("Ce qui est revenu"), page.title()
        looked_at(page, scripts)
        keys.choose("#files", *kits[:SOON])
        keys.press("form button.main")
        keys.wait_for(".student")
        assert page.title().startswith(f"{SOON} sur {len(PEOPLE)}"), page.title()
        looked_at(page, scripts)
        keys.type(".student [id^=mark-]", "8,5")
        keys.to(".student [id^=paper-]")
        page.keyboard.press("Space")
        keys.press("form button.main:not(.files *)")
        keys.wait_for(".student")
        assert page.title().startswith(f"{SOON + 1} sur {len(PEOPLE)}"), page.title()
        keys.choose("#files", *kits[SOON:LATER])
        keys.press('button[formaction$="/read"]:not([hidden])')
        keys.wait_for(".student")
        assert page.title().startswith(tuple(f"{count} sur {len(PEOPLE)}" for count in (LATER, LATER + 1)))
        looked_at(page, scripts)
        table = keys.take(".files button.main")
    (tmp_path / "table.xlsx").write_bytes(table)
    rows = sheet_rows(tmp_path / "table.xlsx")
    assert len(rows) == len(PEOPLE)
    assert [row["Note"] for row in rows if row["Note"]] == ["8.5"]
    assert [row["Sur papier"] for row in rows if row["Sur papier"]] == ["x"]
    assert sum(row["Remis"] == "oui" for row in rows) == LATER
    expected = ("status of 422", "Autofocus processing was blocked")
    assert [each for each in complaints if not any(known in each for known in expected)] == []
