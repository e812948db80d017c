"""Make the kit of the app: its pages, why these questions, and its files, in worker processes within limits.

What the command line makes of the saved answers has the same bytes: it is the same task, for the same worker.
"""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from functools import cached_property
from hashlib import sha256

from interview_kit.build.fingerprint import tool_versions
from interview_kit.build.process_pool import ProcessPool
from interview_kit.build.rosters import check_choices
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
from interview_kit.web.app.settings import AppSettings
from interview_kit.web.app.themes.room import ThemeRoom
from interview_kit.web.app.views import KitView, PageImage
from interview_kit.web.app.workers import BoundedQueue, KitWorkers

_FILE = "profile"
# Pixels of a page's picture: sharp on the screen of a laptop.
_WIDTH = 1000
# Of the person at this computer; for others, none is kept.
_MOST_VIEWS = 4
_ALWAYS = ("pdf", "docx", "fillable", "html", "txt")


class Work:
    """The worker processes of the app, and the newest kits shown where it is for one person."""

    def __init__(self, settings: AppSettings, themes: ThemeRoom | None = None) -> None:
        """Take the settings, and the room of themes, None where no page shows them."""
        self._settings, self.themes = settings, themes
        self._views: OrderedDict[object, KitView] = OrderedDict()
        self._configs: dict[str, bytes] = {}
        self.workers = KitWorkers(settings.workers, settings.waiting)
        self.readers = BoundedQueue(settings.workers, settings.waiting)
        self.jobs = Jobs(settings)

    @property
    def has_themes(self) -> bool:
        """Return whether the person at this computer has a theme of their own."""
        return self.themes is not None and self.themes.has_own

    @cached_property
    def _bank(self) -> Bank:
        return words_of(load_themes(self._settings.themes[0])[ORDINARY])

    async def start(self) -> None:
        """Load the libraries that the first kit needs; of all workers, where the app is for many people."""
        count = self._settings.workers if self._settings.is_hosted else 1
        await asyncio.gather(*(self.probe() for _ in range(count)))

    async def probe(self) -> None:
        """Build a kit of a profile without answers. Raises BuildFailure, Busy."""
        kind = KINDS["pdf"]
        await self.workers.run(_key(kind), self._built, Profile(name="-"), kind)

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
        self.workers.end()

    async def view(self, text: str, is_gone: Callable[[], Awaitable[bool]] | None = None) -> KitView:
        """Return the kit of a profile in YAML, as it is shown. Raises InvalidInput, BuildFailure, Busy.

        Raises Abandoned where who asked `is_gone` before it is made, since a newer request replaces this.
        """
        name = message_language(), sha256(text.encode()).digest()
        if name in self._views:
            return self._views[name]
        view: KitView = await self.workers.run(_key(KINDS["pdf"]), self._viewed, text, is_gone=is_gone)
        if not self._settings.is_hosted:
            self._views[name] = view
            if len(self._views) > _MOST_VIEWS:
                self._views.popitem(last=False)
        return view

    async def file(self, text: str, kind: str) -> Download:
        """Return a file of the kit of a profile. Raises InvalidInput, BuildFailure, KeyError, Busy."""
        file: Download = await self.workers.run(_key(KINDS[kind]), self._downloaded, text, kind)
        return file

    def _read(self, text: str) -> ReadProfile:
        return check_choices(parse_profile(text.encode(), _FILE), self._bank.choosing)

    def _viewed(self, pool: ProcessPool, text: str) -> KitView:
        # Imported here: the form opens without them.
        from interview_kit.build.extras import extra_files
        from interview_kit.stages.select import select
        from interview_kit.tools.explanation import explained_talks

        read = self._read(text)
        profile, kit = read.profile, self._built(pool, read.profile, KINDS["pdf"])
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

    def _downloaded(self, pool: ProcessPool, text: str, kind: str) -> Download:
        profile = self._read(text).profile
        kit = self._built(pool, profile, KINDS[kind])
        return download(kind, file_stem(profile.name), kit.files)

    def _built(self, pool: ProcessPool, profile: Profile, kind: Kind) -> Kit:
        typed = profile.model_dump_json(exclude_unset=True, by_alias=True)
        task = KitTask(typed, profile.support.variant, _FILE)
        return kit_from(pool.render_kit(task, _key(kind), self._config(kind)))

    def _config(self, kind: Kind) -> bytes:
        """Return the packed config that builds a kind of file, with messages in the caller's language."""
        key = _key(kind)
        if key not in self._configs:
            settings = self._settings
            themes = load_themes(settings.themes[0], paper=settings.paper, fillable=kind.fillable)
            config = BuildConfig(self._bank, themes, kind.formats, tool_versions(), extras=kind.extras)
            self._configs[key] = config.packed()
        return self._configs[key]


def _key(kind: Kind) -> str:
    return f"{kind} {message_language()}"


def _images(pdf: bytes) -> Iterator[PageImage]:
    from interview_kit.web.page_images import page_pictures

    for number, page in enumerate(page_pictures(pdf, _WIDTH), start=1):
        source = f"data:image/png;base64,{b64encode(page.png).decode('ascii')}"
        yield PageImage(number, page.title, source, page.width, page.height)
