"""Types of C come from the cache where WeasyPrint is imported: the same files, and nothing is parsed."""

from __future__ import annotations

import ctypes.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from interview_kit.stages.write.mended_faults import _Declared
from tests.limited import NEEDS_LINUX
from tests.paths import ROOT

# A kit drawn in a fresh process: its digest, and whether C was parsed.
PROGRAM = """
import json, sys
{first}
from hashlib import sha256
from interview_kit.stages.write.pdf import load_weasyprint, write_pdf
load_weasyprint()
from tests.kits import kit, looks
digest = sha256(write_pdf(kit("leila"), looks())).hexdigest()
print(json.dumps([digest, "pycparser" in sys.modules]))
"""


def drawn(folder: Path, first: str = "") -> list[object]:
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(first=first)],
        cwd=ROOT,
        env={**os.environ, "KIT_CACHE": "", "XDG_CACHE_HOME": str(folder), "PYTHONPATH": "pipeline"},
        capture_output=True,
        check=True,
        text=True,
    )
    found: list[object] = json.loads(told.stdout)
    return found


def test_types_are_parsed_at_the_first_start_alone_and_are_those_of_cffi(tmp_path: Path) -> None:
    usual, parsed = drawn(tmp_path, "import weasyprint")
    assert parsed
    assert [drawn(tmp_path) for _ in range(2)] == [[usual, True], [usual, False]]


@NEEDS_LINUX
def test_a_library_that_the_loader_does_not_know_by_its_name_is_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KIT_CACHE", "off")
    declared = _Declared()
    monkeypatch.setitem(sys.modules, "cffi", sys.modules["interview_kit"])  # as during the import
    declared.cdef("typedef int FcBool; typedef struct FcConfig FcConfig; int abs(int);")
    monkeypatch.setattr(ctypes.util, "find_library", {"c": "libc.so.6"}.get)
    assert declared.dlopen("c").abs(-3) == 3
    with pytest.raises(OSError, match="nowhere"):
        declared.dlopen("nowhere")
