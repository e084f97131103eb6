"""A window in which a rater is at work until it is killed: `python -m tests.journeys.rating_window STUDY`.

Rates two items by keys, begins a third, says so, and goes on commenting until it is killed; every key that
was handled is told.
"""

import sys
import time
from pathlib import Path
from typing import Any, cast

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.chosen import Chosen
from workbench.gui.app import Workbench
from workbench.paths import user_paths

ITEM = ("4", "5", "3", "3", "5", "5", "2", "2", "B", "Return")


def press(keys: str) -> None:
    """Press keys where the keyboard is."""
    combination = cast("Any", QKeySequence(keys))[0]
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, combination.key(), combination.keyboardModifiers())


def tell(words: str) -> None:
    """Tell who watches, at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def wait(application: QApplication, seconds: float = 0.3) -> None:
    """Let the window work."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        application.processEvents()


def main(study: Path) -> None:
    """Open the study and rate until killed."""
    application = QApplication([])
    workbench = Workbench(application, user_paths(), Chosen(study))
    workbench.window.show()
    workbench.window.activateWindow()
    workbench.begin(None)
    while not workbench.window.windowTitle().startswith("demo"):
        application.processEvents()
    for key in ("Ctrl+4", "Ctrl+O", "Return", "Return"):
        wait(application, 1.0)
        press(key)
    for key in (*ITEM, *ITEM, "2"):
        press(key)
    tell("third item begun")
    press("C")
    for number in range(10_000):
        press("x")
        tell(str(number + 1))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
