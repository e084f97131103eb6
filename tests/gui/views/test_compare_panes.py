"""Answers side by side."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.gui.views.finding import button
from workbench.gui.presenters.compare import Pane, RunChoice
from workbench.gui.presenters.confidence import UNKNOWN, Confidence, Doubt, ShareLine, Tint
from workbench.gui.views.compare_panes import AnswerPane, AnswerPanes
from workbench.gui.widgets.shares import ShareBars

LINES = "\n".join(f"Line {number}" for number in range(200))
CHOICES = [RunChoice(f"r{number}", f"Model {number}", "36 answers", ("task57",)) for number in range(4)]


@pytest.fixture
def panes(qtbot: QtBot, light: None) -> AnswerPanes:
    """Three long answers of different lengths."""
    made = AnswerPanes()
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show_runs(CHOICES, ("r0", "r1", "r2"), 2)
    made.show_answers([Pane("A", "", LINES, False), Pane("B", "", LINES * 2, True), Pane("C", "", "", False)])
    made.show()
    QApplication.processEvents()
    return made


def _shown(panes: AnswerPanes) -> list[AnswerPane]:
    return [pane for pane in panes.findChildren(AnswerPane) if pane.isVisible()]


def test_panes_scroll_together_as_a_share_of_their_length(panes: AnswerPanes) -> None:
    """The middle of one text stands beside the middle of the other; turned off, each stays."""
    first, second, _ = (pane.reading.verticalScrollBar() for pane in _shown(panes))
    first.setValue(first.maximum() // 2)
    assert second.value() == pytest.approx(second.maximum() / 2, abs=2)
    panes.scroll_together(False)
    first.setValue(0)
    assert second.value() > 0


def test_an_empty_answer_is_called_empty(panes: AnswerPanes) -> None:
    """A blank pane would look like a fault."""
    assert _shown(panes)[2].reading.text == "(empty answer)"


def test_a_run_is_taken_away(qtbot: QtBot, panes: AnswerPanes) -> None:
    """Each pane can go while more than two are there."""
    with qtbot.waitSignal(panes.chosen) as heard:
        button(_shown(panes)[1], "Compare without B").click()
    assert heard.args == [1, None]
    panes.show_runs(CHOICES, ("r0", "r1"), 2)
    assert len(_shown(panes)) == 2
    assert not button(_shown(panes)[1], "Compare without B").isVisible()


def test_another_run_is_chosen(qtbot: QtBot, panes: AnswerPanes) -> None:
    """The pane's number and the run's id are told."""
    with qtbot.waitSignal(panes.chosen) as heard:
        _shown(panes)[0].chosen.emit("r3")
    assert heard.args == [0, "r3"]


def test_many_panes_scroll_sideways_instead_of_being_squeezed(panes: AnswerPanes) -> None:
    """An answer always has a width that can be read."""
    panes.show_runs(CHOICES, ("r0", "r1", "r2", "r3"), 2)
    panes.resize(500, 300)
    QApplication.processEvents()
    assert panes.horizontalScrollBar().maximum() > 0
    assert all(pane.width() >= 180 for pane in _shown(panes))


def test_doubtful_words_are_tinted_where_they_stand(panes: AnswerPanes) -> None:
    """Code points become the right places of Qt, behind a character of two units too."""
    text = "😀 gout"
    sure = Confidence("Mean probability 40% of 2 tokens", (Tint(2, 6, Doubt.UNLIKELY),), by_token=True)
    panes.show_answers([Pane("A", "", text, False, (), sure)] * 2 + [Pane("C", "", "", False)])
    first = _shown(panes)[0]
    (selection,) = first.reading.extraSelections()
    assert selection.cursor.selectedText() == "gout"
    assert sure.words in [label.text() for label in first.findChildren(QLabel) if label.isVisible()]
    panes.show_answers([Pane("A", "", text, False)] * 2)
    assert first.reading.extraSelections() == []
    assert sure.words not in [label.text() for label in first.findChildren(QLabel) if label.isVisible()]


def test_options_are_listed_with_what_is_left(panes: AnswerPanes) -> None:
    """Shares for people who see bars and for those who do not; the whole option in the tooltip."""
    lines = (
        ShareLine("A", "The right answer is A", 0.25, False),
        ShareLine("B", "The right answer is B", 0.75, True),
    )
    sure = Confidence("Chosen with 75% among 9 options", shares=lines, rest="7 more with 0% together")
    panes.show_answers([Pane("A", "", "The right answer is B", True, (), sure)])
    bars = _shown(panes)[0].findChildren(ShareBars)[0]
    assert bars.isVisible()
    assert "75.0%  The right answer is B  (chosen)" in bars.accessibleName()
    words = [label.text() for label in _shown(panes)[0].findChildren(QLabel) if label.isVisible()]
    assert {"Chosen with 75% among 9 options", "7 more with 0% together"} <= set(words)


def test_a_long_explanation_does_not_make_the_panes_scroll(panes: AnswerPanes) -> None:
    """A narrow pane that has to say why nothing is known keeps to the room there is."""
    panes.show_answers([Pane(letter, "", LINES, False, (), Confidence(UNKNOWN)) for letter in "ABC"])
    QApplication.processEvents()
    assert panes.verticalScrollBar().maximum() == 0
