"""Compare the texts and files of the base theme with those of an earlier version, under a theme's overrides.

`templates/history/VERSION.json` holds the digests of a released version, by id or path.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from interview_kit.model.enums import Language
from interview_kit.model.language import keys_of
from interview_kit.model.theme import Layer
from interview_kit.stages.read.bank.base import RENAMED, renamed_ids
from interview_kit.stages.read.bank.elements import PREFIXES
from interview_kit.stages.read.bank.overlay_file import LABELS, trees_of
from interview_kit.stages.read.theme import THEME_FILE
from interview_kit.support.errors import Notice
from interview_kit.support.i18n import _
from interview_kit.support.paths import TEMPLATES, version
from interview_kit.support.positions import Data

HISTORY = "history"
_BASE = "themes/base"
_LENGTH = 10  # hex digits of a digest
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXTS = frozenset(key for language in Language for key in keys_of(language))


def digests_of(templates: Path) -> dict[str, str]:
    """Return the digest of each text of the bank by id, and of each file of the base theme by its path."""
    found: dict[str, list[str]] = {}
    for path in sorted((templates / "bank").rglob("*.yaml")):
        if path.name == RENAMED:
            continue
        tree = yaml.load(path.read_bytes(), Loader=_LOADER)
        prefix = PREFIXES.get(path.stem)
        for name, value in tree.items() if prefix is not None else ():
            _collect(value, prefix + name, found)
        if prefix is None:
            _collect(tree, "", found)
    files = (
        path for path in sorted((templates / _BASE).rglob("*")) if path.is_file() and path.name != THEME_FILE
    )
    digests = {name: _digest("\0".join(texts).encode()) for name, texts in found.items()}
    return digests | {
        path.relative_to(templates / _BASE).as_posix(): _digest(path.read_bytes()) for path in files
    }


def _collect(value: Any, name: str, found: dict[str, list[str]]) -> None:
    """Add the texts in a value to those of the nearest id above; a line without one has its number."""
    if isinstance(value, dict):
        name = str(value.get("id", name))
        for key, inside in value.items():
            if key in _TEXTS and isinstance(inside, str):
                found.setdefault(name, []).append(f"{key}: {inside}")
            elif key == "lines" and isinstance(inside, list):
                for number, line in enumerate(inside, 1):
                    _collect(line, f"{name}.{number}", found)
            else:
                _collect(inside, name, found)
    elif isinstance(value, list):
        for inside in value:
            _collect(inside, name, found)


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:_LENGTH]


def changes_under(layers: Iterable[Layer]) -> Iterator[Notice]:
    """Yield a notice for each text and file that a theme overrides, and base has changed since.

    A theme says in `made_for` which version it was made for; of one that does not, nothing is known.
    """
    names = renamed_ids(TEMPLATES / "bank")
    now: Mapping[str, str] = {}
    for layer in layers:
        said = layer.made_for
        if said in ("", version()):
            continue
        file = TEMPLATES / HISTORY / f"{said}.json"
        if not file.is_file():
            known = ", ".join(sorted(path.stem for path in file.parent.glob("*.json")))
            message = _("version {version} is not known here; known are {known}", version=said, known=known)
            yield Notice(str(layer.folder / THEME_FILE), None, None, "made_for", message)
            continue
        before = {names.get(name, name): digest for name, digest in json.loads(file.read_bytes()).items()}
        now = now or digests_of(TEMPLATES)
        changed = {name for name in before.keys() & now.keys() if before[name] != now[name]}
        for name in _overridden(layer, names):
            if name in changed:
                message = _(
                    "base has changed this since {version}; see {kit} bank show {name}",
                    version=said,
                    name=name,
                )
                yield name.at.located(Notice, name, message)
        for path in sorted(changed & layer.files.keys()):
            message = _("base has changed its file of this name since {version}", version=said)
            yield Notice(str(layer.folder / path), None, None, "", message)


def _overridden(layer: Layer, names: dict[str, str]) -> Iterator[Any]:
    """Yield the ids that a theme changes or hides, with their positions."""
    for path, tree in trees_of(layer, names, [], []).items():
        parts = (tree,) if path == LABELS else (tree.get("change"), tree.get("labels"), tree.get("hide"))
        for part in parts:
            yield from part if isinstance(part, Data | tuple) else ()
