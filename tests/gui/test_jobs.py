"""The only tests with real threads."""

import threading
import time
from collections.abc import Generator

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal, Slot
from pytestqt.qtbot import QtBot

from workbench.gui.jobs import ThreadJobs


class Ear(QObject):
    """Counts signals that come from another thread."""

    heard = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.threads: set[int] = set()
        self.heard.connect(self.listen, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def listen(self, _event: object) -> None:
        """Note one signal and the thread it is heard in."""
        self.count += 1
        self.threads.add(threading.get_ident())


def test_five_thousand_signals_of_a_pool_thread_are_heard(qtbot: QtBot) -> None:
    """This Python with this PySide survives 5,000 queued signals that carry Python objects."""
    ear = Ear()
    pool = QThreadPool()

    def speak() -> None:
        for number in range(5000):
            ear.heard.emit({"number": number})

    pool.start(speak)
    qtbot.waitUntil(lambda: ear.count == 5000, timeout=20_000)
    pool.waitForDone()
    assert ear.threads == {threading.get_ident()}


def test_a_thousand_jobs_are_heard_in_the_windows_thread(qtbot: QtBot) -> None:
    """1,000 jobs with 20 events each: every event in order, every end once, none left behind."""
    jobs = ThreadJobs()
    heard: dict[int, list[int]] = {number: [] for number in range(1000)}
    ends: list[Exception | None] = []
    threads: set[int] = set()

    def work() -> Generator[int]:
        yield from range(20)

    def ended(error: Exception | None) -> None:
        ends.append(error)
        threads.add(threading.get_ident())

    for number in range(1000):
        jobs.start(work, heard[number].append, ended)
    qtbot.waitUntil(lambda: len(ends) == 1000, timeout=60_000)
    assert all(events == list(range(20)) for events in heard.values())
    assert ends == [None] * 1000
    assert threads == {threading.get_ident()}
    assert jobs.running == 0
    jobs.close()


def test_a_chatty_job_leaves_the_window_its_turns(qtbot: QtBot) -> None:
    """20,000 events whose handling costs 0.1 ms each never keep a timer waiting for 50 ms."""
    jobs = ThreadJobs()
    ends: list[Exception | None] = []
    gaps: list[float] = []
    last = [time.perf_counter()]

    def tick() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    def handle(_event: int) -> None:
        until = time.perf_counter() + 0.0001
        while time.perf_counter() < until:
            pass

    watchdog = QTimer()
    watchdog.setTimerType(Qt.TimerType.PreciseTimer)
    watchdog.timeout.connect(tick)
    watchdog.start(5)
    jobs.start(lambda: (number for number in range(20_000)), handle, ends.append)
    qtbot.waitUntil(lambda: bool(ends), timeout=60_000)
    watchdog.stop()
    # The machine itself pauses a process now and then; a flooded loop would do it all the time.
    assert sorted(gaps)[-3] < 0.05
    jobs.close()


def test_a_job_that_fails_says_why(qtbot: QtBot) -> None:
    """The error of the work reaches `ended`, after the events before it."""
    jobs = ThreadJobs()
    heard: list[int] = []
    ends: list[Exception | None] = []

    def work() -> Generator[int]:
        yield 1
        raise ValueError("no")

    jobs.start(work, heard.append, ends.append)
    qtbot.waitUntil(lambda: bool(ends))
    assert heard == [1]
    assert isinstance(ends[0], ValueError)
    jobs.close()


def test_cancelling_closes_the_generator_in_its_own_thread(qtbot: QtBot) -> None:
    """What the work opened is closed where it was opened, and the job ends without an error."""
    jobs = ThreadJobs()
    places: list[int] = []
    ends: list[Exception | None] = []

    def work() -> Generator[int]:
        places.append(threading.get_ident())
        try:
            while True:
                time.sleep(0.001)
                yield 0
        finally:
            places.append(threading.get_ident())

    job = jobs.start(work, lambda _event: None, ends.append)
    qtbot.waitUntil(lambda: len(places) == 1)
    job.cancel()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [None]
    assert places[0] == places[1] != threading.get_ident()
    jobs.close()


def test_closing_does_not_wait_for_listeners() -> None:
    """A job with a full inbox that nobody reads is closed all the same, and says nothing more."""
    jobs = ThreadJobs()
    heard: list[int] = []
    closed = threading.Event()

    def work() -> Generator[int]:
        try:
            yield from range(1_000_000)
        finally:
            closed.set()

    jobs.start(work, heard.append, lambda _error: None)
    time.sleep(0.05)
    jobs.close()
    assert closed.is_set()
    assert heard == []
