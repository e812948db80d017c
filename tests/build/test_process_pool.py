"""A child makes so many kits and gives way to another one, since drawing leaves memory behind."""

from __future__ import annotations

import pytest

from interview_kit.build import process_pool
from interview_kit.build.process_pool import ProcessPool
from interview_kit.build.tasks import Kit
from tests.benchmarks import people
from tests.build.test_limits import GOOD


def test_after_so_many_kits_another_child_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_pool, "_KITS_A_WORKER", 2)
    packed = people.config("html").packed()
    children, made_by = ProcessPool(), []
    try:
        for _ in range(5):
            answer = children.render_kit(GOOD, "", packed)
            assert isinstance(answer, Kit)
            assert children._own.worker is not None
            made_by.append(children._own.worker.pid)
            assert len(children._living) == len(made_by) % 2  # the one that has made its kits is gone
    finally:
        children.end()
    first, second, third = dict.fromkeys(made_by)
    assert made_by == [first, first, second, second, third]
