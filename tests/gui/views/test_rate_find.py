"""The find bar of the Rate screen."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.rating_desk import Desk
from tests.study.invented import study
from workbench.gui.views.rate import RateView
from workbench.gui.views.rate_find import FindBar


def test_keys_of_the_bar_are_told_from_letters(qtbot: QtBot, light: None) -> None:
    """Enter steps on, with Shift back, Escape closes, Tab stays; anything else is typed."""
    bar = FindBar()
    qtbot.addWidget(bar)
    said: list[object] = []
    bar.stepped.connect(said.append)
    bar.closed.connect(lambda: said.append("closed"))
    assert [bar.press(key) for key in ("Return", "Shift+Return", "Escape", "Tab")] == [True] * 4
    assert not bar.press("4")
    assert said == [1, -1, "closed"]


def test_matches_are_marked_and_brought_into_view(qtbot: QtBot, light: None) -> None:
    """In every text, the present one more; they go with the bar, and marks of errors stay."""
    desk = Desk(study(3)).begin()
    view = RateView(desk.presenter)
    qtbot.addWidget(view)
    view.resize(1340, 800)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    focus = QApplication.focusWidget()
    assert focus is view.page.find_bar.field
    qtbot.keyClicks(focus, "e")
    texts = view.page.texts
    answer = texts.answers[0].reading
    counts = [len(reading.extraSelections()) for reading in (texts.input.prompt, answer)]
    assert all(counts)
    total = len(view.finding.state.matches)
    assert sum(counts) <= total
    for _ in range(counts[0]):
        qtbot.keyClick(focus, Qt.Key.Key_Return)
    here = view.finding.state.here
    assert here is not None
    assert here.source == desk.presenter.state.page.answers[0].output  # type: ignore[union-attr]
    qtbot.keyClick(focus, Qt.Key.Key_Escape)
    assert not answer.extraSelections()
    assert view.hasFocus()
