"""Keep what the pages of themes show: which themes there are, and the kits of those that are looked at."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from interview_kit.build.limits import BUILDING, Limits, NoAnswer, Why
from interview_kit.build.worker_process import WorkerBug
from interview_kit.stages.read.theme import own_theme_names, summary_of, theme_names
from interview_kit.stages.read.theme.chain import OWN_THEMES, installed_themes
from interview_kit.support.errors import KitError
from interview_kit.support.i18n import N_, _
from interview_kit.support.output_folder import file_stem
from interview_kit.support.paths import EXAMPLES, TEMPLATES
from interview_kit.web.app.themes.messages import RenderFailure, RenderRequest, draw
from interview_kit.web.app.themes.mistakes import short, unplaced
from interview_kit.web.app.themes.people import people_in
from interview_kit.web.app.themes.state import PreviewState
from interview_kit.web.worker_client import WorkerClient

LIMITS = Limits()
_TEMPLATES = {
    **BUILDING,
    Why.DIED: N_(
        "the process that draws kits was ended: perhaps the computer ran out of memory; "
        "save a file to try again"
    ),
}


@dataclass(frozen=True, slots=True)
class KnownTheme:
    """A theme: the key in its addresses, its folder, its description, and whether it comes with kit."""

    key: str
    folder: Path
    description: str
    has_mistakes: bool
    is_shipped: bool

    @classmethod
    def of(cls, key: str, folder: Path, *, is_shipped: bool = False) -> KnownTheme:
        """Return the theme in a folder."""
        found = summary_of(folder)
        return cls(key, folder.absolute(), found.description, found.mistakes, is_shipped)

    @property
    def place(self) -> str:
        """Return the folder as it is shown."""
        return short(self.folder)


class ThemeRoom:
    """The themes that pages show; `opened` is a theme in any folder, of which there is a page too.

    `people` are the profiles and folders of them whose kits are shown.
    """

    def __init__(self, opened: Path | None = None, people: tuple[Path, ...] = ()) -> None:
        self.people = people or tuple(folder for folder in EXAMPLES if folder.is_dir())[:1]
        self._opened = opened
        self._previews: dict[str, ThemePreview] = {}

    @property
    def opened(self) -> str:
        """Return the key of the theme that was opened, "" for none."""
        if self._opened is None:
            return ""
        return next(each.key for each in self.themes() if each.folder == self._opened.absolute())

    @property
    def has_own(self) -> bool:
        """Return whether there is a theme that does not come with kit."""
        return any(not each.is_shipped for each in self.themes())

    def themes(self) -> tuple[KnownTheme, ...]:
        """Return the themes: one's own, those of installed packages, and those that come with kit."""
        found: dict[str, KnownTheme] = {}
        for theme in self._every():
            if all(theme.folder != each.folder for each in found.values()):
                key, number = theme.key, 2
                while key in found:
                    key, number = f"{theme.key}-{number}", number + 1
                found[key] = KnownTheme(
                    key, theme.folder, theme.description, theme.has_mistakes, theme.is_shipped
                )
        return tuple(found.values())

    def _every(self) -> Iterator[KnownTheme]:
        for name in own_theme_names():
            yield KnownTheme.of(file_stem(name), Path(OWN_THEMES, name))
        for name, folder in installed_themes().items():
            yield KnownTheme.of(file_stem(name), folder)
        for name in theme_names():
            yield KnownTheme.of(name, TEMPLATES / "themes" / name, is_shipped=True)
        if self._opened:
            yield KnownTheme.of(file_stem(self._opened.resolve().name), self._opened)

    def theme(self, key: str) -> KnownTheme | None:
        """Return the theme of a key, or None where there is none."""
        return next((each for each in self.themes() if each.key == key), None)

    async def preview(self, theme: KnownTheme) -> ThemePreview:
        """Return the preview of a theme, which begins to draw and to watch its files."""
        kept = self._previews.get(theme.key)
        if kept is None or kept.is_over:
            people = await asyncio.to_thread(people_in, self.people)
            kept = self._previews.get(theme.key)
            if kept is None or kept.is_over:
                state = PreviewState(theme.folder, people)
                kept = self._previews[theme.key] = ThemePreview(state, theme.folder, self.people)
        return kept

    def known_preview(self, key: str) -> ThemePreview | None:
        """Return the preview of a theme's key, or None where no page has asked for it."""
        return self._previews.get(key)

    def end_streams(self) -> None:
        """End the event streams of all previews."""
        for preview in self._previews.values():
            preview.state.end()

    def forget(self) -> None:
        """End the previews."""
        for preview in self._previews.values():
            preview.end()
        self._previews.clear()


class ThemePreview:
    """The kits of a theme for its pages: drawn by a worker process, and again when a file is saved."""

    def __init__(self, state: PreviewState, folder: Path, people: tuple[Path, ...]) -> None:
        self.state = state
        self._folder, self._people = folder, people
        self._worker = WorkerClient(LIMITS)
        self._drawing: asyncio.Task[None] | None = None
        state.give = self._give
        self._worker.start()
        self._watching = asyncio.create_task(watch(folder, people, self._saved))
        self._watching.add_done_callback(self._not_watched)

    @property
    def is_over(self) -> bool:
        """Return whether saved files are not noticed any more."""
        return self._watching.done()

    def end(self) -> None:
        """End the streams, the watch and the worker."""
        self.state.end()
        self._watching.cancel()
        if self._drawing:
            self._drawing.cancel()
        self._worker.end()

    def _give(self, order: RenderRequest) -> None:
        if self._drawing:
            self._drawing.cancel()
        self._drawing = asyncio.create_task(self._draw(order))

    async def _draw(self, order: RenderRequest) -> None:
        try:
            await self._worker.call(draw, order, hear=self.state.answered)
        except NoAnswer as error:
            self._failed(order, error.message(LIMITS, _TEMPLATES))
        except (KitError, OSError) as error:
            self._failed(order, str(error))
        except WorkerBug as error:
            message = _(
                "this is a bug in kit ({name}); build this kit with --debug and report it",
                name=str(error).strip().rpartition("\n")[2].partition(":")[0],
            )
            self._failed(order, message)

    def _failed(self, order: RenderRequest, message: str) -> None:
        self.state.answered(RenderFailure(order.number, unplaced(message)))

    async def _saved(self, when: float) -> None:
        self.state.saved(when)
        self.state.list_people(await asyncio.to_thread(people_in, self._people))

    def _not_watched(self, watching: asyncio.Task[None]) -> None:
        """End the streams where the system does not let files be watched: the page asks again."""
        if not watching.cancelled() and watching.exception():
            self.end()


async def watch(theme: Path, people: tuple[Path, ...], saved: Callable[[float], Awaitable[None]]) -> None:
    """Call `saved` with the time (seconds since the epoch) of each change, until cancelled.

    Raises OSError.
    """
    from interview_kit.tools.watch import saved_files

    stop = threading.Event()
    times = saved_files(theme, people, stop)
    try:
        await asyncio.to_thread(next, times)
        while when := await asyncio.to_thread(next, times, None):
            await saved(when)
    finally:
        stop.set()
