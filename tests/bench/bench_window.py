"""Start-up against a bare Qt window, first rows of a large task, and the longest blocks of the event loop."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

STARTS = 7
ROWS = 134_529

BARE = """
import time
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1440, 860)
window.show()
application.processEvents()
window.grab()
print(time.time())
"""
OURS = """
import time
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from workbench.gui.app import Workbench
from workbench.paths import user_paths
application = QApplication([])
application.setStyle("Fusion")
workbench = Workbench(application, user_paths())
workbench.window.show()
application.processEvents()
workbench.window.grab()
painted = time.time()
workbench.begin(None)
while not workbench.screens:
    application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
workbench.window.grab()
print(painted, time.time())
workbench.close()
"""


def measure() -> dict[str, object]:
    """Every figure is of this run; each start-up is a fresh process with warm file caches."""
    with tempfile.TemporaryDirectory(prefix="bench-window-") as place:
        home = Path(place)
        os.environ["WORKBENCH_HOME"] = str(home)
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        bare = [_start(BARE)[0] for _ in range(STARTS)]
        _start(OURS)  # makes the demo project
        ours = [_start(OURS) for _ in range(STARTS)]
        found: dict[str, object] = {
            "bare Qt window, ms to first paint": _ms(statistics.median(bare)),
            "our window, ms to first paint": _ms(statistics.median(times[0] for times in ours)),
            "our window, ms to the demo project on screen": _ms(
                statistics.median(times[1] for times in ours)
            ),
        }
        found.update(_reading(home))
        return found


def _start(script: str) -> list[float]:
    """Seconds from starting a process to each of the moments it prints."""
    began = time.time()
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return [float(moment) - began for moment in done.stdout.split()]


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def _reading(home: Path) -> dict[str, object]:
    """What is felt in a window on a project with one very large task."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - the commands' environment has no Qt

    from tests.bench.window_watch import Watch, large_project, tasks_file  # noqa: PLC0415 - needs Qt
    from workbench.gui.app import Workbench  # noqa: PLC0415 - needs Qt
    from workbench.gui.places import PLACES  # noqa: PLC0415 - needs Qt
    from workbench.gui.views.browse import BrowseView  # noqa: PLC0415 - needs Qt
    from workbench.gui.views.run import RunView  # noqa: PLC0415 - needs Qt
    from workbench.paths import user_paths  # noqa: PLC0415 - beside the others

    project = large_project(home / "large.medswb", ROWS)
    importable = tasks_file(home / "task900_more.json", 20_000)
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    workbench = Workbench(application, user_paths())
    sys.excepthook = sys.__excepthook__
    workbench.window.show()
    watch = Watch(application)
    opening = watch.gaps(
        lambda: workbench.begin(project), lambda: len(workbench.screens) < len(PLACES), lambda: None
    )
    watch.settle()
    views = {screen.name: screen.view for screen in workbench.screens}
    browse, run = views["browse"], views["run"]
    assert isinstance(browse, BrowseView)
    assert isinstance(run, RunView)
    found: dict[str, object] = {
        "event loop while a project is opened": _blocks(*opening),
        "first rows of a task of 134,529, ms": _ms(
            watch.timed(lambda: browse.branch_chosen.emit("task:task130"))
        ),
        "last rows of it, ms": _ms(watch.timed(lambda: browse.row_chosen.emit(ROWS - 1))),
        "search as one types, ms until painted": _ms(watch.searched(browse, "kidney fever")),
    }
    browse.searched.emit("")
    watch.settle()
    run.tasks.chosen.emit(("task9001", "task9004"))
    run.how.model_chosen.emit("demo-instruct")
    watch.settle(1.0)

    def busy() -> bool:
        return bool(workbench.strip.state.entries)

    works: dict[str, Callable[[], None]] = {
        "nothing runs": lambda: None,
        "the demo model answers": run.start_asked.emit,
        "20,000 rows are imported": lambda: browse.import_asked.emit([importable]),
    }
    for what, begin in works.items():
        gaps, seconds = watch.gaps(begin, busy, browse.reader.forth_asked.emit)
        found[f"event loop while {what}"] = _blocks(gaps, seconds)
    workbench.close()
    return found


def _blocks(gaps: list[float], seconds: float) -> dict[str, object]:
    """What the gaps between ticks of a 2 ms timer say."""
    ordered = sorted(gaps)
    return {
        "seconds": round(seconds, 1),
        "longest block, ms": _ms(ordered[-1]),
        "99.9 % below, ms": _ms(ordered[int(len(ordered) * 0.999)]),
        "blocks over 50 ms": sum(gap > 0.05 for gap in gaps),
    }
