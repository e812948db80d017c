"""Find literal text in a shell, which belongs in the bank, and lines whose placeholders are all empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from docx.document import Document as WordFile

from interview_kit.stages.write.word.xml import MARGINS, Element, qualified, xml_parts
from interview_kit.support.i18n import N_, _

SAMPLES_TAG = "kit.samples"
"""The tag of the content control with the style samples, which is not printed."""

_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_NAMED = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_QUOTED = re.compile(r"[\"'“”‘’]([^\"'“”‘’]*)[\"'“”‘’]")
_WORD = re.compile(r"\w")
_SHOWN = 60
_MOVE = N_("words belong in the bank, in each language: write a placeholder here, such as {{{{ footer }}}}")
_ALT = N_("what a picture shows belongs in the bank: write {{{{ logo_alt }}}} as its alt text")
_BODY = N_(
    "words in the body are not printed: write what is in every kit as labels or sections "
    "of the bank, and put a letterhead into the header"
)
_PICTURE = N_("a picture in the body is not printed: put it into the header")
_ALT_TEXTS = ("descr", "title")
_SAMPLES = f"{qualified('sdtPr')}/{qualified('tag')}[@{qualified('val')}='{SAMPLES_TAG}']"


def literal_texts(file: WordFile) -> Iterator[tuple[str, str]]:
    """Yield part name and message for each literal text in headers and footers, and the first in the body."""
    for part in xml_parts(file, *MARGINS):
        name = part.partname.lstrip("/")
        for paragraph in part.element.iter(qualified("p")):
            said = _without_placeholders(_text(paragraph))
            if said:
                yield name, f"{_short(said)}: {_(_MOVE)}"
        for said in _alt_texts(part.element):
            yield name, f"{_short(said)}: {_(_ALT)}"
    yield from _body_words(file.element.body)


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
    for child in body:
        if child.find(_SAMPLES) is not None:
            continue
        said = " ".join(
            "".join(text.itertext()) for text in child.iter(qualified("t"), qualified("instrText"))
        )
        if said.strip():
            yield "word/document.xml", f"{_short(said.strip())}: {_(_BODY)}"
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
        if isinstance(element.tag, str) and element.tag.endswith(("}docPr", "}cNvPr")):
            yield from filter(None, (_without_placeholders(element.get(name, "")) for name in _ALT_TEXTS))


def _short(said: str) -> str:
    return f"“{said if len(said) <= _SHOWN else said[:_SHOWN] + '…'}”"
