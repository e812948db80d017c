"""Fill kits in by program, as a person would on a screen, with answers that are hard to keep whole."""

from __future__ import annotations

import html
import io
import random
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import docx
import pikepdf
from docx.oxml.parser import parse_xml
from docx.text.run import Run
from lxml import etree

from interview_kit.model.document import Document, Owner
from interview_kit.model.enums import Language
from interview_kit.model.form import Form, form_of
from interview_kit.stages.assemble import assemble
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.select import select
from interview_kit.stages.write import WRITERS
from interview_kit.stages.write.word.body_context import short_tag
from interview_kit.tools.collect.answers import FilledKit
from interview_kit.tools.collect.folder import read_kits
from tests.kits import PEOPLE, bank

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
SCRIPTS = (
    "abc déçu œuvre ÀÉÎÕÜ ñ ß łódź",
    "Привіт, як справи",
    "שלום עולם",
    "مرحبا بالعالم",
    "你好世界 こんにちは 안녕",
    "नमस्ते தமிழ் ᓄᓇᕗᑦ",
    "😀👩🏽‍🔬🏳️‍🌈👨‍👩‍👧 ❤️",
    '=1+1 @SUM -2 +3 \'x "y" <b>&amp;</b> {{ 7*7 }} %s \\n ; , \t|',
    "\u200f\u202aא\u202c a\u0301 \u00a0 \u2011 ﬁ",
)


OWNER = Owner("Shirin شيرين 🌻 חדד", "infirmière", "0123456789ab")


@cache
def kit_of(language: Language) -> Document:
    """Return a kit that belongs to somebody whose name is written in two directions.

    Its pages print another name: not every machine has fonts for this one.
    """
    profile = PEOPLE["leila" if language is Language("en") else "P6-emile"]
    profile = profile.model_copy(update={"language": language})
    return replace(assemble(select(bank(), profile), profile, bank()), owner=OWNER)


@cache
def empty(language: Language, ending: str) -> bytes:
    return WRITERS[ending](kit_of(language), load_theme("base", fillable=True))


def form(language: Language, ending: str = "docx") -> Form:
    """Return the form of a kit; in a PDF and in a web page, blanks of one value are one field."""
    found = form_of(kit_of(language), shared=ending in ("pdf", "html"))
    assert found is not None
    return found


def read_kit(data: bytes) -> FilledKit:
    """Return the answers in a file of one kit."""
    (kit,) = read_kits(data)
    return kit


def answers(form: Form, seed: int, count: int) -> tuple[dict[str, str], frozenset[str]]:
    """Return so many answers and ticks, the same for a seed: several scripts, lines and lengths."""
    chance = random.Random(seed)
    texts = [field.name for field in form.fields if field.kind == "text"]
    ticks = [field.name for field in form.fields if field.kind == "tick"]
    said = {name: _answer(chance) for name in chance.sample(texts, min(count, len(texts)))}
    chosen = chance.sample(ticks, min(max(count - len(said), 3), len(ticks)))
    return said, frozenset(chosen)


def _answer(chance: random.Random) -> str:
    lines = []
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        script = "".join(chance.choice(SCRIPTS) for _ in range(2))
        lines.append("".join(chance.choice(script) for _ in range(chance.choice((1, 8, 40, 300)))))
    return "\n".join(lines).strip() or "?"


def fill_pdf(data: bytes, texts: Mapping[str, str], ticks: frozenset[str]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as opened:
        for field in opened.Root.AcroForm.Fields:
            name = str(field.T)
            if name in texts:
                field.V = pikepdf.String(texts[name].replace("\n", "\r"))
            elif name in ticks:
                field.V = field.AS = pikepdf.Name.on
        saved = io.BytesIO()
        opened.save(saved)
    return saved.getvalue()


def fill_html(data: bytes, texts: Mapping[str, str], ticks: frozenset[str]) -> bytes:
    """Return a web page as a browser saves it when it was filled in."""

    def filled(found: re.Match[str]) -> str:
        name = html.unescape(found["name"])
        answer = html.escape(texts.get(name, ""))
        if found["tag"] == "textarea":
            return f"{found[0]}{answer}"
        return found[0][:-1] + (f' value="{answer}"' if answer else " checked" * (name in ticks)) + ">"

    return re.sub(
        r'<(?P<tag>input|textarea) [^>]*name="(?P<name>[^"]*)"[^>]*>', filled, data.decode()
    ).encode()


def fill_word(data: bytes, texts: Mapping[str, str], ticks: frozenset[str]) -> bytes:
    file = docx.Document(io.BytesIO(data))
    controls: dict[str, Any] = {}
    for control in file.element.body.iter(f"{W}sdt"):
        controls[control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")] = control
    for name, text in texts.items():
        _type(controls[short_tag(name)], text, name)
    for name in ticks:
        control = controls[short_tag(name)]
        control.find(f"{W}sdtPr/{W14}checkbox/{W14}checked").set(f"{W14}val", "1")
        control.find(f"{W}sdtContent//{W}t").text = "☒"
    saved = io.BytesIO()
    file.save(saved)
    return saved.getvalue()


def _type(control: Any, text: str, name: str) -> None:
    """Type into a control; a long name's answer goes on the ruled lines below, as many as it needs."""
    for placeholder in control.findall(f"{W}sdtPr/{W}showingPlcHdr"):
        placeholder.getparent().remove(placeholder)
    first, *others = control.find(f"{W}sdtContent").findall(f"{W}r")
    for other in others:
        other.getparent().remove(other)
    line = control.getparent().getnext()
    if len(name) % 2 == 0 or line is None or not line.style or line.style != "KitAnswer":
        Run(first, None).text = text  # type: ignore[arg-type]
        return
    for number, words in enumerate(text.split("\n")):
        if number:
            following = parse_xml(etree.tostring(line))
            for run in following.findall(f"{W}r"):
                following.remove(run)
            line.addnext(following)
            line = following
        line.add_r().text = words
