"""Draws a window to a file and ends the program: for whoever tries out an installation without a screen."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

LOOK_MS = 500
NOT_WRITTEN = 3
"""The exit code when the file could not be written."""


def draw_once(window: QWidget, ready: Callable[[], bool], picture: Path) -> None:
    """Draw `window` to `picture` as soon as it is `ready`, then end the program."""
    watch = QTimer(window)

    def look() -> None:
        if not ready():
            return
        watch.stop()
        drawn = window.grab().save(str(picture))
        if not drawn:
            sys.stderr.write(f"meds-workbench: {picture} could not be written.\n")
        QApplication.exit(0 if drawn else NOT_WRITTEN)

    watch.timeout.connect(look)
    watch.start(LOOK_MS)
