"""Parse a small, safe subset of YAML: text, lists and mappings, within limits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import yaml

from interview_kit.stages.read.text_file import decoded, read_limited
from interview_kit.stages.read.yaml_errors import in_plain_words
from interview_kit.support.errors import InvalidInput, Origin, Problem, refusal
from interview_kit.support.i18n import _
from interview_kit.support.positions import Data, Items, Node, Text

DEEPEST = 20
MOST_NODES = 10_000
LONGEST_KEY = 100

# JSON writes an emoji as two escapes: a surrogate pair, which is joined to one character.
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# A comment behind a value, or in place of one, that may be meant as text: "Apt #4", "#1 fan". It stands
# apart by one space alone, or has no space after its number sign.
_MORE_OF_IT = re.compile(r" #.*|\s+#\S.*")
_IN_ITS_PLACE = re.compile(r"\s+#\S.*")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\xad]")
_NO_BREAK_SPACE = re.compile(r"^[ -]*[\w.-]+:(?=\u00a0)", re.MULTILINE)
# Where libyaml and PyYAML differ: tabs and line ends other than \n, keys that begin with a question mark,
# a number sign after a block indicator, and the position of empty values in braces.
_READ_OTHERWISE = re.compile(
    "[\t\r\x85\u2028\u2029]|(?:^|[-:,\\[{ ])\\?(?:\\s|$)|[|>][0-9+-]*#|:\\s*[\\]},]", re.MULTILINE
)


def read_yaml(path: Path) -> Data:
    """Return the top-level mapping of a file. Raises InvalidInput, also for a file that cannot be read."""
    return parse_yaml(read_limited(path), str(path))


def parse_yaml(data: bytes, file: str) -> Data:
    """Return the top-level mapping of `data`; `file` is its name in messages. Raises only InvalidInput."""
    text = decoded(data, file)
    # By line, counted from 0.
    comments = {number: line for number, line in enumerate(text.splitlines()) if "#" in line}
    tree = _read_fast(text, file, comments)
    if tree is not None:
        return tree
    loader = _Loader(text, file)
    try:
        return _Builder(iter(loader.get_event, None), file, comments).document()
    except yaml.MarkedYAMLError as error:
        if found := _NO_BREAK_SPACE.search(text):
            message = _("a no-break space (U+00A0) follows the colon; write a space in its place")
            line = text.count("\n", 0, found.start()) + 1
            raise refusal(file, message, line, len(found[0]) + 1) from error
        mark, message = in_plain_words(error, text)
        raise refusal(file, message, mark.line + 1, mark.column + 1) from error
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        # PyYAML converts an escape such as "\UFFFFFFFF" to a character without checking its range.
        raise refusal(file, _("this cannot be read"), loader.line + 1, loader.column + 1) from error
    finally:
        loader.dispose()


def _read_fast(text: str, file: str, comments: dict[int, str]) -> Data | None:
    """Return the data by libyaml's fast parser; None where it fails, or may differ from PyYAML's.

    Only its events are used, one by one and within our limits: the step in C after them may crash.
    On None the text is parsed again by PyYAML, whose errors have a reason and a position. Raises InvalidInput
    where the text holds too much, which is slow to parse again.
    """
    if not yaml.__with_libyaml__ or _READ_OTHERWISE.search(text):
        return None
    loader = yaml.CSafeLoader(text)
    builder = _Builder(_plain_events(loader), file, comments)
    try:
        return builder.document()
    except InvalidInput:
        if builder.nodes > MOST_NODES:
            raise
        return None
    except (yaml.YAMLError, ValueError):
        return None
    finally:
        loader.dispose()


def _plain_events(loader: yaml.CSafeLoader) -> Iterator[yaml.Event]:
    """Yield the events. Raises YAMLError where one has an anchor, an alias, a tag or a directive."""
    for event in iter(loader.get_event, None):
        # An alias has an anchor too; a directive gives its document a version or tags.
        directed = isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags)
        if directed or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise yaml.YAMLError
        yield event


def _joined(pair: re.Match[str]) -> str:
    return pair.group().encode("utf-16", "surrogatepass").decode("utf-16")


class _Loader(yaml.SafeLoader):
    """PyYAML's scanner, with directives, aliases, anchors and tags refused."""

    def __init__(self, text: str, file: str) -> None:
        super().__init__(text)
        self.file = file

    def fetch_directive(self) -> None:
        self.stop(_("a line cannot begin with %; take it out"))

    def fetch_alias(self) -> None:
        self.stop(_("text that begins with * must stand in quotes"))

    def fetch_anchor(self) -> None:
        self.stop(_("text that begins with & must stand in quotes"))

    def fetch_tag(self) -> None:
        self.stop(_("text that begins with ! must stand in quotes"))

    def stop(self, message: str) -> NoReturn:
        raise refusal(self.file, message, self.line + 1, self.column + 1)


class _Builder:
    """A builder of data from events; it checks the limits at every event, before reading the next."""

    def __init__(self, events: Iterator[yaml.Event], file: str, comments: dict[int, str]) -> None:
        self.events = events
        self.comments = comments
        self.file = file
        self.nodes = 0
        self.repeats: list[Problem] = []

    def document(self) -> Data:
        """Return the one mapping of the file. Raises InvalidInput."""
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            raise refusal(self.file, _("this file is empty"))
        first = next(self.events)
        tree = self.node(first, depth=1)
        next(self.events)
        after = next(self.events)
        if isinstance(after, yaml.DocumentStartEvent):
            self.stop(after, _("a second part begins here; take out the line --- and what follows"))
        if self.repeats:
            raise InvalidInput(tuple(self.repeats))
        if tree == "":
            raise refusal(self.file, _("this file is empty"))
        if not isinstance(tree, Data):
            self.stop(first, _("a file begins with a key and a colon, such as name: Maya Chen"))
        return tree

    def node(self, event: yaml.Event, depth: int) -> Node:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self.stop(
                event, _("this file holds too much: the most is {most:,} keys and values", most=MOST_NODES)
            )
        if isinstance(event, yaml.ScalarEvent):
            text = event.value if event.value.isascii() else _PAIR.sub(_joined, event.value)
            return Text(text, self.place(event), plain=not event.style, after=self.behind(event))
        if depth > DEEPEST:
            self.stop(event, _("this goes too deep: the most is {most} levels", most=DEEPEST))
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(event, depth)
        return Items(self.items(depth), self.place(event))

    def behind(self, event: yaml.ScalarEvent) -> str:
        """Return the comment behind an unquoted value that may be meant as a part of it, or ""."""
        mark = event.end_mark
        if event.style or mark is None or mark.line not in self.comments:
            return ""
        form = _MORE_OF_IT if event.value else _IN_ITS_PLACE
        found = form.match(self.comments[mark.line], mark.column)
        return found[0] if found else ""

    def items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self.node(event, depth + 1)

    def mapping(self, start: yaml.Event, depth: int) -> Data:
        data, seen = Data(self.place(start)), dict[str, int]()
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event, depth)
            self.note_repeat(key, seen)
            data.add(key, self.node(next(self.events), depth + 1))
        return data

    def key(self, event: yaml.Event, depth: int) -> Text:
        key = self.node(event, depth + 1) if isinstance(event, yaml.ScalarEvent) else None
        if isinstance(key, Text) and key.plain and not key.isascii():
            key = Text(_INVISIBLE.sub("", key).strip(), key.at)
        if not isinstance(key, Text) or not key:
            self.stop(event, _("a key must be a word, with a colon after it"))
        if key.plain and key == "<<":
            self.stop(event, _("merging with << is not read here; write the keys out"))
        if len(key) > LONGEST_KEY:
            self.stop(event, _("this key is too long: the most is {most} characters", most=LONGEST_KEY))
        return key

    def note_repeat(self, key: Text, seen: dict[str, int]) -> None:
        name = unicodedata.normalize("NFC", key)
        if name in seen:
            message = _(
                "this key stands twice, on line {seen} and on line {line}; keep one",
                seen=seen[name],
                line=key.at.line,
            )
            self.repeats.append(key.at.problem(name, message))
        seen.setdefault(name, key.at.line)

    def place(self, event: yaml.Event) -> Origin:
        mark = event.start_mark
        assert mark is not None, event
        return Origin(self.file, mark.line + 1, mark.column + 1)

    def stop(self, event: yaml.Event, message: str) -> NoReturn:
        raise InvalidInput((self.place(event).problem("", message),))
