"""A watchdog on the event loop, and the projects that the window is measured on."""

import json
import random
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from workbench.domain.ids import instance_id
from workbench.domain.tasks import Instance, Task
from workbench.gui.views.browse import BrowseView
from workbench.library.operations import import_paths
from workbench.paths import resources
from workbench.store.project import Project

TICK_MS = 2
LOOK_MS = 3
READ_EVERY_MS = 120
"""Somebody goes to the next instance this often."""
SHORTEST = 3.0
"""Seconds that are watched at least."""
_WORDS = "patient fever cough kidney pain history of the and with creatinine rising since days ward".split()


class Watch:
    """Runs the event loop and looks how long it was away."""

    def __init__(self, application: QApplication) -> None:
        self._application = application

    def until(self, done: Callable[[], bool], timeout: float = 300.0) -> float:
        """Run the loop until `done`; how many seconds that took."""
        began = time.perf_counter()
        loop, looking = QEventLoop(), QTimer()
        looking.timeout.connect(
            lambda: loop.quit() if done() or time.perf_counter() - began > timeout else None
        )
        # The loop sleeps between events, as in the program: one that spins keeps the threads from working.
        looking.start(LOOK_MS)
        loop.exec()
        return time.perf_counter() - began

    def settle(self, seconds: float = 0.3) -> None:
        """Run the loop for a while."""
        end = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() > end)

    def timed(self, do: Callable[[], None]) -> float:
        """Seconds from `do` until the window is painted with what it did."""
        began = time.perf_counter()
        do()
        self._application.processEvents()
        return time.perf_counter() - began

    def searched(self, browse: BrowseView, text: str) -> float:
        """Seconds from asking for `text` until its hits are painted; without the rest after typing."""
        began = time.perf_counter()
        browse.searched.emit(text)
        self.until(lambda: "hit" in browse.heading)
        self._application.processEvents()
        return time.perf_counter() - began

    def gaps(
        self, begin: Callable[[], None], busy: Callable[[], bool], read_on: Callable[[], None]
    ) -> tuple[list[float], float]:
        """Seconds between ticks from `begin` until no longer `busy`, while `read_on` is called regularly."""
        ticks: list[float] = []
        watchdog, reader = QTimer(), QTimer()
        watchdog.setTimerType(Qt.TimerType.PreciseTimer)
        watchdog.timeout.connect(lambda: ticks.append(time.perf_counter()))
        reader.timeout.connect(read_on)
        watchdog.start(TICK_MS)
        reader.start(READ_EVERY_MS)
        began = time.perf_counter()
        begin()
        self.until(lambda: not busy() and time.perf_counter() - began > SHORTEST)
        watchdog.stop()
        reader.stop()
        return [later - earlier for earlier, later in pairwise(ticks)], ticks[-1] - began


def large_project(file: Path, rows: int) -> Path:
    """A project with the demo tasks and one task of `rows` invented instances."""
    for _event in import_paths(file, [resources() / "demo"]):
        pass
    chance = random.Random(7)
    task = Task("task130", "task130_generated", ("Name the disease.",), ("Diagnosis",))
    with Project(file) as project:
        with project.transaction():
            project.tasks.add(task, (_instance("task130", chance, number) for number in range(rows)))
        project.tasks.index()
    return file


def tasks_file(file: Path, rows: int) -> Path:
    """A task file of `rows` invented instances."""
    chance = random.Random(11)
    instances = [{"input": _text(chance, 90), "output": ["Bronchitis"]} for _ in range(rows)]
    head = {"Categories": ["Diagnosis"], "Definition": ["Name the disease."], "Instances": instances}
    file.write_text(json.dumps(head), encoding="utf-8")
    return file


def _instance(task_id: str, chance: random.Random, number: int) -> Instance:
    text = f"Case {number}: {_text(chance, 60)}"
    return Instance(instance_id(task_id, text, ("Bronchitis",)), task_id, text, ("Bronchitis",), None, "en")


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))
