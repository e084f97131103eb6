"""The Keys page of the Settings screen."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workbench.gui.presenters.key_settings import KeySettingsPresenter
from workbench.gui.views.key_settings import KeyCatcher, KeySettings
from workbench.gui.widgets.shortcuts import Shortcut


def test_the_next_key_is_caught_whatever_it_does_elsewhere(qtbot: QtBot, light: None) -> None:
    """Shortcuts of the window, Tab, Backspace; not Ctrl alone; Escape leaves."""
    window = QWidget()
    catcher = KeyCatcher()
    catcher.setParent(window)
    qtbot.addWidget(window)
    fired: list[str] = []
    Shortcut("F1", window).activated.connect(lambda: fired.append("F1"))
    caught: list[str] = []
    catcher.caught.connect(caught.append)
    catcher.left.connect(lambda: caught.append("left"))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    catcher.setFocus()
    for key in (Qt.Key.Key_F1, Qt.Key.Key_Tab, Qt.Key.Key_Backspace, Qt.Key.Key_Control, Qt.Key.Key_Escape):
        qtbot.keyClick(catcher, key)
    assert caught == ["F1", "Tab", "Backspace", "left"]
    assert fired == []


def test_a_row_is_chosen_a_key_pressed_and_the_table_has_the_keyboard_again(
    qtbot: QtBot, light: None
) -> None:
    """Enter on the row, the new key: changed, marked, and the next row one arrow away."""
    presenter = KeySettingsPresenter({}, lambda _keys: None, lambda _keymap: None)
    view = KeySettings()
    qtbot.addWidget(view)
    view.chosen.connect(presenter.choose)
    view.catch_asked.connect(presenter.catch)
    view.caught.connect(presenter.give)
    view.left.connect(presenter.leave)
    presenter.attach(view.render_state)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    presenter.search("rate.later")
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    presenter.choose("rate.later")
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert view.catcher.hasFocus()
    qtbot.keyClick(view.catcher, Qt.Key.Key_X)
    assert view.table.hasFocus()
    assert view.table.model().index(0, 2).data() == "X ●"
    assert view.table.model().index(0, 3).data() == "S"
