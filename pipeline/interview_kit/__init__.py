"""Turn a person's profile into an interview kit, in four stages.

    read      stages.read       profiles, rosters, bank and themes, validated, errors with file and line
    select    stages.select     the approach, the replies to refusals, the questions: a `Selection`
    assemble  stages.assemble   the bank's texts for the selection, in the outline's order: a `Document`
    write     stages.write      the document as PDF, Word, HTML or plain text, in the looks of a `Theme`

`build` runs them for one kit or many; `tools`, `cli` and `web` are built on top of it. The public API is that
of `tools.library`, imported when one of its names is first used; docs/library.md shows how to use it.
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take it for true; an old Python need not have typing's
if TYPE_CHECKING:
    from interview_kit.tools.library import *  # noqa: F403
else:

    def __getattr__(name: str) -> object:
        """Return a name of the public API. Raises AttributeError."""
        if name == "__all__" or not name.startswith("_"):
            from interview_kit.tools import library

            if name == "__all__" or name in library.__all__:
                return getattr(library, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
