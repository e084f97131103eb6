"""How long a rater waits for the screen after a key, in the real window with a study of 5,000 items."""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.gui.chosen import Chosen
from tests.journeys.rating_window import press, wait
from tests.study.invented import study
from workbench.formats import study_bundle
from workbench.gui.app import Workbench
from workbench.gui.views.rate import RateView
from workbench.paths import user_paths

ITEMS = 5_000
RATED = 40
KEYS = ("4", "5", "3", "3", "5", "5", "2", "2", "B", "Return")
"""One item: eight scores, a preference, and on."""


def measure() -> dict[str, object]:
    """From pressing a key to the painted window, in milliseconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="bench-rating-") as place:
        os.environ["WORKBENCH_HOME"] = place
        return _measured(Path(place) / "sent.medstudy")


def _measured(file: Path) -> dict[str, object]:
    study_bundle.write(file, study(ITEMS, long=12))
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    workbench = Workbench(application, user_paths(), Chosen(file))
    workbench.window.resize(1440, 860)
    workbench.window.show()
    workbench.window.activateWindow()
    workbench.begin(None)
    while not workbench.screens:
        application.processEvents()
    for key in ("Ctrl+4", "Ctrl+O", "Return", "Return"):
        wait(application, 2.0)
        press(key)
    (view,) = workbench.window.findChildren(RateView)
    assert view.page.isVisible(), "no item is on screen"
    times: list[float] = []
    for key in KEYS * RATED:
        before = time.perf_counter()
        press(key)
        application.processEvents()
        workbench.window.repaint()
        times.append((time.perf_counter() - before) * 1000)
    workbench.close()
    parts = statistics.quantiles(times, n=100)
    return {
        "items": ITEMS,
        "keys": len(times),
        "key to painted screen, ms, median": statistics.median(times),
        "95 % below": parts[94],
        "99 % below": parts[98],
        "slowest": max(times),
    }


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:<36}{value}")
