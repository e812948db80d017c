"""Measure each request: a line of the log and metrics, with the name of its route and no typed word."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from interview_kit.web.app.application import CRASH, crash_of
from interview_kit.web.app.work import Work

# In seconds: pages, kits, classes.
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30, 60, 120, 300)
# The status of a request whose browser has gone, as nginx has it.
_GONE = 499
_REFUSED = "refused"
_NOTHING = "none"


class Metrics:
    """The metrics of a server; their labels are names of routes and statuses."""

    def __init__(self, work: Work) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "kit_requests", "Requests that were answered", ["route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "kit_request_seconds", "Seconds to answer", ["route"], buckets=_BUCKETS, registry=self.registry
        )
        self.running = Gauge("kit_requests_running", "Requests being answered", registry=self.registry)
        self._gauge("kit_workers_busy", "Workers that make a kit", lambda: work.workers.queue.inside)
        self._gauge(
            "kit_workers_waiting", "Requests that wait for a worker", lambda: work.workers.queue.waiting
        )
        self._gauge("kit_classes_unfinished", "Classes that are built or wait", lambda: work.jobs.unfinished)
        self._gauge("kit_classes_kept", "Classes whose files are kept", lambda: len(work.jobs))

    def _gauge(self, name: str, about: str, value: Callable[[], float]) -> None:
        Gauge(name, about, registry=self.registry).set_function(value)

    def count(self, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)


class RequestLog:
    """ASGI middleware that measures each request, and writes a line of JSON about it with `log`."""

    def __init__(self, app: ASGIApp, metrics: Metrics, log: Callable[[str], None]) -> None:
        self._app, self._metrics, self._log = app, metrics, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request. An exception ends the connection; its message may hold words of a profile."""
        started, status, size = time.monotonic(), 0, 0

        async def counted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            size += len(message.get("body", b""))
            await send(message)

        self._metrics.running.inc()
        try:
            await self._app(scope, receive, counted)
        except ClientDisconnect:
            status = status or _GONE
        except Exception as error:
            scope.setdefault(CRASH, crash_of(error))
        finally:
            self._metrics.running.dec()
            seconds = time.monotonic() - started
            route = _route(scope, status)
            self._metrics.count(route, status, seconds)
            self._log(_line(route, status, seconds, size, scope.get(CRASH, "")))


def _route(scope: Scope, status: int) -> str:
    """Return the name of a request's route."""
    return scope["route"].name if "route" in scope else _REFUSED if status == 421 else _NOTHING


def _line(route: str, status: int, seconds: float, size: int, crash: str) -> str:
    line = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "route": route,
        "status": status,
        "ms": round(seconds * 1000),
        "bytes": size,
    }
    return json.dumps(line | ({"crash": crash} if crash else {}))
