"""The policy in a page, as Chromium keeps it: it stops scripts and requests where nothing was refused."""

from __future__ import annotations

import re
import threading
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from interview_kit.model.document import Document, Owner, ScreenLabels
from interview_kit.stages.read.theme import load_theme, theme_names
from interview_kit.stages.write import html
from interview_kit.stages.write.html import write_html
from interview_kit.support.paths import TEMPLATES
from interview_kit.tools.collect.folder import read_kits
from tests.bad_input.hostile_pages import FETCHED, FETCHES, HIDDEN, RUNS
from tests.sample_document import sample_document
from tests.shared import LONG
from tests.web.browser import NEEDS_CHROMIUM, chromium

SCRIPT = b64encode(sha256((TEMPLATES / "screen/fill-in.js").read_bytes()).digest()).decode()
POLICY = (
    f"default-src 'none'; script-src 'sha256-{SCRIPT}'; style-src 'unsafe-inline'; img-src data:; "
    "font-src data:; base-uri 'none'; form-action 'none'"
)
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
OWNER = Owner("Ada", "", "")
LABELS = ScreenLabels("Answers", "Save", "Print", "ready", "unsaved", "saved", "no script")
PAGE = "html/kit.html.j2"
MOMENT = 80  # milliseconds
BARE_EVERY, FIRED = (1, 60) if LONG else (4, 13)
"""Which pages are opened without the policy too, and how many of them do harm in Chromium, at least; the rest
need other browsers."""

# Click on what the page or its drawings hold; a kit's own links would lead away from it.
CLICK = """() => [...document.querySelectorAll("a, button, input, [href]")]
  .filter((each) => !/^(https?|mailto|tel):/.test(each.getAttribute("href") ?? ""))
  .forEach((each) => each.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true })))"""


class Home(BaseHTTPRequestHandler):
    """Answer every request with nothing, and note it."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(204)
        self.end_headers()

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def home() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a server, and the paths it was asked for."""
    asked: list[str] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Noting", (Home,), {"asked": asked})) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


def harm(page: Any, file: Path, asked: list[str], name: str) -> list[str]:
    """Open a file and click on all there is; return the requests for `name`, and whether a script ran."""
    page.goto(file.as_uri(), wait_until="domcontentloaded")
    page.evaluate(CLICK)
    page.wait_for_timeout(MOMENT)
    ran = [] if page.title() != "RAN" else ["script"]
    return [*(path for path in asked if path.startswith(f"/{name}")), *ran]


@NEEDS_CHROMIUM
def test_the_policy_alone_stops_script_and_request(
    browser: Any, home: tuple[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, asked = home
    theme, mark = load_theme("base"), "<hr>"
    before = theme.files[PAGE].decode().replace("{% block before %}", "{% block before %}" + mark)
    monkeypatch.setattr(html, "check_page", lambda *_: None)  # nothing is refused here: the policy is alone
    faulty = replace(theme, files={**theme.files, PAGE: before.encode()})
    document = Document("en", "Kit", "", "", "", (), owner=OWNER, screen=LABELS)
    made = write_html(document, faulty).decode()
    assert (made.count(META), made.count(mark)) == (1, 1)
    made = re.sub(r"@font-face {[^}]*}", "", made)  # they are large, and another test is about them
    page, fired, harmed = browser.new_page(), set(), {}
    for number, (name, markup) in enumerate((HIDDEN | RUNS | FETCHES).items()):
        for policy in ("", META) if number % BARE_EVERY == 0 else (META,):
            file, key = tmp_path / "kit.html", f"{number}-{len(policy)}"
            planted = made.replace(META, policy).replace(mark, markup.replace(FETCHED, f"{address}/{key}"))
            file.write_text(planted, "utf-8")
            found = harm(page, file, asked, key)
            if policy and found:
                harmed[name] = found
            elif found:
                fired.add(name)
    page.close()
    assert harmed == {}
    assert len(fired) >= FIRED, sorted((HIDDEN | RUNS | FETCHES).keys() - fired)


@pytest.mark.parametrize("name", theme_names())
def test_the_policy_is_the_first_thing_in_the_head_of_every_page(name: str) -> None:
    page = write_html(replace(sample_document(), owner=OWNER, screen=LABELS), load_theme(name)).decode()
    start, _, rest = page.partition(META)
    assert start == '<!DOCTYPE html>\n<html lang="en-CA">\n<head>\n'
    assert rest.startswith('\n<meta charset="utf-8">')
    assert "http-equiv" not in rest


@NEEDS_CHROMIUM
@pytest.mark.parametrize("name", theme_names())
def test_a_kit_complains_of_nothing_under_its_policy(browser: Any, tmp_path: Path, name: str) -> None:
    file = tmp_path / "kit.html"
    file.write_bytes(write_html(replace(sample_document(), owner=OWNER, screen=LABELS), load_theme(name)))
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(file.as_uri())
    fonts = page.evaluate("async () => { await document.fonts.ready; return document.fonts.size }")
    policy = page.evaluate("document.head.firstElementChild.content")
    page.close()
    assert complaints == []
    assert fonts
    assert policy == POLICY


def test_a_name_in_the_record_or_on_the_bar_is_only_words() -> None:
    hostile = '</script><script>document.title = "RAN"</script><!--'
    labels = replace(LABELS, save=hostile, name='" onclick="x')
    document = replace(sample_document(), owner=Owner(hostile, hostile, "0123456789ab"), screen=labels)
    page = write_html(document, load_theme("base"))
    assert page.count(b"<script") == page.count(b"</script>") == 2
    assert b' onclick="' not in page
    (filled,) = read_kits(page)
    assert filled.form.owner.name == hostile


def test_a_document_that_is_no_form_has_no_script() -> None:
    page = write_html(sample_document(), load_theme("base"))
    assert (b"<script" in page, b"script-src" in page) == (False, False)
