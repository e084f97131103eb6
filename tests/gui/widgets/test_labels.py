"""Small pieces of text."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from workbench.gui.widgets.labels import Chip, ElideLabel, KeyCap, Label, SectionLabel, WrapLabel


def test_text_is_never_mark_up(qtbot: QtBot, light: None) -> None:
    """What comes from a file cannot dress itself up."""
    for label in (Label("<b>x</b>"), WrapLabel("<b>x</b>"), Chip("<b>x</b>"), KeyCap("<")):
        qtbot.addWidget(label)
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_what_has_no_room_is_in_the_tooltip(qtbot: QtBot, light: None) -> None:
    """A title can be any width; the whole of it is one hover away."""
    label = ElideLabel("57 MedQA · 1 of 1,273", "heading")
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < label.fontMetrics().horizontalAdvance(label.text())
    assert label.toolTip() == "57 MedQA · 1 of 1,273"
    label.resize(60, 20)
    narrow = label.grab().toImage()
    label.resize(400, 20)
    assert label.grab().toImage() != narrow


def test_a_wrapping_text_grows_as_it_narrows(qtbot: QtBot, light: None) -> None:
    """All of it is in view at any width."""
    label = WrapLabel("Give the one right option. " * 10)
    qtbot.addWidget(label)
    assert label.heightForWidth(200) > 2 * label.heightForWidth(800)


def test_roles_and_kinds_can_change(qtbot: QtBot, light: None) -> None:
    """A chip turns from soft to severe, a label from soft to good."""
    chip, label, section = Chip("3 failed", "soft"), Label("x", "soft"), SectionLabel("Input")
    for widget in (chip, label, section):
        qtbot.addWidget(widget)
    before = chip.grab().toImage()
    chip.set_kind("severity")
    label.set_role("good")
    assert chip.grab().toImage() != before
    assert label.property("role") == "good"
    assert section.font().letterSpacing() > 0
