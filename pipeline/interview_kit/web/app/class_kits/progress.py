"""Show a build while it runs: as a page that loads itself again, and as events for its script.

The page stays open while the build runs, so that the build ends when the window is closed.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.requests import Request

from interview_kit.web.app.class_kits.builds import ClassBuild, ClassBuilds

# Seconds until a page without scripts is loaded again, and a screen reader begins to read it.
EVERY = 10.0
# Seconds between two looks at a build.
_STEP = 0.25
_AGAIN = '<noscript><meta http-equiv="refresh" content="0"></noscript>'
# What is sent when the page is to be loaded again.
_END = "</body>"


async def held_page(
    html: str, request: Request, builds: ClassBuilds, build: ClassBuild
) -> AsyncIterator[str]:
    """Yield a page, its end only when it is time to load it again, or its browser has gone."""
    start, end, rest = html.rpartition(_END)
    yield start
    with builds.awaited(build):
        steps = int(EVERY / _STEP)
        while steps and not build.is_over and not await request.is_disconnected():
            await asyncio.sleep(_STEP)
            steps -= 1
    yield _AGAIN + end + rest


async def events(request: Request, builds: ClassBuilds, build: ClassBuild) -> AsyncIterator[str]:
    """Yield an event whenever more people have a kit, and one when the build is over."""
    shown = -1
    with builds.awaited(build):
        while not build.is_over and not await request.is_disconnected():
            if shown != len(build.done):
                shown = len(build.done)
                name = build.done[-1] if build.done else ""
                yield f"data: {json.dumps({'done': shown, 'total': build.total, 'name': name})}\n\n"
            await asyncio.sleep(_STEP)
    yield "event: over\ndata: {}\n\n"
