"""Make the folder of a language that nobody speaks: each English word of the bank, with a ž before it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

CODE, MARK = "xx", "ž"

RULES = """
name: Žxx
locale: eo
tag: eo
day: EEEE d MMMM
reading: {scale: grade, constant: 0, word: 0, syllable: 1, spoken: 9, other: 9, plain: 9}
job_asking: {asking: ["žhire žme"]}
"""
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# What stays in a text: expressions but for their filters of English articles, and the addresses of links.
_KEPT = re.compile(r"(\{\{.*?\}\}|\]\([^)]*\)|<[^>]*>)", re.DOTALL)
_ARTICLE = re.compile(r"\s*\|\s*(?:a|the|first|hello)\b")
_NO_WORDS = ("choosing.yaml", "renamed.yaml", "outline.yaml")


def add_language(templates: Path) -> Path:
    """Write the folder of the language into a folder of templates, and return it."""
    folder = templates / "languages" / CODE
    english = folder.with_name("en")
    for beside, path in (
        *((templates, path) for path in templates.glob("bank/**/*.yaml") if path.name not in _NO_WORDS),
        *((english, path) for path in english.glob("*/*.yaml")),
    ):
        words = _marked(yaml.load(path.read_text("utf-8"), yaml.CBaseLoader))
        if path.name == "columns.yaml":
            name = {"en": ["Pseudo"], "fr": ["Pseudo"], CODE: [f"{MARK}pseudo"]}
            words["choices"]["language"][CODE] = name
        own = folder / path.relative_to(beside)
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text(yaml.safe_dump(words, allow_unicode=True, sort_keys=False), "utf-8")
    (folder / "language.yaml").write_text(RULES, "utf-8")
    return folder


def _marked(shared: Any) -> Any:
    """Return the content of a shared file with the texts of this language in place of all others."""
    if isinstance(shared, list):
        return [_marked(each) for each in shared]
    if not isinstance(shared, dict):
        return shared
    if "en" not in shared or isinstance(shared["en"], dict):
        return {key: _marked(value) for key, value in shared.items()}
    rest = {key: _marked(value) for key, value in shared.items() if key not in ("en", "fr", "fr_tu")}
    english = shared["en"]
    return {
        CODE: [marked(word) for word in english] if isinstance(english, list) else marked(english),
        **rest,
    }


def marked(text: str) -> str:
    """Return a text with the mark before each of its words."""
    parts = _KEPT.split(text)
    for number, part in enumerate(parts):
        parts[number] = _ARTICLE.sub("", part) if number % 2 else WORD.sub(lambda word: MARK + word[0], part)
    return "".join(parts)
