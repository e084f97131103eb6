"""The strip as a widget."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from workbench.gui.presenters.strip import Strip
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.strip import StripView


def test_the_strip_shows_jobs_and_stops_them(qtbot: QtBot, light: None) -> None:
    """There while something runs; how far in words and in a bar; stop reaches the right job."""
    view, strip = StripView(), Strip()
    qtbot.addWidget(view)
    strip.attach(view.render_state)
    assert view.isHidden()
    strip.begin("Export")
    handle = strip.begin("Run", lambda: None)
    handle.progress(1, 4, pace="38 tokens/s", seconds_left=60, note="NER")
    assert not view.isHidden()
    words = {label.text() for label in view.findChildren(QLabel)}
    assert {"Run", "NER", "1 / 4", "38 tokens/s", "60 s left"} <= words
    bars = view.findChildren(QProgressBar)
    assert [(bar.maximum(), bar.value()) for bar in bars] == [(0, 0), (1000, 250)] or bars[0].maximum() == 0
    said: list[int] = []
    view.stop_asked.connect(said.append)
    view.stop_asked.connect(strip.stop)
    stop = next(button for button in view.findChildren(Button) if not button.isHidden())
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert said == [2]
    assert not stop.isEnabled()
    handle.end()
    strip.stop(1)
    assert len(strip.state.entries) == 1
