"""The filters of the Results screen."""

from collections.abc import Iterator

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.invented_results import OURS
from workbench.gui.presenters.results import BoardState
from workbench.gui.presenters.results_grid import Choice, Shown
from workbench.gui.views.results_filters import ResultsFilters
from workbench.gui.widgets.search import SearchField

STATE = BoardState(sources=(OURS, "elsewhere"), categories=("MCQA", "NER"))


@pytest.fixture
def filters(qtbot: QtBot, light: None) -> Iterator[ResultsFilters]:
    """Filters with two sources and two categories to choose from."""
    around = QWidget()
    qtbot.addWidget(around)
    made = ResultsFilters(around)
    made.setParent(around)
    made.render_state(STATE)
    around.show()
    yield made
    around.close()


def _choose(choice: QComboBox, place: int) -> None:
    choice.setCurrentIndex(place)
    choice.activated.emit(place)


def test_what_is_chosen_is_said(qtbot: QtBot, filters: ResultsFilters) -> None:
    """A source, a category, all of them again, a protocol, words."""
    source, category = filters.findChildren(QComboBox)
    with qtbot.waitSignal(filters.source_chosen) as heard:
        _choose(source, 1)
    assert heard.args == [OURS]
    with qtbot.waitSignal(filters.category_chosen) as heard:
        _choose(category, 2)
    assert heard.args == ["NER"]
    with qtbot.waitSignal(filters.category_chosen) as heard:
        _choose(category, 0)
    assert heard.args == [None]
    with qtbot.waitSignal(filters.protocols_chosen) as heard:
        next(one for one in filters.findChildren(QPushButton) if one.text() == "paper").click()
    assert heard.args == [Shown.PAPER]
    search = filters.findChildren(SearchField)[0]
    with qtbot.waitSignal(filters.searched) as heard:
        search.setText("llama")
        qtbot.keyClick(search, Qt.Key.Key_Return)
    assert heard.args == ["llama"]


def test_a_state_is_shown_without_saying_so(qtbot: QtBot, filters: ResultsFilters) -> None:
    """Else the presenter would hear its own words."""
    with qtbot.assertNotEmitted(filters.category_chosen), qtbot.assertNotEmitted(filters.searched):
        chosen = Choice("llama", OURS, "NER", Shown.CORRECTED)
        filters.render_state(BoardState(choice=chosen, sources=STATE.sources, categories=STATE.categories))
    source, category = filters.findChildren(QComboBox)
    assert (source.currentText(), category.currentText()) == (OURS, "NER")
