"""Render kits in worker processes, each of which can be killed, or die, without harm to any other kit.

A ProcessPoolExecutor breaks as a whole when one process is killed. Here each thread has one worker process,
so the process that died tells which kit it was. Workers are forked from a fork server, a process that has
imported what renders kits and has rendered nothing yet: forking is safe there, since it has no threads (Pango
starts some when it first looks for a font), and no worker waits for the imports. Where there is no fork
server (Windows), workers import by themselves.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
from multiprocessing.connection import Connection, wait
from typing import Any

from interview_kit.build.limits import peak_memory, too_large, too_slow
from interview_kit.build.safe_start import safe_start
from interview_kit.build.tasks import Answer, BuildConfig, Failed, FailureKind, Work, failure, unpacked
from interview_kit.build.worker import render_kit
from interview_kit.build.worker_process import TOO_LARGE
from interview_kit.support.i18n import _, use_language

# The child notices by itself that its time is over; only one that hangs in a library is killed for it.
_GRACE = 2
_TO_START = 120
_IDLE = 300
_LOOK_EVERY = 0.2
# Drawing leaves some 20 kB a kit behind that no collector finds, in the libraries that set text.
_KITS_A_CHILD = 100
# A socket's path may have 103 bytes on macOS, the least of all (sun_path in unix(4)); Python adds up to 40.
_LONGEST_FOLDER = 60

_PRELOADED = (
    "interview_kit.build.worker",
    "interview_kit.build.kit",
    "interview_kit.stages.write.page_count",
    "interview_kit.stages.write.text",
)
_PRELOADED_FOR = {
    "pdf": ("interview_kit.stages.write.pdf", "interview_kit.stages.write.fetcher", "weasyprint"),
    "docx": ("interview_kit.stages.write.word",),
}


class ProcessPool:
    """The worker processes, at most one for each thread that calls `render_kit`."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._lock = threading.Lock()
        self._living: set[_WorkerProcess] = set()
        self._ended = False

    def render_kit(self, task: Work, key: str, config: bytes) -> Answer:
        """Return the answer of this thread's worker process, which is started if there is none.

        `key` identifies the config: another config needs another process, and so does every hundredth kit.
        """
        with use_language(unpacked(config).message_language):  # of this thread, which the pool has started
            return self._answer(task, key, config)

    def _answer(self, task: Work, key: str, config: bytes) -> Answer:
        child: _WorkerProcess | None = getattr(self._own, "child", None)
        if child is None or child.key != key or not child.is_alive:
            if child is not None:
                self._end(child)
            try:
                child = self._own.child = _WorkerProcess(key, config)
            except (OSError, EOFError) as error:  # it died, or its fork server did, before it had begun
                message = _("a process to build this kit could not be started: {error}", error=error)
                return failure(FailureKind.DIED, task.source, message)
            with self._lock:
                self._living.add(child)
        if self._ended:
            self._end(child)
        answer = child.answer(task)
        child.made += 1
        if not child.is_alive or child.made >= _KITS_A_CHILD:
            self._end(child)
        return answer

    def end(self) -> None:
        """Kill all worker processes, wait until they are gone, and start no more."""
        self._ended = True
        with self._lock:
            living = tuple(self._living)
        for child in living:
            self._end(child)

    def _end(self, child: _WorkerProcess) -> None:
        with self._lock:
            self._living.discard(child)
        child.end()


class _WorkerProcess:
    """One worker process, as its parent sees it."""

    def __init__(self, key: str, config: bytes) -> None:
        self.key = key
        self.made = 0
        wanted = unpacked(config)
        self._limits = wanted.limits
        # A killed child cannot clear away the fonts that its libraries unpack.
        self._folder = tempfile.mkdtemp(prefix="kit-")
        # A worker of Dask is a daemon, which may not have children, lest they outlive it. Ours do not.
        if multiprocessing.current_process().daemon:
            multiprocessing.current_process().daemon = False
        _start_fork_server(wanted.formats)
        self._ours, theirs = multiprocessing.Pipe()
        self._process = _context().Process(target=_serve, args=(theirs, config, self._folder), daemon=True)
        with safe_start():
            self._process.start()
        theirs.close()
        self._ready = False
        self._ending = threading.Lock()
        self._ended = False

    @property
    def is_alive(self) -> bool:
        """Return whether the process can take a task."""
        return not self._ours.closed and self._process.is_alive()

    def answer(self, task: Work) -> Answer:
        """Return the answer to a task; the process may be dead afterwards."""
        try:
            if not self._ready:
                self._ready = self._ours.poll(_TO_START) and bool(self._ours.recv())
            self._ours.send(task)
            if self._ours.poll(self._limits.seconds + _GRACE):
                answer: Answer = self._ours.recv()
                if isinstance(answer, Failed) and answer.why is not FailureKind.REFUSED:
                    self.end()
                return answer
        except (EOFError, OSError):  # it died, or was ended by another thread
            return self._death(task)
        self.end()
        return failure(FailureKind.LIMIT, task.source, too_slow(self._limits))

    def end(self) -> None:
        """Kill the process and delete its temporary folder; a second call does nothing."""
        with self._ending:
            if self._ended:
                return
            self._ended = True
            self._process.kill()
            self._process.join()
            # A pipe closed by two threads at once would close a stranger's file the second time.
            self._ours.close()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _death(self, task: Work) -> Failed:
        self._process.join(_GRACE)
        code = self._process.exitcode
        if code == TOO_LARGE:
            return failure(FailureKind.LIMIT, task.source, too_large(self._limits))
        if code is not None and code < 0:
            how = _("by signal {number}", number=-code)
        else:
            how = _("with code {code}", code=code)
        message = _(
            "the process that built this kit was ended ({how}): perhaps the computer ran out of memory",
            how=how,
        )
        return failure(FailureKind.DIED, task.source, message)


def _start_fork_server(formats: tuple[str, ...]) -> None:
    """Start the fork server, with the modules that these formats need, if the system has one."""
    if not _has_fork_server():
        return
    from multiprocessing import forkserver

    preloaded = [*_PRELOADED, *(name for each in formats for name in _PRELOADED_FOR.get(each, ()))]
    _context().set_forkserver_preload(preloaded)
    with safe_start():
        forkserver.ensure_running()


def _has_fork_server() -> bool:
    # It is asked through a socket in the folder for passing files, whose path has to be a short one.
    is_near = len(os.fsencode(tempfile.gettempdir())) <= _LONGEST_FOLDER
    return is_near and "forkserver" in multiprocessing.get_all_start_methods()


def _context() -> Any:
    return multiprocessing.get_context("forkserver" if _has_fork_server() else "spawn")


def _serve(connection: Connection, packed: bytes, folder: str) -> None:
    """Answer tasks until the parent closes the connection: the main function of a worker process."""
    # Ctrl-C is for the parent alone, which ends its workers. Not blocked in the fork server, which a program
    # that calls the API may use for processes of its own.
    if _has_fork_server():
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    tempfile.tempdir = folder
    config = unpacked(packed)
    threading.Thread(target=_watch, args=(config, folder), daemon=True).start()
    try:
        connection.send(True)
        while connection.poll(_IDLE):
            connection.send(render_kit(connection.recv(), config))
    except (EOFError, OSError):  # the parent needs no more kits
        pass
    os._exit(0)


def _watch(config: BuildConfig, folder: str) -> None:
    """Exit when the parent is gone, even killed, or when this process exceeds its memory limit."""
    parent = multiprocessing.parent_process()
    assert parent is not None, "only a child is watched"
    while peak_memory() <= config.limits.memory:
        if wait([parent.sentinel], timeout=_LOOK_EVERY):
            shutil.rmtree(folder, ignore_errors=True)
            os._exit(1)
    os._exit(TOO_LARGE)
