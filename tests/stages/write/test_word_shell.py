"""Refuse Word shells that are unsafe or lack something, and say what; clean the others of traces."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

import pytest

from interview_kit.model.theme import Theme
from interview_kit.stages.write.word import write_docx
from interview_kit.stages.write.word.base_shell import BASE_SHELL
from interview_kit.support.errors import ThemeError
from tests.reading import margin_text
from tests.stages.write.test_word import SHELL, kit, theme
from tests.zip_files import pack, unpack

Change = Callable[[dict[str, bytes]], None]

FOOTER, SETTINGS, DOCUMENT, STYLES = (
    f"word/{name}.xml" for name in ("footer1", "settings", "document", "styles")
)
RELS = "word/_rels/document.xml.rels"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PLACEHOLDER = b"{{ running_head }}"


def swap(part: str, old: bytes, new: bytes) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new, 1)

    return change


def add(part: str, data: bytes) -> Change:
    return lambda parts: parts.update({part: data})


def relate(kind: str, target: str, mode: str = "External") -> Change:
    link = (
        f'<Relationship Id="x" Type="{KINDS}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )
    return swap(RELS, b"</Relationships>", link.encode())


def shell(*changes: Change) -> Theme:
    parts = unpack(BASE_SHELL.read_bytes())
    for change in changes:
        change(parts)
    return theme(files={SHELL: pack(parts)})


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x00\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            swap(
                "[Content_Types].xml",
                b"wordprocessingml.document.main+xml",
                b"wordprocessingml.document.macroEnabled.main+xml",
            ),
            "[Content_Types].xml: macros and embedded programs are not allowed",
        ),
        (
            add("word/vbaProject.bin", b"\xd0\xcf"),
            "word/vbaProject.bin: this kind of part is not allowed in a shell",
        ),
        (
            relate("oleObject", "embeddings/x.bin", "Internal"),
            f"{RELS}: a part of this kind is not allowed in a shell: oleObject",
        ),
        (
            relate("image", "https://example.org/track.png"),
            f"{RELS}: it refers to something outside the file: https://example.org/track.png (image)",
        ),
        (
            relate("attachedTemplate", "file:///C:/agency.dotm"),
            f"{RELS}: it refers to something outside the file: file:///C:/agency.dotm (attachedTemplate)",
        ),
        (
            relate("hyperlink", "file:///etc/passwd"),
            f"{RELS}: it refers to something outside the file: file:///etc/passwd (hyperlink)",
        ),
        (
            add(SETTINGS, b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
            f"{SETTINGS}: a document type (DTD) is not allowed",
        ),
        (
            swap(FOOTER, b" PAGE ", b" DDEAUTO c:x y "),
            f"{FOOTER}: the field DDEAUTO is not allowed in a shell",
        ),
        (
            add("word/media/a.png", b"%!PS-Adobe-3.0 EPSF-3.0"),
            "word/media/a.png: this is not a PNG, JPEG, GIF, BMP or TIFF image",
        ),
        (
            add("word/media/a.png", png(10_000, 10_000)),
            "word/media/a.png: this image has more than 25 million pixels",
        ),
        (
            add("word/a.xml", b"<a>" + b" " * 20_000_000),
            "word/a.xml: unpacked this part grows more than 100 times",
        ),
        (add("../a.xml", b"<a/>"), "../a.xml: this is not the name of a part"),
        (add("WORD/styles.xml", b"<a/>"), "word/styles.xml: this part is there twice"),
        (
            add(STYLES, b"<w:styles>"),
            f"{STYLES}: this part is not XML: Namespace prefix w on styles is not defined",
        ),
        (
            swap(DOCUMENT, b"<w:p/>", b"<w:p><w:r><w:t>Hi</w:t></w:r></w:p>"),
            f"{DOCUMENT}: “Hi”: words in the body are not printed: write what is in every kit as labels",
        ),
        (
            swap(
                STYLES,
                b'<w:style w:type="paragraph" w:customStyle="1" w:styleId="KitTip"',
                b'<w:style w:type="character" w:customStyle="1" w:styleId="KitTip"',
            ),
            "Kit Tip: this has to be a paragraph style",
        ),
        (
            swap(STYLES, b'<w:numPr><w:numId w:val="2"/></w:numPr>', b""),
            "List Number: this style has no list (bullets or numbers) behind it",
        ),
        (
            swap(FOOTER, PLACEHOLDER, b"{{ agency }}"),
            "footer: 'agency' is undefined; the placeholders are running_head, page_label, title, subject",
        ),
        (
            swap(FOOTER, PLACEHOLDER, b"{{ title.__class__ }}"),
            "footer: access to attribute '__class__' of 'str' object is unsafe.; "
            "the placeholders are running_head, page_label, title, subject",
        ),
        (
            swap(FOOTER, PLACEHOLDER, b"{{ title|safe }}"),
            "footer: text cannot be marked as safe; "
            "the placeholders are running_head, page_label, title, subject",
        ),
        (
            swap(FOOTER, PLACEHOLDER, b"{{ title / 2 }}"),
            "footer: unsupported operand type(s) for /: 'str' and 'int'; "
            "the placeholders are running_head, page_label, title, subject",
        ),
        (
            swap(
                FOOTER,
                b"<w:r><w:tab/></w:r>",
                b"<w:r><w:t>{% if not title %}</w:t></w:r><w:hyperlink><w:r><w:t>{% endif %}</w:t></w:r>"
                b"</w:hyperlink>",
            ),
            "footer: Opening and ending tag mismatch",
        ),
        (
            swap(FOOTER, PLACEHOLDER, b"{% if %}"),
            "footer: Expected an expression, got 'end of statement block'; "
            "the placeholders are running_head, page_label, title, subject",
        ),
    ],
)
def test_a_shell_is_refused_with_its_part_and_the_reason(change: Change, said: str) -> None:
    with pytest.raises(ThemeError) as refusal:
        write_docx(kit(), shell(change))
    assert str(refusal.value).splitlines()[0].startswith(f"{SHELL} {said}")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        BASE_SHELL.read_bytes()[:-30],
        BASE_SHELL.read_bytes()[: len(BASE_SHELL.read_bytes()) // 2] + BASE_SHELL.read_bytes()[-400:],
    ],
)
def test_what_is_not_a_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(ThemeError, match=r"^word/shell\.docx"):
        write_docx(kit(), theme(files={SHELL: data}))


def test_a_theme_without_a_shell_is_refused() -> None:
    with pytest.raises(ThemeError) as refusal:
        write_docx(kit(), theme(files={}))
    assert str(refusal.value) == "word/shell.docx: the theme base has no such file"


def test_all_reasons_are_given_at_once() -> None:
    words = b"<w:p><w:r><w:t>Hi</w:t></w:r></w:p>"
    with pytest.raises(ThemeError) as refusal:
        write_docx(kit(), shell(swap(FOOTER, PLACEHOLDER, b"Us"), swap(DOCUMENT, b"<w:p/>", words)))
    assert [line.split(":")[0] for line in str(refusal.value).splitlines()] == [
        f"word/shell.docx {FOOTER}",
        f"word/shell.docx {DOCUMENT}",
    ]


def test_a_shell_that_was_edited_in_word_is_taken() -> None:
    """A link and a picture in it, a placeholder torn over runs, and a field split as Word splits them."""
    torn = b'{{ running</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>_head }}'
    split = (
        b'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PA</w:instrText></w:r>'
        b"<w:r><w:instrText>GE </w:instrText></w:r>"
        b'<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    edited = shell(
        relate("hyperlink", "https://example.org/"),
        add("word/media/a.png", png(40, 30)),
        swap(FOOTER, PLACEHOLDER, torn),
        swap(FOOTER, b"</w:p>", split),
    )
    assert margin_text(write_docx(kit(), edited))[0].strip() == "Zoé <&> {{ 7 }} Page"


def test_nothing_of_the_person_who_edited_the_shell_is_left() -> None:
    core = b'<a:core xmlns:a="x"><a:creator>Ann Onymous</a:creator></a:core>'
    package = (
        f'<Relationship Id="c" Type="{KINDS}/extended-properties" Target="docProps/app.xml"/></Relationships>'
    )
    edited = shell(
        add("docProps/app.xml", core),
        swap("_rels/.rels", b"</Relationships>", package.encode()),
        swap(SETTINGS, b"<w:compat>", b'<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids><w:compat>'),
        swap(FOOTER, b"<w:p>", b'<w:p w:rsidR="00AB12CD">'),
        swap(STYLES, b"<w:qFormat/>", b'<w:qFormat/><w:rsid w:val="00AB12CD"/>'),
    )
    with zipfile.ZipFile(io.BytesIO(write_docx(kit(), edited))) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        names = archive.namelist()
    assert [word in everything for word in (b"Onymous", b"00AB12CD", b"rsid")] == [False] * 3
    assert (names[0], names == sorted(names)) == ("[Content_Types].xml", True)
