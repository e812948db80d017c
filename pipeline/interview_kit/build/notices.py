"""Tell what a build leaves to the person to do: kits that are left over, and drafts that are missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from interview_kit.build.build_state import recorded_kits
from interview_kit.build.report import KitResult
from interview_kit.support.errors import Notice
from interview_kit.support.i18n import _

_MOST_NAMES = 20


def left_over(folders: Iterable[Path], known: Collection[Path]) -> Iterator[Notice]:
    """Yield a notice for each folder with kits of an earlier build, of people who are in no source now."""
    for folder in folders:
        stems = [stem for stem in recorded_kits(folder) if not stem.startswith("_")]
        names = [stem for stem in stems if folder / stem not in known]
        if names:
            message = _(
                "kits of an earlier build, of people who are not in this class now: {names}",
                names=_shown(names),
            )
            yield Notice(str(folder), None, None, "", message)


def without_address(kits: Iterable[KitResult]) -> Iterator[Notice]:
    """Yield a notice of the people to whom there is no draft with the kit: they have no e-mail address."""
    there = [kit for kit in kits if kit.is_there]
    lacking = [kit for kit in there if not any(file.name.endswith(".kit.eml") for file in kit.files)]
    if lacking:
        names = _shown([kit.name for kit in lacking])
        message = _("no valid e-mail address, so no draft with the kit: {names}", names=names)
        yield Notice(str(lacking[0].files[0].parent), None, None, "", message)


def _shown(names: Sequence[str]) -> str:
    return ", ".join((*names[:_MOST_NAMES], *["…"] * (len(names) > _MOST_NAMES)))
