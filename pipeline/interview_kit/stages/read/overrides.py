"""Apply overrides (keys set in every profile) and defaults to profiles after they are read."""

from __future__ import annotations

from collections import abc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from interview_kit.model.profile import Profile
from interview_kit.stages.read.profiles import ReadProfile, notices_about
from interview_kit.stages.read.roster.cells import merged, without_gaps
from interview_kit.stages.read.roster.defaults import check_part
from interview_kit.stages.read.roster.profile_keys import KeyKind, key_at, known_keys, parts_of
from interview_kit.stages.read.typed_values import as_meant
from interview_kit.stages.read.validation import check
from interview_kit.support.errors import InvalidInput, Notice, Origin, Problem, did_you_mean, refusal
from interview_kit.support.i18n import _
from interview_kit.support.positions import Data, Parts, Text, data_from, mapped

FLAG = "--set"


@dataclass(frozen=True, slots=True)
class Overrides:
    """Partial profiles: `merged` replaces keys of every profile, `under` gives defaults; None for nothing."""

    over: Data | None = None
    under: Data | None = None

    def with_over(self, more: Data | None) -> Overrides:
        """Return these overrides with more on top of them."""
        return replace(self, over=merged(more, self.over) if more and self.over else more or self.over)

    def made_in(self, read: ReadProfile) -> ReadProfile:
        """Return a profile with the overrides applied. Raises InvalidInput where the result is invalid."""
        if self.over is None and self.under is None:
            return read
        whole = merged(read.tree, _moved(self.under, read)) if self.under else read.tree
        if self.over:
            whole = without_gaps(merged(_moved(self.over, read), whole))
            whole.at = read.tree.at
        try:
            checked = check(Profile, whole)
        except InvalidInput as error:
            # Without positions: they would refer to another file.
            raise InvalidInput(
                tuple(
                    Problem(
                        read.file,
                        None,
                        None,
                        each.path,
                        _("{message} ({flag} changed this profile)", message=each.message, flag=FLAG),
                    )
                    for each in error.problems
                )
            ) from error
        changed = replace(read, profile=checked.model, tree=checked.tree)
        return replace(changed, notices=tuple(_notices(read, changed)))


def _notices(read: ReadProfile, changed: ReadProfile) -> Iterator[Notice]:
    """Yield the notices about a changed profile; new ones have no line."""
    before = {(each.path, each.message) for each in notices_about(replace(read, notices=()))}
    own = {(each.path, each.message): each for each in read.notices}
    kept = tuple(each for said, each in own.items() if said not in before)
    yield from kept
    for each in notices_about(replace(changed, notices=kept)):
        yield own.get((each.path, each.message)) or replace(each, line=None, column=None)


def overrides_from(data: abc.Mapping[str, object]) -> Overrides:
    """Return the overrides of a mapping with keys of a profile. Raises InvalidInput."""
    return Overrides(over=check_part(data_from(data, Origin("overrides", 0, 0))))


def changes_from(pairs: Sequence[str]) -> Data | None:
    """Return the partial profile of `KEY=VALUE` pairs, or None without any; `;` separates list entries.

    Raises InvalidInput for an unknown key, and for an invalid value.
    """
    problems: list[Problem] = []
    whole: Data | None = None
    for pair in pairs:
        try:
            one, told = as_meant(_part(pair))
            if told:
                raise InvalidInput(tuple(each.at.problem("", each.message) for each in told))
            if pair.partition("=")[2].strip():  # removing a value may be invalid for some profiles only
                check_part(without_gaps(one))
        except InvalidInput as error:
            problems.extend(replace(each, line=None, column=None, path="") for each in error.problems)
        else:
            whole = merged(one, whole) if whole else one
    if problems:
        raise InvalidInput(tuple(problems))
    return whole


def _part(pair: str) -> Data:
    file = f"{FLAG} {pair}"
    name, sign, text = pair.partition("=")
    parts = parts_of(name)
    if not sign:
        raise refusal(file, _("write a key of a profile, =, and a value, such as talk.minutes=20"))
    if parts is None:
        below = [known for known in known_keys() if known.startswith(f"{name.strip()}.")]
        hint = did_you_mean(name, known_keys()) or (
            _("; there are {below}", below=", ".join(below)) if below else ""
        )
        raise refusal(file, _("a profile has no key '{name}'{hint}", name=name, hint=hint))
    at = Origin(file, 1, 1)
    value: Any = Text(text, at)
    if key_at(parts).kind is KeyKind.LIST:
        value = [Text(entry, at) for part in text.split(";") if (entry := part.strip())]
    for part in reversed(parts):  # earlier entries of a list are empty mappings
        value = [*({} for _ignored in range(part)), value] if isinstance(part, int) else {part: value}
    return data_from(value, at)  # type: ignore[no-any-return]


def _moved(data: Data, read: ReadProfile) -> Data:
    """Return a copy at a profile's row, or at no position in its file, where the keys are not written."""
    nowhere = Origin(read.file, 0, 0) if read.tree.at.column else read.tree.at

    def move(node: Any, _parts: Parts) -> Any:
        new = Text(node, plain=node.plain) if isinstance(node, Text) else node
        new.at = nowhere
        return new

    return mapped(data, move, move)  # type: ignore[no-any-return]
