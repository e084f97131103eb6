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
from workbench.gui.widgets.reading import ReadingText


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


def seen(view: RateView, reading: ReadingText) -> bool:
    """Whether the cursor of a text is in view, through all that scrolls around it."""
    place = reading.viewport().mapTo(view, reading.cursorRect().center())
    return view.childAt(place) is reading.viewport()


def test_matches_are_seen_in_a_small_window(qtbot: QtBot, light: None) -> None:
    """Each one, in long texts that scroll, at every step round."""
    desk = Desk(study(3, long=6)).begin()
    view = RateView(desk.presenter)
    qtbot.addWidget(view)
    view.resize(760, 520)
    with qtbot.waitExposed(view):
        view.show()
    view.finding.open()
    view.finding.type("is")
    places = [view.page.texts.input.prompt, *(card.reading for card in view.page.texts.answers)]
    sources = ["prompt", *(one.output for one in desk.presenter.state.page.answers)]  # type: ignore[union-attr]
    assert len(view.finding.state.matches) > 10
    for _ in view.finding.state.matches:
        view.finding.step(1)
        QApplication.processEvents()
        here = view.finding.state.here
        assert here is not None
        assert seen(view, places[sources.index(here.source)]), here


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
    assert seen(view, answer)
    assert here.source == desk.presenter.state.page.answers[0].output  # type: ignore[union-attr]
    qtbot.keyClick(focus, Qt.Key.Key_Escape)
    assert not answer.extraSelections()
    assert view.hasFocus()
