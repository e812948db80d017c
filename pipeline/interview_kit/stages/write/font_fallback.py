"""Find fallback fonts for letters that a theme's fonts lack, in installed font packages, never system fonts.

Each font is subset to the letters of one document, so that an HTML page embeds no more than it shows.
"""

from __future__ import annotations

import io
import logging
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

from interview_kit.stages.write.scripts import eastern_script
from interview_kit.support.command_line import pip_install
from interview_kit.support.errors import InvalidInput, Problem
from interview_kit.support.i18n import _

logging.getLogger("fontTools").setLevel(logging.ERROR)  # it warns of dates that do no harm

WEIGHTS = (400, 700)
_JOINING = "\u200c\u200d\u25cc\ufe0e\ufe0f "  # joiners, the dotted circle of a lone mark, variation selectors
_KEYS = "0123456789#*"  # the base characters of keycap emoji
_EMOJI = "NotoEmoji"
# Scripts that need no shaping; the tables for it take longest to read and subset, and are dropped.
_UNSHAPED = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo", "Cans", "Zyyy", "Zinh"})
_SHAPING = ["GSUB", "GPOS", "GDEF"]
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class FontPackage:
    """A Python package of fonts for other scripts: distribution, module, and the fonts' folder in it."""

    distribution: str
    module: str
    folder: str = ""

    @property
    def files(self) -> tuple[Path, ...]:
        """Return the .ttf files, sorted; none where the package is not installed."""
        spec = find_spec(self.module)
        places = (spec and spec.submodule_search_locations) or ()
        return tuple(sorted(path for place in places for path in Path(place, self.folder).glob("*.ttf")))


NOTO = FontPackage("manimgx-fonts", "manimgx_fonts")
"""Variable fonts: Arabic, Hebrew, the scripts of India and its neighbours, and emoji."""

KURINTO = FontPackage("weblate-fonts", "weblate_fonts", "static/weblate_fonts/kurinto/ttf")
"""Static fonts in two weights: Chinese, Japanese, Korean, Canadian syllabics and the remaining scripts."""

_EASTERN = {"Hans": "SC", "Hant": "TC", "Jpan": "JP", "Kore": "KR"}


@dataclass(frozen=True, slots=True)
class OtherFont:
    """A fallback font subset: the font's name, a file for each of WEIGHTS, and the letters to keep."""

    name: str
    files: tuple[Path, Path]
    letters: str

    @property
    def family(self) -> str:
        """Return a family name unique to this subset: kits with other subsets may be joined into one file."""
        return f"{self.name}-{sha256(self.letters.encode()).hexdigest()[:8]}"

    def face(self, weight: int) -> bytes:
        """Return the subset as a static TrueType font of a weight, one of WEIGHTS; deterministic bytes."""
        return _cut(self.files[WEIGHTS.index(weight)], self.letters, weight)


class MissingLetters(InvalidInput):
    """No installed font has these `letters`, so a PDF would lack them."""

    def __init__(self, letters: Iterable[str]) -> None:
        self.letters = frozenset(letters)
        named = sorted(self.letters)
        shown = " ".join(f"{letter} (U+{ord(letter):04X})" for letter in named[:_MOST_NAMED])
        more = " …" if len(named) > _MOST_NAMED else ""
        lacking = [package.distribution for package in (NOTO, KURINTO) if not package.files]
        if lacking:
            reason = _(
                "no font here has {letters}, so the PDF would have holes. "
                "Run: {install} — or build the Word file alone: -f docx",
                letters=shown + more,
                install=pip_install(*lacking),
            )
        else:
            reason = _(
                "no font has {letters}, so the PDF would have holes. "
                "Write it in other letters, or build the Word file alone: -f docx",
                letters=shown + more,
            )
        super().__init__((Problem("", None, None, "", reason),))

    def __reduce__(self) -> tuple[type[MissingLetters], tuple[frozenset[str]]]:
        """Return how to pickle the error: by its letters."""
        return MissingLetters, (self.letters,)


def visible_characters(text: str) -> set[str]:
    """Return the characters of a text that need a glyph: no spaces, controls, joiners or selectors."""
    return {
        letter
        for letter in set(text)
        if unicodedata.category(letter) not in _UNSEEN and letter not in _SELECTORS
    }


def fonts_for(letters: frozenset[str]) -> tuple[tuple[OtherFont, ...], frozenset[str]]:
    """Return few fonts that cover the letters, chosen greedily, and the letters that none covers."""
    found: list[OtherFont] = []
    left = set(letters)
    for candidates in (_noto, _kurinto) if left else ():
        families = list(candidates("".join(sorted(letters)))) if left else []
        while left and families:
            name, files = max(families, key=lambda each: len(left & letters_of(each[1][0])))
            held = left & letters_of(files[0])
            if not held:
                break
            found.append(OtherFont(name, files, _written_with(held, name)))
            left -= held
    return tuple(found), frozenset(left)


def _noto(letters: str) -> Iterator[tuple[str, tuple[Path, Path]]]:
    """Yield each Noto family and its file for both weights, NotoSans first, so that it wins ties."""
    files = {path.stem.partition("[")[0]: path for path in NOTO.files if "Italic" not in path.stem}
    for name in sorted(files, key=lambda name: (name != "NotoSans", name)):
        yield name, (files[name], files[name])


def _kurinto(letters: str) -> Iterator[tuple[str, tuple[Path, Path]]]:
    """Yield each Kurinto family and its two files, first the one for the text's East Asian script."""
    files = {path.stem: path for path in KURINTO.files}
    own = _EASTERN[eastern_script(letters)]
    for ending in (own, "", *sorted({*_EASTERN.values()} - {own})):
        name = f"KurintoSans{ending}"
        if f"{name}-Rg" in files:
            regular = files[f"{name}-Rg"]
            yield name, (regular, files.get(f"{name}-Bd", regular))


def _written_with(letters: set[str], name: str) -> str:
    """Return the letters plus those that HarfBuzz may need: their NFC and NFD forms, and joiners."""
    forms = {
        normal for each in letters for form in ("NFC", "NFD") for normal in unicodedata.normalize(form, each)
    }
    return "".join(sorted(letters | forms | set(_JOINING) | set(_KEYS if name == _EMOJI else "")))


@lru_cache(maxsize=64)
def letters_of(file: Path | bytes) -> frozenset[str]:
    """Return the characters that a font file has, given its path or its bytes."""
    with TTFont(io.BytesIO(file) if isinstance(file, bytes) else file, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@lru_cache(maxsize=64)
def _cut(file: Path, letters: str, weight: int) -> bytes:
    from fontTools import subset
    from fontTools.unicodedata import script
    from fontTools.varLib.instancer import instantiateVariableFont

    with TTFont(file, lazy=True, recalcTimestamp=False) as font:
        options = subset.Options(hinting=False, layout_features=["*"], notdef_outline=True)
        if not file.stem.startswith(_EMOJI) and all(script(letter) in _UNSHAPED for letter in letters):
            options.drop_tables += _SHAPING
        cutter = subset.Subsetter(options)
        cutter.populate(text=letters)
        cutter.subset(font)
        if "fvar" in font:
            instantiateVariableFont(font, {"wght": weight}, inplace=True)
        saved = io.BytesIO()
        font.save(saved)
        return saved.getvalue()
