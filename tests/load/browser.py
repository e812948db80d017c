"""A browser for the load run: one connection that is kept, forms posted, what came back measured.

It is asyncio alone on purpose: it needs no library, and less of the processor that it shares with what it
measures than threads or greenlets would.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.web.asking import Answer
from tests.web.serve.serving import HOST

_FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
_GONE = 0


@dataclass
class Record:
    """What was asked, by kind: how often each status came, and the seconds that each answer took."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def note(self, kind: str, status: int, seconds: float) -> None:
        """Note an answer, status 0 for a connection that broke."""
        self.statuses[kind, status] += 1
        if status in (200, 422):
            self.seconds.setdefault(kind, []).append(seconds)


class Browser:
    """A person's browser at a port of this computer."""

    def __init__(self, port: int, context: ssl.SSLContext, record: Record) -> None:
        self._at = {"host": "127.0.0.1", "port": port, "ssl": context, "server_hostname": HOST}
        self._record = record
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, kind: str, path: str, fields: Mapping[str, str] | None = None) -> Answer:
        """Return the answer to a GET, or to a posted form; status 0 where the connection broke."""
        body = urlencode(fields or {}).encode()
        method, typed = ("GET", "") if fields is None else ("POST", f"{_FORM}Content-Length: {len(body)}\r\n")
        head = f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\nSec-Fetch-Site: same-origin\r\n{typed}\r\n"
        begins, answer = time.perf_counter(), Answer(_GONE)
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection(limit=2**24, **self._at)  # type: ignore[arg-type]
            reader, writer = self._streams
            writer.write(head.encode() + body)
            answer = await _answer(reader)
        except (OSError, EOFError, asyncio.LimitOverrunError):
            self.close()
        if answer.headers.get("connection") == "close":
            self.close()
        self._record.note(kind, answer.status, time.perf_counter() - begins)
        return answer

    def close(self) -> None:
        """Close the connection at once; the next request opens another."""
        if self._streams:
            self._streams[1].transport.abort()
        self._streams = None


async def _answer(reader: asyncio.StreamReader) -> Answer:
    status, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    answer = Answer(int(status.split()[1]), headers)
    if "transfer-encoding" not in headers:
        answer.body = await reader.readexactly(int(headers.get("content-length", 0)))
        return answer
    while size := int(await reader.readline(), 16):
        answer.body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return answer
