"""Read a catalogue of messages in the text form of gettext (.po), without a library that is slow to load."""

from __future__ import annotations

import re

# What is said in the other language: one text, or one for one thing and one for more.
Said = str | tuple[str, ...]


def read_po(text: str) -> dict[str, Said]:
    """Return what each template is in the other language; the head of the catalogue stands under ""."""
    found: dict[str, Said] = {}
    template, said = [""], [[""]]
    value = template
    for line in [*text.splitlines(), "msgid"]:
        if line.startswith('"'):
            value.append(_unquoted(line))
        elif line.startswith("msgid_plural"):
            value = []  # the code has it
        elif line.startswith("msgid"):
            texts = tuple(map("".join, said))
            found["".join(template)] = texts if len(texts) > 1 else texts[0]
            template, said = [_unquoted(line)], []
            value = template
        elif line.startswith("msgstr"):
            value = [_unquoted(line)]
            said.append(value)
    return found


def _unquoted(line: str) -> str:
    quoted = line.partition('"')[2].rpartition('"')[0]
    return re.sub(r"\\(.)", _sign, quoted) if "\\" in quoted else quoted


def _sign(escaped: re.Match[str]) -> str:
    return {"n": "\n", "t": "\t"}.get(escaped[1], escaped[1])
