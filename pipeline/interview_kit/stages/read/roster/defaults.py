"""Read a roster's defaults, which apply to every row, from `<stem>.defaults.yaml` beside it."""

from __future__ import annotations

import os
from pathlib import Path

from interview_kit.model.profile import Profile
from interview_kit.stages.read.strict_yaml import read_yaml
from interview_kit.stages.read.typed_values import as_meant
from interview_kit.stages.read.validation import REQUIRED, check
from interview_kit.support.errors import InvalidInput, Notice
from interview_kit.support.i18n import _
from interview_kit.support.positions import Data, Text, path_for_people


def read_defaults(path: Path) -> tuple[Data | None, tuple[Notice, ...]]:
    """Return the data of the defaults, or None without such a file, and notices. Raises InvalidInput."""
    if not os.path.exists(path):
        return None, ()
    tree = read_yaml(path)
    told = (each.at.located(Notice, path_for_people(each.parts), each.message) for each in as_meant(tree)[1])
    return check_part(tree), tuple(told)


def check_part(tree: Data) -> Data:
    """Return part of a profile as it is meant; required keys may be missing. Raises InvalidInput."""
    meant, _ignored = as_meant(tree)
    whole = (
        meant if "name" in meant else Data(tree.at).take(meant).add(Text("name", tree.at), Text("-", tree.at))
    )
    try:
        check(Profile, whole)
    except InvalidInput as error:
        wrong = tuple(problem for problem in error.problems if problem.message != _(REQUIRED))
        if wrong:
            raise InvalidInput(wrong) from error
    return meant
