"""Read kit.yaml, the default options for a folder and all folders below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from interview_kit.model import field_types
from interview_kit.model.enums import Language
from interview_kit.model.field_types import InputModel
from interview_kit.model.theme import VARIANT_NAMES, Paper
from interview_kit.stages.read.overrides import Overrides
from interview_kit.stages.read.roster.defaults import check_part
from interview_kit.stages.read.strict_yaml import read_yaml
from interview_kit.stages.read.theme.chain import OWN_THEMES, theme_names
from interview_kit.stages.read.theme.snapshot import THEME_FILE
from interview_kit.stages.read.validation import check
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import _
from interview_kit.support.positions import Data

Format = Literal["pdf", "docx", "html", "txt"]


class KitYaml(InputModel):
    """The schema of kit.yaml."""

    theme: field_types.Line = ""
    formats: tuple[Format, ...] = ()
    paper: Paper | None = None
    language: Language | None = None
    output: field_types.Line = ""
    large_print: bool = False
    dyslexia_friendly: bool = False
    high_contrast: bool = False
    jobs: Annotated[int, Field(ge=1, le=256)] | None = None
    for_all: Any = Field(default=None, alias="set")


@dataclass(frozen=True, slots=True)
class Settings:
    """The contents of a kit.yaml: default options by name, and overrides for profiles.

    `tree` is the file's data, with the line of each key.
    """

    file: str
    options: Mapping[str, Any]
    changes: Overrides
    tree: Data


def read_settings(path: Path) -> Settings:
    """Return the settings in a kit.yaml. Raises InvalidInput with all problems in it."""
    tree, file = read_yaml(path), str(path)
    said = check(KitYaml, tree).model
    options: dict[str, Any] = {
        "theme": _theme(said.theme, path.parent),
        "formats": said.formats,
        "paper": said.paper and said.paper.value,
        "output": said.output and str(path.parent / said.output),
        "jobs": said.jobs,
        **{name: getattr(said, name) for name in VARIANT_NAMES},
    }
    given = {name: value for name, value in options.items() if value}
    usual = (Data(tree.at).add(key, value) for key, value in tree.items() if key == "language")
    return Settings(file, given, Overrides(_for_all(tree), next(usual, None)), tree)


def _theme(name: str, folder: Path) -> str:
    # A shipped theme is named; another one is a folder beside kit.yaml, or in themes/ there.
    if name and name not in theme_names():
        for place in (folder / name, folder / OWN_THEMES / name):
            if (place / THEME_FILE).is_file():
                return str(place)
    return name


def _for_all(tree: Data) -> Data | None:
    for key, value in tree.items():
        if key == "set" and value != "":
            if not isinstance(value, Data):
                message = _("write keys of a profile with their values here, as in a profile")
                raise InvalidInput((key.at.problem("set", message),))
            return check_part(value)
    return None
