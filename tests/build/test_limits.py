"""A kit over its limits fails by name, in a child as in this process, and the class goes on."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import wait
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import interview_kit
from interview_kit.build.executors import KitExecutor, local_processes, this_process
from interview_kit.build.fingerprint import tool_versions
from interview_kit.build.limits import Limits, NoAnswer, Why, limited
from interview_kit.build.tasks import Answer, BuildConfig, Failed, FailureKind, Kit, KitTask
from interview_kit.cli import main
from interview_kit.model.theme import ORDINARY, VARIANTS
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.theme import load_theme
from tests.build.people import for_ever, make_theme
from tests.paths import ROOT

MakeCrew = Callable[[BuildConfig], KitExecutor]
MIB = 1024 * 1024
GOOD = KitTask('{"name":"Ada","target":{"occupation":"welder"}}', ORDINARY, "ada.yaml")
BAD = KitTask('{"name":"Bad","target":{"occupation":"welder"}}', ORDINARY, "bad.yaml")
# The sandbox repeats no text; replacing what was replaced gets far enough.
LARGE = "{{ document.running_head " + "| replace('B', 'BBBBBBBBBB') " * 9 + "| length }}"
WRONG = "{{ document.no_such_thing }}"


def for_bad_only(before: str) -> str:
    return f"{{% if 'Bad' in document.running_head %}}{before}{{% endif %}}"


def config(theme: Path, limits: Limits) -> BuildConfig:
    looks = load_theme(theme)
    return BuildConfig(read_bank(), dict.fromkeys(VARIANTS, looks), ("html",), tool_versions(), limits)


def answers(executor: KitExecutor, *tasks: KitTask) -> list[Answer]:
    try:
        futures = [executor.take(task) for task in tasks]
        wait(futures)
        return [executor.answer(future, task) for future, task in zip(futures, tasks, strict=True)]
    finally:
        executor.end()


def far_more_than_a_good_kit_takes(executor: KitExecutor) -> float:
    """Return so many seconds; a machine that is busy, or slow, needs more than another."""
    (good,) = answers(executor, GOOD)
    assert isinstance(good, Kit)
    return max(1.5, round(8 * good.seconds, 1))


CREWS = pytest.mark.parametrize(
    "make_crew", [this_process, lambda config: local_processes(config, 1)], ids=["this process", "a child"]
)


@pytest.mark.spread(3)
@CREWS
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no alarm and no limit of memory")
@pytest.mark.parametrize(
    ("before", "limits", "said"),
    [
        (
            for_ever("Bad"),
            None,
            "building this kit took longer than {seconds:g} seconds, the most a kit may take",
        ),
        pytest.param(
            for_bad_only(LARGE),
            Limits(memory=400 * MIB),
            "building this kit needed more than 400 MiB of memory, the most a kit may take",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses memory"),
        ),
    ],
    ids=["time", "memory"],
)
def test_a_kit_over_its_limits_is_named_and_the_next_is_built(
    tmp_path: Path,
    make_crew: MakeCrew,
    before: str,
    limits: Limits | None,
    said: str,
) -> None:
    looks = make_theme(tmp_path / "t", before)
    if limits is None:
        limits = Limits(seconds=far_more_than_a_good_kit_takes(make_crew(config(looks, Limits()))))
    first, second, third = answers(make_crew(config(looks, limits)), GOOD, BAD, GOOD)
    assert isinstance(first, Kit)
    assert isinstance(third, Kit)
    assert third.files == first.files
    assert isinstance(second, Failed)
    expected = f"bad.yaml: {said.format(seconds=limits.seconds)}"
    assert (second.why, [str(each) for each in second.problems]) == (FailureKind.LIMIT, [expected])


@CREWS
def test_what_a_theme_does_wrong_for_one_kit_is_told_as_data(tmp_path: Path, make_crew: MakeCrew) -> None:
    executor = make_crew(config(make_theme(tmp_path / "t", for_bad_only(WRONG)), Limits()))
    first, second, third = answers(executor, GOOD, BAD, GOOD)
    assert isinstance(first, Kit)
    assert isinstance(third, Kit)
    assert isinstance(second, Failed)
    assert second.why is FailureKind.REFUSED
    assert "no_such_thing" in str(second.problems[0])


@CREWS
def test_a_bug_costs_its_kit_and_names_where_it_was(tmp_path: Path, make_crew: MakeCrew) -> None:
    executor = make_crew(config(make_theme(tmp_path / "t", ""), Limits()))
    first, second = answers(executor, replace(BAD, profile="{}"), GOOD)
    assert isinstance(first, Failed)
    assert first.why is FailureKind.BUG
    assert first.trace.startswith("Traceback")
    assert "this is a bug in kit (ValidationError)" in str(first.problems[0])
    assert isinstance(second, Kit)


ENDLESS = "building this kit took longer than 1 seconds, the most a kit may take"


@pytest.fixture
def endless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a theme whose pages never end, which may take a second."""
    monkeypatch.setattr("interview_kit.build.kit.USUAL_LIMITS", Limits(seconds=1))
    return make_theme(tmp_path / "endless", for_ever(""))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no alarm")
def test_a_command_refuses_a_theme_that_never_ends(tmp_path: Path, endless: Path) -> None:
    person, out = ROOT / "profiles/leila.yaml", tmp_path / "out"
    command = ["build", str(person), "-t", str(endless), "-f", "html", "-o", str(out)]
    done = CliRunner().invoke(main, command)
    assert (done.exit_code, done.stderr) == (2, f"{endless}: {ENDLESS}\n")
    assert not out.exists()


def test_a_caller_of_the_library_gets_a_refusal_too(tmp_path: Path, endless: Path) -> None:
    options = interview_kit.BuildOptions(theme=str(endless))
    person, out = ROOT / "profiles/leila.yaml", tmp_path / "out"
    with pytest.raises(interview_kit.InvalidInput) as refused:
        interview_kit.build_class(person, output=out, formats="html", options=options)
    assert str(refused.value) == f"{endless}: {ENDLESS}"
    assert not out.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no alarm")
def test_a_clock_that_rings_while_it_is_stopped_harms_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The alarm goes on each second: a second one may come just before the timer is cleared."""
    set_timer = signal.setitimer

    def ringing(which: int, seconds: float, interval: float = 0) -> None:
        if not seconds:
            signal.raise_signal(signal.SIGALRM)
        set_timer(which, seconds, interval)

    monkeypatch.setattr(signal, "setitimer", ringing)
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(NoAnswer) as none, limited(Limits(seconds=0.05)):
        time.sleep(5)
    assert none.value.why is Why.TIME
    with limited(Limits(seconds=5)):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) == before
