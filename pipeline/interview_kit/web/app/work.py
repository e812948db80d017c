"""Make the kit of the app: its pages, why these questions, and its files, in worker processes within limits.

What the command line makes of the saved answers has the same bytes: it is the same task, for the same worker.
"""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from typing import Any

from interview_kit.build.fingerprint import tool_versions
from interview_kit.build.process_pool import ProcessPool
from interview_kit.build.sources import check_choices
from interview_kit.build.tasks import BuildConfig, Kit, KitTask, kit_from
from interview_kit.model.bank import Bank
from interview_kit.model.profile import Profile
from interview_kit.model.theme import ORDINARY
from interview_kit.stages.read.profiles import ReadProfile, parse_profile
from interview_kit.stages.read.theme import load_themes
from interview_kit.support.i18n import message_language
from interview_kit.support.output_folder import file_stem
from interview_kit.tools.bank_source import words_of
from interview_kit.web.app.class_kits.jobs import Jobs
from interview_kit.web.app.downloads import KINDS, Download, Kind, download
from interview_kit.web.app.form import FieldError, field_of
from interview_kit.web.app.themes.room import ThemeRoom
from interview_kit.web.app.views import KitView, PageImage

_THEME = "base"
_FILE = "profile"
# Pixels of a page's picture: sharp on the screen of a laptop.
_WIDTH = 1000
_MOST_VIEWS = 4
# Seconds between two looks whether a browser is gone.
_LOOK_EVERY = 0.1
_ALWAYS = ("pdf", "docx", "fillable", "html", "txt")


class Abandoned(Exception):
    """The request for this kit was cancelled by the browser."""


@dataclass(frozen=True, slots=True)
class _Room:
    """A thread with its own worker process."""

    thread: ThreadPoolExecutor
    pool: ProcessPool


def _room() -> _Room:
    return _Room(ThreadPoolExecutor(1), ProcessPool())


class Work:
    """The worker processes of the app, one for the pages and one for files, and the newest kits shown."""

    def __init__(self, themes: ThemeRoom | None = None) -> None:
        """Take the room of themes, None where no page shows them."""
        self.themes = themes
        self._pages, self._files = _room(), _room()
        self._views: OrderedDict[object, KitView] = OrderedDict()
        self._configs: dict[str, bytes] = {}
        self._turn = asyncio.Lock()
        self.jobs = Jobs()

    @property
    def has_themes(self) -> bool:
        """Return whether the person at this computer has a theme of their own."""
        return self.themes is not None and self.themes.has_own

    @cached_property
    def _bank(self) -> Bank:
        return words_of(load_themes(_THEME)[ORDINARY])

    async def start(self) -> None:
        """Load the libraries that the first kit needs."""
        profile = Profile(name="-")
        await self._run(self._pages, self._built, self._pages, profile, KINDS["pdf"])

    def forget(self) -> None:
        """Forget every kit."""
        self._views.clear()
        self.jobs.forget()
        if self.themes:
            self.themes.forget()

    def end(self) -> None:
        """Kill the worker processes."""
        self.jobs.end()
        if self.themes:
            self.themes.forget()
        for room in (self._pages, self._files):
            room.pool.end()
            room.thread.shutdown(cancel_futures=True)

    async def view(self, text: str, is_gone: Callable[[], Awaitable[bool]] | None = None) -> KitView:
        """Return the kit of a profile in YAML, as it is shown. Raises InvalidInput, BuildFailure.

        Raises Abandoned where who asked `is_gone` before it is made, since a newer request replaces this.
        """
        key = message_language(), sha256(text.encode()).digest()
        async with self._turn:
            if is_gone and await is_gone():
                raise Abandoned
            if key not in self._views:
                self._views[key] = await self._viewed_unless_gone(text, is_gone)
                if len(self._views) > _MOST_VIEWS:
                    self._views.popitem(last=False)
            return self._views[key]

    async def _viewed_unless_gone(self, text: str, is_gone: Callable[[], Awaitable[bool]] | None) -> KitView:
        """Return the kit of a profile; kill the process that makes it as soon as who asked is gone."""
        making = asyncio.ensure_future(self._run(self._pages, self._viewed, text))
        while not making.done():
            await asyncio.wait((making,), timeout=_LOOK_EVERY if is_gone else None)
            if is_gone and not making.done() and await is_gone():
                self._pages.pool.drop()
                await asyncio.wait((making,))
                making.exception()
                raise Abandoned
        view: KitView = await making
        return view

    async def file(self, text: str, kind: str) -> Download:
        """Return a file of the kit of a profile in YAML. Raises InvalidInput, BuildFailure, KeyError."""
        file: Download = await self._run(self._files, self._downloaded, text, kind)
        return file

    async def _run(self, room: _Room, function: Any, *arguments: Any) -> Any:
        """Return what a function returns, called in the thread of a room, in the language of the caller."""
        call = partial(copy_context().run, function, *arguments)
        return await asyncio.get_running_loop().run_in_executor(room.thread, call)

    def _read(self, text: str) -> ReadProfile:
        return check_choices(parse_profile(text.encode(), _FILE), self._bank)

    def _viewed(self, text: str) -> KitView:
        # Imported here: the form opens without them.
        from interview_kit.build.extras import extra_files
        from interview_kit.stages.select import select
        from interview_kit.tools.explanation import explained_talks

        read = self._read(text)
        profile, kit = read.profile, self._built(self._pages, read.profile, KINDS["pdf"])
        selection = select(self._bank, profile)
        extras = extra_files(selection, profile, self._bank, ("eml", "ics"))
        more = [kind for kind in ("ics", "eml") if any(name.endswith(kind) for name in extras)]
        return KitView(
            profile.name,
            tuple(_images(kit.files["pdf"])),
            tuple(explained_talks(self._bank, profile, selection)),
            tuple(FieldError(field_of(each.path), each.message, each.path) for each in read.notices),
            (*_ALWAYS, *more),
        )

    def _downloaded(self, text: str, kind: str) -> Download:
        profile = self._read(text).profile
        kit = self._built(self._files, profile, KINDS[kind])
        return download(kind, file_stem(profile.name), kit.files)

    def _built(self, room: _Room, profile: Profile, kind: Kind) -> Kit:
        typed = profile.model_dump_json(exclude_unset=True, by_alias=True)
        task = KitTask(typed, profile.support.variant, _FILE)
        return kit_from(room.pool.render_kit(task, *self._config(kind, message_language())))

    def _config(self, kind: Kind, language: str) -> tuple[str, bytes]:
        """Return the key and the bytes of the config that builds a kind of file."""
        key = f"{kind} {language}"
        if key not in self._configs:
            themes = load_themes(_THEME, fillable=kind.fillable)
            config = BuildConfig(self._bank, themes, kind.formats, tool_versions(), extras=kind.extras)
            self._configs[key] = config.packed()
        return key, self._configs[key]


def _images(pdf: bytes) -> Iterator[PageImage]:
    from interview_kit.web.page_images import page_pictures

    for number, page in enumerate(page_pictures(pdf, _WIDTH), start=1):
        source = f"data:image/png;base64,{b64encode(page.png).decode('ascii')}"
        yield PageImage(number, page.title, source, page.width, page.height)
