"""Define the messages between the preview's processes, and the function that answers a request."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from interview_kit.model.enums import Language
from interview_kit.model.theme import ORDINARY, VARIANT_NAMES, Paper, Variant

if TYPE_CHECKING:
    from interview_kit.web.app.themes.renderer import Renderer


class Format(StrEnum):
    """An output format that the preview can show."""

    PDF = "pdf"
    WORD = "docx"
    WEB = "html"
    TEXT = "txt"


@dataclass(frozen=True, slots=True)
class Choice:
    """A viewer's options; `language` None is the profile's own, `paper` None the theme's."""

    person: str
    language: Language | None = None
    format: Format = Format.PDF
    paper: Paper | None = None
    variant: Variant = ORDINARY
    plain: bool = False

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Choice:
        """Return the choice in a URL's query parameters. Raises ValueError for an unknown value."""
        return cls(
            person=said.get("person", ""),
            language=Language(said["language"]) if said.get("language") else None,
            format=Format(said.get("format", Format.PDF)),
            paper=Paper(said["paper"]) if said.get("paper") else None,
            variant=Variant(**{name: said.get(name) == "on" for name in VARIANT_NAMES}),
            plain=said.get("plain") == "on",
        )


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """A request to render one kit; `page` (from 1) is rendered first."""

    number: int
    theme: str
    profile: str
    choice: Choice
    page: int = 1


@dataclass(frozen=True, slots=True)
class PageDraft:
    """One page of a kit as a PDF of its own, sent while the others are being rendered."""

    number: int
    page: int
    pages: int
    pdf: bytes


@dataclass(frozen=True, slots=True)
class RenderResult:
    """A kit in one format: its file, and its pages as PDF, or None for a format without pages.

    `titles` names the sections on each page; `about` is data (JSON types) for the browser.
    """

    number: int
    name: str
    kind: Format
    file: bytes
    pdf: bytes | None
    titles: tuple[str, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RenderFailure:
    """The errors of a kit that could not be rendered, as data (JSON types) for the browser."""

    number: int
    mistakes: tuple[Mapping[str, Any], ...]


Answer: TypeAlias = PageDraft | RenderResult | RenderFailure


def draw(order: RenderRequest) -> Generator[Answer]:
    """Yield the answers to a request, in a worker process, whose renderer keeps what it has checked."""
    yield from _renderer().draw(order)


@cache
def _renderer() -> Renderer:
    # Imported here: the process that sends requests does not need the libraries.
    from interview_kit.web.app.themes.renderer import Renderer

    return Renderer()
