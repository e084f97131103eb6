"""The only threads of the window: a pool that iterates work, and one object that hears of it.

A pool thread never touches a presenter. It puts events in its job's inbox and wakes `ThreadJobs`, a
`QObject` of the window's thread, through a queued signal. Delivery is cut into slices, so that a
generator that yields ten thousand times a second cannot keep the window from painting; an inbox that
is full makes its generator wait instead of growing.
"""

import queue
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal, Slot

from workbench.gui.presenters.jobs import Job, Work

T = TypeVar("T")

THREADS = 8
"""More than there are cores: most jobs wait for a disk or for the engine's process."""
INBOX_SIZE = 256
SLICE_SECONDS = 0.012
"""How long events are delivered before the window gets its turn."""
PAUSE_MS = 4
"""How long the window has between two slices."""
CLOSING_MS = 15_000
SWITCH_SECONDS = 0.0002
"""How long one thread may keep the interpreter from another. Python's own 5 ms add up: painting a row asks
Python a hundred times, and each time may have to wait for a job that computes."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """The last thing in an inbox."""

    error: Exception | None


class _ThreadJob:
    """One piece of work: iterated in a pool thread, heard in the window's."""

    def __init__(
        self, work: Work, happened: Callable[[Any], None], ended: Callable[[Exception | None], None]
    ) -> None:
        self.happened = happened
        self.ended = ended
        self.inbox: queue.Queue[Any] = queue.Queue(INBOX_SIZE)
        self._work = work
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Stop after the event it is at."""
        self._stop.set()

    def iterate(self, wake: Callable[[], None]) -> None:
        """Run the work to its end, its failure, or our cancellation."""
        try:
            # Closing runs the generator's `finally` in this thread, where its project was opened.
            with closing(self._work()) as events:
                for event in events:
                    self._put(event, wake)
                    if self._stop.is_set():
                        break
        except Exception as error:  # noqa: BLE001 - handed over; whoever started the work tells bugs from errors
            self._put(_Ended(error), wake)
        else:
            self._put(_Ended(None), wake)

    def _put(self, event: object, wake: Callable[[], None]) -> None:
        while True:
            try:
                self.inbox.put(event, timeout=0.05)
            except queue.Full:
                # Nobody listens any more while the program closes.
                if self._stop.is_set() and not isinstance(event, _Ended):
                    return
                if self._stop.is_set() and self.inbox.full():
                    self.inbox.get_nowait()
                continue
            wake()
            return


class ThreadJobs(QObject):
    """Runs work in a thread pool and tells of it in the thread this object was made in."""

    _filled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_SECONDS)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(THREADS)
        self._jobs: dict[_ThreadJob, None] = {}
        self._woken = threading.Event()
        self._closed = False
        self._slices = QTimer(self)
        self._slices.setSingleShot(True)
        self._slices.setInterval(PAUSE_MS)
        self._slices.timeout.connect(self._deliver)
        # A queued call only starts the timer: Qt handles what is posted meanwhile in the same turn, so
        # a job that posts faster than we listen would keep timers and the mouse waiting for ever.
        self._filled.connect(self._slices.start, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> int:
        """How many jobs have not ended yet."""
        return len(self._jobs)

    def start(
        self,
        work: Callable[[], Generator[T]],
        happened: Callable[[T], None],
        ended: Callable[[Exception | None], None],
    ) -> Job:
        """Begin `work` as soon as a thread is free."""
        job = _ThreadJob(work, happened, ended)
        self._jobs[job] = None
        self._pool.start(lambda: job.iterate(self._wake))
        return job

    def close(self) -> None:
        """Cancel every job and wait until its generator is closed. Nothing is delivered afterwards."""
        self._closed = True
        for job in self._jobs:
            job.cancel()
        self._pool.waitForDone(CLOSING_MS)
        self._slices.stop()
        self._jobs.clear()

    def _wake(self) -> None:
        if not self._woken.is_set():
            self._woken.set()
            self._filled.emit()

    @Slot()
    def _deliver(self) -> None:
        """Hand over what waits, one event of each job in turn, until the slice is over."""
        until = time.perf_counter() + SLICE_SECONDS
        try:
            while self._waiting() and time.perf_counter() < until:
                for job in tuple(self._jobs):
                    self._deliver_one(job)
        finally:
            # Cleared before the last look: what comes after that look wakes us again.
            self._woken.clear()
            if self._waiting():
                self._woken.set()
                self._slices.start()

    def _waiting(self) -> bool:
        return not self._closed and any(not job.inbox.empty() for job in self._jobs)

    def _deliver_one(self, job: _ThreadJob) -> None:
        try:
            event = job.inbox.get_nowait()
        except queue.Empty:
            return
        if isinstance(event, _Ended):
            del self._jobs[job]
            job.ended(event.error)
        else:
            job.happened(event)
