"""Compare the installed Python and libraries with what pyproject.toml requires."""

from __future__ import annotations

import platform
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from interview_kit.support.command_line import pip_install
from interview_kit.support.i18n import N_, _
from interview_kit.tools.doctor.findings import Finding, State, helpful, needed

DISTRIBUTION = "interview-kit"
OLDEST_PYTHON = (3, 11)
# Present in a checkout, beside pipeline/; an installed distribution has its metadata instead.
PROJECT = Path(__file__).resolve().parents[4] / "pyproject.toml"
# The purpose of each extra; the extras for tests and development are not checked.
EXTRAS = {
    "preview": N_("to see what is saved at once (--watch, {kit} theme preview)"),
    "dask": N_("to build on many computers (--executor dask:ADDRESS)"),
    "pdfua": N_("to check PDF files against PDF/UA"),
}

_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)\s*([^;]*?)\s*(?:;\s*(.*))?")
_EXTRA = re.compile(r"extra == [\"']([^\"']+)[\"']")
_SYSTEM = re.compile(r"sys_platform == [\"']([^\"']+)[\"']")
_BOUND = re.compile(r"(>=|<=|==|<|>)\s*([0-9][0-9.]*)")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")


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
        names = [each for each in wanted if each.extra == extra]
        lacking = [each.name for each in names if check_library(each).state is not State.GOOD]
        found = ", ".join(f"{each.name} {_installed(each.name)}" for each in names) if not lacking else ""
        yield helpful(
            extra,
            found,
            _("{purpose}: {install}", purpose=_(purpose), install=pip_install(f"{DISTRIBUTION}[{extra}]")),
        )


def _own_requirements() -> tuple[str, list[str]] | None:
    """Return the version and the requirement lines (PEP 508): from the metadata, or else from a checkout.

    Return None where there is neither.
    """
    try:
        return metadata.version(DISTRIBUTION), metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        pass
    if not PROJECT.is_file():
        return None
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    lines = list(project["dependencies"])
    for extra, more in project["optional-dependencies"].items():
        lines += [f"{each}; extra == '{extra}'" for each in more]
    return _("{version}, run from its folder", version=project["version"]), lines


def requirements_from(lines: list[str]) -> Iterator[Wanted]:
    """Yield the requirements that apply to this system, parsed from PEP 508 lines.

    Of the markers, only `sys_platform` and `extra` are evaluated.
    """
    for line in lines:
        found = _REQUIREMENT.fullmatch(line)
        if found is None or found[1] == DISTRIBUTION:
            continue
        marker = found[3] or ""
        system, extra = _SYSTEM.search(marker), _EXTRA.search(marker)
        if system is None or system[1] == sys.platform:
            yield Wanted(found[1], found[2].strip("()"), extra[1] if extra else "")


def check_library(wanted: Wanted) -> Finding:
    """Return a finding: whether a library is installed in a version within the bounds."""
    version = _installed(wanted.name)
    remedy = pip_install("--upgrade", f"{wanted.name}{wanted.bounds}")
    if version and not is_within(version, wanted.bounds):
        return Finding(
            wanted.name,
            State.MISSING,
            _("{version}, but {bounds} is needed", version=version, bounds=wanted.bounds),
            remedy,
        )
    return needed(wanted.name, version, remedy)


def is_within(version: str, bounds: str) -> bool:
    """Return whether a version is within bounds such as `<71,>=70`; a suffix such as `rc1` is ignored."""
    have = _numbers(version)
    for sign, bound in _BOUND.findall(bounds):
        want = _numbers(bound)
        if not {
            ">=": have >= want,
            "<=": have <= want,
            "==": have == want,
            "<": have < want,
            ">": have > want,
        }[sign]:
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    found = _NUMBER.match(version)
    numbers = [int(part) for part in found[0].split(".")] if found else [0]
    while len(numbers) > 1 and not numbers[-1]:  # 70.0 is 70
        numbers.pop()
    return tuple(numbers)


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
