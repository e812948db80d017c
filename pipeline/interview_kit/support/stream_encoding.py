"""Print any text in any encoding: typographic signs as their plain forms, other characters escaped.

bootstrap.py uses this module before anything is installed, and an old Python has to read it: it may import
the standard library only, and Python 3.7's grammar is the newest here.
"""

from __future__ import annotations

import codecs
import sys

ERRORS = "kit.plain"
_PLAIN = {
    **dict.fromkeys("’‘", "'"),
    **dict.fromkeys("“”«»", '"'),
    **dict.fromkeys("\u2010\u2011–−", "-"),
    **dict.fromkeys("\u00a0\u2009\u202f", " "),
    **{"—": "--", "…": "...", "•": "*", "→": "->", "×": "x"},
}


def print_anything() -> None:
    """Let standard output and standard error replace characters outside their encoding, not fail."""
    codecs.register_error(ERRORS, _plain)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=ERRORS)


def _plain(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    outside = error.object[error.start : error.end]
    plain = (_PLAIN.get(each) or each.encode("ascii", "backslashreplace").decode() for each in outside)
    return "".join(plain), error.end
