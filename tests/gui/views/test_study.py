"""The coordinator's screen."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from tests.gui.invented_study import RUNS, DoingStudies
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.study import StudyPresenter
from workbench.gui.presenters.study_page import Tab
from workbench.gui.views.study import StudyView
from workbench.gui.widgets.card import EmptyState


def made(qtbot: QtBot, doing: DoingStudies) -> tuple[StudyView, StudyPresenter]:
    """The screen with its presenters."""
    presenter = StudyPresenter(doing.operations, InlineJobs(), Strip(), lambda _changes: None)
    view = StudyView()
    qtbot.addWidget(view)
    view.resize(1400, 800)
    presenter.reload()
    presenter.attach(view.render_state)
    presenter.setup.attach(view.render_setup)
    presenter.setup.forecast.attach(view.render_forecast)
    presenter.page.attach(view.page.render_state)
    presenter.page.adjudication.attach(view.render_adjudication)
    with qtbot.waitExposed(view):
        view.show()
    return view, presenter


def test_what_to_do_first(qtbot: QtBot, light: None) -> None:
    """Without runs: run a model. With runs: build a study."""
    view, _presenter = made(qtbot, DoingStudies(runs=(), studies=False))
    (empty,) = view.findChildren(EmptyState)
    assert empty.isVisible()
    with qtbot.waitSignal(view.run_asked):
        empty.button.click()
    view, _presenter = made(qtbot, DoingStudies(runs=RUNS, studies=False))
    with qtbot.waitSignal(view.new_asked):
        view.findChildren(EmptyState)[0].button.click()


def test_the_list_stays_while_a_study_is_set_up(qtbot: QtBot, light: None) -> None:
    """The form takes the place of the study beside it."""
    view, presenter = made(qtbot, DoingStudies())
    assert view.page.isVisible()
    presenter.begin()
    assert view.form.isVisible()
    assert view.list.isVisible()
    assert not view.page.isVisible()


def test_a_disagreement_takes_the_whole_screen(qtbot: QtBot, light: None) -> None:
    """With the keyboard in it, also when the screen is left and shown again; the queue has it afterwards."""
    view, presenter = made(qtbot, DoingStudies())
    presenter.page.show(Tab.ADJUDICATION)
    assert view.page.queue.isVisible()
    presenter.page.adjudication.sitting.open()
    assert view.desk.isVisible()
    assert not view.list.isVisible()
    presenter.reload()
    assert view.desk.isVisible()
    assert view.focusProxy() is view.desk
    presenter.page.adjudication.sitting.press("Escape")
    assert not view.desk.isVisible()
    assert view.page.queue.isVisible()
    assert view.focusProxy() is view.list
