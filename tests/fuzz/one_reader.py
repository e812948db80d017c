"""Fuzz one reader in a process of its own: `python -m tests.fuzz.one_reader READER SECONDS`.

Nothing of the program may be loaded before atheris can see it being loaded.
"""

from __future__ import annotations

import sys
from importlib import import_module

MEGABYTES = 1_500
SLOWEST_SECONDS = 10
LONGEST_BYTES = 256 * 1024


def fuzz(name: str, seconds: str) -> None:
    """Fuzz until the time is over, or until a file breaks the reader, which is then kept in build/fuzz."""
    atheris = import_module("atheris")  # installed by hand, so no type checker knows it
    with atheris.instrument_imports(include=["interview_kit", "yaml"]):
        readers = import_module("tests.fuzz.readers")
    place = readers.ROOT / "build/fuzz" / name
    corpus = place / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(readers.seeds(name)):
        (corpus / f"seed-{number}").write_bytes(seed)
    limits = (f"-rss_limit_mb={MEGABYTES}", f"-timeout={SLOWEST_SECONDS}", f"-max_len={LONGEST_BYTES}")
    output = (f"-artifact_prefix={place}/", f"-max_total_time={seconds}", "-print_final_stats=1")
    atheris.Setup([sys.argv[0], *limits, *output, "-verbosity=0", str(corpus)], readers.READERS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    fuzz(*sys.argv[1:])
