"""Remember what WeasyPrint works out anew for every kit, with the same bytes: `turn_on` wraps its functions.

`styles` keeps computed styles, `lines` text that was set and drawn, `blocks` blocks that were laid out,
`drawings` what drawings draw.

Every store is bounded. `KIT_ENGINE=plain` turns the package off, as does a WeasyPrint not tested with it.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.metadata import version

TESTED = {"weasyprint": "70.0", "pydyf": "0.13.0"}
"""The versions whose kits are the same with the package and without it."""


def is_on() -> bool:
    """Return whether kits are drawn with what was remembered: by the environment and WeasyPrint's version."""
    return os.environ.get("KIT_ENGINE") != "plain" and is_tested()


def is_tested() -> bool:
    """Return whether the package was tested with the installed WeasyPrint and what it writes by."""
    return all(version(name) == tested for name, tested in TESTED.items())


@cache
def turn_on() -> None:
    """Wrap WeasyPrint's functions, once in a process; call it when weasyprint is imported."""
    if is_on():
        from interview_kit.stages.write.engine import blocks, drawings, lines, styles
        from interview_kit.stages.write.mended_faults import mend_costs

        for part in (styles, lines, drawings, blocks):
            part.remember()
        mend_costs()
