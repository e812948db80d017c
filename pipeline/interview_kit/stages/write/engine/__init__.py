"""Remember what WeasyPrint works out anew for every kit, with the same bytes: `turn_on` wraps its functions.

`styles` keeps computed styles and what follows from them, `lines` keeps text that was set. docs/upstream.md
describes the fault that is mended here.

Every store is bounded. `KIT_ENGINE=plain` turns the package off, as does a WeasyPrint that it was not tested
with, since it relies on names inside WeasyPrint.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.metadata import version
from typing import Any

TESTED = ("70.0",)
"""The versions of WeasyPrint whose kits are the same with the package and without it."""


def is_on() -> bool:
    """Return whether kits are drawn with what was remembered: by the environment and WeasyPrint's version."""
    return os.environ.get("KIT_ENGINE") != "plain" and is_tested()


def is_tested() -> bool:
    """Return whether the package was tested with the installed WeasyPrint."""
    return version("weasyprint") in TESTED


@cache
def turn_on() -> None:
    """Wrap WeasyPrint's functions, once in a process; call it when weasyprint is imported."""
    if is_on():
        from interview_kit.stages.write.engine import lines, styles

        styles.remember()
        lines.remember()
        _mend_targets()


def _mend_targets() -> None:
    """Lay out a page with `target-counter` twice, not three times, which is a fault of WeasyPrint 70.

    A counter of another element was also listed as one of the element's own, and under no name where the
    element is named by `attr(href)`.
    """
    from weasyprint.css.targets import TargetCollector

    collect = TargetCollector.collect_missing_counters

    def collect_missing_counters(
        self: Any,
        box: Any,
        token: Any,
        parse_again: Any,
        missing: list[str],
        of_targets: dict[Any, list[str]],
    ) -> None:
        own = [] if any(missing is each for each in of_targets.values()) else missing
        href = (box.element.get("href") or "").removeprefix("#") if None in of_targets else ""
        named = {href if name is None else name: counters for name, counters in of_targets.items()}
        collect(self, box, token, parse_again, own, named)

    TargetCollector.collect_missing_counters = collect_missing_counters
