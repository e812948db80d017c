"""What a kit is made of: whatever changes its bytes changes its key, and nothing else does."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from interview_kit.build.fingerprint import DRAWING, config_key, kit_key, tool_versions
from interview_kit.build.tasks import BuildConfig, KitTask, unpacked
from interview_kit.model.bank import NOWHERE
from interview_kit.model.enums import SOURCE_LANGUAGE
from interview_kit.model.profile import Profile
from interview_kit.model.theme import ORDINARY, VARIANTS, Layer, Paper
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.profiles import read_profile
from interview_kit.stages.read.theme import load_themes
from interview_kit.support.positions import Data
from tests.paths import ROOT

# What reads rosters, YAML and filled kits, talks with people, names files, packs the
# program, or only helps type checkers.
NOT_DRAWING = {
    *("anyio", "cryptography", "h11", "idna", "python-multipart", "starlette", "uvicorn", "watchfiles"),
    *("pikepdf", "prometheus-client"),
    *(
        "brotlicffi",
        "click",
        "et-xmlfile",
        "hatch-fancy-pypi-readme",
        "hatchling",
        "openpyxl",
        "packaging",
        "pathspec",
        "pluggy",
    ),
    *("pygments", "python-calamine", "python-slugify", "pyyaml", "rich", "text-unidecode", "tomlkit"),
    *("trove-classifiers", "typing-extensions", "typing-inspection", "colorama"),
}


@pytest.fixture(scope="module")
def config() -> BuildConfig:
    return BuildConfig(read_bank(), load_themes("base"), ("pdf",), tool_versions())


def test_every_library_is_either_an_ingredient_or_known_not_to_draw() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    assert locked - NOT_DRAWING == set(DRAWING)


def test_the_native_libraries_and_the_program_are_told() -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", tool_versions()["kit"])
    assert "none" not in {tool_versions()[name] for name in ("pango", "harfbuzz", "fontconfig", "weasyprint")}


def test_each_ingredient_changes_the_key(config: BuildConfig) -> None:
    theme = config.themes[ORDINARY]
    css = theme.files["css/kit.css"]
    beneath = Layer("office", Path("office"), {"css/more.css": b""})
    letters = next(iter(config.bank.labels))
    labels = config.bank.labels | {letters: config.bank.labels[letters].model_copy(update={"en": "!"})}
    others = [
        config,
        replace(config, tools=dict(config.tools) | {"weasyprint": "0"}),
        replace(config, extras=("ics",)),
        replace(config, bank=config.bank.model_copy(update={"labels": labels})),
        *(
            replace(config, themes={**config.themes, ORDINARY: changed})
            for changed in (
                replace(theme, paper=Paper.A4),
                replace(theme, fillable=True),
                replace(theme, tokens=replace(theme.tokens, text_size=13)),
                replace(theme, tokens=replace(theme.tokens, other_font="Atkinson Hyperlegible")),
                replace(theme, files=MappingProxyType(dict(theme.files) | {"css/kit.css": css + b" "})),
                replace(theme, layers=(beneath, *theme.layers)),
                replace(theme, layers=(replace(beneath, files={"css/more.css": b"p {}"}), *theme.layers)),
            )
        ),
    ]
    assert len({config_key(each) for each in others}) == len(others)


def test_where_a_text_stands_and_the_formats_change_nothing(config: BuildConfig) -> None:
    moved = config.bank.model_copy(update={"source": Data(NOWHERE)})
    assert config_key(replace(config, bank=moved, formats=("txt",))) == config_key(config)


def test_a_font_counts_by_its_bytes(config: BuildConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    before = config_key(config)
    monkeypatch.setattr("interview_kit.build.fingerprint._faces", lambda family: (f"{family} changed",))
    assert config_key(config) != before


def test_the_profile_and_its_variant_change_the_key_of_a_kit() -> None:
    task = KitTask('{"name":"Ada"}', ORDINARY, "ada.yaml")
    same = replace(task, source="elsewhere/ada.yaml")
    variants = [replace(task, variant=variant) for variant in VARIANTS]
    others = [*variants, replace(task, profile='{"name":"Adb"}')]
    assert kit_key("r", same) == kit_key("r", task)
    assert len({kit_key("r", each) for each in others} | {kit_key("s", task)}) == 10


def test_a_recipe_travels(config: BuildConfig) -> None:
    sent = unpacked(config.packed())
    assert sent.bank.source == config.bank.source  # which is unpacked when it is asked for
    assert sent == config


@pytest.mark.parametrize("path", sorted((ROOT / "profiles").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_profile_travels_as_it_was_typed(path: Path) -> None:
    typed = read_profile(path)
    again = Profile.model_validate_json(typed.model_dump_json(exclude_unset=True, by_alias=True))
    assert again == typed
    assert again.model_fields_set == typed.model_fields_set


def test_the_rules_of_a_language_change_the_key(config: BuildConfig) -> None:
    rules = config.bank.rules
    other = rules[SOURCE_LANGUAGE].model_copy(update={"day": "d MMMM"})
    bank = config.bank.model_copy(update={"rules": {**rules, SOURCE_LANGUAGE: other}})
    assert config_key(replace(config, bank=bank)) != config_key(config)
