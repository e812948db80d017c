"""Read a gettext catalogue in its text form (.po), with the standard library alone."""

from __future__ import annotations

import re

# A translation: one text, or the plural forms (singular, plural).
Said = str | tuple[str, ...]


def read_po(text: str) -> dict[str, Said]:
    """Return the translations by their msgid; the catalogue's header is under ""."""
    found: dict[str, Said] = {}
    template, translations = [""], [[""]]
    value = template
    for line in [*text.splitlines(), "msgid"]:
        if line.startswith('"'):
            value.append(_unquoted(line))
        elif line.startswith("msgid_plural"):
            value = []  # not needed: the code has the plural template
        elif line.startswith("msgid"):
            texts = tuple(map("".join, translations))
            found["".join(template)] = texts if len(texts) > 1 else texts[0]
            template, translations = [_unquoted(line)], []
            value = template
        elif line.startswith("msgstr"):
            value = [_unquoted(line)]
            translations.append(value)
    return found


def _unquoted(line: str) -> str:
    quoted = line.partition('"')[2].rpartition('"')[0]
    return re.sub(r"\\(.)", _sign, quoted) if "\\" in quoted else quoted


def _sign(escaped: re.Match[str]) -> str:
    return {"n": "\n", "t": "\t"}.get(escaped[1], escaped[1])
