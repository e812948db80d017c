"""Read the words of an HTML page, and those in its attributes."""

from __future__ import annotations

from html.parser import HTMLParser

_SPOKEN_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder", "label", "summary", "value")
_BAR = "kit-tools"  # to save answers with: it is of the browser's window and not of the kit
_UNSEEN = ("style", "script", "title")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.spoken: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.spoken += [value or "" for name, value in attrs if name in _SPOKEN_ATTRIBUTES]
        if tag in _UNSEEN or (tag == "div" and ("class", _BAR) in attrs):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.seen.append(data)


def visible_text(page: bytes) -> str:
    """Return the words that stand on the page."""
    return "".join(_read(page).seen)


def spoken_text(page: bytes) -> str:
    """Return the words that only a screen reader says, from attributes."""
    return " ".join(_read(page).spoken)


def _read(page: bytes) -> _Words:
    words = _Words()
    words.feed(page.decode())
    words.close()
    return words
