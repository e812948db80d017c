"""A class takes its course: in any order of answers, with a bounded number of them under way."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from interview_kit.build.executors import KitExecutor
from interview_kit.build.scheduler import BuildRun, Job, Status
from interview_kit.build.tasks import Answer, BuildConfig, FailureKind, Kit, KitTask, failure
from interview_kit.model.theme import ORDINARY, VARIANTS
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.theme import load_theme
from interview_kit.support.errors import OutputProblem
from interview_kit.support.output_folder import OutputFolder

ROOM = 8
BANK, THEME = read_bank(), load_theme("base")
Work = Callable[[KitTask], Answer]


def built(task: KitTask) -> Kit:
    return Kit({"txt": task.profile.encode()}, None, "A", "10", 0.1)


class FakeCrew(KitExecutor):
    """Threads that make files of the profile's own words, and count what they have in hand."""

    def __init__(self, work: Work) -> None:
        self.now = self.most = 0
        self.ended = False
        self.lock = threading.Lock()
        super().__init__(ThreadPoolExecutor(ROOM), ROOM, self._counted)
        self.do = work

    def _counted(self, task: KitTask) -> Answer:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        try:
            return self.do(task)
        finally:
            with self.lock:
                self.now -= 1

    def end(self) -> None:
        super().end()
        self.ended = True


def jobs(folder: Path, count: int) -> list[Job]:
    return [
        Job(f"P {n}", folder / f"p-{n}", KitTask(f"profile {n}", ORDINARY, f"p{n}.yaml"))
        for n in range(count)
    ]


Make = Callable[..., tuple[BuildRun, list[FakeCrew]]]


@pytest.fixture
def build_run(tmp_path: Path) -> Iterator[Make]:
    with ExitStack() as stack:
        folder = stack.enter_context(OutputFolder(tmp_path))

        def make(work: Work, force: bool = False) -> tuple[BuildRun, list[FakeCrew]]:
            crews: list[FakeCrew] = []
            config = BuildConfig(BANK, dict.fromkeys(VARIANTS, THEME), ("txt",), {})

            def hire() -> FakeCrew:
                crews.append(FakeCrew(work))
                return crews[-1]

            return BuildRun(config, hire, {tmp_path: folder}, force=force), crews

        yield make


def test_answers_in_any_order_make_the_same_files(tmp_path: Path, build_run: Make) -> None:
    def slowly(task: KitTask) -> Answer:
        time.sleep(random.random() / 500)
        return built(task)

    first, crews = build_run(slowly)
    outcomes = list(first.run(jobs(tmp_path, 60)))
    assert Counter(outcome.status for outcome in outcomes) == {Status.BUILT: 60}
    assert {path.name: path.read_text() for path in tmp_path.glob("*.txt")} == {
        f"p-{n}.txt": f"profile {n}" for n in range(60)
    }
    assert 1 < crews[0].most <= ROOM
    assert crews[0].ended


def test_what_is_up_to_date_needs_no_crew(tmp_path: Path, build_run: Make) -> None:
    list(build_run(built)[0].run(jobs(tmp_path, 5)))
    again, crews = build_run(built)
    assert [outcome.status for outcome in again.run(jobs(tmp_path, 5))] == [Status.UP_TO_DATE] * 5
    assert crews == []
    forced, crews = build_run(built, force=True)
    assert [outcome.status for outcome in forced.run(jobs(tmp_path, 5))] == [Status.BUILT] * 5


def test_only_what_changed_is_built_again_and_oddities_are_told(tmp_path: Path, build_run: Make) -> None:
    list(build_run(built)[0].run(jobs(tmp_path, 4)))
    (tmp_path / "p-1.txt").write_text("changed by hand")
    (tmp_path / ".kit/p-2.json").write_text("damaged")
    (tmp_path / ".kit/p-3.json").unlink()
    told = {o.job.path.name: (o.status, o.oddity) for o in build_run(built)[0].run(jobs(tmp_path, 4))}
    assert told == {
        "p-0": (Status.UP_TO_DATE, ""),
        "p-1": (Status.BUILT, "not as it was built, so it is built again: p-1.txt"),
        "p-2": (Status.BUILT, "the record of this kit is damaged, so it is built again"),
        "p-3": (Status.BUILT, ""),
    }
    assert (tmp_path / "p-1.txt").read_text() == "profile 1"


def test_a_kit_whose_worker_died_is_tried_again_alone(tmp_path: Path, build_run: Make) -> None:
    tries: Counter[str] = Counter()
    alone: list[bool] = []

    def deadly(task: KitTask) -> Answer:
        tries[task.profile] += 1
        if task.profile in ("profile 1", "profile 3"):
            if tries[task.profile] == 2:
                alone.append(crews[0].now == 1 and len(tries) == 6)
                if task.profile == "profile 1":
                    return built(task)
            return failure(FailureKind.DIED, task.source, "killed")
        return built(task)

    under_way, crews = build_run(deadly)
    told = {outcome.job.path.name: outcome.status for outcome in under_way.run(jobs(tmp_path, 6))}
    assert told == {f"p-{n}": Status.FAILED if n == 3 else Status.BUILT for n in range(6)}
    assert alone == [True, True]
    assert tries["profile 3"] == 2
    assert not (tmp_path / "p-3.txt").exists()


def test_whoever_stops_listening_ends_the_crew(tmp_path: Path, build_run: Make) -> None:
    under_way, crews = build_run(built)
    with closing(under_way.run(jobs(tmp_path, 100))) as outcomes:
        next(outcomes)
    assert crews[0].ended


def test_a_disk_that_is_full_ends_the_crew_and_keeps_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, build_run: Make
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    under_way, crews = build_run(built)
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputProblem, match="No space left on device"):
        list(under_way.run(jobs(tmp_path, 10)))
    assert crews[0].ended
    assert sorted(path.name for path in tmp_path.iterdir()) == [".kit.lock"]
