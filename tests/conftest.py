"""Let tests run beside each other: workers share what they build, and no example is timed."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings

# A test of the cache has a cache of its own, and no test another one's, or that of the person who runs it.
os.environ["KIT_CACHE"] = "off"

from tests import shared
from tests.kit_server import fork_workers, use_few_people
from tests.paths import ROOT

pytest.register_assert_rewrite("tests.sentences")
from tests.sentences import Sentences  # noqa: E402

# What is said is held in English, whatever the computer speaks; tests of French ask for French.
os.environ["KIT_MESSAGES"] = "en"

# A shell lets what it starts in the background ignore Ctrl-C, and so would all that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples in every run, and none too slow on a busy machine; `make fuzz` looks further.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("quick", settings.get_profile("steady"), max_examples=shared.QUICK_EXAMPLES)
settings.load_profile("steady")

# What `make quick` leaves out: tests that make many PDF or Word files, start processes, or grade whole banks.
# A new file or folder of tests is in both runs until it is named here.
SLOW = (
    *("bad_input", "benchmarks", "build", "cli", "faults", "fuzz", "proof", "trust", "web"),
    *("returned", "input/test_person_dates.py", "input/test_terminal.py"),
    *("test_bootstrap.py", "test_guide.py", "test_native_wheel.py", "test_package.py", "test_upgrade.py"),
    *("contracts/test_agencies.py", "contracts/test_colours.py", "contracts/test_letterhead.py"),
    *("contracts/test_messages_in_french.py", "contracts/test_one_language.py", "contracts/test_pages.py"),
    *("contracts/test_parity.py", "contracts/test_pdfua.py", "contracts/test_pseudo_language.py"),
    *(
        "contracts/test_scripts.py",
        "contracts/test_theme_words_parity.py",
        "contracts/test_tokens.py",
        "contracts/test_variants.py",
    ),
    *("contracts/test_word_pages.py", "contracts/test_word_pdfua.py", "contracts/test_word_structure.py"),
    *("contracts/test_word_validity.py", "stages/assemble/test_french.py"),
    *("stages/assemble/test_french_kits.py", "stages/assemble/test_plain.py"),
    *("stages/read/test_theme_fonts.py", "stages/write/test_address_breaks.py"),
    *("stages/write/test_content_policy.py", "stages/write/test_form_fields.py", "stages/write/test_pdf.py"),
    *("stages/write/test_word_form.py", "support/test_language_of_children.py"),
    *("tools/collect", "tools/lint_bank/test_our_bank.py", "tools/lint_bank/test_planted.py"),
    "tools/test_library.py",
)

_PATH = tuple(sys.path)

# Tests that take long each begin first, so that no worker waits for one of them at the end.
LONGEST = (
    *("test_guide.py", "build/test_dask.py", "contracts/test_word_pdfua.py", "faults/test_disk.py"),
    *("faults/test_kill.py", "input/test_nothing_lost.py", "tools/test_library.py"),
    *("trust/test_same_bytes_and_privacy.py", "web/app/themes/test_in_browser.py"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write the golden files anew; then read them"
    )
    parser.addoption("--quick", action="store_true", help="leave out what is slow, and try few examples")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-goldens") and config.getoption("numprocesses", None):
        raise pytest.UsageError("--update-goldens writes one file: run it without --numprocesses")
    if config.getoption("quick"):
        settings.load_profile("quick")


@pytest.hookimpl(optionalhook=True)  # some run without that plugin
def pytest_xdist_auto_num_workers() -> int | None:
    """Return the workers of `--numprocesses=auto`: one more than processors, since many tests only wait."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    may_use = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return may_use + 1


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return True if config.getoption("quick") and _is_of(SLOW, collection_path) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    named = any("::" in each for each in config.args)
    if not (shared.LONG or named or config.getoption("update_goldens")):
        left_out = _left_to_the_long_run(items)
        config.hook.pytest_deselected(items=left_out)
        items[:] = [each for each in items if each not in set(left_out)]
    items.sort(key=lambda item: not _is_of(LONGEST, item.path))


def _left_to_the_long_run(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return the items that run only with KIT_LONG, or where a test is named on the command line.

    Those are all items of a test marked `long`, and of one marked `spread(step)` all but the first and every
    `step`th after it. A step that divides no number of values leaves each value of a product in the run.
    """
    found, numbers = [], Counter[str]()
    for item in items:
        test = item.nodeid.partition("[")[0]
        spread = item.get_closest_marker("spread")
        if item.get_closest_marker("long") or (spread and numbers[test] % spread.args[0]):
            found.append(item)
        numbers[test] += 1
    return found


def _is_of(names: tuple[str, ...], path: Path) -> bool:
    return path.relative_to(ROOT / "tests").as_posix() in names


@pytest.fixture(scope="session", autouse=True)
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Name a folder that belongs to this run; each worker's own folder lies inside the run's."""
    own = tmp_path_factory.getbasetemp()
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    shared.folder = run / "shared"
    shared.folder.mkdir(exist_ok=True)


@pytest.fixture(scope="session", autouse=True)
def few_people() -> None:
    """Lint banks with some of the sample people, see `use_few_people`."""
    use_few_people()


@pytest.fixture(scope="module", autouse=True)
def frozen_heap() -> None:
    """Freeze the objects of earlier modules: each kit built in this process collects the others first."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def sentences(pytestconfig: pytest.Config) -> Sentences:
    """Return the golden file of messages."""
    return Sentences(pytestconfig.getoption("--update-goldens"))


@pytest.fixture(autouse=True)
def own_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Restore `sys.path`: the command, called in this process by a test or a fixture, changes it."""
    monkeypatch.setattr(sys, "path", list(_PATH))


@pytest.fixture(autouse=True)
def forked_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Save workers the start of a Python; the tests of processes have a `forked_workers` that does not."""
    if not shared.LONG and hasattr(os, "fork"):
        fork_workers(monkeypatch)
