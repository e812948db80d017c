"""Hold what travels between the preview's processes: what is to be drawn, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from interview_kit.model.enums import Language
from interview_kit.model.theme import ORDINARY, VARIANT_NAMES, Paper, Variant


class Format(StrEnum):
    """A format that can be looked at."""

    PDF = "pdf"
    WORD = "docx"
    WEB = "html"
    TEXT = "txt"


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody looks at; without a language it is the profile's own, and the paper the theme's."""

    person: str
    language: Language | None = None
    format: Format = Format.PDF
    paper: Paper | None = None
    variant: Variant = ORDINARY
    plain: bool = False

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Choice:
        """Return the choice that an address names. Raises ValueError for what there is not."""
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
    """One kit to draw; `page` counts from 1 and is drawn first."""

    number: int
    theme: str
    profile: str
    choice: Choice
    page: int = 1


@dataclass(frozen=True, slots=True)
class PageDraft:
    """One page of a kit, as a PDF of its own, while the others are being drawn."""

    number: int
    page: int
    pages: int
    pdf: bytes


@dataclass(frozen=True, slots=True)
class RenderResult:
    """A kit in one format: its file, its pages as PDF where it has any, and what there is to say of it.

    `titles` names the section that each page shows; `about` is plain data for the page.
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
    """A kit that could not be drawn: its mistakes as plain data."""

    number: int
    mistakes: tuple[Mapping[str, Any], ...]


Answer: TypeAlias = PageDraft | RenderResult | RenderFailure
