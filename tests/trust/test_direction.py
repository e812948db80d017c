"""Names and jobs in two directions: signs that turn a line are refused, and each name stays in its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.limited import NEEDS_LINUX, Told, run
from tests.reading import docx_text

pytestmark = NEEDS_LINUX

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def check(around: Path, text: str, name: str = "p.yaml") -> Told:
    (around / "here").mkdir()
    (around / "here" / name).write_text(text, encoding="utf-8")
    return run(around / "here", "check", name).within_limits()


def escaped(line: str) -> bool:
    return not any(sign in line for sign in TURNING)


@pytest.mark.parametrize("sign", TURNING, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_sign_that_turns_a_line_is_refused_in_a_name(tmp_path: Path, sign: str) -> None:
    told = check(tmp_path, f"name: Maya {sign}gnp.exe\ntarget: {{occupation: baker}}\n")
    assert told.code == 2 and told.lines, "it was taken"
    assert told.lines[0].startswith("p.yaml:1:7 name: ") and f"U+{ord(sign):04X}" in told.lines[0]
    assert escaped(told.text)


# Deprecated controls of shapes and digits, annotations of a text, and the mark of a language.
WITHOUT_SHAPE = ("\u206a", "\u206e", "\ufff9", "\ufffb", "\U000e0001")


def test_a_control_without_a_shape_is_refused(tmp_path: Path) -> None:
    names = "".join(f"\n  - {{name: An{sign}na}}" for sign in WITHOUT_SHAPE)
    told = check(tmp_path, f"name: Maya\ntarget: {{field: art}}\ncontacts:{names}\n")
    assert told.code == 2, "they were taken"
    assert all(f"U+{ord(sign):04X}" in told.text for sign in WITHOUT_SHAPE) and escaped(told.text)


LINES = {
    "a job": "name: Ana\ntarget: {{occupation: {}}}\n",
    # Five more of the kind.
    "a field of work": "name: Ana\ntarget: {{field: {}}}\n",
    "a place": "name: Ana\nlocation: {}\ntarget: {{field: art}}\n",
    "a contact": "name: Ana\ntarget: {{field: art}}\ncontacts:\n  - {{name: {}, occupation: baker}}\n",
    "an interest": "name: Ana\ntarget: {{field: art}}\nabout: {{interests: [{}]}}\n",
    "an organisation": "name: Ana\ntarget: {{field: art}}\ncontacts:\n  - {{name: Bo, organisation: {}}}\n",
    "an id": "name: Ana\nid: {}\ntarget: {{field: art}}\n",
}


@pytest.mark.parametrize("case", LINES)
def test_so_it_is_in_every_line_that_is_typed(tmp_path: Path, case: str) -> None:
    told = check(tmp_path, LINES[case].format("We\u202elder"))
    assert told.code == 2 and "U+202E" in told.text, told.text or "it was taken"
    assert re.match(r"p\.yaml:\d+:\d+ [a-z]", told.lines[0]) and escaped(told.text)


def test_so_it_is_in_a_roster(tmp_path: Path) -> None:
    told = check(tmp_path, "name,target.field\nAna,we\u2066lding\n", "class.csv")
    assert told.code == 2 and told.lines[0].startswith("class.csv row 2, column B"), told.text


ORDINARY = {
    "joiners": "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc",
    "marks": "\u200fAna\u200e",
    "Hebrew": "\u05e9\u05d9\u05e8\u05d4",
    "an emoji of several": "Ana \U0001f469\u200d\U0001f52c",
}


@pytest.mark.parametrize("case", ORDINARY)
def test_what_belongs_to_the_spelling_is_taken(tmp_path: Path, case: str) -> None:
    told = check(tmp_path, f"name: {ORDINARY[case]}\ndecision: exploring\ntarget: {{field: art}}\n")
    assert told.code == 0, told.text


# A digit after a Hebrew name moves to the other side of it where the name is not isolated.
SHIRA, JOB = "\u05e9\u05d9\u05e8\u05d4", "3D artist"
PROFILE = f"name: {SHIRA}\ndecision: exploring\ntarget: {{occupation: {JOB}}}\n"


PROFILE += f"about: {{interests: [{SHIRA}, 3D games], skills: [{SHIRA}, {SHIRA}]}}\n"


@pytest.fixture(scope="module")
def kits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a kit of somebody with a Hebrew name, in all formats, with a mail and a date."""
    here = tmp_path_factory.mktemp("direction") / "here"
    here.mkdir()
    (here / "p.yaml").write_text(PROFILE, encoding="utf-8")
    formats = [part for each in ("pdf", "docx", "html", "txt") for part in ("-f", each)]
    told = run(here, "build", "p.yaml", "-o", "out", *formats).within_limits()
    assert told.code == 0, told.text
    return here / "out"


def only(folder: Path, ending: str) -> Path:
    return next(folder.glob(f"*.{ending}"))


def isolated(text: str, words: str) -> bool:
    """Return whether each place of the words is between isolates, of their first letter or of a direction."""
    found = [match.start() for match in re.finditer(re.escape(words), text)]
    return bool(found) and all(text[max(0, at - 1)] in "\u2066\u2067\u2068" for at in found)


def test_a_name_is_isolated_in_text(kits: Path) -> None:
    assert isolated(only(kits, "txt").read_text("utf-8"), SHIRA)


def test_each_of_a_list_is_isolated_by_itself(kits: Path) -> None:
    assert f"\u2068{SHIRA}\u2069 · 3D games" in " ".join(only(kits, "txt").read_text("utf-8").split())


def test_a_job_is_isolated_in_text(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here/p.yaml").write_text(f"name: Ana\ntarget: {{occupation: {SHIRA}}}\n", encoding="utf-8")
    run(tmp_path / "here", "build", "p.yaml", "-f", "txt", "-o", "out").within_limits()
    assert isolated(only(tmp_path / "here/out", "txt").read_text("utf-8"), SHIRA)


def test_a_name_is_isolated_on_the_page(kits: Path) -> None:
    page = re.sub(r"<head>.*?</head>", "", only(kits, "html").read_text("utf-8"), flags=re.DOTALL)
    places = [page[: match.start()] for match in re.finditer(SHIRA, page)]
    assert places
    # An element with any `dir` is isolated, by the browsers' own style sheet (HTML, 15.3.6).
    assert all(re.search(r'(<bdi[^>]*>|dir="(auto|rtl)"[^>]*>|[\u2066-\u2068])$', each) for each in places)


def test_a_name_is_isolated_in_word(kits: Path) -> None:
    text = docx_text(only(kits, "docx").read_bytes())
    assert isolated(text, SHIRA)


def test_the_foot_of_a_page_keeps_its_order(kits: Path) -> None:
    """The job follows the name from left to right, although it begins with a digit."""
    pdfium = pytest.importorskip("pypdfium2")
    page = pdfium.PdfDocument(only(kits, "pdf").read_bytes())[0].get_textpage()
    signs = [(page.get_text_range(n, 1), page.get_charbox(n)) for n in range(page.count_chars())]
    lines: dict[int, list[tuple[float, str]]] = {}
    for sign, (left, bottom, _, _) in signs:
        lines.setdefault(round(bottom) // 4, []).append((left, sign))
    found = 0
    for line in lines.values():
        told = "".join(sign for _, sign in sorted(line))
        if SHIRA[0] in told and "D artist" in told:
            found += 1
            assert told.index(SHIRA[0]) < told.index("3"), told
    assert found


def test_a_message_isolates_a_name(tmp_path: Path) -> None:
    """The row of a class names the person; what follows the name is not turned round."""
    told = check(tmp_path, f"name: {SHIRA}\ntarget: {{occupation: {SHIRA}, feild: x}}\ngoals: [{SHIRA}]\n")
    assert told.code == 2
    assert isolated(told.text, SHIRA), told.text
