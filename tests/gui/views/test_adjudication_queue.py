"""The queue of what raters disagree about."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from tests.gui.invented_adjudication import KeepingDecisions, opened
from tests.gui.views.finding import button
from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.adjudication import AdjudicationPresenter
from workbench.gui.presenters.adjudication_values import AdjudicationState, Shown
from workbench.gui.views.adjudication_queue import AdjudicationQueueView
from workbench.gui.widgets.labels import Label


def made(qtbot: QtBot) -> tuple[AdjudicationQueueView, AdjudicationPresenter]:
    """The queue with its presenter."""
    presenter = AdjudicationPresenter(KeepingDecisions().operations, InlineJobs())
    view = AdjudicationQueueView()
    qtbot.addWidget(view)
    view.resize(1000, 600)
    view.chosen.connect(presenter.choose)
    view.question_chosen.connect(presenter.list_question)
    view.shown_chosen.connect(presenter.list_shown)
    presenter.attach(view.render_state)
    with qtbot.waitExposed(view):
        view.show()
    return view, presenter


def words(view: AdjudicationQueueView) -> list[str]:
    """Every label that can be seen."""
    return [label.text() for label in view.findChildren(Label) if label.isVisible()]


def test_what_stands_where_nothing_is(qtbot: QtBot, light: None) -> None:
    """While it is read, when all is decided, when something failed."""
    view, presenter = made(qtbot)
    assert "Looking for what raters disagree about…" in words(view)
    presenter.want(opened())
    assert "0 of 4 decided" in words(view)
    presenter.list_shown(Shown.DECIDED)
    assert "Nothing here is decided yet." in words(view)
    view.render_state(AdjudicationState(message=str(WorkbenchError("It is damaged.")), failed=True))
    assert "It is damaged." in words(view)


def test_rows_are_chosen_and_opened_by_keys(qtbot: QtBot, light: None) -> None:
    """Arrows and Enter; the button does the same."""
    view, presenter = made(qtbot)
    presenter.want(opened())
    view.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    assert presenter.state.place == 1
    with qtbot.waitSignal(view.opened):
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.opened):
        button(view, "Open").click()


def test_the_list_is_filtered(qtbot: QtBot, light: None) -> None:
    """By question, and by what is decided."""
    view, presenter = made(qtbot)
    presenter.want(opened())
    (choice,) = view.findChildren(QComboBox)
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    assert presenter.state.question == "correctness"
    button(view, "All").click()
    assert presenter.state.shown is Shown.ALL
    assert not view.table.isColumnHidden(4)
    button(view, "To decide").click()
    assert view.table.isColumnHidden(4)


def test_agreement_stands_below(qtbot: QtBot, light: None) -> None:
    """Once something is decided; the queue rests while an item is open."""
    view, presenter = made(qtbot)
    presenter.want(opened())
    presenter.sitting.open()
    for key in ("6", "S", "Return"):
        presenter.sitting.press(key)
    assert "0 of 4 decided" in words(view)
    presenter.sitting.press("Escape")
    assert "1 of 4 decided" in words(view)
    assert "Agreement before and after" in words(view)
    assert "Decisions are kept beside the project, in ward.decisions-0190b8f0.jsonl." in words(view)
