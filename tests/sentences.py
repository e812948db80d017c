"""Hold the sentences of messages in one golden file, English and French beside each other.

A test runs a case in both languages and asserts the places of its messages; the file holds the rest of each
line. After a change of words: `pytest PATHS --update-goldens` in one process; then read the difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from interview_kit.support.i18n import SOURCE, use_language
from tests.paths import ROOT

GOLDEN = ROOT / "tests" / "goldens" / "sentences.txt"
_CELL = re.compile(r" (?:row \d+(?:, column (?=[A-Z]))?|column (?=[A-Z]))")


def read_sentences() -> dict[str, str]:
    """Return the golden block of each case: lines that begin with `en` and `fr` in turn."""
    blocks = GOLDEN.read_text(encoding="utf-8").split("\n\n") if GOLDEN.exists() else []
    return {title[2:]: text.rstrip("\n") for title, _, text in (block.partition("\n") for block in blocks)}


class Sentences:
    """The golden file; with `update`, it is written case by case and not compared."""

    def __init__(self, update: bool) -> None:
        self._update = update
        self._held = read_sentences()

    def places(self, case: str, lines: Callable[[], Iterable[str]], *, french: bool = True) -> list[str]:
        """Return the place of each English line that `lines` returns, the part before ": ".

        `lines` runs in both languages: the French lines have the same places, and the rest of both is what
        the golden file holds for `case`. Without `french` it runs in English alone.
        """
        told = {}
        for language in (SOURCE, "fr") if french else (SOURCE,):
            with use_language(language):
                told[language] = [line.partition(": ")[::2] for line in lines()]
        places = [place for place, _ in told[SOURCE]]
        if french:
            assert [_in_french(place) for place in places] == [
                place.rstrip("\u00a0") for place, _ in told["fr"]
            ]
        block = "\n".join(
            f"{language} {said[1]}"
            for each in zip(*told.values(), strict=True)
            for language, said in zip(told, each, strict=True)
        )
        if self._update:
            self._held = {**read_sentences(), case: block}
            text = "\n\n".join(f"# {name}\n{self._held[name]}" for name in sorted(self._held))
            GOLDEN.write_text(f"{text}\n", encoding="utf-8")
        assert self._held.get(case, "") == block
        return places


def _in_french(place: str) -> str:
    place = place.replace("cannot write", "impossible d’écrire")
    return _CELL.sub(lambda cell: cell[0].replace("row", "ligne").replace("column", "colonne"), place)
