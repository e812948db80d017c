"""Change files as their formats are built: style sheets, templates, tables, Word files, PDFs, or just bytes.

A change takes its choices from a `random.Random`, so that the same one gives the same file.
"""

from __future__ import annotations

import copy
import csv
import io
import re
import warnings
from collections.abc import Callable, Sequence
from random import Random

import pikepdf
from lxml import etree

from tests.spreadsheets import parts_of, zipped

Change = Callable[[bytes, Random], bytes]

# What means something to one reader or another.
SIGNS = (
    *(b":", b"- ", b"&a", b"*a", b"!!x", b"|", b">", b"'", b'"', b"{", b"}", b"[", b"]", b"#", b"%", b"<<: "),
    *(b"\n", b"\r", b"\t", b",", b";", b"=1", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80"),
    *(b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\xcc\x81" * 30, b"1e999", b"-1", b"99999999999999999999", b"NaN"),
    *(b"<!DOCTYPE x [", b"&amp;", b"&x;", b"<", b"/>", b"url(", b"@import", b"var(--kit-", b"../"),
    *(b"\n=====\n", b"PK\x03\x04", b"null", b"true", b"[" * 30, b"{a: " * 30),
)
# Addresses that nothing may ask for; nobody answers at any of them.
ADDRESSES = (
    *(
        "http://127.0.0.1:9/a.css",
        "//127.0.0.1:9/a",
        "file:///etc/passwd",
        "/etc/hostname",
        "file:///dev/zero",
    ),
    *(
        "../../../../etc/passwd",
        "theme:../theme.yaml",
        "theme:assets/logo.svg",
        "data:text/css,a{}",
        "ftp://a/b",
    ),
    *("javascript:1", "\\\\127.0.0.1\\a", "\u202e", "\x00", "A" * 5000, ""),
)
_NUMBERS = ("0", "-1", "1e308", "99999999999", "0.00001", "16384", "1048576", "2147483648", "NaN")
_STYLE = re.compile(r"""@?[-\w\\]+|"[^"]*"|'[^']*'|/\*.*?\*/|\s+|.""", re.DOTALL)
_RULES = [
    r"",
    r'@IMPORT "{}";',
    r"@\69mport url({});",
    r"@font-face{{font-family:x;src:Url({})}}",
    r"p{{content:url({})}}",
    r"p{{background:image-set('{}' 1x)}}",
    r"@media print{{@import '{}';}}",
    r"@namespace a url({});",
    r"p{{width:{}}}",
    r"@page{{size:{}px {}px}}",
    r"p{{font-size:{}em}}",
    r"/*",
    r"*/",
    r"}}",
    r"{{",
    r"@supports(a:b){{p{{src:u\72l({})}}}}",
    r"",
][1:-1]
_PIECES = [
    "",
    "{{% for a in '{0}' %}}",
    "{{% endfor %}}",
    "{{{{ '{0}' }}}}",
    "{{% set a = '{0}' %}}",
    "{{{{ a ~ a }}}}",
    "{{{{ document.title|replace('a', '{0}') }}}}",
    "{{{{ ''.__class__ }}}}",
    "{{% include '{0}' %}}",
    "{{% extends '{0}' %}}",
    "{{{{ [1]|batch({1}, 0)|list|length }}}}",
    "{{% macro m() %}}{{{{ m() }}}}{{% endmacro %}}",
    "{{{{ m() }}}}",
    "{{#",
    "#}}",
    "{{% raw %}}",
    "<img src='{0}' alt='a'>",
    "<a href='{0}'>a</a>",
    "<p style='background:url({0})'>",
    "<style>@import '{0}'</style>",
    "<link rel=stylesheet href='{0}'>",
    "<svg><image href='{0}'/></svg>",
    "<!--",
    "-->",
    "<p>",
    "</p>",
    "",
][1:-1]
_FIELD = '<w:fldSimple xmlns:w="{space}" w:instr="{code} &quot;{address}&quot;"/>'
_VML = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" href="{address}">'
    '<v:imagedata src="{address}"/></v:shape>'
)
_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_CODES = ("DDEAUTO", "INCLUDEPICTURE", "INCLUDETEXT", "HYPERLINK", "PAGE", "IMPORT", "")


def of_bytes(data: bytes, chance: Random) -> bytes:
    """Take out, put in, double or cut off some pieces."""
    for _ in range(chance.randint(1, 6)):
        start, length = chance.randint(0, len(data)), chance.choice((0, 0, 1, 2, 8, 1000))
        sign = chance.choice((*SIGNS, *(address.encode("utf-8") for address in ADDRESSES)))
        data = data[:start] + sign + data[start + length :]
    return data


def of_style(data: bytes, chance: Random) -> bytes:
    """Change the words of a style sheet, and put rules and addresses between them."""
    words = _STYLE.findall(data.decode("utf-8", "replace"))
    for _ in range(chance.randint(1, 5)):
        at = chance.randint(0, len(words))
        words[at : at + chance.randint(0, 2)] = [_style_word(words, chance)]
    return "".join(words).encode("utf-8", "replace")


def _style_word(words: list[str], chance: Random) -> str:
    match chance.randint(0, 4):
        case 0:
            rule = chance.choice(_RULES)
            return rule.format(*(chance.choice((*ADDRESSES, *_NUMBERS)) for _ in range(rule.count("{}"))))
        case 1:
            return chance.choice(_NUMBERS)
        case 2 if words:
            return "".join(f"\\{ord(c):x} " if chance.random() < 0.3 else c for c in chance.choice(words))
        case 3 if words:
            return chance.choice(words).swapcase()
    return "".join(chance.sample(words, min(len(words), 8)))


def of_template(data: bytes, chance: Random) -> bytes:
    """Put tags, expressions and elements between the lines of a template."""
    lines = data.decode("utf-8", "replace").splitlines(keepends=True)
    for _ in range(chance.randint(1, 5)):
        at = chance.randint(0, len(lines))
        piece = chance.choice(_PIECES).format(chance.choice(ADDRESSES), chance.choice(_NUMBERS))
        lines[at : at + chance.choice((0, 0, 0, 1))] = [piece, chance.choice(("", "\n"))]
    return "".join(lines).encode("utf-8", "replace")


def of_table(data: bytes, chance: Random) -> bytes:
    """Change rows and cells of CSV, or the parts of a spreadsheet."""
    if data.startswith(b"PK"):
        return of_archive(data, chance)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8", "replace"))))
    for _ in range(chance.randint(1, 5)):
        row = chance.choice(rows) if rows else []
        cell = chance.choice((*ADDRESSES, *_NUMBERS, "=1+1", '"', "\n", "\u202e", "x" * 40_000, "name"))
        row[(at := chance.randint(0, len(row))) : at + chance.randint(0, 1)] = [cell] * chance.choice(
            (1, 1, 2, 400)
        )
        rows.insert(chance.randint(0, len(rows)), list(row))
    written = io.StringIO()
    csv.writer(written, delimiter=chance.choice(",,,;\t|")).writerows(rows)
    return written.getvalue().encode("utf-8", "replace")


def of_archive(data: bytes, chance: Random) -> bytes:
    """Change the XML of one or two parts of a Word file or spreadsheet, or a part as a whole."""
    parts = parts_of(data)
    for _ in range(chance.randint(1, 2)):
        name = chance.choice(sorted(parts) or [""])
        match chance.randint(0, 11):
            case 0:
                parts.pop(name, None)
            case 1:
                parts[chance.choice((f"../{name}", name.upper(), f"/{name}", "word/vbaProject.bin"))] = (
                    parts.get(name, b"")
                )
            case 2:
                parts[name] = of_bytes(parts.get(name, b""), chance)
            case _:
                parts[name] = of_xml(parts.get(name, b""), chance)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return zipped(parts)


def of_xml(data: bytes, chance: Random) -> bytes:
    """Move, double, nest, rename and fill elements and attributes."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return of_bytes(data, chance)
    for _ in range(chance.randint(1, 4)):
        elements = [each for each in root.iter() if isinstance(each.tag, str)]
        _change_element(chance.choice(elements), elements, chance)
    told: bytes = etree.tostring(root, encoding="UTF-8")
    if chance.random() < 0.1:
        told = told.replace(_SPACES[0].encode(), _SPACES[1].encode())
    return told


def _change_element(element: etree._Element, elements: list[etree._Element], chance: Random) -> None:
    address, number = (
        chance.choice([each for each in ADDRESSES if each.isprintable()]),
        chance.choice(_NUMBERS),
    )
    match chance.randint(0, 5):
        case 0 if element.attrib:
            element.set(chance.choice(sorted(element.attrib)), chance.choice((address, number)))
        case 1:
            element.text = chance.choice((address, number, "x" * 40_000))
        case 2 if (parent := element.getparent()) is not None:
            copies = chance.choice((1, 3, 200))
            for _ in range(copies if len(elements) < 20_000 else 1):
                parent.append(copy.deepcopy(element))
        case 3 if (parent := element.getparent()) is not None:
            parent.remove(element)
        case 4:
            inside = element
            for _ in range(chance.choice((2, 40, 300))):
                inside = etree.SubElement(inside, element.tag)
        case _:
            code, space = chance.choice(_CODES), chance.choice(_SPACES)
            snippet = chance.choice((_FIELD, _VML)).format(code=code, space=space, address=address)
            element.append(etree.fromstring(snippet))


def of_pdf(data: bytes, chance: Random) -> bytes:
    """Change values and references of the objects of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as opened, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        objects = [each for each in opened.objects if isinstance(each, pikepdf.Dictionary)]
        for _ in range(chance.randint(1, 6)):
            _change_object(chance.choice(objects), objects, chance)
        saved = io.BytesIO()
        opened.save(saved)
        return saved.getvalue()


def _change_object(found: pikepdf.Object, objects: Sequence[pikepdf.Object], chance: Random) -> None:
    key = chance.choice(
        (*sorted(found.keys()), "/V", "/Kids", "/Contents", "/Annots", "/FT", "/Parent", "/T")
    )
    other = chance.choice(objects)
    values = (
        other,
        pikepdf.Array([other] * chance.choice((1, 3, 2000))),
        pikepdf.String(chance.choice((*ADDRESSES[:-3], "x" * 100_000))),
        pikepdf.Name("/FreeText"),
        2**31 - 1,
    )
    found[key] = chance.choice(values)


def of_filled(data: bytes, chance: Random) -> bytes:
    """Change a filled kit, a PDF or a Word file."""
    return of_pdf(data, chance) if data.startswith(b"%PDF") else of_archive(data, chance)


CHANGES: dict[str, Change] = {
    "style": of_style,
    "template": of_template,
    "roster": of_table,
    "sheet": of_xml,
    "content": of_xml,
    "shell": of_archive,
    "filled": of_filled,
    "theme": lambda data, chance: chance.choice((of_bytes, of_style))(data, chance),
}
"""How the files of a reader are changed, by its name; those of the others are changed as bytes."""


def mutated(name: str, data: bytes, chance: Random) -> bytes:
    """Return a file for a reader with some changes, one in ten of bytes alone.

    So are files whose structure earlier changes broke.
    """
    change = CHANGES.get(name, of_bytes)
    try:
        return (of_bytes if chance.random() < 0.1 else change)(data, chance)
    except Exception:
        return of_bytes(data, chance)
