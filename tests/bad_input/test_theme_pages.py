"""Themes whose pages would run code or fetch something: refused by file and line, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write.html import write_html
from interview_kit.stages.write.pdf import write_pdf
from interview_kit.support.errors import ThemeError
from tests.agencies import LOGO, agency
from tests.bad_input.command import Kit, Said, write
from tests.bad_input.hostile_pages import HOSTILE, ORDINARY, RUN
from tests.sample_document import sample_document
from tests.shared import LONG, some

PAGE = '{% extends "base/html/kit.html.j2" %}\n'
START = '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'

# What no template shows before it is filled in, by the page and the style sheet of the theme.
ONLY_ON_THE_PAGE = {
    "a name that is worked out": ("{% set t = 'scr' ~ 'ipt' %}<{{ t }}>", ""),
    "an attribute that is worked out": ("<p {{ 'on' ~ 'click' }}={{ 1 }}>", ""),
    "an address that is worked out": ("<a href=\"{{ 'java' ~ 'script:1' }}\">-</a>", ""),
    "a value that ends an attribute": ("<p title={{ 'a onclick=b' }}>", ""),
    "a style sheet in an attribute": (
        "<p title='<style>{{ style }}</style>'>-</p>",
        f'p::after {{ content: "\' <img src=x onerror={RUN}>" }}',
    ),
    "more than the style sheet": ("<style>{{ style }}<b>@import 'a.css';</style>", ""),
    "a changed style sheet": ("<style>{{ style | replace('a', 'b') }}</style>", ""),
    "a comment in two parts": ("<!{{ '--' }}><p>-</p>-->", ""),
    "a character for a hole": ("{{ '\\ud800' }}", ""),
}

STARTS = {
    "text before the page": "-" + START,
    "a comment before the page": "<!-- - -->" + START,
    "no document type": START.replace("<!DOCTYPE html>", ""),
    "no head": START.replace("<head>", ""),
    "an element before the head": START.replace("<head>", "<p>-</p><head>"),
    "no encoding": START.replace('<meta charset="utf-8">', ""),
    "another encoding": START.replace("utf-8", "utf-7"),
    "an encoding that comes too late": START.replace("<html", f'<html class="{"a " * 600}"'),
}


def build(kit: Kit, files: dict[str, bytes | str], writes: str = "") -> Said:
    files = {"theme.yaml": "extends: base\n", "assets/logo.svg": LOGO, **files}
    write({f"ours/{name}": content for name, content in files.items()})
    write({"p.yaml": "name: Ana\ndecision: exploring\ntarget: {occupation: welder}\n"})
    return kit("build", "p.yaml", "-t", "ours", "-o", "out", "-f", "html", "-f", "pdf", writes=writes)


@pytest.mark.spread(5)
@pytest.mark.parametrize("case", HOSTILE)
def test_what_runs_fetches_or_hides_is_refused_by_file_and_line(kit: Kit, case: str) -> None:
    told = build(kit, {"html/kit.html.j2": f"{PAGE}{{% block before %}}{HOSTILE[case]}{{% endblock %}}"})
    assert told.lines
    # Where a tag has no end in a template, another template may have it.
    place = "ours/html/kit.html.j2:2: " if case != "a tag without an end" else "ours/html/kit.html.j2: "
    assert all(line.startswith(place) for line in told.lines), told.lines
    assert (told.code, told.stdout) == (2, "")


@pytest.mark.parametrize("case", ONLY_ON_THE_PAGE)
def test_the_page_itself_is_looked_at_before_anything_is_built(kit: Kit, case: str) -> None:
    before, style = ONLY_ON_THE_PAGE[case]
    text = f"{PAGE}{{% block before %}}{before}{{% endblock %}}"
    told = build(kit, {"html/kit.html.j2": text, "css/more.css": style})
    assert told.lines
    assert all(line.startswith("ours/html/kit.html.j2") for line in told.lines), told.lines
    assert (told.code, told.stdout) == (2, "")


@pytest.mark.parametrize("case", STARTS)
def test_a_page_begins_so_that_its_policy_can_be_the_first_thing(kit: Kit, case: str) -> None:
    text = f"{STARTS[case]}<title>-</title></head><body><p>-</p></body></html>"
    told = build(kit, {"html/kit.html.j2": text})
    assert told.lines
    assert all(line.startswith("ours/html/kit.html.j2") for line in told.lines), told.lines
    assert (told.code, told.stdout) == (2, "")


def test_a_theme_with_one_template_is_named_by_it(kit: Kit) -> None:
    told = build(kit, {"html/blocks/line.html.j2": "<p>{{ block.content }}<{{ 'b' }} {{ 'onclick' }}=a></p>"})
    assert told.lines == ["ours/html/blocks/line.html.j2: a theme may not use onclick on <b>"]


# They have one look at a page in common.
WRITTEN = [*((write_html, case) for case in HOSTILE), *((write_pdf, case) for case in some(HOSTILE, 5))]


@pytest.mark.spread(4)
@pytest.mark.parametrize(("written", "case"), WRITTEN)
def test_each_writer_refuses_the_page_whatever_was_looked_at_before(
    tmp_path: Path, written: object, case: str
) -> None:
    text = f"{PAGE}{{% block before %}}{{% raw %}}{HOSTILE[case]}{{% endraw %}}{{% endblock %}}"
    theme = load_theme(agency(tmp_path / "ours", html__kit_dot_html_dot_j2=text))
    assert callable(written)
    with pytest.raises(ThemeError) as refused:
        written(sample_document(), theme)
    assert {problem.file for problem in refused.value.problems} == {str(tmp_path / "ours/html/kit.html.j2")}


@pytest.mark.parametrize("before", ORDINARY.values() if LONG else ["".join(ORDINARY.values())])
def test_ordinary_markup_is_built(kit: Kit, before: str) -> None:
    text = f"{PAGE}{{% block before %}}{before}{{% endblock %}}"
    told = build(kit, {"html/kit.html.j2": text}, writes="out")
    assert (told.lines, told.code) == ([], 0)
    assert {path.name for path in Path("out").iterdir()} >= {"ana.html", "ana.pdf"}
