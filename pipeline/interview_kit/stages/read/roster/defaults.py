"""Read a roster's defaults, which apply to every row, from `<stem>.defaults.yaml` beside it."""

from __future__ import annotations

import os
from pathlib import Path

from interview_kit.model.profile import Profile
from interview_kit.stages.read.strict_yaml import read_yaml
from interview_kit.stages.read.validation import REQUIRED, check
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import _
from interview_kit.support.positions import Data, Text


def read_defaults(path: Path) -> Data | None:
    """Return the data of the defaults, or None where there is no such file. Raises InvalidInput."""
    if not os.path.exists(path):
        return None
    tree = read_yaml(path)
    check_part(tree)
    return tree


def check_part(tree: Data) -> None:
    """Check part of a profile, in which required keys may be missing. Raises InvalidInput."""
    try:
        check(Profile, _completed(tree))
    except InvalidInput as error:
        wrong = tuple(problem for problem in error.problems if problem.message != _(REQUIRED))
        if wrong:
            raise InvalidInput(wrong) from error


def _completed(tree: Data) -> Data:
    stand_in = Text("-", tree.at)
    whole = Data(tree.at).take(tree)
    if "name" not in tree:
        whole.add(Text("name", tree.at), stand_in)
    target = tree.get("target", Data(tree.at))
    if isinstance(target, Data) and not ("occupation" in target or "field" in target):
        target = Data(target.at).take(target).add(Text("occupation", tree.at), stand_in)
        whole.put(Text("target", tree.at), target, tree.places.get("target", tree.at))
    return whole
