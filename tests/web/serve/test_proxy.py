"""Put the shipped nginx in front of two replicas: every step at another one, one killed, all replaced."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

import pytest

from interview_kit.web.app.limits import LARGEST_BODY
from tests.faults.processes import NEEDS_PROC, wait_until
from tests.shared import LONG
from tests.web.app.classes import HEAD, address_of, file_of, inputs_of, words_of
from tests.web.app.visits import LEILA, state_of, title_of
from tests.web.asking import Answer
from tests.web.serve.hosting import NEW, OLD
from tests.web.serve.proxy import NEEDS_NGINX, Proxy, free_port, proxied
from tests.web.serve.serving import HALVES, HOST, LONGEST, Serving
from tests.web.serve.site import Site, a_site, in_memory
from tests.web.serve.test_copies import CELLS, ROTATION, person

pytestmark = [NEEDS_NGINX, NEEDS_PROC]
T = TypeVar("T")
CLASS = HEAD + "".join(f"Pupil {n} Roy\tnurse\texploring\t20\n" for n in range(31))
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with a_site() as made:
        yield made


def asked(call: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(call)


def routes(site: Site) -> list[list[str]]:
    return [[line["route"] for line in each.lines()] for each in site.replicas]


def gauge(replica: Serving, name: str, value: int) -> bool:
    """Return whether a metric of a replica has a value."""
    return f"\n{name} {value}.0\n" in replica.told("/metrics")[1]


async def a_class(proxy: Proxy) -> list[Answer]:
    """Take a class from its list to a file and a saved list."""
    page = await proxy.post("class/open", {"pasted": CELLS})
    cells = dict.fromkeys(inputs_of(page), "20")
    mended = await proxy.post("class/mend", {"state": state_of(page), **cells})
    settings = await proxy.post("class/settings", {"state": state_of(mended)})
    fields = {"state": state_of(settings), "settings": "shown"}
    built = await proxy.post(address_of(settings), fields)
    file = await file_of(proxy, built, "class/maya-chen.pdf")  # type: ignore[arg-type]
    return [page, mended, settings, built, file, await proxy.post("class/save", {"state": state_of(built)})]


def test_a_person_and_a_class_get_to_their_files_at_alternating_replicas(site: Site) -> None:
    """Steps go to each replica in turn, but for the files of a class, which are where they were made."""
    before = routes(site)
    found = asked(person(site.proxy))  # type: ignore[arg-type]
    kits = asked(a_class(site.proxy))
    assert [each.status for each in found] == [200] * 10
    assert [each.status for each in kits] == [422, 200, 200, 200, 200, 200]
    assert "2 kits are ready" in words_of(kits[3]) and kits[4].body.startswith(b"%PDF")
    wait_until(lambda: sum(map(len, routes(site))) - sum(map(len, before)) == 16)
    new = [after[len(old) :] for old, after in zip(before, routes(site), strict=True)]
    steps = [[name for name in each if not name.startswith("class/build")] for each in new]
    assert [len(each) for each in steps] == [7, 7], new
    assert sorted(len(each) for each in new) == [7, 9], new


@pytest.mark.spread(2)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_nginx_refuses_has_the_page_of_the_app(site: Site, language: str) -> None:
    """A body that is too large is refused before a replica has it, with the same page and status."""
    before = sum(map(len, routes(site)))
    large = {"about.summary": "x" * LARGEST_BODY}
    refused = asked(site.proxy.post(f"/{language}/kit", large))
    own = site.replicas[0].asked(f"/{language}/limit/size")
    assert (refused.status, refused.body) == (413, own[2]) == (own[0], own[2])
    wait_until(lambda: sum(map(len, routes(site))) == before + 2)
    assert not any("kit" in each[-2:] for each in routes(site))
    just_fits = urlencode({"name": ""}).encode() + b"x" * (LARGEST_BODY - 5)
    assert site.proxy.sent("POST", f"/{language}/save", just_fits, Content_Type=FORM).status == 200


def test_too_many_requests_have_their_page(site: Site, tmp_path: Path) -> None:
    """Here one more is let in a minute, not fifty a second; how many may come at once is as it is shipped.

    Style sheets are not among them: thirty pages of a class need a hundred and fifty.
    """
    tmp_path.chmod(0o755)
    ports = [each.port for each in site.replicas]
    one = f"GET /fr/kit HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
    look = f"GET /static/app.css HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
    last = f"GET /fr/kit HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
    with proxied(tmp_path, site.memory, *ports, rate="rate=1r/m") as proxy, proxy.opened() as opened:
        opened.sendall(one * 301 + look * 150 + last)
        answers = opened.makefile("rb").read().split(b"HTTP/1.1 ")[1:]
    assert [each[:3] for each in answers] == [b"303"] * 301 + [b"200"] * 150 + [b"429"]
    head, _, body = answers[-1].partition(b"\r\n\r\n")
    assert head.count(b"retry-after: 10") == 1 and "trop de demandes" in words_of(Answer(body=body))


def test_operations_and_other_names_are_not_passed_on(site: Site) -> None:
    for path in ("/metrics/", "/ready/", "/live/"):
        assert asked(site.proxy.get(path)).status == 404
    assert asked(site.proxy.get("/fr")).headers["location"] == f"https://{HOST}/fr/"
    plain = socket.create_connection(("127.0.0.1", site.proxy.port), LONGEST)
    with pytest.raises(ssl.SSLError), plain:
        site.proxy.context.wrap_socket(plain, server_hostname="elsewhere.example")
    with socket.create_connection(("127.0.0.1", site.proxy.plain), LONGEST) as opened:
        opened.sendall(b"GET /fr/?a HTTP/1.0\r\nHost: elsewhere.example\r\n\r\n")
        head = opened.makefile("rb").read().decode()
    assert " 301 " in head and f"Location: https://{HOST}/fr/?a\r\n" in head


def test_two_hundred_half_open_requests_stop_nobody(site: Site) -> None:
    with contextlib.ExitStack() as stack:
        for number in range(200):
            stack.enter_context(opened := site.proxy.opened())
            opened.sendall(HALVES[number % 2])
        assert asked(site.proxy.get()).status == 200
        assert b"data:image/png" in asked(site.proxy.post("kit", LEILA)).body
        assert all(gauge(each, "kit_requests_running", 0) for each in site.replicas)


@contextlib.contextmanager
def growing(proxy: Proxy, page: Answer) -> Iterator[Callable[[], bytes]]:
    """Start the build of a class; yield a function that returns what comes of its page, until it ends."""
    body = urlencode({"state": state_of(page), "settings": "shown"}).encode()
    head = (
        f"POST {address_of(page)} HTTP/1.1\r\nHost: {HOST}\r\nSec-Fetch-Site: same-origin\r\n"
        f"Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with proxy.opened() as opened:
        opened.sendall(head.encode() + body)
        come = b""
        while b"of 31 kits" not in come:
            come += opened.recv(65536)

        def rest() -> bytes:
            found = come
            with contextlib.suppress(OSError):
                while more := opened.recv(65536):
                    found += more
            return found

        yield rest


def test_a_replica_that_is_killed_in_the_middle_of_a_class_costs_nobody_anything(site: Site) -> None:
    """The page so far has the list and a button; who is at the other replica, or comes next, sees nothing.

    What the replica has left in memory is deleted by the next one that starts.
    """
    page = asked(site.proxy.post("class/open", {"pasted": CLASS}))
    with growing(site.proxy, page) as rest, ThreadPoolExecutor(1) as threads:
        number = [gauge(each, "kit_classes_unfinished", 1) for each in site.replicas].index(True)
        doomed = site.replicas[number]
        kits = threads.submit(lambda: [asked(site.proxy.post("kit", LEILA)) for _ in range(2)])
        wait_until(lambda: gauge(doomed, "kit_requests_running", 2) or kits.done())
        folders = set(site.memory.glob("kit-serve-*"))
        doomed.process.kill()
        come = rest()
        assert [each.status for each in kits.result()] == [200, 200]
    assert b'form="page">Go on</button>' in come and b"kits are ready" not in come
    part = Answer(body=come)
    assert [asked(site.proxy.get()).status for _ in range(4)] == [200] * 4
    if LONG:
        later = asked(site.proxy.post(address_of(part), {"state": state_of(part)}))
        assert "31 kits are ready" in words_of(later)
    else:
        later = asked(site.proxy.post("class/list", {"state": state_of(part)}))
        assert "Pupil 30 Roy" in words_of(later)
    for each in folders:
        os.utime(each, (0, 0))
    site.replace(number)
    left = folders & set(site.memory.glob("kit-serve-*"))
    assert (len(folders), len(left)) == (2, 1)  # that of the replica which lives


def test_replicas_are_replaced_in_turn_with_the_next_keys_and_no_request_is_lost(site: Site) -> None:
    """A page goes on through all of it: what one replica has sealed with the new key, the other one opens."""
    passes = ROTATION[1:] if LONG else [(NEW, OLD)]
    over, found = threading.Event(), []

    def visit() -> None:
        page = asked(site.proxy.post("class/open", {"pasted": CELLS}))
        kit = asked(site.proxy.post("kit", LEILA))
        found.extend([page, kit])
        while not over.is_set():
            page = asked(site.proxy.post("class/list", {"state": state_of(page)}))
            saved = asked(site.proxy.post("kit/save", {"state": state_of(kit)}))
            kit = asked(site.proxy.post("kit/change", {"state": state_of(kit), "keep": "typical-day"}))
            found.extend([page, asked(site.proxy.get()), saved, kit])
            time.sleep(0.2 if LONG else 0.6)

    with ThreadPoolExecutor(2) as threads:
        going = [threads.submit(visit) for _ in range(2)]
        try:
            for keys in passes:
                for number in (0, 1):
                    site.replace(number, *keys)
        finally:
            over.set()
        for each in going:
            each.result()
    assert len(found) > 20
    lost = [(each.status, title_of(each)) for each in found if each.status not in (200, 422)]
    assert lost == []
    assert all("Error: The kit" not in title_of(each) for each in found if b"<title>" in each.body)


def test_where_no_replica_answers_the_page_of_the_app_says_so() -> None:
    with in_memory() as memory, proxied(memory, memory, free_port(), free_port()) as proxy:
        for language, words in (("en", "is being replaced"), ("fr", "en cours de remplacement")):
            for answer in (
                asked(proxy.get(f"/{language}/")),
                asked(proxy.post(f"/{language}/kit", LEILA)),
            ):
                assert (answer.status, answer.headers["retry-after"]) == (503, "10")
                assert words in words_of(answer)
