"""Word files that reach out, carry traces of others or are spelled otherwise: shells and filled kits."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_kit.stages.write.word.base_shell import BASE_SHELL
from tests.agencies import agency, picture
from tests.limited import NEEDS_LINUX, Told, run
from tests.tools.collect.test_files import word
from tests.zip_files import pack, unpack

pytestmark = NEEDS_LINUX

Change = Callable[[dict[str, bytes]], None]

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADER, FOOTER, SETTINGS = (f"word/{name}.xml" for name in ("header1", "footer1", "settings"))
RELS = "word/_rels/document.xml.rels"
PAGE = b'<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
RUN = b"<w:r><w:tab/></w:r>"


def swap(part: str, old: bytes, new: bytes) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[part], (part, old)
        parts[part] = parts[part].replace(old, new, 1)

    return change


def both(*changes: Change) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        for each in changes:
            each(parts)

    return change


def build(around: Path, change: Change) -> Told:
    """Build one kit as Word with a shell that is the shipped one with a change."""
    parts = unpack(BASE_SHELL.read_bytes())
    change(parts)
    agency(around / "here/ours", word__shell_dot_docx=pack(parts))
    (around / "here/p.yaml").write_text("name: Ana\ndecision: exploring\ntarget: {occupation: welder}\n")
    return run(around / "here", *["build", "p.yaml", "-t", "ours", "-f", "docx", "-o", "out"])


def words_of(around: Path) -> bytes:
    """Return every part of the kit that was built, one after the other."""
    with zipfile.ZipFile(io.BytesIO((around / "here/out/ana.docx").read_bytes())) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def field(code: str) -> Change:
    """Return what puts a field into the footer."""
    simple = f'<w:fldSimple w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return swap(FOOTER, PAGE, PAGE + simple.encode())


def split(*pieces: str) -> Change:
    """Return what puts a field into the footer whose code is in several runs."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return swap(FOOTER, PAGE, PAGE + (begin + runs + end).encode())


def head(inside: str, space: str = WORD) -> Change:
    """Return what makes the whole header anew."""
    text = (
        f'<w:hdr xmlns:w="{space}" xmlns:r="{RELATED}" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<w:p>{inside}</w:p></w:hdr>"
    )
    return lambda parts: parts.update({HEADER: text.encode()})


def simple(code: str) -> str:
    return f"<w:fldSimple w:instr='{code}'><w:r><w:t> </w:t></w:r></w:fldSimple>"


def shape(inside: str, more: str = "") -> str:
    return f"<w:r><w:pict><v:shape {more}>{inside}</v:shape></w:pict></w:r>"


DDE = 'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'
REACHING_OUT: dict[str, tuple[str, Change]] = {
    "a command in the strict namespace": (HEADER, head(simple(DDE), STRICT)),
    "a picture in the strict namespace": (HEADER, head(simple('INCLUDEPICTURE "http://a.example"'), STRICT)),
    "a link to a share": (FOOTER, field("HYPERLINK &quot;file:////evil.example/share/x.exe&quot;")),
    "a link to a handler": (FOOTER, field("HYPERLINK &quot;ms-msdt:/id x&quot;")),
    "a VML picture": (HEADER, head(shape('<v:imagedata src="http://a.example/a.png"/>'))),
    "a VML picture by another name": (HEADER, head(shape('<v:imagedata o:href="http://a.example/a.png"/>'))),
    "a VML ground": (HEADER, head(shape('<v:fill src="http://a.example/a.png" type="frame"/>'))),
    "a VML link": (HEADER, head(shape("", 'href="file:////evil/x"'))),
    # Five more of each kind.
    "a command in the usual namespace": (FOOTER, field("DDEAUTO c:x y")),
    "a command in small letters": (FOOTER, split("dde", "auto c:x y")),
    "a command in a namespace of Word 2003": (
        HEADER,
        head(simple(DDE), "http://schemas.microsoft.com/office/word/2003/wordml"),
    ),
    "a command in a namespace of nobody": (HEADER, head(simple(DDE), "urn:x")),
    "a text from elsewhere": (FOOTER, field("INCLUDETEXT &quot;c:/secret.docx&quot;")),
    "a link without quotes": (FOOTER, field("HYPERLINK file:////evil.example/x")),
    "a link over two runs": (FOOTER, split("HYPER", "LINK &quot;fi", "le:////evil/x&quot;")),
    "a link that is a script": (FOOTER, field("HYPERLINK &quot;javascript:alert(1)&quot;")),
    "a link to a Windows share": (FOOTER, field("HYPERLINK &quot;\\\\\\\\evil\\\\share&quot;")),
    "a link to a place elsewhere": (FOOTER, field("HYPERLINK \\l &quot;a&quot; &quot;file:///etc/passwd&quot;")),
    "a VML stroke": (HEADER, head(shape('<v:stroke src="http://a.example/a.png"/>'))),
    "a VML shape in a group": (HEADER, head("<w:r><w:pict><v:group href='http:a'/></w:pict></w:r>")),
    "a VML picture of Word's own": (HEADER, head(shape('<v:imagedata r:href="rId99"/>'))),
    "an embedded program": (
        HEADER,
        head('<w:r><w:object><o:OLEObject Type="Link" ProgID="a"/></w:object></w:r>'),
    ),
    "a drawing that links elsewhere": (
        HEADER,
        head('<w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="a">'
             '<a:hlinkClick r:id="" action="ppaction://program?x"/></wp:docPr></wp:inline></w:drawing></w:r>'),
    ),
}  # fmt: skip


@pytest.mark.spread(4)
@pytest.mark.parametrize("case", REACHING_OUT)
def test_a_shell_that_reaches_out_is_refused_by_part(tmp_path: Path, case: str) -> None:
    part, change = REACHING_OUT[case]
    told = build(tmp_path, change).within_limits()
    assert told.code == 2 and part in told.text, told.text or "it was built"


ALLOWED: dict[str, Change] = {
    "a link to a page": field("HYPERLINK &quot;https://agency.example/&quot;"),
    "an address": field("HYPERLINK &quot;mailto:a@agency.example&quot; \\o &quot;Write&quot;"),
    "a number with its format": field("PAGE \\* MERGEFORMAT"),
    "pages over runs": split("NUM", "PAGES"),
}


@pytest.mark.spread(2)
@pytest.mark.parametrize("case", ALLOWED)
def test_an_ordinary_field_is_built(tmp_path: Path, case: str) -> None:
    told = build(tmp_path, ALLOWED[case]).within_limits()
    assert told.code == 0, told.text


BY = 'w:id="7" w:author="Olga Other" w:date="2021-03-04T05:06:07Z"'
DELETED = f"<w:del {BY}><w:r><w:delText>zyzzyva</w:delText></w:r></w:del>".encode()
COMMENTS = (
    f'<w:comments xmlns:w="{WORD}"><w:comment {BY}><w:p><w:r><w:t>zyzzyva</w:t></w:r></w:p></w:comment>'
    "</w:comments>"
)


def related(kind: str, name: str, data: bytes, content: str) -> Change:
    """Return what adds a part to the document with its relationship and type."""
    relation = f'<Relationship Id="rId77" Type="{RELATED}/{kind}" Target="{name}"/></Relationships>'
    override = f'<Override PartName="/word/{name}" ContentType="{content}"/></Types>'
    return both(
        lambda parts: parts.update({f"word/{name}": data}),
        swap(RELS, b"</Relationships>", relation.encode()),
        swap("[Content_Types].xml", b"</Types>", override.encode()),
    )


KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TRACES: dict[str, Change] = {
    "a deleted word": swap(FOOTER, RUN, RUN + DELETED),
    "an inserted line": swap(FOOTER, RUN, f"<w:ins {BY}>{RUN.decode()}</w:ins>".encode()),
    "a comment": related("comments", "comments.xml", COMMENTS.encode(), f"{KIND}.comments+xml"),
    # Five more of the kind.
    "words that moved": swap(
        FOOTER, RUN, RUN + f"<w:moveFrom {BY}><w:r><w:delText>zyzzyva</w:delText></w:r></w:moveFrom>".encode()
    ),
    "a change of looks": swap(
        FOOTER, RUN, f"<w:r><w:rPr><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr><w:tab/></w:r>".encode()
    ),
    "a change of the page": swap(
        "word/document.xml",
        b"<w:titlePg/>",
        f"<w:titlePg/><w:sectPrChange {BY}><w:sectPr/></w:sectPrChange>".encode(),
    ),
    "a change of a style": swap(
        "word/styles.xml", b"<w:pPr>", f"<w:pPr><w:pPrChange {BY}><w:pPr/></w:pPrChange>".encode()
    ),
    "people": related(
        "people",
        "people.xml",
        b'<x:people xmlns:x="http://schemas.microsoft.com/office/word/2012/wordml">'
        b'<x:person x:author="Olga Other"/></x:people>',
        f"{KIND}.people+xml",
    ),
    "a deleted paragraph": swap(
        FOOTER,
        b'<w:pStyle w:val="Footer"/>',
        f'<w:pStyle w:val="Footer"/><w:rPr><w:del {BY}/></w:rPr>'.encode(),
    ),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", TRACES)
def test_nothing_of_those_who_edited_a_shell_reaches_a_kit(tmp_path: Path, case: str) -> None:
    told = build(tmp_path, TRACES[case]).within_limits()
    assert told.code == 0, told.text
    everything = words_of(tmp_path)
    assert [each for each in (b"Olga", b"2021-03-04", b"zyzzyva") if each in everything] == []
    assert "shell.docx" in told.text, "dropped without a notice"


PROTECTED = {
    "against editing": '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>',
    "by a password": '<w:documentProtection w:edit="forms" w:enforcement="1" w:hash="AAAA" w:salt="BBBB"/>',
    "against writing": '<w:writeProtection w:recommended="1"/>',
    # More of the kind.
    "of its forms": "<w:formsDesign/>",
    "of its styles": "<w:styleLockTheme/>",
    "of its looks": '<w:documentProtection w:formatting="1" w:enforcement="1"/>',
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", PROTECTED)
def test_protection_is_removed_with_a_notice(tmp_path: Path, case: str) -> None:
    zoom = b'<w:zoom w:percent="100"/>'
    told = build(tmp_path, swap(SETTINGS, zoom, zoom + PROTECTED[case].encode())).within_limits()
    assert told.code == 0, told.text
    tag = re.match(r"<(w:\w+)", PROTECTED[case])
    assert tag and tag[1].encode() not in words_of(tmp_path)
    assert "shell.docx" in told.text, "removed without a notice"


def mark(text: str) -> str:
    return shape(f'<v:textpath on="t" string="{text}"/>')


def drawn(alt: str, inside: str = "") -> Change:
    """Return what puts a picture with an alternative text into the header."""
    box = (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="99999" cy="99999"/><wp:docPr id="1" name="a" {alt}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="0" name="a"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="rId1"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic>{inside}'
        "</wp:inline></w:drawing></w:r>"
    )
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATED}/image" Target="media/a.png"/></Relationships>'
    )
    return both(
        head(box),
        lambda parts: parts.update(
            {"word/media/a.png": picture(), "word/_rels/header1.xml.rels": relation.encode()}
        ),
        swap(
            "[Content_Types].xml", b"</Types>", b'<Default Extension="png" ContentType="image/png"/></Types>'
        ),
    )


TEXTBOX = "<v:textbox><w:txbxContent><w:p><w:r><w:t>DRAFT</w:t></w:r></w:p></w:txbxContent></v:textbox>"
SHOWN: dict[str, Change] = {
    "a watermark": head(mark("DRAFT")),
    "a picture without words": drawn(""),
    # Five more of the kind.
    "a picture whose words are empty": drawn('descr=""'),
    "a picture whose words are blank": drawn('descr="  "'),
    "a watermark over two": head(mark("NOT") + mark("YET")),
    "a VML shape with words": head(shape(TEXTBOX)),
    "a VML picture without words": head(shape("", 'type="#_x0000_t75"')),
}  # fmt: skip


@pytest.mark.parametrize("case", SHOWN)
def test_words_that_are_drawn_and_pictures_without_words_are_named(tmp_path: Path, case: str) -> None:
    told = build(tmp_path, SHOWN[case]).within_limits()
    assert told.code == 2 and HEADER in told.text, told.text or "it was built"


def test_a_picture_with_words_is_built(tmp_path: Path) -> None:
    told = build(tmp_path, drawn('descr="{{ logo_alt }}"')).within_limits()
    assert told.code == 0, told.text


def strictly(parts: dict[str, bytes]) -> None:
    """Spell all namespaces as Word does in “Strict Open XML”."""
    for name in [name for name in parts if name.endswith((".xml", ".rels"))]:
        text = re.sub(
            rb"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument|drawingml)/2006/",
            rb"http://purl.oclc.org/ooxml/\1/",
            parts[name],
        )
        parts[name] = text


def another_prefix(parts: dict[str, bytes]) -> None:
    body = parts["word/document.xml"].replace(b"<w:", b"<q:").replace(b"</w:", b"</q:")
    parts["word/document.xml"] = re.sub(rb"(\s)w:(\w+=)", rb"\1q:\2", body).replace(b"xmlns:w=", b"xmlns:q=")


def surrounded(parts: dict[str, bytes]) -> None:
    """Put the answer into a tracked insertion, and a deleted word before it."""
    body = parts["word/document.xml"].decode()
    typed = re.search(r"<w:r\b[^>]*>(?:(?!</w:r>).)*Ask early\.</w:t></w:r>", body)
    assert typed
    parts["word/document.xml"] = body.replace(
        typed[0], f"{DELETED.decode()}<w:ins {BY}>{typed[0]}</w:ins>"
    ).encode()


FILLED: dict[str, Change] = {
    "in the strict namespaces": strictly,
    "with another prefix": another_prefix,
    "with tracked changes": surrounded,
    # More of the kind.
    "with protection": swap(SETTINGS, b"<w:zoom", b'<w:documentProtection w:edit="forms"/><w:zoom'),
    "with people": lambda parts: parts.update({"word/people.xml": b"<x/>"}),
    "strictly and with another prefix": both(another_prefix, strictly),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", FILLED)
def test_a_filled_kit_is_read_however_it_is_spelled(tmp_path: Path, case: str) -> None:
    (tmp_path / "here/in").mkdir(parents=True)
    (tmp_path / "here/in/zoe.docx").write_bytes(word(FILLED[case]))
    told = run(tmp_path / "here", "collect", "in", "-o", "a.csv").within_limits()
    assert told.code == 0, told.text
    table = (tmp_path / "here/a.csv").read_text("utf-8-sig")
    assert "Ask early." in table and "zyzzyva" not in table and "Olga" not in table
