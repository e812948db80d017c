"""Parse CSS and hold it to what a theme may use; capitals, escapes, comments and nesting hide nothing.

tinycss2 is the parser that WeasyPrint draws with. It and browsers part ways in old corners alone, and what is
allowed here is named, so that a function or rule that one of them takes for another is refused all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from interview_kit.support.i18n import N_, _

LARGEST = 512 * 1024
DEEPEST = 32

_MARGINS = {
    f"{side}-{place}"
    for sides, places in (
        (("top", "bottom"), ("left-corner", "left", "center", "right", "right-corner")),
        (("left", "right"), ("top", "middle", "bottom")),
    )
    for side in sides
    for place in places
}
_RULES = frozenset(
    {"charset", "container", "counter-style", "font-face", "footnote", "layer", "media", "page", "supports"}
    | _MARGINS
)
# Every function that takes no address. What a browser makes of an unknown one, nobody can tell.
_NAMES = """
has is where not nth nth-child nth-last-child nth-of-type nth-last-of-type lang dir selector attr var env
calc min max clamp round mod rem sin cos tan asin acos atan atan2 pow sqrt hypot log exp abs sign
rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix device-cmyk light-dark
linear-gradient repeating-linear-gradient radial-gradient repeating-radial-gradient conic-gradient
repeating-conic-gradient circle ellipse inset polygon path rect xywh repeat minmax fit-content
counter counters string content element running leader symbols target-counter target-counters target-text
format tech font-format font-tech stylistic styleset character-variant swash ornaments annotation
matrix matrix3d perspective translate translatex translatey translatez translate3d rotate rotatex rotatey
rotatez rotate3d scale scalex scaley scalez scale3d skew skewx skewy cubic-bezier steps linear
blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
"""
_FUNCTIONS = frozenset(_NAMES.split())
_ATTRIBUTE_TYPES = frozenset({"string", "raw-string", "number", "integer", "color", "length", "angle", "%"})
_LINKS = frozenset({"target-counter", "target-counters", "target-text"})

_ELSEWHERE = N_("put the file into the theme, and write url(theme:FILE); nothing else is fetched")
# The messages by fault; those of broken tokens are by tinycss2's names for them.
_MESSAGES = {
    "whole": N_("this style sheet is larger than {found} KiB"),
    "elsewhere": _ELSEWHERE,
    "rule": N_("a theme may not use this rule; take it out"),
    "function": N_("a theme may not use this function; take it out"),
    "attribute": N_("a theme may take words and numbers from an attribute, and no address"),
    "address": N_("write one address here, such as url(theme:FILE)"),
    "in-a-style": N_("the style of an element holds no rules"),
    "closes-nothing": N_("this {found} closes nothing"),
    "not-closed": N_("this {found} is not closed"),
    "bad-string": N_("these quotes are not closed on their line"),
    **dict.fromkeys(
        ("bad-url", "eof-in-url"),
        N_("this url( is broken; put the address in quotes, and close it with )"),
    ),
    "comment": N_("this comment is not closed"),
    "alone": N_("nothing follows here; a rule ends with }} or ;"),
    "too-deep": N_("this lies more than {found} brackets deep"),
    "too-large": N_("this number is too large"),
    "no-character": N_("this escape is no character"),
}
_REACHING = {"elsewhere", "rule", "function", "attribute", "address"}
_UNREAD = {"whole", "too-deep", "too-large"}

_OPENS = {"function": "(", "() block": "(", "[] block": "[", "{} block": "{"}
_MOST_FAULTS = 50
# Lengths and numbers beyond these stop WeasyPrint or Pango.
_LONGEST, _HIGHEST = 1e6, 2.0**31
_DIGITS = re.compile(r"\d{4000}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_BREAK = re.compile(r"\r\n|[\r\n\f]")
_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_URL = re.compile(rf"(?:[^\\(]|\\.)*\((?:\s*(?:{_QUOTED})\s*|(?:[^\\)]|\\.)*)\)", re.DOTALL)
_END = "end"  # stands behind the text: where it is not the last of all, something is not closed


class Address(NamedTuple):
    """An address in a style sheet: its line, its text without escapes, and where `url(…)` begins and ends."""

    line: int
    url: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Css:
    """What a style sheet names, and what is wrong in it: lines, names of messages and their subjects."""

    addresses: tuple[Address, ...]
    faults: tuple[tuple[int, str, str], ...]

    @property
    def reaches_out(self) -> bool:
        """Return whether it uses a rule or function that may take an address, or was not read to its end."""
        return any(fault in _REACHING | _UNREAD for _line, fault, _about in self.faults)


def elsewhere(url: str) -> str:
    """Return what to do about an address that is not served."""
    return _(_ELSEWHERE)


def css_problems(
    text: str,
    served: Callable[[str], bool],
    *,
    declarations: bool = False,
    why_not: Callable[[str], str] = elsewhere,
) -> list[tuple[int, str]]:
    """Return the line and the message of all that a style sheet may not hold, in the order of its lines.

    `served` tells whether an address may be used, and `why_not` says why another may not. With `declarations`
    the text is that of a `style` attribute, which holds no rules.
    """
    css = parsed(text, declarations)
    found = [(line, _said(fault, about)) for line, fault, about in css.faults]
    found += [
        (address.line, f"{_short(f'url({address.url})')}: {why_not(address.url)}")
        for address in css.addresses
        if not served(address.url)
    ]
    return sorted(dict.fromkeys(found), key=lambda problem: problem[0])[:_MOST_FAULTS]


def with_urls(text: str, url_of: Callable[[str], str | None]) -> str:
    """Return a style sheet with the address that `url_of` gives for each; where that is None, one stays."""
    done, end = [], 0
    for address in parsed(text).addresses:
        url = url_of(address.url)
        if url is not None:
            done += [text[end : address.start], f'url("{url}")']
            end = address.end
    return "".join([*done, text[end:]])


@lru_cache(maxsize=16)
def parsed(text: str, declarations: bool = False) -> Css:
    """Return the addresses and the faults of a style sheet, independent of what serves the addresses."""
    if len(text) > LARGEST:
        return Css((), ((1, "whole", f"{LARGEST // 1024}"),))
    import tinycss2  # many commands read a theme, and few its style sheets

    try:
        nodes = tinycss2.parse_component_value_list(f"{text}\n{_END}")
    except ValueError:  # Python reads no whole number of some thousand digits
        long = _DIGITS.search(text)
        line = 1 + len(_LINE_BREAK.findall(text, 0, long.start() if long else 0))
        return Css((), ((line, "too-large", ""),))
    reader = _Reader(text, declarations)
    reader.read(nodes)
    in_order = sorted(reader.addresses, key=lambda address: address.start)
    return Css(tuple(in_order), tuple(reader.faults))


class _Reader:
    """Goes through the tokens of a style sheet, each block after the one that holds it."""

    def __init__(self, text: str, declarations: bool) -> None:
        self.addresses: list[Address] = []
        self.faults: list[tuple[int, str, str]] = []
        self._text, self._declarations = text, declarations
        self._lines = [0, *(found.end() for found in _LINE_BREAK.finditer(text))]

    def read(self, nodes: list[Any]) -> None:
        """Look at every token, the last of which is _END unless something is not closed."""
        self._look_at_end(nodes)
        waiting = [(nodes, "", 0)]
        while waiting:
            inside, function, depth = waiting.pop()
            for node in inside:
                self._look(node, function)
                content = _content(node)
                if content and depth < DEEPEST:
                    waiting.append((content, getattr(node, "lower_name", ""), depth + 1))
                elif content:
                    self._fault(node, "too-deep", f"{DEEPEST}")

    def _look(self, node: Any, function: str) -> None:
        """Note what is wrong with a token among the arguments of a function, or of none."""
        match node.type:
            case "url":
                self._address(node, node.value)
            case "function":
                self._function(node, function)
            case "at-keyword":
                self._rule(node)
            case "{} block" if self._declarations:
                self._fault(node, "in-a-style", "{")
            case "error":
                self._fault(node, node.kind if node.kind in _MESSAGES else "closes-nothing", node.kind)
            case "dimension" | "percentage" | "number":
                most = _HIGHEST if node.type == "number" else _LONGEST
                if not abs(node.value) <= most:
                    self._fault(node, "too-large")
        name = getattr(node, "name", None) or getattr(node, "unit", None) or getattr(node, "value", "")
        if isinstance(name, str) and not name.isascii() and _SURROGATE.search(name):
            self._fault(node, "no-character")

    def _function(self, node: Any, around: str) -> None:
        name, arguments = node.lower_name, _significant(node.arguments)
        if name == "url":
            if [each.type for each in arguments] == ["string"]:
                self._address(node, arguments[0].value)
            else:
                self._fault(node, "address", "url()")
        elif name not in _FUNCTIONS:
            self._fault(node, "function", f"{name}()")
        elif name == "attr" and around not in _LINKS and not _is_of_words(arguments):
            self._fault(node, "attribute", "attr()")

    def _rule(self, node: Any) -> None:
        name = node.lower_value
        if self._declarations:
            self._fault(node, "in-a-style", f"@{name}")
        elif name not in _RULES:
            self._fault(node, "elsewhere" if name == "import" else "rule", f"@{name}")

    def _address(self, node: Any, url: str) -> None:
        start = self._lines[node.source_line - 1] + node.source_column - 1
        found = _URL.match(self._text, start)
        if found:
            self.addresses.append(Address(node.source_line, url, start, found.end()))
        else:
            self._fault(node, "bad-url")

    def _look_at_end(self, nodes: list[Any]) -> None:
        """Record an unclosed bracket: the text after it is inside it."""
        around, last = None, nodes[-1]
        while content := _content(last):
            around, last = last, content[-1]
        before = _significant(nodes[:-1])
        if last.type == "comment":
            self._fault(last, "comment")
        elif around and last.type != "error":
            self._fault(around, "not-closed", _OPENS[around.type])
        elif before and not around and not self._declarations:
            end = before[-1]
            if end.type not in ("{} block", "error") and end not in (";", "<!--", "-->"):
                self._fault(end, "alone")

    def _fault(self, node: Any, fault: str, about: str = "") -> None:
        self.faults.append((node.source_line, fault, about))


def _content(node: Any) -> list[Any] | None:
    """Return the tokens inside a block or function, or None for a token that holds no others."""
    content: list[Any] | None = getattr(node, "content", None) or getattr(node, "arguments", None)
    return content


def _significant(nodes: list[Any]) -> list[Any]:
    return [node for node in nodes if node.type not in ("whitespace", "comment")]


def _is_of_words(arguments: list[Any]) -> bool:
    """Return whether `attr()` takes words or a number: its type is the second of its arguments."""
    if len(arguments) < 2 or arguments[1] == ",":
        return True
    kind = arguments[1]
    return kind == "%" or (kind.type == "ident" and kind.lower_value in _ATTRIBUTE_TYPES)


def _said(fault: str, about: str) -> str:
    message = _(_MESSAGES[fault], found=about)
    return f"{_short(about)}: {message}" if fault in _REACHING or fault == "in-a-style" else message


def _short(about: str) -> str:
    return about if len(about) < 200 else f"{about[:200]}…"
