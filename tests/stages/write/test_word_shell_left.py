"""Shells as people leave them: saved by LibreOffice, with other margins and paper, pale, or up to no date."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import etree

from interview_kit.cli import main
from interview_kit.model.theme import Paper, Theme, Variant
from interview_kit.stages.read.theme import load_theme, theme_names
from interview_kit.stages.write.check_theme import check_looks
from interview_kit.stages.write.word import write_docx
from interview_kit.stages.write.word.base_shell import BASE_SHELL
from interview_kit.stages.write.word.reference_docx import shell_notices
from interview_kit.stages.write.word.shell_samples import shell_to_edit
from interview_kit.support.errors import ThemeError
from tests.agencies import agency, with_letterhead
from tests.contracts.test_word_validity import OFFICE, findings, needs_office
from tests.reading import docx_part, docx_text, margin_text
from tests.sample_document import sample_document
from tests.shared import LONG
from tests.stages.write.test_word import SHELL, W
from tests.zip_files import pack, unpack

DOCUMENT, STYLES, HEADER, FOOTER = (f"word/{n}.xml" for n in ("document", "styles", "header1", "footer1"))
Change = tuple[str, str, str]
HEAD_ROW = 'tblStylePr w:type="firstRow"'


def changed(shell: bytes, *changes: Change) -> bytes:
    parts = unpack(shell)
    for part, old, new in changes:
        assert old.encode() in parts[part], old
        parts[part] = parts[part].replace(old.encode(), new.encode())
    return pack(parts)


def themed(shell: bytes, **options: Any) -> Theme:
    base = load_theme("base", **options)
    return replace(base, files={**base.files, SHELL: shell})


def left(*changes: Change, **options: Any) -> Theme:
    return themed(changed(BASE_SHELL.read_bytes(), *changes), **options)


def styled(name: str, inside: str, kind: str = "rPr") -> Change:
    """Return the change that puts a property into a style of the base shell, before those of its kind."""
    text = unpack(BASE_SHELL.read_bytes())[STYLES].decode()
    found = re.search(rf'<w:name w:val="(?i:{name})"/>.*?</w:style>', text, re.DOTALL)
    assert found
    old, opened = found[0], f"<w:{kind}>"
    tag = inside.split()[0].strip("</>")
    bare = re.sub(rf"<{tag}[ /][^>]*>", "", old)
    put = f"{opened}{inside}</w:{kind.split()[0]}></w:style>"
    new = bare.replace(opened, opened + inside, 1) if opened in bare else bare.replace("</w:style>", put)
    return STYLES, old, new


def messages(theme: Theme) -> list[str]:
    return [notice.message for notice in shell_notices(theme)]


def section(docx: bytes) -> Any:
    return docx_part(docx, DOCUMENT).find(f"{W}body//{W}sectPr")


def tabs_of(docx: bytes, style: str) -> list[int]:
    one = next(each for each in docx_part(docx, STYLES).iter(f"{W}style") if each.get(f"{W}styleId") == style)
    return [int(tab.get(f"{W}pos")) for tab in one.iter(f"{W}tab")]


def text_width(docx: bytes) -> int:
    size, margins = (section(docx).find(f"{W}{name}") for name in ("pgSz", "pgMar"))
    return int(size.get(f"{W}w")) - sum(int(margins.get(f"{W}{side}")) for side in ("left", "right"))


@pytest.fixture(scope="module")
def saved_by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the shell that an agency edits, opened and saved in LibreOffice."""
    folder = tmp_path_factory.mktemp("saved")
    (folder / "shell.docx").write_bytes(shell_to_edit(load_theme("base")))
    convert = ["--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", "out", "shell.docx"]
    own = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    subprocess.run([str(OFFICE), own, *convert], cwd=folder, check=True, capture_output=True, timeout=120)
    return (folder / "out" / "shell.docx").read_bytes()


@needs_office
def test_a_shell_that_libreoffice_saved_makes_the_same_kits(
    saved_by_libreoffice: bytes, tmp_path: Path
) -> None:
    theme = themed(saved_by_libreoffice)
    assert messages(theme) == [
        "lines between paragraphs, which LibreOffice leaves out, are put back: "
        "Kit Steps, Kit Prompts, Kit Label, Kit Answer"
    ]
    docx = write_docx(sample_document(), theme)
    assert docx_text(docx) == docx_text(write_docx(sample_document(), load_theme("base")))
    assert findings(docx, tmp_path) == []
    assert b"autoHyphenation" not in unpack(docx)["word/settings.xml"]
    check_looks(theme, ("docx",))
    # Its lines and underlines follow the colours of a variant again.
    clear = write_docx(sample_document(), themed(saved_by_libreoffice, variant=Variant(high_contrast=True)))
    colours = {each.get(f"{W}color") for each in docx_part(clear, STYLES).iterfind(f".//{W}pBdr/*")}
    assert colours <= {"000000", "101010", "auto"}


def test_a_line_of_the_samples_outside_their_frame_is_no_words_of_a_kit(tmp_path: Path) -> None:
    edited = shell_to_edit(load_theme("base"))
    text = unpack(edited)[DOCUMENT].decode()
    bare = re.sub(r"</?w:sdtContent>|</?w:sdt>|<w:sdtPr>.*?</w:sdtPr>", "", text)
    assert "Kit Tip: Advice" in bare
    whole = changed(edited, (DOCUMENT, text, bare))
    assert docx_text(write_docx(sample_document(), themed(whole))) == docx_text(
        write_docx(sample_document(), load_theme("base"))
    )
    with pytest.raises(ThemeError, match=r"“Kit Tap: Advice beside the flow\.”: words in the body"):
        write_docx(sample_document(), themed(changed(whole, (DOCUMENT, "Kit Tip: ", "Kit Tap: "))))


@pytest.mark.parametrize("millimetres", [20, 30])
def test_the_tab_of_the_foot_ends_where_the_text_ends(millimetres: int) -> None:
    tab = '<w:tabs><w:tab w:val="right" w:pos="11000"/></w:tabs>'
    own_tab = (FOOTER, '<w:pStyle w:val="Footer"/>', f'<w:pStyle w:val="Footer"/>{tab}')
    margin = (DOCUMENT, 'w:left="1077"', f'w:left="{round(millimetres * 1440 / 25.4)}"')
    docx = write_docx(sample_document(), left(margin, own_tab))
    assert tabs_of(docx, "Footer") == tabs_of(docx, "KitSteps") == [text_width(docx)]
    positions = {tab.get(f"{W}pos") for tab in docx_part(docx, FOOTER).iter(f"{W}tab")} - {None}
    assert positions == {str(text_width(docx))}


@pytest.mark.spread(3)
@pytest.mark.parametrize(
    ("changes", "options", "said"),
    [
        ([(DOCUMENT, 'w:left="1077"', 'w:left="1701"')], {}, ["Word kits have this shell's margins"]),
        ([(DOCUMENT, 'w:gutter="0"', 'w:gutter="400"')], {}, ["Word kits have this shell's margins"]),
        ([(DOCUMENT, 'w:w="12240" w:h="15840"', 'w:w="11906" w:h="16838"')], {}, ["this shell's page is"]),
        (
            [(DOCUMENT, 'w:w="12240" w:h="15840"', 'w:w="11906" w:h="16838"')],
            {"paper": Paper.A4},
            [],
        ),
        (
            [(DOCUMENT, 'w:w="12240" w:h="15840"', 'w:w="15840" w:h="12240" w:orient="landscape"')],
            {},
            ["this shell's page is"],
        ),
        (
            [(DOCUMENT, "<w:titlePg/>", '<w:lnNumType w:countBy="1"/><w:cols w:num="2"/><w:titlePg/>')],
            {},
            ["no kit takes this over from the shell: cols, lnNumType"],
        ),
        (
            [(DOCUMENT, "<w:titlePg/>", '<w:cols w:space="720"/><w:titlePg/><w:docGrid w:linePitch="360"/>')],
            {},
            [],
        ),
        ([(FOOTER, "{{ footer }}", "{{ footer }} {{ footer }}")], {}, ["word/footer1.xml has {{ footer }}"]),
        (
            [(HEADER, "</w:p>", "<w:r><w:t>{{ contact_line }}</w:t></w:r></w:p>")],
            {},
            ["the contact line stands in this shell's header or footer"],
        ),
    ],
)
def test_shell_and_theme_never_disagree_in_silence(
    changes: list[Change], options: dict[str, Any], said: list[str], tmp_path: Path
) -> None:
    theme = left(*changes, **options)
    found = messages(theme)
    assert len(found) == len(said)
    assert all(message.startswith(start) for message, start in zip(found, said, strict=True))
    docx = write_docx(sample_document(), theme)
    assert findings(docx, tmp_path) == []
    inside = {each.tag.removeprefix(W) for each in section(docx)}
    assert inside == {"headerReference", "footerReference", "pgSz", "pgMar", "titlePg"}
    assert section(docx).find(f"{W}pgMar").get(f"{W}gutter") == "0"


def test_the_contact_line_is_printed_once() -> None:
    line = ("</w:p>", "<w:r><w:t>{{ contact_line }}</w:t></w:r></w:p>")
    counts = []
    for changes in ([], [(HEADER, *line)], [("word/header2.xml", *line)]):
        docx = write_docx(with_letterhead(sample_document()), left(*changes))
        counts.append((docx_text(docx).count("12 Main Street"), str(margin_text(docx)).count("12 Main")))
    # The header of the other pages is none of the first one's.
    assert counts == [(1, 0), (0, 1), (1, 1)]


def test_margins_that_leave_no_room_for_the_cards_are_refused() -> None:
    with pytest.raises(ThemeError, match=r"its margins leave 148 mm .* smaller ones under Layout > Margins"):
        write_docx(sample_document(), left((DOCUMENT, 'w:left="1077"', 'w:left="2835"')))


FAINT: dict[str, tuple[Change, str, str]] = {
    "gold headings": (styled("Heading 2", '<w:color w:val="F2A900"/>'), "Heading 2", "2.0:1, and 4.5:1"),
    "white on white": (styled("Kit Note", '<w:color w:val="FFFFFF"/>'), "Kit Note", "1.0:1"),
    "a dark ground": (
        styled("Kit Tip", '<w:shd w:val="clear" w:fill="222222"/>', "pPr"),
        "Kit Tip",
        "on #222222",
    ),
    "small letters": (styled("Kit Note", '<w:sz w:val="12"/>'), "Kit Note", "letters of 6 points"),
    "hidden": (styled("Kit Rule", "<w:vanish/>"), "Kit Rule", "its words are hidden"),
    "cut off": (
        styled("Kit Tip", '<w:spacing w:line="40" w:lineRule="exact"/>', "pPr"),
        "Kit Tip",
        "its lines are lower",
    ),
    "the style of a table's head": (
        styled("Kit Table", '<w:tcPr><w:shd w:val="clear" w:fill="1B1B1B"/></w:tcPr>', HEAD_ROW),
        "Kit Table",
        "on #1b1b1b",
    ),
    "words in the foot": (
        (FOOTER, "<w:r><w:t", '<w:r><w:rPr><w:color w:val="CCCCCC"/></w:rPr><w:t'),
        FOOTER,
        "letters of #cccccc",
    ),
}


@pytest.mark.parametrize("case", FAINT)
def test_words_that_cannot_be_read_are_named_by_their_style(case: str) -> None:
    change, style, said = FAINT[case]
    with pytest.raises(ThemeError) as refusal:
        check_looks(left(change), ("docx",))
    assert {problem.path for problem in refusal.value.problems} == {style}
    assert said in refusal.value.problems[0].message


@pytest.mark.parametrize("name", theme_names())
def test_the_words_of_shipped_themes_can_be_read_in_word(name: str) -> None:
    for variant in (Variant(), Variant(high_contrast=True), Variant(True, True, True))[: 1 + 2 * LONG]:
        check_looks(load_theme(name, variant=variant), ("docx",))


def test_an_agency_may_change_much_in_word() -> None:
    """White letters on a ground of their own, a colour that high contrast darkens, and a size."""
    theme = [
        styled("Kit Table Head", '<w:color w:val="FFFFFF"/>'),
        styled("Kit Table", '<w:tcPr><w:shd w:val="clear" w:fill="4A2545"/></w:tcPr>', HEAD_ROW),
        styled("Kit Log Table", '<w:tcPr><w:shd w:val="clear" w:fill="4A2545"/></w:tcPr>', HEAD_ROW),
        styled("Heading 1", '<w:color w:val="8A6508"/>'),
        styled("Kit Note", '<w:sz w:val="21"/>'),
    ]
    for variant in (Variant(), Variant(high_contrast=True)):
        check_looks(left(*theme, variant=variant), ("docx",))


def test_update_adds_what_is_new_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    old = changed(
        shell_to_edit(load_theme("base")),
        (STYLES, '"Kit Tip"', '"House Tip"'),
        (STYLES, '"Kit Cue"', '"House Cue"'),
    )
    folder = agency(tmp_path / "themes" / "hill", word__shell_dot_docx=old)
    path = folder / "word" / "shell.docx"
    run: Callable[..., Any] = lambda *words: CliRunner().invoke(main, ["theme", "shell", *words])  # noqa: E731
    assert run("hill").exit_code == 2
    told = run("hill", "--update")
    assert (told.exit_code, told.stdout) == (0, "themes/hill/word/shell.docx: Kit Tip, Kit Cue\n")
    parts, before = unpack(path.read_bytes()), unpack(old)
    assert {name for name in parts if _tree(parts[name]) != _tree(before.get(name, b""))} == {STYLES}
    assert findings(path.read_bytes(), tmp_path) == []
    assert messages(load_theme("hill")) == []
    stamp = os.stat(path)
    assert run("hill", "--update").stdout == "themes/hill/word/shell.docx: no style is missing\n"
    assert os.stat(path).st_mtime_ns == stamp.st_mtime_ns
    for words in (["base"], ["base", "--update"], ["nobody"]):
        assert run(*words).exit_code == 2
    path.unlink()
    assert (run("hill", "--update").exit_code, run("hill").exit_code) == (2, 0)


def _tree(data: bytes) -> bytes:
    return bytes(etree.tostring(etree.fromstring(data), method="c14n")) if data[:1] == b"<" else data
