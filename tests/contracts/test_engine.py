"""Hold that a PDF has the same bytes with the engine's stores, cold and warm, and without them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from itertools import product

from interview_kit.model.enums import Language
from interview_kit.model.theme import ORDINARY, VARIANTS
from interview_kit.stages.write import engine
from interview_kit.stages.write.pdf import write_pdf
from tests.kits import AGENCIES, PEOPLE, kit, looks, named
from tests.paths import ROOT
from tests.shared import LONG

# What differs most in layout: two contacts, and a form of an agency with every variant at once.
SHORT = [("oksana", "en", "base", ORDINARY, False), ("P6-emile", "fr", AGENCIES[0], VARIANTS[-1], True)]
ALL = list(product(PEOPLE, Language, ("base", *AGENCIES), VARIANTS, (False, True)))


def digests(*turns: str) -> dict[str, str]:
    """Return the digests of the kits, each made once a turn, and "on": whether the engine is."""
    found = {"on": str(engine.is_on())}
    for turn in turns:
        for name, language, theme, variant, fillable in ALL if LONG else SHORT:
            chosen = looks(theme, variant=variant, fillable=fillable)
            drawn = write_pdf(kit(name, Language(language), theme), chosen)
            found[f"{turn} {name} {language} {theme} {named(variant)} {fillable}"] = sha256(drawn).hexdigest()
    return found


def drawn_by(setting: str, *turns: str) -> dict[str, str]:
    """Return the digests of the kits as a fresh process draws them."""
    program = (
        f"import json; from tests.contracts.test_engine import digests; print(json.dumps(digests(*{turns})))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "KIT_ENGINE": setting},
        capture_output=True,
        check=True,
    )
    found: dict[str, str] = json.loads(told.stdout)
    return found


def test_a_kit_is_the_same_with_the_engine_and_without_it() -> None:
    """Hold it where other kits were drawn before, and in `make long` in a fresh process, too."""
    plain = drawn_by("plain", "cold")
    remembered = drawn_by("", "cold", "warm") if LONG else digests("cold", "warm")
    assert (remembered.pop("on"), plain.pop("on")) == ("True", "False")
    assert remembered == plain | {name.replace("cold", "warm", 1): drawn for name, drawn in plain.items()}
