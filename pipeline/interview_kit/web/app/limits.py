"""Define the limits of the app: what is refused with which status and words, here and by a proxy in front."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from interview_kit.support.i18n import N_, _
from interview_kit.tools.class_list.class_list import MOST_PEOPLE

# A profile has at most 1 MiB, and each of its bytes may take three in a form; the sealed answers come too.
LARGEST_BODY = 8 * 1024 * 1024
MEGABYTES = LARGEST_BODY // 1024**2
# Seconds for a whole form to come.
LONGEST_BODY = 60
# Seconds after which a request that found no room may come again.
AGAIN = 10
# Files that are neither a list nor saved answers, by their endings; the readers refuse all others.
NO_DATA = (
    *(".doc", ".docx", ".gdoc", ".gsheet", ".numbers", ".odt", ".pages", ".pdf", ".ppt", ".pptx"),
    *(".gif", ".heic", ".jpeg", ".jpg", ".mov", ".mp4", ".png"),
)
# A file of more bytes does not travel with the page of a busy service.
LARGEST_KEPT = LARGEST_BODY // 2
# Requests that are answered at a time: their forms fit into the memory of a server.
MOST_VISITS = 300
BUSY, FULL = "busy", "full"


@dataclass(frozen=True, slots=True)
class LimitPage:
    """A limit that was met: the status of the response, and what the page says."""

    status: int
    title: str
    text: str = ""

    def words(self) -> tuple[str, str]:
        """Return the title and the text in the message language."""
        return tuple(_(each, size=MEGABYTES, seconds=AGAIN) for each in (self.title, self.text))  # type: ignore[return-value]

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers of the response: when to come again, where that helps."""
        return {"Retry-After": str(AGAIN)} if self.status in (429, 503) else {}


_BUSY = LimitPage(
    503,
    N_("Many people make kits just now"),
    N_("Nothing is lost: what you typed travels with this page. Try again in {seconds} seconds."),
)
_RATE = LimitPage(
    429,
    N_("These are too many requests in a short time"),
    N_("Wait a minute, and go back: what you typed is still there. Then send it again."),
)
LIMITS: Mapping[str, LimitPage] = {
    "size": LimitPage(
        413,
        N_("This is more than a kit can hold"),
        N_("A form and its file have at most {size} MB. Go back, and shorten it."),
    ),
    "kind": LimitPage(415, N_("This is not a form of these pages")),
    "form": LimitPage(400, N_("This form could not be read")),
    "slow": LimitPage(
        408,
        N_("Your form took too long to arrive"),
        N_("Go back: what you typed is still there. Then send it again."),
    ),
    "rate": _RATE,
    BUSY: _BUSY,
    FULL: replace(_BUSY, text=_RATE.text),
    "away": replace(_RATE, status=503, title=N_("This part of the service is being replaced")),
}


def limit_lines() -> tuple[str, ...]:
    """Return the limits as sentences, to be read before one of them is met."""
    return (
        _("A form and its file have at most {size} MB.", size=MEGABYTES),
        _("A class has at most {most} people; a longer list is divided.", most=MOST_PEOPLE.most),
        _("A list is an Excel (.xlsx), OpenDocument (.ods) or CSV file; saved answers are a .yaml file."),
        _("When many people make kits at once, a page may ask you to try again. It keeps what you typed."),
    )
