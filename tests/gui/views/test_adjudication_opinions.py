"""What raters said, in columns."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from dataclasses import replace

from pytestqt.qtbot import QtBot

from workbench.gui.presenters.adjudication_values import Opinion
from workbench.gui.presenters.rate_state import Note
from workbench.gui.views.adjudication_opinions import OpinionCard, OpinionsPane
from workbench.gui.widgets.labels import Label

ONE = Opinion(
    "Rater I", "2 Poor", "Several things are wrong.", (Note("", "error: wrong dose"),), "Look at it.", False
)


def words(part: OpinionsPane) -> list[str]:
    """Every label that can be seen."""
    return [label.text() for label in part.findChildren(Label) if label.isVisibleTo(part)]


def test_a_column_holds_all_that_was_said(qtbot: QtBot, light: None) -> None:
    """What is not there takes no room; what changes is shown anew."""
    pane = OpinionsPane()
    qtbot.addWidget(pane)
    pane.show_opinions((ONE, replace(ONE, name="Rater II", comment="", notes=(), agrees=True)))
    assert sorted(words(pane)) == sorted(
        [
            *("Rater I", "2 Poor", "Several things are wrong.", "error: wrong dose", "“Look at it.”"),
            *("Rater II", "as chosen", "2 Poor", "Several things are wrong."),
        ]
    )
    pane.show_opinions((ONE,))
    assert "Rater II" not in words(pane)
    pane.show_opinions((replace(ONE, notes=()),))
    assert "error: wrong dose" not in words(pane)


def test_columns_go_on_below(qtbot: QtBot, light: None) -> None:
    """Where there is no room beside each other; meanings go where it is low, and what is too high scrolls."""
    pane = OpinionsPane()
    qtbot.addWidget(pane)
    pane.show_opinions((ONE, ONE, ONE))
    pane.show()
    pane.fit(900, 400, True)
    high = pane.height()
    pane.fit(900, 400, False)
    assert pane.height() < high
    assert "Several things are wrong." not in words(pane)
    pane.fit(300, 400, True)
    assert pane.height() > high
    pane.fit(300, 100, True)
    assert pane.height() == 100
    assert all(card.minimumWidth() == 0 for card in pane.findChildren(OpinionCard))
