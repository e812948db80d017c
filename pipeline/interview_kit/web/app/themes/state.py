"""Hold the preview's state: the viewers, which kit is rendered next, and the events sent to each viewer."""

from __future__ import annotations

import asyncio
import itertools
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from interview_kit.support.i18n import N_, _
from interview_kit.web.app.themes.messages import (
    Answer,
    Choice,
    PageDraft,
    RenderFailure,
    RenderRequest,
    RenderResult,
)
from interview_kit.web.app.themes.mistakes import short, unplaced
from interview_kit.web.app.themes.people import PreviewPerson
from interview_kit.web.page_images import remember

_MOST_KITS, _MOST_PDFS = 16, 24
# Seconds an error is held back: an editor may truncate a file a moment before it writes it.
_PATIENCE = 0.12
_NOBODY = N_("this person is not there any more; choose another one")

Event = Mapping[str, Any]


@dataclass(eq=False, slots=True)
class Viewer:
    """A browser page with an open event stream; None in its queue ends the stream."""

    number: int
    choice: Choice
    page: int
    events: asyncio.Queue[Event | None] = field(default_factory=asyncio.Queue)


class PreviewState:
    """The state of the preview; used on the event loop only, not thread-safe.

    `give` is called with each request, which supersedes the one before it. `files` are the kits rendered
    last, by request number, and `pdfs` their pages, or one page of a kit.
    """

    def __init__(
        self,
        theme: Path,
        people: tuple[PreviewPerson, ...],
        give: Callable[[RenderRequest], None] = lambda order: None,
    ) -> None:
        self.pdfs: OrderedDict[int, bytes | Mapping[int, bytes]] = OrderedDict()
        self.files: OrderedDict[int, RenderResult] = OrderedDict()
        self._theme = theme
        self._people = people
        self.give = give
        self.viewers: dict[int, Viewer] = {}
        self._numbers = itertools.count(1)
        # Requests up to this number are out of date.
        self._outdated = 0
        self._saved: float | None = None
        self._drawing: RenderRequest | None = None
        # The last event of each choice, and the number of its request.
        self._good: OrderedDict[Choice, tuple[int, Event]] = OrderedDict()
        self._last: OrderedDict[Choice, tuple[int, Event]] = OrderedDict()

    def join(self, choice: Choice, page: int) -> Viewer:
        """Return a new viewer with the known events queued."""
        viewer = Viewer(next(self._numbers), choice, page)
        self.viewers[viewer.number] = viewer
        welcome = {"kind": "welcome", "viewer": viewer.number, "saved": self._saved, **self._listed()}
        viewer.events.put_nowait(welcome)
        good, last = self._good.get(choice), self._last.get(choice)
        if good:
            viewer.events.put_nowait({**good[1], "fresh": good[0] > self._outdated})
        if last and last is not good and last[0] > self._outdated:
            viewer.events.put_nowait(last[1])
        self._next()
        return viewer

    def leave(self, viewer: Viewer) -> None:
        """Remove a viewer."""
        self.viewers.pop(viewer.number, None)

    def look(self, number: int, page: int) -> None:
        """Set the page a viewer looks at: it is rendered first the next time."""
        if viewer := self.viewers.get(number):
            viewer.page = page

    def saved(self, when: float) -> None:
        """Render the visible kits again; `when` is the time (seconds since the epoch) a file was saved."""
        self._saved = when
        self._render_again()

    def list_people(self, people: tuple[PreviewPerson, ...]) -> None:
        """Replace the list of people; render again if the profile files differ."""
        if people == self._people:
            return
        before, self._people = self._people, people
        self._send(None, {"kind": "people", **self._listed()})
        if [each.file for each in before] != [each.file for each in people]:
            self._render_again()

    def _render_again(self) -> None:
        self._outdated = next(self._numbers)
        self._drawing = None
        self._next()

    def answered(self, answer: Answer) -> None:
        """Send the answer to the current request to its viewers; ignore an outdated one."""
        order = self._drawing
        if order is None or answer.number != order.number:
            return
        match answer:
            case PageDraft():
                remember(self.pdfs, answer.number, {answer.page: answer.pdf}, _MOST_PDFS)
                page = {"kind": "page", "number": answer.number, "page": answer.page, "pages": answer.pages}
                self._send(order.choice, page | {"saved": self._saved})
            case RenderResult():
                self._finish(order, self._kit(answer))
            case RenderFailure():
                told = {"kind": "mistakes", "mistakes": list(answer.mistakes), "saved": self._saved}
                loop = asyncio.get_running_loop()
                loop.call_later(_PATIENCE, self._refuse, order, told)

    def end(self) -> None:
        """End every viewer's event stream."""
        for viewer in self.viewers.values():
            viewer.events.put_nowait(None)

    def _kit(self, drawn: RenderResult) -> Event:
        if drawn.pdf:
            remember(self.pdfs, drawn.number, drawn.pdf, _MOST_PDFS)
        remember(self.files, drawn.number, drawn, _MOST_KITS)
        return {
            "kind": "kit",
            "number": drawn.number,
            "name": drawn.name,
            "format": drawn.kind.value,
            "size": len(drawn.file),
            "titles": drawn.titles,
            "saved": self._saved,
            "fresh": True,
            **drawn.about,
        }

    def _refuse(self, order: RenderRequest, event: Event) -> None:
        if self._drawing is order:
            self._finish(order, event)

    def _finish(self, order: RenderRequest, event: Event) -> None:
        known = order.number, event
        remember(self._last, order.choice, known, _MOST_KITS)
        if event["kind"] == "kit":
            remember(self._good, order.choice, known, _MOST_KITS)
        self._drawing = None
        self._send(order.choice, event)
        self._next()

    def _next(self) -> None:
        """Request the next visible kit that is out of date, the newest viewer's first."""
        newest_first = tuple(reversed(self.viewers.values()))
        if self._drawing and any(viewer.choice == self._drawing.choice for viewer in newest_first):
            return
        for viewer in newest_first:
            known = self._last.get(viewer.choice)
            if viewer.choice.person and (known is None or known[0] <= self._outdated):
                self._order(viewer.choice, viewer.page)
                return

    def _order(self, choice: Choice, page: int) -> None:
        person = next((each for each in self._people if each.key == choice.person), None)
        order = RenderRequest(
            next(self._numbers), str(self._theme), str(person.file) if person else "", choice, page
        )
        self._drawing = order
        self._send(choice, {"kind": "drawing"})
        if person:
            self.give(order)
        else:
            self.answered(RenderFailure(order.number, unplaced(_(_NOBODY))))

    def _listed(self) -> dict[str, Any]:
        people = [
            {name: value for name, value in asdict(person).items() if name != "file"}
            for person in self._people
        ]
        return {"theme": self._theme.name, "place": short(self._theme), "people": people}

    def _send(self, choice: Choice | None, event: Event) -> None:
        for viewer in self.viewers.values():
            if choice is None or viewer.choice == choice:
                viewer.events.put_nowait(event)
