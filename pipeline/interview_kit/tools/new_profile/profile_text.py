"""Generate a commented profile from answers, as YAML that reads back as the same texts."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

import yaml

from interview_kit.model.enums import Language
from interview_kit.stages.read.roster.profile_keys import MOST_CONTACTS, Key, KeyKind
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


def example_of(name: str, language: Language) -> str:
    """Return the example of a key in a new profile, such as `questions.add`. Raises KeyError for none."""
    parts, found = profile_words().parts, None
    for word in name.split("."):
        found = {part.key: part for part in parts}[word]
        parts = found.parts
    if found is None or found.example is None:
        raise KeyError(name)
    return found.example.said(language)


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
    """Yield the lines of a mapping, or of the answered entries of a list of mappings, or of an example."""
    deeper = depth + 2 if part.list else depth + 1
    lines = []
    for below in _entries(name, answers) if part.list else (f"{name}.",):
        # Answered keys come first, so that a list's dash is on a line that is not commented out.
        answered = sorted(part.parts, key=lambda each: not _is_answered(below + each.key, answers))
        entry = [line for each in answered for line in _lines(each, below, answers, language, deeper)]
        lines += _with_dash(entry, "  " * deeper) if part.list else entry
    if not lines:
        return
    hidden = "" if _is_answered(name, answers) else "#"
    yield from _comment(part, None, language, depth)
    yield f"{hidden}{'  ' * depth}{part.key}:"
    yield from lines


def _entries(name: str, answers: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield what the keys of each entry of a list begin with: those that are answered, at least the first."""
    numbers = (number for number in range(1, MOST_CONTACTS + 1) if _is_answered(f"{name}.{number}", answers))
    yield from (f"{name}.{number}." for number in list(numbers) or [1])


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
    shown = [text if _is_raw(text, known.kind) else scalar(text) for text in texts]
    if known.kind is not KeyKind.LIST:
        yield f"{mark}{indent}{key}: {shown[0]}"
        return
    line = f"{mark}{indent}{key}: [{', '.join(shown)}]"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"{mark}{indent}{key}:"
    yield from (f"{mark}{indent}  - {each}" for each in shown)


def _is_raw(text: str, kind: KeyKind) -> bool:
    """Return whether a text is written as it is: a number, or a truth where quotes would make it a text."""
    if kind is KeyKind.TRUTH_OR_TEXT:
        return text in ("true", "false")
    return kind in (KeyKind.WHOLE, KeyKind.TRUTH) and text.isascii() and text.isalnum()


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
