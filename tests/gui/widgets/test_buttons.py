"""Buttons and choices."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.gui.widgets.buttons import Button, FilterChip, PrimaryButton, Segmented


def test_a_buttons_key_presses_it(qtbot: QtBot, light: None) -> None:
    """What is painted on the button works on the keyboard."""
    window = QWidget()
    qtbot.addWidget(window)
    button = Button("Next", key="J", parent=window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(window, Qt.Key.Key_J)


def test_there_is_room_for_icon_words_and_key(qtbot: QtBot, light: None) -> None:
    """Nothing is cut off: each part makes the button wider, and it cannot be squeezed."""
    plain = Button("Start")
    full = Button("Start", icon="run", key="Ctrl+Return")
    sign = Button("", icon="more", tip="More")
    for button in (plain, full, sign):
        qtbot.addWidget(button)
        assert button.minimumSizeHint() == button.sizeHint()
    assert full.sizeHint().width() > plain.sizeHint().width() + 60
    assert sign.sizeHint().width() == sign.sizeHint().height()
    assert sign.accessibleName() == "More"


def test_buttons_are_reached_by_tab_and_not_by_the_mouse(qtbot: QtBot, light: None) -> None:
    """The ring of focus shows where the keyboard is."""
    for button in (Button("a"), PrimaryButton("b"), FilterChip("c")):
        qtbot.addWidget(button)
        assert button.focusPolicy() is Qt.FocusPolicy.TabFocus


def test_a_button_paints_itself_in_every_state(qtbot: QtBot, light: None) -> None:
    """Enabled, disabled, another icon, another kind: each is drawn and differs."""
    button = PrimaryButton("Start", icon="run", key="F5")
    qtbot.addWidget(button)
    seen = [button.grab().toImage()]
    button.setEnabled(False)
    seen.append(button.grab().toImage())
    button.set_kind("plain")
    button.set_icon("stop")
    seen.append(button.grab().toImage())
    assert seen[0] != seen[1] != seen[2]


def test_one_of_a_few_is_chosen(qtbot: QtBot, light: None) -> None:
    """A click says the value; showing a value says nothing."""
    choice = Segmented([("a", "First"), ("b", "Second")])
    qtbot.addWidget(choice)
    choice.set_tip("b", "The second")
    said: list[object] = []
    choice.chosen.connect(said.append)
    values = [choice.value]
    choice.set_value("a")
    values.append(choice.value)
    choice.set_value("nothing of ours")
    second = choice.findChildren(QPushButton)[1]
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    values.append(choice.value)
    assert values == [None, "a", "b"]
    assert said == ["b"]
