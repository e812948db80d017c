"""Hold the measures of the structure that have reached their targets; `make house` prints them all."""

from __future__ import annotations

import re
from importlib import import_module

from tests.house import (
    equal_runs,
    import_name,
    lonely_packages,
    long_files,
    long_functions,
    shared_class_names,
    small_modules,
)
from tests.paths import PACKAGE


def test_names_and_sizes_stay_at_their_targets() -> None:
    assert import_name() == PACKAGE.name
    assert len(shared_class_names()) < 8
    assert len(small_modules()) < 15
    assert equal_runs() == []
    assert len(long_files()) <= 1
    assert long_functions() == []
    assert lonely_packages() == []


def test_what_a_package_exports_is_there() -> None:
    for path in PACKAGE.rglob("__init__.py"):
        name = ".".join((PACKAGE.name, *path.parent.relative_to(PACKAGE).parts))
        package = import_module(name)
        assert [each for each in getattr(package, "__all__", ()) if not hasattr(package, each)] == [], name


def test_no_class_name_is_taken_twice_within_a_stage() -> None:
    for name, modules in shared_class_names().items():
        stages = [module.split("/")[:2] for module in modules if module.startswith("stages/")]
        assert len(stages) == len({tuple(stage) for stage in stages}), name


def test_no_name_of_a_module_or_class_is_made_unique_by_a_number() -> None:
    names = [path.stem for path in PACKAGE.rglob("*.py")]
    assert [name for name in names if name[-1:].isdigit()] == []


def test_no_pattern_repeats_a_group_possessively() -> None:
    """Before Python 3.11.5 such a group loses matches (cpython #106052); Debian 12 has 3.11.2."""
    possessive = re.compile(r"\)[*+?]\+")
    assert [path.name for path in PACKAGE.rglob("*.py") if possessive.search(path.read_text("utf-8"))] == []
