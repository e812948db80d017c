"""Fuzz one reader in a process of its own: `python -m tests.fuzz.one_reader READER SECONDS`.

Nothing of the program may be loaded before atheris can see it being loaded, where it is installed. Without
it, files are changed at random.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

LONGEST_BYTES = 256 * 1024
# Nothing of the machine may be lost with a file that wants all memory; less is noticed.
_MOST_ADDRESSES = 8 * 1024**3


def fuzz(name: str, seconds: str, place: Path, reader: Callable[[bytes], None] | None = None) -> None:
    """Fuzz until the time is over, or until a file breaks a promise, which is then kept in `place`.

    Exits with 1 for a broken promise. A `reader` takes the place of the named one.
    """
    own = place / "passing"
    own.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = str(own)
    os.environ |= {"TMPDIR": str(own), "HOME": str(own), "XDG_CACHE_HOME": str(own), "KIT_MESSAGES": "en"}
    _limit_addresses()
    atheris = import_module("atheris") if find_spec("atheris") else None  # installed by hand
    if atheris:
        with atheris.instrument_imports(include=["interview_kit", "yaml"]):
            readers = import_module("tests.fuzz.readers")
    else:
        readers = import_module("tests.fuzz.readers")
    mutated = import_module("tests.fuzz.mutation").mutated
    watch = import_module("tests.fuzz.effects").Watch(place)
    seeds = readers.seeds(name)
    read = reader or readers.READERS[name]
    for seed in seeds:  # what is loaded when it is first needed is no effect of a file
        read(seed)
    (place / "strace.begun").write_bytes(b"")

    def look(data: bytes) -> None:
        try:
            watch.reading(read, data)
        except BaseException as error:
            if not isinstance(error, KeyboardInterrupt):
                kept = place / f"broken-{name}"
                kept.write_bytes(data)
                traceback.print_exc()
                print(f"{kept} breaks a promise of {name}: {error!r}", file=sys.stderr, flush=True)
                os._exit(1)  # whatever still runs
            raise

    if atheris:
        _with_atheris(atheris, look, mutated, name, seconds, place, seeds)
    chance, end, count = Random(f"{name} {time.time()}"), time.monotonic() + float(seconds), 0
    while time.monotonic() < end:
        look(mutated(name, chance.choice(seeds), chance)[:LONGEST_BYTES])
        count += 1
    print(f"{count} files", flush=True)


def _with_atheris(
    atheris: Any,
    look: Callable[[bytes], None],
    mutated: Callable[[str, bytes, Random], bytes],
    name: str,
    seconds: str,
    place: Path,
    seeds: list[bytes],
) -> None:
    corpus = place / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed)

    def change(data: bytes, most: int, seed: int) -> bytes:
        return mutated(name, data, Random(seed))[:most]

    options = (f"-max_len={LONGEST_BYTES}", f"-max_total_time={seconds}", "-rss_limit_mb=0", "-verbosity=0")
    atheris.Setup(
        [sys.argv[0], *options, f"-artifact_prefix={place}/", str(corpus)], look, custom_mutator=change
    )
    atheris.Fuzz()


def _limit_addresses() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_ADDRESSES, _MOST_ADDRESSES))


if __name__ == "__main__":
    fuzz(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
