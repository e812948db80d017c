"""Refuse Word shells that are unsafe or lack something, and say what; clean the others of traces."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable

import pytest
from lxml import etree

from interview_kit.model.theme import Theme
from interview_kit.stages.write.word import write_docx
from interview_kit.stages.write.word.base_shell import BASE_SHELL
from interview_kit.stages.write.word.reference_docx import shell_notices
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
OFFICE = b"http://schemas.openxmlformats.org/"
TAB = b"<w:r><w:tab/></w:r>"


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


def both(*changes: Change) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        for each in changes:
            each(parts)

    return change


def run_field(code: str, shown: bytes = b"", ends: str = "") -> bytes:
    """Return the runs of a field; it has no end where it `ends` before its result, no result with `end`."""
    marks = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'.encode() for kind in ("begin", "separate", "end")
    ]
    begin = marks[0] + f"<w:r><w:instrText>{code}</w:instrText></w:r>".encode()
    return begin + {"separate": shown + marks[1], "end": marks[2]}.get(ends, marks[1] + shown + marks[2])


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
            "[Content_Types].xml: a part of this kind is not allowed in a shell: "
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.macroEnabled.main+xml",
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
            relate("settings", "file:///C:/agency.xml"),
            f"{RELS}: it refers to something outside the file: file:///C:/agency.xml (settings)",
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
            swap(FOOTER, b" PAGE ", b" PAGE \\# &quot;'Page' 0&quot; "),
            f"{FOOTER}: the field PAGE may not have these arguments: PAGE \\# \"'Page' 0\"",
        ),
        (
            swap(FOOTER, b" PAGE ", b" TITLE &quot;Draft&quot; "),
            f'{FOOTER}: the field TITLE may not have these arguments: TITLE "Draft"',
        ),
        (
            swap(FOOTER, b" PAGE ", b" REF Elsewhere "),
            f"{FOOTER}: the field REF may not have these arguments: REF Elsewhere",
        ),
        (
            swap(FOOTER, TAB, run_field("HYPERLINK &quot;", run_field("TITLE", ends="end"), ends="separate")),
            f'{FOOTER}: the field HYPERLINK may not have these arguments: HYPERLINK "{{',
        ),
        (
            swap(FOOTER, TAB, run_field("PAGE", ends="separate")),
            f"{FOOTER}: the field PAGE may not have these arguments: PAGE {{",
        ),
        (
            swap(FOOTER, TAB, b"<w:r><w:sym w:font='Arial' w:char='0041'/></w:r>"),
            f"{FOOTER}: “A”: words belong in the bank",
        ),
        (
            swap(FOOTER, TAB, run_field('HYPERLINK "https://a.example"', b"<w:r><w:t>Us</w:t></w:r>")),
            f"{FOOTER}: “Us”: words belong in the bank",
        ),
        (
            swap("word/numbering.xml", b'w:lvlText w:val="', b'w:lvlText w:val="Draft '),
            "word/numbering.xml: “Draft ",
        ),
        (
            both(swap(RELS, b"footer1.xml", b"x.xml"), add("word/x.xml", b"<x/>")),
            "word/x.xml: this is not the name of a part",
        ),
        (
            swap(FOOTER, TAB, b"<w:r><w:object/></w:r>"),
            f"{FOOTER}: the element w:object is not allowed in a shell",
        ),
        (
            swap(FOOTER, TAB, b"<w:r %b/>" % b" ".join(b'w:a%d="1"' % each for each in range(101))),
            f"{FOOTER}: this part holds more than any letterhead needs",
        ),
        (
            swap(FOOTER, TAB, b'<v:fill xmlns:v="urn:schemas-microsoft-com:vml" src="a"/>'),
            f"{FOOTER}: src on v:fill is not allowed in a shell",
        ),
        (
            swap(DOCUMENT, b'w:left="1077"', b'w:left="wide"'),
            f"{DOCUMENT}: w:left on w:pgMar is not a number",
        ),
        (
            swap(DOCUMENT, b' w:left="1077"', b""),
            f"{DOCUMENT}: the page setup (section properties) is missing",
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
            add(DOCUMENT, b'<w:document xmlns:w="' + OFFICE + b'wordprocessingml/2006/main"/>'),
            f"{DOCUMENT}: this Word file cannot be opened: w:body",
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
            "footer: Expected an expression, got '%}'; "
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


MARKED = b'w:id="7" w:author="Olga Other" w:date="2021-03-04T05:06:07Z"'
LINE = b'<w:p><w:pPr><w:pStyle w:val="Footer"/>'


def strictly(parts: dict[str, bytes]) -> None:
    """Spell a shell as Word's “Strict Open XML” does: namespaces, and measures with their unit."""
    for name in [name for name in parts if name.endswith((".xml", ".rels"))]:
        text = re.sub(OFFICE + rb"(\w+)/2006/(?!content)", rb"http://purl.oclc.org/ooxml/\1/", parts[name])
        text = text.replace(b"http://purl.oclc.org/ooxml/package/", OFFICE + b"package/2006/")
        parts[name] = re.sub(
            rb'<w:sz w:val="(\d+)"', lambda at: b'<w:sz w:val="%gpt"' % (int(at[1]) / 2), text
        )
    swap(DOCUMENT, b'w:left="1077"', b'w:left="53.85pt"')(parts)
    parts[STYLES] = parts[STYLES].replace(b'<w:ind w:left="', b'<w:ind w:start="')
    parts[STYLES] = parts[STYLES].replace(b'<w:tab w:val="right"', b'<w:tab w:val="end"')


def another_prefix(parts: dict[str, bytes]) -> None:
    for name in [name for name in parts if name.startswith("word/") and b"xmlns:w=" in parts[name]]:
        text = re.sub(rb"([<\s/])w:(?=[A-Za-z])", rb"\1q:", parts[name]).replace(b"xmlns:w=", b"xmlns:q=")
        parts[name] = text


ATTACHED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="x" Type="{KINDS}/attachedTemplate" Target="file:///C:/agency.dotm" '
    'TargetMode="External"/></Relationships>'
)
GONE = b"<w:rPr><w:del %b/></w:rPr></w:pPr>" % MARKED
MC = OFFICE + b"markup-compatibility/2006"
SAME: dict[str, Change] = {
    "the strict schema": strictly,
    "another prefix": another_prefix,
    "comments in the XML": swap(FOOTER, PLACEHOLDER, b"{{ running<!-- Olga Other -->_head }}"),
    "measures with a unit": swap(DOCUMENT, b'w:left="1077"', b'w:left="53.85pt"'),
    "words that were deleted, and others inserted": swap(
        FOOTER,
        TAB,
        b"<w:del %b><w:r><w:delText>x</w:delText></w:r></w:del><w:ins %b>%b</w:ins>" % (MARKED, MARKED, TAB),
    ),
    "a line that was deleted": swap(FOOTER, LINE, LINE + GONE + b"</w:p>" + LINE),
    "a line that was split": both(
        swap(FOOTER, TAB, b"</w:p>" + LINE + b"</w:pPr>" + TAB), swap(FOOTER, LINE + b"</w:pPr>", LINE + GONE)
    ),
    "a namespace that may be ignored": both(
        swap(FOOTER, b"<w:ftr ", b'<w:ftr xmlns:z="urn:z" xmlns:mc="%b" ' % MC),
        swap(FOOTER, b"><w:p>", b' mc:Ignorable="z" z:a="1"><z:b><w:t>x</w:t></z:b><w:p z:c="2">'),
    ),
    "a choice for newer programs": swap(
        FOOTER,
        TAB,
        b'<mc:AlternateContent xmlns:mc="%b" xmlns:z="urn:z"><mc:Choice Requires="z"><z:b/></mc:Choice>'
        b"<mc:Fallback>%b</mc:Fallback></mc:AlternateContent>" % (MC, TAB),
    ),
    "comments": swap(FOOTER, TAB, b'<w:commentRangeStart/>%b<w:r><w:commentReference w:id="1"/></w:r>' % TAB),
    "the template that Word made it from": both(
        swap(SETTINGS, b"<w:compat>", f'<w:attachedTemplate xmlns:r="{KINDS}" r:id="x"/><w:compat>'.encode()),
        add("word/_rels/settings.xml.rels", ATTACHED.encode()),
    ),
    "protection": swap(SETTINGS, b"<w:compat>", b'<w:documentProtection w:edit="forms"/><w:compat>'),
    "a smart tag": swap(FOOTER, TAB, b'<w:smartTag w:uri="urn:z" w:element="Person">%b</w:smartTag>' % TAB),
}


def content(package: bytes) -> dict[str, list[object]]:
    """Return the elements of each XML part, without empty runs and properties."""
    return {
        name: [
            (each.tag, dict(each.attrib), each.text)
            for each in etree.fromstring(data).iter()
            if len(each) or not each.tag.endswith(("}r", "}rPr"))
        ]
        for name, data in unpack(package).items()
        if name.endswith((".xml", ".rels"))
    }


@pytest.mark.parametrize("case", SAME)
def test_a_kit_is_the_same_however_its_shell_was_edited_and_spelled(case: str) -> None:
    package = write_docx(kit(), shell(SAME[case]))
    assert b"Olga" not in b"".join(unpack(package).values())
    assert content(package) == content(write_docx(kit(), shell()))


@pytest.mark.parametrize(
    ("change", "notices"),
    [
        (
            SAME["words that were deleted, and others inserted"],
            ["tracked changes in this shell are accepted"],
        ),
        (SAME["comments"], ["no kit takes this over from the shell: comments"]),
        (
            SAME["the template that Word made it from"],
            ["no kit takes this over from the shell: attachedTemplate"],
        ),
        (SAME["protection"], ["no kit takes this over from the shell: documentProtection"]),
        (SAME["a namespace that may be ignored"], ["no kit takes this over from the shell: urn:z"]),
        (swap(SETTINGS, b"<w:compat>", b"<w:trackRevisions/><w:compat>"), []),
    ],
)
def test_what_no_kit_takes_over_is_named(change: Change, notices: list[str]) -> None:
    found = [notice.message for notice in shell_notices(shell(change))]
    assert len(found) == len(notices)
    assert all(message.startswith(start) for message, start in zip(found, notices, strict=True))


def test_a_decorative_picture_needs_no_alt_text() -> None:
    drawing = (
        '<w:r><w:drawing xmlns:wp="{0}drawingml/2006/wordprocessingDrawing" xmlns:a="{0}drawingml/2006/main">'
        '<wp:inline><wp:docPr id="1" name="a"><a:extLst><a:ext uri="x"><d:decorative val="{1}" '
        'xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst></wp:docPr>'
        "<a:graphic><a:graphicData><a:blip/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    kept, named = (drawing.format(OFFICE.decode(), value).encode() for value in (1, 0))
    assert b":decorative " in unpack(write_docx(kit(), shell(swap(FOOTER, TAB, kept))))[FOOTER]
    with pytest.raises(ThemeError, match="this picture has no alt text"):
        write_docx(kit(), shell(swap(FOOTER, TAB, named)))
