"""The Settings screen."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from workbench.gui.presenters.preferences import PreferencesState
from workbench.gui.views.preferences import PreferencesView
from workbench.settings import Settings, ThemeChoice


def test_every_control_says_what_was_chosen(qtbot: QtBot, light: None) -> None:
    """Theme, slider, smaller and larger; a state that is shown says nothing."""
    view = PreferencesView("1.2.3")
    qtbot.addWidget(view)
    said: list[object] = []
    view.theme_chosen.connect(said.append)
    view.percent_chosen.connect(said.append)
    view.render_state(PreferencesState(Settings(ThemeChoice.DARK, 120), (("Projects", "/p"),)))
    assert said == []
    words = {label.text() for label in view.findChildren(QLabel)}
    assert {"120 %", "Projects: /p"} <= words
    assert any("1.2.3" in text for text in words)
    buttons = {button.text(): button for button in view.findChildren(QPushButton)}
    assert buttons["Dark"].isChecked()
    buttons["Light"].click()
    buttons["Larger"].click()
    view.findChildren(QSlider)[0].setValue(9)
    buttons["Smaller"].click()
    assert said == [ThemeChoice.LIGHT, 130, 90, 80]
    view.pause_chosen.connect(said.append)
    (pause,) = view.findChildren(QCheckBox)
    assert pause.isChecked()
    pause.click()
    assert said[-1] is False
    view.render_state(PreferencesState(Settings(pause_on_battery=True)))
    assert pause.isChecked()
    view.render_state(PreferencesState(Settings(text_percent=200)))
    assert not buttons["Larger"].isEnabled()


def test_it_does_not_keep_the_window_large(qtbot: QtBot, light: None) -> None:
    """What has no room scrolls."""
    view = PreferencesView("0.1.0")
    qtbot.addWidget(view)
    assert view.minimumSizeHint().width() < 400
    assert view.minimumSizeHint().height() < 400
