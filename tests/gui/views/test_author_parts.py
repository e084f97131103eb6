"""Lists of texts and choices show what is there, whatever it is, and tell what a person does."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from workbench.gui.theme import scaled
from workbench.gui.views.author_parts import Captioned, Choice, ChoiceButton, TextsField, Together


def test_several_are_chosen_in_the_order_of_the_list(qtbot: QtBot) -> None:
    """Choosing again takes back; a language the list does not know stays until it is taken back."""
    button = ChoiceButton("Languages", ["English", "Chinese", "French"], "Choose…")
    qtbot.addWidget(button)
    told: list[tuple[str, ...]] = []
    button.chosen.connect(told.append)
    button.show_values(["French", "German"])
    button.choose("English")
    button.choose("French")
    assert told == [("English", "French", "German"), ("English", "German")]
    assert [a.text() for a in button.fill_menu().actions()] == ["English", "Chinese", "French", "German"]
    assert [a.isChecked() for a in button.fill_menu().actions()] == [True, False, False, True]


def test_the_menu_chooses(qtbot: QtBot) -> None:
    """What is triggered there is told like any choice."""
    button = ChoiceButton("Languages", ["English", "Chinese"], "Choose…")
    qtbot.addWidget(button)
    assert button.text() == "Choose…"
    with qtbot.waitSignal(button.chosen) as told:
        button.fill_menu().actions()[1].trigger()
    assert told.args == [("Chinese",)]


def test_long_choices_end_in_dots_and_are_whole_in_the_tooltip(qtbot: QtBot, light: None) -> None:
    """Nothing runs out of the button."""
    button = ChoiceButton("Languages", ["English", "Chinese", "French"], "Choose…")
    qtbot.addWidget(button)
    button.show_values(["English", "Chinese", "French"])
    button.resize(120, 30)
    button.show()
    assert button.text().endswith("…")
    assert button.toolTip() == "English, Chinese, French"


def test_a_value_outside_the_list_is_shown(qtbot: QtBot) -> None:
    """Files may name a category that MedS-Ins does not."""
    choice = Choice("Category", ["Diagnosis"], "Choose…")
    qtbot.addWidget(choice)
    choice.show_value("Triage")
    assert choice.currentText() == "Triage"
    choice.show_value("")
    assert choice.currentText() == "Choose…"


def test_the_wheel_never_changes_a_value(qtbot: QtBot) -> None:
    """Scrolling past a form must not edit it."""
    choice = Choice("Category", ["Diagnosis", "Explanation"], "Choose…")
    qtbot.addWidget(choice)
    choice.show_value("Diagnosis")
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, event)
    assert choice.currentText() == "Diagnosis"


def test_fields_stand_below_each_other_where_it_is_narrow(qtbot: QtBot, light: None) -> None:
    """At large text or in a small window, no field is squeezed."""
    together = Together(Captioned("A", QWidget()), Captioned("B", QWidget()))
    qtbot.addWidget(together)
    box = together.layout()
    assert isinstance(box, QBoxLayout)
    together.show()
    together.resize(scaled(600), 100)
    QApplication.processEvents()
    assert box.direction() == QBoxLayout.Direction.LeftToRight
    together.resize(scaled(300), 100)
    QApplication.processEvents()
    assert box.direction() == QBoxLayout.Direction.TopToBottom


def test_texts_tell_their_place(qtbot: QtBot) -> None:
    """Typing, moving and removing name the text they are about; one alone cannot be removed."""
    texts = TextsField("Reference", "Another", "Also right", first_hint="The right output")
    qtbot.addWidget(texts)
    texts.show()
    texts.show_texts(["a", "b"])
    with qtbot.waitSignal(texts.typed) as typed:
        QTest.keyClicks(texts.fields[1], "c")
    assert typed.args[0] == 1
    with qtbot.waitSignal(texts.moved) as moved:
        texts._rows[1].up.click()
    assert moved.args == [1, -1]
    with qtbot.waitSignal(texts.removed) as removed:
        texts._rows[0].remove.click()
    assert removed.args == [0]
    texts.show_texts(["a"])
    assert texts._rows[0].remove.isHidden()
    assert len(texts.fields) == 1


def test_locked_texts_can_be_read_only(qtbot: QtBot) -> None:
    """They are shown, and nothing changes them."""
    texts = TextsField("Wording", "Another", "", first_hint="")
    qtbot.addWidget(texts)
    texts.show()
    texts.show_texts(["a", "b"], locked=True)
    QTest.keyClicks(texts.fields[0], "x")
    assert texts.fields[0].text == "a"
    assert texts.add_button.isHidden()
