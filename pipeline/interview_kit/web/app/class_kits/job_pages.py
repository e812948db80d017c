"""Show the page of a job that runs, and tell its script how far it is."""

from __future__ import annotations

from starlette.responses import Response, StreamingResponse

from interview_kit.web.app.class_kits.jobs import BackgroundJob, Jobs, events, held_page
from interview_kit.web.app.visit import PAGE, Visit


def in_progress(
    visit: Visit, jobs: Jobs, job: BackgroundJob, address: str, path: str, heading: str
) -> Response:
    """Return the page of a job that runs: it ends when it is time to load it again."""
    shown = visit.page("class_progress", 200, path, job=job, address=address, heading=heading, state="")
    held = held_page(bytes(shown.body).decode(), visit.request, jobs, job)
    return StreamingResponse(held, headers=PAGE, media_type="text/html")


def told(visit: Visit, jobs: Jobs, job: BackgroundJob) -> Response:
    """Return the events of a job, for the script of its page."""
    return StreamingResponse(events(visit.request, jobs, job, visit.language), media_type="text/event-stream")
