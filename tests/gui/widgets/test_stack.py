"""Pages of which one is shown at a time."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from workbench.gui.widgets.stack import Stack


class _Windows(QObject):
    """Counts what shows as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[QWidget] = []

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at every event of the program."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched)
        return False


def test_no_page_shows_before_it_is_part_of_a_window(qtbot: QtBot, qapp: QApplication) -> None:
    """Made from the inside out, as screens are, it shows nothing; then its first page, then the next."""
    windows = _Windows()
    qapp.installEventFilter(windows)
    stack, pages = Stack(), [QLabel("first"), QLabel("second")]
    for page in pages:
        stack.addWidget(page)
    assert windows.shown == []
    screen = QWidget()
    qtbot.addWidget(screen)
    screen.setLayout(stack)
    screen.show()
    qapp.removeEventFilter(windows)
    assert windows.shown == [screen]
    assert [page.isVisible() for page in pages] == [True, False]
    stack.setCurrentIndex(1)
    assert [page.isVisible() for page in pages] == [False, True]
