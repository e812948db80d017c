"""Generate a commented profile from answers, as YAML that reads back as the same texts."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

import yaml

from interview_kit.model.enums import Language
from interview_kit.stages.read.roster.profile_keys import Key, KeyKind
from interview_kit.stages.read.roster.vocabulary import normal, vocabulary
from interview_kit.tools.new_profile.questions import ProfileKey, known_key, profile_words

WIDTH = 100
SCHEMA_LINE = "# yaml-language-server: $schema={}"

# Text that needs no quotes: it begins with a letter and has no character that is special in YAML.
_PLAIN = re.compile(r"[^\W\d_][\w '’()/&+.-]*")
_ESCAPED = {'"': '\\"', "\\": "\\\\"}


def profile_text(answers: Mapping[str, tuple[str, ...]], language: Language, schema: str = "") -> str:
    """Return a profile as YAML: the answers, with comments in a language, and other keys as examples.

    `schema` is the path or URL of the JSON schema for the editor's modeline; "" leaves that line out.
    """
    words = profile_words()
    head = [SCHEMA_LINE.format(schema)] if schema else []
    head += [f"# {line.said(language)}" for line in words.head]
    blocks = ["\n".join(head)]
    for part in words.parts:
        lines = list(_lines(part, "", answers, language, 0))
        if lines:
            blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def scalar(text: str) -> str:
    """Return one line of text as a YAML scalar, in quotes unless every YAML reader takes it as a string."""
    if _PLAIN.fullmatch(text) and isinstance(yaml.safe_load(text), str):
        return text
    return '"' + "".join(_ESCAPED.get(sign) or _shown(sign) for sign in text) + '"'


def _shown(sign: str) -> str:
    if sign != " " and unicodedata.category(sign)[0] in "CZ":
        return f"\\U{ord(sign):08x}"
    return sign


def _lines(
    part: ProfileKey, before: str, answers: Mapping[str, tuple[str, ...]], language: Language, depth: int
) -> Iterator[str]:
    """Yield the lines of a key: its comment, and its answer or, commented out, its example."""
    name = before + part.key
    if part.parts:
        yield from _group(part, name, answers, language, depth)
        return
    given, key = answers.get(name, ()), known_key(name)
    example = part.example.said(language) if part.example else ""
    if not given and not example:
        return
    yield from _comment(part, key, language, depth)
    examples = [entry.strip() for entry in example.split(";")] if key.kind is KeyKind.LIST else [example]
    yield from _pair(part.key, key, given or examples, "  " * depth, hidden=not given)


def _group(
    part: ProfileKey, name: str, answers: Mapping[str, tuple[str, ...]], language: Language, depth: int
) -> Iterator[str]:
    below = f"{name}.1." if part.list else f"{name}."
    deeper = depth + 2 if part.list else depth + 1
    # Answered keys come first, so that a list's dash is on a line that is not commented out.
    answered = sorted(part.parts, key=lambda each: not _is_answered(below + each.key, answers))
    lines = [line for each in answered for line in _lines(each, below, answers, language, deeper)]
    if not lines:
        return
    hidden = "" if _is_answered(name, answers) else "#"
    yield from _comment(part, None, language, depth)
    yield f"{hidden}{'  ' * depth}{part.key}:"
    if part.list:
        lines = _with_dash(lines, "  " * deeper)
    yield from lines


def _with_dash(lines: list[str], indent: str) -> list[str]:
    """Return the lines of a list entry with a dash before its first key, below any comments."""
    for place, line in enumerate(lines):
        bare = line.removeprefix("#")
        if not bare.lstrip().startswith("#"):
            dashed = f"{indent[:-2]}- {bare[len(indent) :]}"
            return [*lines[:place], line[: len(line) - len(bare)] + dashed, *lines[place + 1 :]]
    return lines


def _pair(key: str, known: Key, texts: Sequence[str], indent: str, *, hidden: bool) -> Iterator[str]:
    mark = "#" if hidden else ""
    raw = known.kind in (KeyKind.WHOLE, KeyKind.TRUTH)
    shown = [text if raw and text.isascii() and text.isalnum() else scalar(text) for text in texts]
    if known.kind is not KeyKind.LIST:
        yield f"{mark}{indent}{key}: {shown[0]}"
        return
    line = f"{mark}{indent}{key}: [{', '.join(shown)}]"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"{mark}{indent}{key}:"
    yield from (f"{mark}{indent}  - {each}" for each in shown)


def _comment(part: ProfileKey, key: Key | None, language: Language, depth: int) -> Iterator[str]:
    texts = [part.about.said(language)] if part.about else []
    if key and key.choices:
        words, meanings = profile_words(), vocabulary().meanings(key)
        glossed = [_glossed(word, meanings[word].first(language)) for word in key.choices]
        kind = words.some_of if key.kind is KeyKind.LIST else words.one_of
        texts.append(kind.said(language, ", ".join(glossed)))
    indent = "  " * depth + "# "
    for text in texts:
        # textwrap never breaks a line at a no-break space.
        yield from textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)


def _glossed(word: str, meaning: str) -> str:
    return word if normal(word) == normal(meaning) else f"{word} ({meaning})"


def _is_answered(name: str, answers: Mapping[str, tuple[str, ...]]) -> bool:
    return any(texts and (key == name or key.startswith(f"{name}.")) for key, texts in answers.items())
