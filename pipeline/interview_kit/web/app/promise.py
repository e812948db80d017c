"""Say what becomes of what people type: what is where, and how long, by the settings that run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interview_kit.build.limits import USUAL_LIMITS
from interview_kit.support.i18n import _
from interview_kit.web.app.limits import LONGEST_BODY
from interview_kit.web.app.settings import AppSettings


@dataclass(frozen=True, slots=True)
class Promise:
    """One row of the table: what it is, where it is, and how long it stays there."""

    what: str
    where: str
    how_long: str


def promises(settings: AppSettings) -> tuple[Promise, ...]:
    """Return the rows of the table in the message language."""
    return tuple(_of_server(settings) if settings.is_hosted else _of_this_computer())


def _of_browser() -> Iterator[Promise]:
    yield Promise(
        _("What you type"),
        _(
            "In the page. Part of it travels sealed with the page, so that only this service can read it."
            " Nothing is in a cookie or an address."
        ),
        _("Until you close the page"),
    )
    yield Promise(
        _("Pages that your browser keeps for its Back button"),
        _("In your browser"),
        _("Until you press “Finish”, or as long as your browser likes"),
    )


def _of_server(settings: AppSettings) -> Iterator[Promise]:
    folder = _memory_or_disk(settings)
    yield from _of_browser()
    yield Promise(
        _("A form or a file while it is sent and read"),
        _("In the memory of the server"),
        _("{seconds} seconds at most", seconds=LONGEST_BODY),
    )
    yield Promise(
        _("One person’s kit while it is made"),
        _("In the memory of the server"),
        _("Until your browser has it; {seconds:g} seconds at most", seconds=USUAL_LIMITS.seconds),
    )
    if settings.scheduler:
        yield Promise(
            _("The kits of a class while they are made"),
            _("On further computers of this service"),
            _("Until each kit is made"),
        )
    yield Promise(
        _("The kits of a class"),
        folder,
        _(
            "{minutes} minutes after they are made at most; until you press “Finish” there",
            minutes=settings.minutes,
        ),
    )
    yield Promise(
        _("What a class hands in, and marks"),
        _(
            "Not here: this service does not take it. It is read with the app on the computer of the person"
            " who marks it."
        ),
        "–",
    )
    yield Promise(
        _("A line in a log for each request"),
        _("On the server: the time, which kind of page it was, how long it took, how large it was"),
        _("As those who run this service decide. It has no word of yours, no name and no address."),
    )
    yield Promise(
        _("Accounts, cookies, statistics about people"),
        _("Nowhere: there are none"),
        "–",
    )


def _memory_or_disk(settings: AppSettings) -> str:
    if settings.in_memory:
        return _("In a folder of the server that is in its memory, not on a disk")
    return _("In a folder of the server that may be on a disk")


def _of_this_computer() -> Iterator[Promise]:
    yield from _of_browser()
    yield Promise(
        _("The kits that were shown last, and a kit that is being made"),
        _("In the memory of this computer"),
        _("Until you press “Finish”, or the app ends"),
    )
    for what in (_("The kits of the last two classes"), _("What came back from a class, with your marks")):
        yield Promise(
            what,
            _("In a folder of this computer that only your account can read"),
            _("Until you press “Finish”, or the app ends"),
        )
    yield Promise(
        _("Files that you download"),
        _("Where your browser puts them"),
        _("Until you delete them"),
    )
