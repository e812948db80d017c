"""Compare the installed Python and libraries with what pyproject.toml requires."""

from __future__ import annotations

import platform
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from interview_kit.support.command_line import DISTRIBUTION, pip_install
from interview_kit.support.i18n import N_, _
from interview_kit.tools.doctor.findings import Finding, State, needed

OLDEST_PYTHON = (3, 11)
# Present in a checkout, beside pipeline/; an installed distribution has its metadata instead.
PROJECT = Path(__file__).resolve().parents[4] / "pyproject.toml"
# The purpose of each extra; the extras for tests and development are not checked.
EXTRAS = {
    "preview": N_("to see what is saved at once (--watch, {kit} theme preview)"),
    "dask": N_("to build on many computers (--executor dask:ADDRESS)"),
    "pdfua": N_("to check PDF files against PDF/UA"),
}


class Wanted(NamedTuple):
    """A required library: its version bounds, such as `<71,>=70`, and the extra that requires it, or ""."""

    name: str
    bounds: str
    extra: str


def check_python() -> Finding:
    """Return a finding: whether Python is new enough."""
    return needed(
        "Python",
        platform.python_version() if sys.version_info >= OLDEST_PYTHON else "",
        _("install Python 3.11 or newer from python.org or with your system's packages"),
    )


def check_libraries() -> Iterator[Finding]:
    """Yield a finding for the distribution itself, each required library, and each extra."""
    asked = _own_requirements()
    if asked is None:
        yield Finding(DISTRIBUTION, State.MISSING, _("not installed"), pip_install("--upgrade", DISTRIBUTION))
        return
    version, lines = asked
    yield Finding(DISTRIBUTION, State.GOOD, version)
    wanted = list(requirements_from(lines))
    for each in wanted:
        if not each.extra:
            yield check_library(each)
    for extra, purpose in EXTRAS.items():
        checked = [check_library(each) for each in wanted if each.extra == extra]
        is_there = all(each.state is State.GOOD for each in checked)
        found = ", ".join(f"{each.name} {each.found}" for each in checked) if is_there else ""
        yield needed(
            extra,
            found,
            _("{purpose}: {install}", purpose=_(purpose), install=pip_install(f"{DISTRIBUTION}[{extra}]")),
            State.OPTIONAL,
        )


def _own_requirements() -> tuple[str, list[str]] | None:
    """Return the version and the requirement lines (PEP 508): from the metadata, or else from a checkout.

    Return None where there is neither.
    """
    if version := _installed(DISTRIBUTION):
        return version, metadata.requires(DISTRIBUTION) or []
    if not PROJECT.is_file():
        return None
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    lines = list(project["dependencies"])
    for extra, more in project["optional-dependencies"].items():
        lines += [f"{each}; extra == '{extra}'" for each in more]
    return _("{version}, run from its folder", version=project["version"]), lines


def requirements_from(lines: list[str]) -> Iterator[Wanted]:
    """Yield the requirements that apply to this system, parsed from PEP 508 lines, without other extras."""
    for requirement in map(Requirement, lines):
        marker, facts = requirement.marker, {"sys_platform": sys.platform}
        fits = (each for each in ("", *EXTRAS) if not marker or marker.evaluate({**facts, "extra": each}))
        extra = next(fits, None)
        if extra is not None and requirement.name != DISTRIBUTION:
            yield Wanted(requirement.name, str(requirement.specifier), extra)


def check_library(wanted: Wanted) -> Finding:
    """Return a finding: whether a library is installed in a version within the bounds."""
    version = _installed(wanted.name)
    remedy = pip_install("--upgrade", f"{wanted.name}{wanted.bounds}")
    if version and not SpecifierSet(wanted.bounds).contains(version, prereleases=True):
        return Finding(
            wanted.name,
            State.MISSING,
            _("{version}, but {bounds} is needed", version=version, bounds=wanted.bounds),
            remedy,
        )
    return needed(wanted.name, version, remedy)


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
