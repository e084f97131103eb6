"""The Compare screen in its few states, in both themes."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from tests.gui.invented import answers, comparison, run_summary
from tests.gui.pictures.look import check_picture
from workbench.gui.presenters.compare import ComparePresenter, Switch
from workbench.gui.views.compare import CompareView

RUNS = [
    run_summary(1, "Demo base"),
    run_summary(2, "Demo instruct"),
    run_summary(3, "MMedS-Llama 3 8B Q4_K_M", shots=0),
    run_summary(4, "a very long model name that somebody gave a file Q8_0"),
]


def _desk(qtbot: QtBot, count: int = 2) -> tuple[ComparePresenter, CompareView]:
    presenter = ComparePresenter(lambda: RUNS, lambda ids: comparison(ids, 6), answers, InlineJobs())
    view = CompareView()
    qtbot.addWidget(view)
    view.setProperty("role", "screen")
    presenter.reload()
    while len(presenter.state.chosen) < count:
        presenter.add()
    presenter.attach(view.render_state)
    return presenter, view


def test_two_runs(qtbot: QtBot, tone: str) -> None:
    """Two short answers, the words that differ marked, the reference beside the input."""
    presenter, view = _desk(qtbot)
    presenter.go_to(0)
    check_picture(view, f"compare_two_{tone}")


def test_four_runs_with_long_answers(qtbot: QtBot, tone: str) -> None:
    """Four panes, long texts that scroll together, one answer empty, the reference hidden."""
    presenter, view = _desk(qtbot, 4)
    presenter.go_to(6)
    presenter.flip(Switch.REFERENCE)
    check_picture(view, f"compare_four_{tone}")


def test_nothing_to_compare(qtbot: QtBot, tone: str) -> None:
    """What to do first."""
    presenter, view = _desk(qtbot)
    view.render_state(type(presenter.state)(phase=presenter.state.phase.NO_RUNS))
    check_picture(view, f"compare_empty_{tone}")
