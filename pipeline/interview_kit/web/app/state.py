"""Seal the answers for their way through a page: compressed, encrypted, bound to a page and a version."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from interview_kit.support.errors import KitError
from interview_kit.support.i18n import N_

VERSION = 1
# A profile has at most 1 MiB; the second is the most that is inflated, the first the most that is decrypted.
LARGEST_SEALED = 3 * 1024 * 1024
LARGEST = 2 * 1024 * 1024


class StateProblem(KitError):
    """A sealed state was refused: altered, cut, of another page or version, or its key is gone."""

    template: ClassVar[str] = N_("This page cannot go on: it is too old, or it was changed")


class Seal:
    """The keys that seal and open states: the first seals, and all of them open."""

    def __init__(self, keys: Sequence[bytes] = ()) -> None:
        self._keys = MultiFernet([Fernet(key) for key in keys or [Fernet.generate_key()]])

    def seal(self, page: str, answers: Mapping[str, Any]) -> str:
        """Return the answers as text that only `open` reads, for a field of a page."""
        text = json.dumps([VERSION, page, dict(answers)], ensure_ascii=False)
        return self._keys.encrypt(zlib.compress(text.encode("utf-8", "surrogatepass"))).decode("ascii")

    def open(self, page: str, sealed: str) -> dict[str, Any]:
        """Return the answers that were sealed for a page. Raises StateProblem."""
        if len(sealed) > LARGEST_SEALED:
            raise StateProblem
        try:
            text = _inflated(self._keys.decrypt(sealed.encode("ascii")))
            version, meant_for, answers = json.loads(text.decode("utf-8", "surrogatepass"))
        except (InvalidToken, TypeError, ValueError, zlib.error) as error:
            raise StateProblem from error
        if (version, meant_for) != (VERSION, page) or not isinstance(answers, dict):
            raise StateProblem
        return answers


def _inflated(data: bytes) -> bytes:
    """Return data without its compression. Raises StateProblem beyond the limit, before it is all there."""
    inflating = zlib.decompressobj()
    text = inflating.decompress(data, max_length=LARGEST)
    if not inflating.eof:
        raise StateProblem
    return text
