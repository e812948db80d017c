"""Check what is drawn, in which order, and what each viewer is told of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from interview_kit.web.app.themes import state as sessions
from interview_kit.web.app.themes.messages import (
    Choice,
    Format,
    PageDraft,
    RenderFailure,
    RenderRequest,
    RenderResult,
)
from interview_kit.web.app.themes.people import PreviewPerson
from interview_kit.web.app.themes.state import PreviewState, Viewer

PEOPLE = tuple(PreviewPerson(key, Path(f"{key}.yaml"), key.title()) for key in ("ann", "ben"))
ANN, BEN = Choice("ann"), Choice("ben")


class Bench:
    """A session whose orders are only noted."""

    def __init__(self) -> None:
        self.orders: list[RenderRequest] = []
        self.session = PreviewState(Path("agency"), PEOPLE, self.orders.append)

    def join(self, choice: Choice, page: int = 1) -> Viewer:
        return self.session.join(choice, page)

    def draw(self, order: RenderRequest) -> None:
        self.session.answered(
            RenderResult(order.number, "kit.pdf", Format.PDF, b"%PDF", b"%PDF", about={"sizes": ()})
        )

    def refuse(self, order: RenderRequest) -> None:
        self.session.answered(RenderFailure(order.number, ({"message": "wrong"},)))


def with_bench(use: Callable[[Bench], Awaitable[None]]) -> None:
    async def run() -> None:
        await use(Bench())

    asyncio.run(run())


def told(viewer: Viewer) -> list[tuple[Any, ...]]:
    """Return what a viewer has been told since the last time: the kinds, and what tells them apart."""
    events: list[Mapping[str, Any]] = []
    while not viewer.events.empty():
        event = viewer.events.get_nowait()
        assert event is not None
        events.append(event)
    return [
        (event["kind"], *(event[name] for name in ("number", "page", "fresh") if name in event))
        for event in events
    ]


def test_a_viewer_gets_the_page_that_is_looked_at_and_then_the_kit() -> None:
    async def use(bench: Bench) -> None:
        viewer = bench.join(ANN, page=3)
        (order,) = bench.orders
        assert (order.profile, order.choice, order.page) == ("ann.yaml", ANN, 3)
        bench.session.answered(PageDraft(order.number, 3, 7, b"%PDF"))
        bench.draw(order)
        assert told(viewer) == [
            ("welcome",),
            ("drawing",),
            ("page", order.number, 3),
            ("kit", order.number, True),
        ]

    with_bench(use)


def test_a_saved_file_is_drawn_for_each_choice_that_is_looked_at_the_newest_viewers_first() -> None:
    async def use(bench: Bench) -> None:
        first, second, _ = bench.join(ANN), bench.join(BEN), bench.join(ANN)
        for place in range(2):
            bench.draw(bench.orders[place])
        bench.session.look(second.number, 5)
        bench.session.saved(100.0)
        assert bench.orders[2].choice == ANN
        bench.draw(bench.orders[2])
        assert (bench.orders[3].choice, bench.orders[3].page) == (BEN, 5)
        bench.draw(bench.orders[3])
        assert len(bench.orders) == 4
        assert told(first)[-2:] == [("drawing",), ("kit", bench.orders[2].number, True)]

    with_bench(use)


def test_what_was_ordered_before_a_saving_is_outdated() -> None:
    async def use(bench: Bench) -> None:
        viewer = bench.join(ANN)
        bench.session.saved(100.0)
        old, new = bench.orders
        told(viewer)
        bench.draw(old)
        assert told(viewer) == []
        bench.draw(new)
        assert told(viewer) == [("kit", new.number, True)]

    with_bench(use)


def test_a_choice_that_nobody_looks_at_any_more_makes_room() -> None:
    async def use(bench: Bench) -> None:
        first = bench.join(ANN)
        bench.session.leave(first)
        bench.join(BEN)
        assert [order.choice for order in bench.orders] == [ANN, BEN]

    with_bench(use)


def test_what_is_known_is_told_at_once_and_not_drawn_again() -> None:
    async def use(bench: Bench) -> None:
        first = bench.join(ANN)
        (order,) = bench.orders
        bench.draw(order)
        second = bench.join(ANN)
        assert told(second) == [("welcome",), ("kit", order.number, True)]
        assert len(bench.orders) == 1
        bench.session.leave(first)
        bench.session.leave(second)
        bench.session.saved(100.0)
        later = bench.join(ANN)
        assert told(later) == [("welcome",), ("kit", order.number, False), ("drawing",)]

    with_bench(use)


def test_a_mistake_is_told_with_the_last_good_kit_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "_PATIENCE", 0)

    async def use(bench: Bench) -> None:
        bench.join(ANN)
        bench.draw(bench.orders[0])
        bench.session.saved(100.0)
        bench.refuse(bench.orders[1])
        await asyncio.sleep(0.01)
        viewer = bench.join(ANN)
        assert told(viewer) == [("welcome",), ("kit", bench.orders[0].number, False), ("mistakes",)]
        bench.session.saved(101.0)
        bench.draw(bench.orders[2])
        assert told(viewer) == [("drawing",), ("kit", bench.orders[2].number, True)]

    with_bench(use)


def test_a_mistake_that_is_mended_at_once_is_never_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "_PATIENCE", 0.01)

    async def use(bench: Bench) -> None:
        viewer = bench.join(ANN)
        bench.refuse(bench.orders[0])
        bench.session.saved(100.0)
        bench.draw(bench.orders[1])
        await asyncio.sleep(0.02)
        assert [event[0] for event in told(viewer)] == ["welcome", "drawing", "drawing", "kit"]

    with_bench(use)


def test_a_person_who_is_gone_is_a_mistake_and_the_list_says_who_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sessions, "_PATIENCE", 0)

    async def use(bench: Bench) -> None:
        viewer = bench.join(ANN)
        bench.draw(bench.orders[0])
        told(viewer)
        bench.session.list_people(PEOPLE[1:])
        await asyncio.sleep(0.01)
        assert told(viewer) == [("people",), ("drawing",), ("mistakes",)]
        assert len(bench.orders) == 1
        bench.session.list_people((replace(PEOPLE[0], name="Anna"), *PEOPLE[1:]))
        assert (told(viewer), len(bench.orders)) == ([("people",), ("drawing",)], 2)
        bench.session.list_people(PEOPLE)
        assert (told(viewer), len(bench.orders)) == ([("people",)], 2)

    with_bench(use)
