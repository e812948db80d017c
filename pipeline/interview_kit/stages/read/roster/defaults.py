"""Read a roster's defaults, which apply to every row, from `<stem>.defaults.yaml` beside it."""

from __future__ import annotations

import os
from pathlib import Path

from interview_kit.model.profile import Profile
from interview_kit.stages.read.roster.positions import DefaultsFile
from interview_kit.stages.read.source_tree import Mapping, Scalar
from interview_kit.stages.read.strict_yaml import read_yaml
from interview_kit.stages.read.validation import REQUIRED, check
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import _


def read_defaults(path: Path) -> DefaultsFile | None:
    """Return the defaults, or None where there is no such file. Raises InvalidInput."""
    if not os.path.exists(path):
        return None
    tree = read_yaml(path)
    check_part(tree, str(path))
    return DefaultsFile(str(path), tree)


def check_part(tree: Mapping, file: str) -> None:
    """Check part of a profile, in which required keys may be missing. Raises InvalidInput."""
    try:
        check(Profile, _completed(tree), file)
    except InvalidInput as error:
        wrong = tuple(problem for problem in error.problems if problem.message != _(REQUIRED))
        if wrong:
            raise InvalidInput(wrong) from error


def _completed(tree: Mapping) -> Mapping:
    entries = dict(tree.entries)
    given = {key.text: key for key in entries}
    place = (tree.line, tree.column)
    if "name" not in given:
        entries[Scalar("name", *place)] = Scalar("-", *place)
    target = entries.get(given["target"]) if "target" in given else Mapping((), *place)
    if isinstance(target, Mapping) and not (target.entry("occupation") or target.entry("field")):
        stand_in = (Scalar("occupation", *place), Scalar("-", *place))
        whole = Mapping((*target.entries, stand_in), target.line, target.column)
        entries[given.get("target", Scalar("target", *place))] = whole
    return Mapping(tuple(entries.items()), *place)
