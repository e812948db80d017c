"""Look for faults in a kit of a theme, and for the lines of the theme that are to blame for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from interview_kit.build.limits import USUAL_LIMITS, limited_input
from interview_kit.model.theme import Theme
from interview_kit.support.errors import InvalidInput, Located, Notice, Problem
from interview_kit.tools.lint_theme.blame import Change, own_changes, to_blame, without
from interview_kit.tools.lint_theme.guards import (
    ACCESSIBLE,
    GUARDS,
    NOTED,
    ON_SCREEN,
    TrialKit,
    first_fault,
    in_theme,
)

_MOST_FAULTS = 20  # of one kit


@dataclass(frozen=True, slots=True)
class KitFault:
    """What is wrong with a kit, and the change of the theme that is to blame for it, if one is."""

    found: Located
    change: Change | None = None


class FaultSearch:
    """Looks for faults in kits of a theme, and for the changes of the theme that are to blame for them."""

    def __init__(self, theme: Theme, named: Collection[Located] = (), blamed: Iterable[Change] = ()) -> None:
        """Take the changes of a theme, without those whose lines are in `named`, and those `blamed`."""
        self._changes = own_changes(theme)
        self._folder = {layer.name: layer.folder for layer in theme.layers}
        places = {(each.file, each.line) for each in named if each.line}
        self._blamed = [each for each in self._changes if any(self._is_at(each, *place) for place in places)]
        self._blamed += blamed
        self._last = str(theme.layers[-1].folder)

    def _is_at(self, change: Change, file: str, line: int) -> bool:
        is_in_file = str(self._folder[change.layer] / change.path) == file
        return is_in_file and change.line <= line <= change.last

    def faults(
        self, kit: TrialKit, place: str, guards: Collection[str] = tuple(GUARDS)
    ) -> tuple[tuple[KitFault, ...], TrialKit]:
        """Return what some guards find in a kit, and the kit without the changes that are to blame.

        Raises InvalidInput for a kit that cannot be made.
        """
        found: list[KitFault] = []
        whole = kit.theme
        kit = in_theme(kit, without(whole, self._blamed))
        noted: set[str] = set()
        # Where the web page is looked at: it is the same on every paper, and to be filled in anyway.
        for name in (name for name in guards if kit.theme.fillable or name not in ON_SCREEN):
            while len(found) < _MOST_FAULTS and name not in noted:
                message = _fault(name, kit, place)
                if not message:
                    break
                change = self._culprit(name, message, kit, whole)
                if change is None:
                    kind = Notice if name in NOTED else Problem
                    found.append(KitFault(kind(self._last, None, None, place, message)))
                    noted.add(name)
                else:
                    file = str(self._folder[change.layer] / change.path)
                    found.append(
                        KitFault(Problem(file, change.line, None, "", f"{message} ({place})"), change)
                    )
                    self._blamed.append(change)
                    kit = in_theme(kit, without(whole, self._blamed))
        return tuple(found), kit

    def _culprit(self, name: str, message: str, kit: TrialKit, whole: Theme) -> Change | None:
        left = [change for change in self._changes if change not in self._blamed]
        bare = in_theme(kit, without(whole, self._changes))
        if not left or _shown(name, bare) == message:
            return None  # the same is wrong in the themes below
        short = next((part for part in _parts(kit) if _shows(name, part)), kit)

        def is_faulty(left_out: Sequence[Change]) -> bool:
            return _shows(name, in_theme(short, without(whole, [*self._blamed, *left_out])))

        change = to_blame(left, is_faulty)
        return change if change and _is_made(in_theme(kit, without(whole, [*self._blamed, change]))) else None


def _parts(kit: TrialKit) -> Iterator[TrialKit]:
    """Yield a kit of each section alone: a search in one takes a tenth of the time."""
    for section in kit.document.sections:
        yield replace(kit, document=replace(kit.document, sections=(section,)))


def _shows(name: str, kit: TrialKit) -> bool:
    """Return whether a guard finds a fault."""
    return bool(_shown(name, kit))


def _shown(name: str, kit: TrialKit) -> str:
    """Return the first fault that a guard finds, "" in what cannot be made, as half a template."""
    try:
        return _fault(name, kit, "")
    except InvalidInput:
        return ""


def _is_made(kit: TrialKit) -> bool:
    """Return whether a kit can be made."""
    try:
        _make(kit, ACCESSIBLE, "")
    except InvalidInput:
        return False
    return True


def _fault(name: str, kit: TrialKit, place: str) -> str:
    """Return the first fault that a guard finds; what it looks at is made within the limits of a kit.

    Raises InvalidInput.
    """
    _make(kit, name, place)
    return first_fault(name, kit)


def _make(kit: TrialKit, name: str, place: str) -> None:
    """Make what a guard looks at, unless that is made. Raises InvalidInput.

    Limits are set for that alone: they collect the garbage each time, and Java asks for more memory than they
    give, and uses little of it.
    """
    if not kit.is_made_for(name):
        with limited_input(place, USUAL_LIMITS):
            kit.make_for(name)
