"""Number fields and choices that change only when a person means it."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from workbench.gui.widgets.numbers import Choice, Fraction, WholeNumber


def _turn_wheel(widget: QWidget) -> None:
    event = QWheelEvent(
        QPointF(5, 5),
        widget.mapToGlobal(QPointF(5, 5)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_wheel_over_a_field_changes_nothing(qtbot: QtBot, light: None) -> None:
    """Scrolling a page does not change what it passes over; with the keyboard in the field it does."""
    whole = WholeNumber(1, 100, name="Instances")
    fraction = Fraction(0.0, 2.0, 0.1, name="Temperature")
    choice = Choice("Model")
    choice.show_choices([("a", "A"), ("b", "B")], "a")
    for widget in (whole, fraction, choice):
        qtbot.addWidget(widget)
        widget.show()
    whole.show_number(50)
    fraction.show_number(0.7)
    for widget in (whole, fraction, choice):
        widget.clearFocus()
        _turn_wheel(widget)
    assert (whole.value(), fraction.value(), choice.currentData()) == (50, 0.7, "a")


def test_showing_a_number_says_nothing(qtbot: QtBot, light: None) -> None:
    """Only a person's change is a signal."""
    whole, fraction = WholeNumber(1, 100, name="n"), Fraction(0.0, 2.0, 0.1, name="t")
    qtbot.addWidget(whole)
    qtbot.addWidget(fraction)
    said: list[float] = []
    whole.valueChanged.connect(said.append)
    fraction.valueChanged.connect(said.append)
    whole.show_number(7)
    fraction.show_number(1.5)
    assert said == []
    whole.setValue(8)
    assert said == [8]


def test_a_choice_shows_words_and_means_values(qtbot: QtBot, light: None) -> None:
    """Choices are replaced as a whole; an unknown value chooses nothing."""
    choice = Choice("Model")
    qtbot.addWidget(choice)
    choice.show_choices([("a", "First"), ("b", "A very long name that no field is wide enough for")], "b")
    assert (choice.currentData(), choice.toolTip()) == ("b", choice.currentText())
    choice.resize(120, 30)
    choice.show()
    assert not choice.grab().isNull()
    choice.show_choices([("c", "Third")], "a")
    assert (choice.count(), choice.currentIndex()) == (1, -1)
