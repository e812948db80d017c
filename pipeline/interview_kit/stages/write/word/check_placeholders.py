"""Find literal text in a shell, which belongs in the bank, and lines whose placeholders are all empty."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from docx.document import Document as WordFile
from docx.opc.part import XmlPart

from interview_kit.stages.write.word.clean_part import DECORATED, fields
from interview_kit.stages.write.word.shell_rules import CHOICE, ELEMENTS, VML
from interview_kit.stages.write.word.styles import is_sample
from interview_kit.stages.write.word.xml import MARGINS, Element, qualified, xml_parts
from interview_kit.support.i18n import N_, _

SAMPLES_TAG = "kit.samples"
"""The tag of the content control with the style samples, which is not printed."""

CONTACT_LINE = "contact_line"
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_NAMED = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_QUOTED = re.compile(r"[\"'“”‘’]([^\"'“”‘’]*)[\"'“”‘’]")
_WORD = re.compile(r"\w")
_SHOWN = 60
_MOVE = N_("words belong in the bank, in each language: write a placeholder here, such as {{{{ footer }}}}")
_ALT = N_("what a picture shows belongs in the bank: write {{{{ logo_alt }}}} as its alt text")
_BRACES = N_("a placeholder has two braces on each side, such as {{{{ footer }}}}")
_BODY = N_(
    "words in the body are not printed: write what is in every kit as labels or sections "
    "of the bank, and put a letterhead into the header"
)
_PICTURE = N_("a picture in the body is not printed: put it into the header")
_NO_ALT = N_("this picture has no alt text: write {{{{ logo_alt }}}} there, or mark it as decorative")
_NUMBER = N_("words in the numbers of a list belong in the bank, in each language")
_ALT_TEXTS = ("descr", "title", "alt")
_WITH_ALT = ("}docPr", "}cNvPr", *(f"{{{VML}}}{name}" for name in ELEMENTS[VML]))
_LETTER = re.compile(r"[^\W\d_]")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_CODE_POINT = re.compile("[0-9A-CEFa-cef][0-9A-Fa-f]{3}")
_PICTURE_FRAME = "#_x0000_t75"
_SAMPLES = f"{qualified('sdtPr')}/{qualified('tag')}[@{qualified('val')}='{SAMPLES_TAG}']"


def literal_texts(file: WordFile) -> Iterator[tuple[str, str]]:
    """Yield part name and message for each literal text in headers and footers, and the first in the body.

    Texts of watermarks, symbols, links and list numbers count, and pictures without alt text are named.
    """
    for part in xml_parts(file, *MARGINS):
        name = part.partname.lstrip("/")
        for said in dict.fromkeys(filter(None, map(_without_placeholders, _texts(part.element)))):
            yield name, f"{_short(said)}: {_(_BRACES if '{' in said or '}' in said else _MOVE)}"
        for said in _alt_texts(part.element):
            yield name, f"{_short(said)}: {_(_ALT)}"
        if _has_picture_without_alt(part.element):
            yield name, _(_NO_ALT)
    for part in xml_parts(file, "/word/numbering"):
        for level in part.element.iter(qualified("lvlText")):
            said = level.get(qualified("val"), "")
            if _LETTERS.search(said):
                yield part.partname.lstrip("/"), f"{_short(said)}: {_(_NUMBER)}"
    yield from _body_words(file.element.body)


def _texts(root: Element) -> Iterator[str]:
    """Yield each text that is shown, with its placeholders."""
    for paragraph in root.iter(qualified("p")):
        codes = (each.get(qualified("char"), "") for each in paragraph.iter(qualified("sym")))
        yield _text(paragraph) + "".join(chr(int(code, 16)) for code in codes if _CODE_POINT.fullmatch(code))
    for mark in root.iter(f"{{{VML}}}textpath"):
        yield mark.get("string", "")
    for code, shown in fields(root):
        if code.upper().startswith("HYPERLINK") and _LETTER.search(shown):
            yield shown


def _has_picture_without_alt(root: Element) -> bool:
    for drawing in root.iter(qualified("drawing")):
        named = any(each.get("descr", "").strip() for each in drawing.iter("{*}docPr"))
        decorative = any(each.get("val") in ("1", "true") for each in drawing.iter(DECORATED))
        if drawing.find(f".//{qualified('a:blip')}") is not None and not (named or decorative):
            return True
    for shape in root.iter(f"{{{VML}}}*"):
        picture = shape.get("type") == _PICTURE_FRAME or shape.find(f"{{{VML}}}imagedata") is not None
        around = [shape, *shape.iterancestors(f"{{{VML}}}group")]
        fallback = next(shape.iterancestors(f"{{{CHOICE}}}Fallback"), None) is not None
        if picture and not fallback and not any(each.get("alt", "").strip() for each in around):
            return True
    return False


def first_page_placeholders(file: WordFile) -> frozenset[str]:
    """Return the names of the placeholders in the header and the footer of the first page."""
    section = file.element.body.find(qualified("sectPr"))
    if section is None:
        return frozenset()
    kind = "default" if section.find(qualified("titlePg")) is None else "first"
    marks = section.iterchildren(qualified("headerReference"), qualified("footerReference"))
    ids = [mark.get(qualified("r:id")) for mark in marks if mark.get(qualified("type")) == kind]
    parts = (file.part.related_parts[each] for each in ids if each in file.part.related_parts)
    return frozenset(
        name for part in parts if isinstance(part, XmlPart) for name in _placeholders(part.element)
    )


def doubled_placeholders(file: WordFile) -> Iterator[tuple[str, str]]:
    """Yield part and name of each placeholder that a header or footer has more than once."""
    for part in xml_parts(file, *MARGINS):
        for name, times in Counter(_placeholders(part.element)).items():
            if times > 1:
                yield part.partname.lstrip("/"), name


def _placeholders(root: Element) -> Iterator[str]:
    """Yield the names of the placeholders in words that are shown, each as often as it is there."""
    for paragraph in root.iter(qualified("p")):
        # What a choice has for older programs is there once more; a shape's paragraphs are inside another.
        inner = paragraph.find(f".//{qualified('p')}") is not None
        if not inner and next(paragraph.iterancestors(f"{{{CHOICE}}}Fallback"), None) is None:
            yield from _NAMED.findall(_text(paragraph))


def drop_empty_lines(file: WordFile, values: Mapping[str, str]) -> None:
    """Remove lines of headers and footers, but the first, that hold only placeholders with empty values."""
    for part in xml_parts(file, *MARGINS):
        for paragraph in part.element.findall(qualified("p"))[1:]:
            named = _NAMED.findall(_text(paragraph))
            plain = not paragraph.xpath(".//w:drawing | .//w:pict | .//w:fldSimple | .//w:fldChar")
            alone = not _NAMED.sub("", _text(paragraph)).strip()
            if named and plain and alone and not any(values.get(name, name) for name in named):
                part.element.remove(paragraph)


def _body_words(body: Element) -> Iterator[tuple[str, str]]:
    """Yield the first words or picture of the body that are no samples: no kit prints them."""
    for child in body:
        if child.find(_SAMPLES) is not None:
            continue
        for paragraph in child.iter(qualified("p")):
            texts = paragraph.iter(qualified("t"), qualified("instrText"))
            said = "".join(text.text or "" for text in texts).strip()
            if said and not is_sample(said):
                yield "word/document.xml", f"{_short(said)}: {_(_BODY)}"
                return
        if any(True for _ in child.iter(qualified("drawing"), qualified("pict"))):
            yield "word/document.xml", _(_PICTURE)
            return


def _text(paragraph: Element) -> str:
    """Return the text of a paragraph without field results, across runs: Word may split a placeholder."""
    parts: list[str] = []
    fields = 0
    for element in paragraph.iter(qualified("t"), qualified("fldChar")):
        if element.tag == qualified("fldChar"):
            fields += {"begin": 1, "end": -1}.get(element.get(qualified("fldCharType"), ""), 0)
        elif not fields and not any(True for _ in element.iterancestors(qualified("fldSimple"))):
            parts.append(element.text or "")
    return "".join(parts)


def _without_placeholders(text: str) -> str:
    """Return a text without its placeholders, plus strings quoted in them; "" where no word is left."""
    quoted = " ".join(
        words for placeholder in _PLACEHOLDER.findall(text) for words in _QUOTED.findall(placeholder)
    )
    left = f"{_PLACEHOLDER.sub(' ', text)} {quoted}".strip()
    return left if _WORD.search(left) else ""


def _alt_texts(root: Element) -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.endswith(_WITH_ALT):
            yield from filter(None, (_without_placeholders(element.get(name, "")) for name in _ALT_TEXTS))


def _short(said: str) -> str:
    return f"“{said if len(said) <= _SHOWN else said[:_SHOWN] + '…'}”"
