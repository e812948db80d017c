"""Apply overrides (keys set in every profile) and defaults to profiles after they are read."""

from __future__ import annotations

from collections import abc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from interview_kit.model.profile import Profile
from interview_kit.stages.read import source_tree
from interview_kit.stages.read.profiles import ReadProfile, notices_about
from interview_kit.stages.read.roster.cells import merged, without_gaps
from interview_kit.stages.read.roster.defaults import check_part
from interview_kit.stages.read.roster.profile_keys import KeyKind, key_at, known_keys, parts_of
from interview_kit.stages.read.source_tree import Mapping, Node, Scalar
from interview_kit.stages.read.validation import check
from interview_kit.support.errors import InvalidInput, Notice, Problem, did_you_mean
from interview_kit.support.i18n import _
from interview_kit.support.positions import Parts

FLAG = "--set"


@dataclass(frozen=True, slots=True)
class Overrides:
    """Partial profiles: `merged` replaces keys of every profile, `under` gives defaults; None for nothing."""

    over: Mapping | None = None
    under: Mapping | None = None

    def with_over(self, more: Mapping | None) -> Overrides:
        """Return these overrides with more on top of them."""
        if more is None:
            return self
        return replace(self, over=merged(more, self.over) if self.over else more)

    def made_in(self, read: ReadProfile) -> ReadProfile:
        """Return a profile with the overrides applied. Raises InvalidInput where the result is invalid."""
        if self.over is None and self.under is None:
            return read
        assert isinstance(read.tree, Mapping)
        whole = merged(read.tree, _without_positions(self.under)) if self.under else read.tree
        if self.over:
            changed_tree, _ignored = without_gaps(merged(_without_positions(self.over), whole))
            whole = Mapping(changed_tree.entries, whole.line, whole.column)
        try:
            checked = check(Profile, whole, read.file)
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
    """Yield the notices about a changed profile.

    Notices that a roster gives once for all rows are not repeated; new ones have no position.
    """
    before = {(each.path, each.message) for each in notices_about(read)}
    own = {(each.path, each.message): each for each in read.notices}
    for each in notices_about(changed):
        said = (each.path, each.message)
        if said in own:
            yield own[said]
        elif said not in before:
            yield replace(each, line=None, column=None)


def overrides_from(data: abc.Mapping[str, object]) -> Overrides:
    """Return the overrides of a mapping with keys of a profile. Raises InvalidInput."""
    tree = source_tree.tree_of(data)
    assert isinstance(tree, Mapping)
    check_part(tree, "overrides")
    return Overrides(over=tree)


def changes_from(pairs: Sequence[str]) -> Mapping | None:
    """Return the partial profile of `KEY=VALUE` pairs, or None without any; `;` separates list entries.

    Raises InvalidInput for an unknown key, and for an invalid value.
    """
    if not pairs:
        return None
    problems: list[Problem] = []
    whole: Mapping | None = None
    for pair in pairs:
        try:
            one = _part(pair)
            if pair.partition("=")[2].strip():  # removing a value may be invalid for some profiles only
                check_part(without_gaps(one)[0], f"{FLAG} {pair}")
        except InvalidInput as error:
            problems.extend(replace(each, line=None, column=None, path="") for each in error.problems)
        else:
            whole = merged(one, whole) if whole else one
    if problems:
        raise InvalidInput(tuple(problems))
    return whole


def _part(pair: str) -> Mapping:
    name, sign, text = pair.partition("=")
    parts = parts_of(name)
    if not sign:
        raise _refusal(pair, _("write a key of a profile, =, and a value, such as talk.minutes=20"))
    if parts is None:
        below = [known for known in known_keys() if known.startswith(f"{name.strip()}.")]
        hint = did_you_mean(name, known_keys()) or (
            _("; there are {below}", below=", ".join(below)) if below else ""
        )
        raise _refusal(pair, _("a profile has no key '{name}'{hint}", name=name, hint=hint))
    return _grown(parts, _value(text, parts))


def _value(text: str, parts: Parts) -> Node:
    if key_at(parts).kind is not KeyKind.LIST:
        return Scalar(text, 1, 1)
    return source_tree.Sequence(tuple(Scalar(entry, 1, 1) for entry in _entries(text)), 1, 1)


def _entries(text: str) -> Iterator[str]:
    return (entry for part in text.split(";") if (entry := part.strip()))


def _grown(parts: Parts, value: Node) -> Mapping:
    """Return a tree with one leaf; earlier entries of a list are empty mappings."""
    for part in reversed(parts):
        if isinstance(part, int):
            value = source_tree.Sequence((*(Mapping((), 1, 1) for _ in range(part)), value), 1, 1)
        else:
            value = Mapping(((Scalar(part, 1, 1), value),), 1, 1)
    assert isinstance(value, Mapping), parts
    return value


def _without_positions(node: Mapping) -> Mapping:
    """Return a copy without positions: they are not positions in the profile's file."""
    return source_tree.mapped(node, lambda each: replace(each, line=0, column=0))


def _refusal(pair: str, message: str) -> InvalidInput:
    return InvalidInput((Problem(f"{FLAG} {pair}", None, None, "", message),))
