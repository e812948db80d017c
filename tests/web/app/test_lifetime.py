"""Check when the app ends, by a clock of the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable

import pytest

from interview_kit.web.app import lifetime as lifetime_module
from interview_kit.web.app.lifetime import (
    AFTER_THE_LAST_REQUEST,
    AFTER_THE_LAST_WINDOW,
    MOST_WINDOWS,
    Lifetime,
)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def with_lifetime(use: Callable[[Lifetime, Clock], Awaitable[None]]) -> None:
    async def run() -> None:
        clock = Clock()
        await use(Lifetime(clock), clock)

    asyncio.run(run())


async def opened(lifetime: Lifetime) -> AsyncGenerator[str, None]:
    """Return the event stream of a window, which has begun."""
    events = lifetime.events()
    assert await anext(events) == ": still here\n\n"
    return events


def test_without_scripts_the_app_ends_eight_hours_after_the_last_request() -> None:
    async def use(lifetime: Lifetime, clock: Clock) -> None:
        assert AFTER_THE_LAST_REQUEST == 8 * 3600
        clock.now += 3600
        assert lifetime.remaining() == AFTER_THE_LAST_REQUEST - 3600
        lifetime.seen()
        assert lifetime.remaining() == AFTER_THE_LAST_REQUEST
        clock.now += AFTER_THE_LAST_REQUEST
        assert lifetime.remaining() == 0

    with_lifetime(use)


def test_with_scripts_the_app_ends_ten_minutes_after_the_last_window() -> None:
    async def use(lifetime: Lifetime, clock: Clock) -> None:
        assert AFTER_THE_LAST_WINDOW == 600
        windows = [await opened(lifetime) for _ in range(2)]
        for window in windows:
            clock.now += 100 * 3600  # a window that is open holds the app, however long
            assert lifetime.remaining() > 0
            await window.aclose()
        assert lifetime.remaining() == AFTER_THE_LAST_WINDOW
        clock.now += AFTER_THE_LAST_WINDOW
        assert lifetime.remaining() == 0

    with_lifetime(use)


def test_the_wait_of_eight_hours_is_cut_short_by_the_last_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifetime_module, "AFTER_THE_LAST_WINDOW", 0.05)

    async def run() -> None:
        lifetime = Lifetime(asyncio.get_running_loop().time)
        over = asyncio.create_task(lifetime.wait_until_over())
        await asyncio.sleep(0)  # it waits, and no window has said that it runs scripts
        await (await opened(lifetime)).aclose()
        await asyncio.wait_for(over, 20)

    asyncio.run(run())


def test_a_page_that_is_left_for_the_next_one_does_not_count_as_the_last_window() -> None:
    async def use(lifetime: Lifetime, clock: Clock) -> None:
        await (await opened(lifetime)).aclose()
        clock.now += AFTER_THE_LAST_WINDOW - 1
        lifetime.seen()
        await opened(lifetime)
        clock.now += AFTER_THE_LAST_WINDOW
        assert lifetime.remaining() > 0

    with_lifetime(use)


def test_there_is_room_for_as_many_windows_as_a_browser_can_hold() -> None:
    async def use(lifetime: Lifetime, clock: Clock) -> None:
        windows = [await opened(lifetime) for _ in range(MOST_WINDOWS)]
        assert lifetime.is_full
        await windows[0].aclose()
        assert not lifetime.is_full

    with_lifetime(use)


def test_streams_end_with_the_app() -> None:
    async def use(lifetime: Lifetime, clock: Clock) -> None:
        window = await opened(lifetime)
        lifetime.end_streams()
        with pytest.raises(StopAsyncIteration):
            await anext(window)

    with_lifetime(use)
