"""Marks look the same in a text and in its legend, and can be told apart without colour."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from typing import get_args

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from workbench.gui.theme import tokens
from workbench.gui.tokens import DARK, LIGHT
from workbench.gui.widgets.marks import Sample, mark_looks
from workbench.gui.widgets.positions import Mark, MarkKind
from workbench.gui.widgets.reading import ReadingText


def test_every_kind_has_a_look() -> None:
    """In both themes."""
    for colours in (LIGHT, DARK):
        assert set(mark_looks(colours)) == set(get_args(MarkKind))


def test_steps_of_doubt_differ_by_more_than_colour() -> None:
    """The first has no line, the second a thin one, the third a thick one."""
    looks = mark_looks(LIGHT)
    assert [looks[kind][2] for kind in ("likely", "doubtful", "unlikely")] == [0, 1, 2]


def test_a_sample_looks_like_the_text(qtbot: QtBot, light: None) -> None:
    """The same ground, and at its foot the same line."""
    sample, reading = Sample("under 20%", "unlikely"), ReadingText()
    for widget in (sample, reading):
        qtbot.addWidget(widget)
    reading.set_text("   gout", [Mark(0, 3, "unlikely")])
    reading.resize(200, 60)
    sample.resize(sample.sizeHint())
    for widget in (sample, reading):
        widget.show()
    picture, text = sample.grab().toImage(), reading.viewport().grab().toImage()
    ground, line = QColor(tokens().unlikely), QColor(tokens().severity)
    assert picture.pixelColor(1, 1) == ground
    assert picture.pixelColor(1, picture.height() - 1) == line
    seen = {text.pixelColor(2, y).name() for y in range(text.height())}
    assert {ground.name(), line.name()} <= seen


def test_a_sample_without_a_kind_is_plain(qtbot: QtBot, light: None) -> None:
    """What is not tinted has no ground in the legend either."""
    sample = Sample("90% and more", None)
    qtbot.addWidget(sample)
    sample.show()
    assert sample.grab().toImage().pixelColor(1, 1) != QColor(tokens().likely)
