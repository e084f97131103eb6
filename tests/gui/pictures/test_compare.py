"""The Compare screen in its few states, in both themes."""

from collections.abc import Callable, Sequence

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from tests.gui.invented import answers, chosen_answers, comparison, run_summary
from tests.gui.pictures.look import check_picture
from workbench.domain.runs import Completion
from workbench.gui.presenters.compare import ComparePresenter, Switch
from workbench.gui.views.compare import CompareView

RUNS = [
    run_summary(1, "Demo base"),
    run_summary(2, "Demo instruct"),
    run_summary(3, "MMedS-Llama 3 8B Q4_K_M", shots=0),
    run_summary(4, "a very long model name that somebody gave a file Q8_0"),
]


def _desk(
    qtbot: QtBot, count: int = 2, asked: Callable[[Sequence[str], str], Sequence[Completion | None]] = answers
) -> tuple[ComparePresenter, CompareView]:
    presenter = ComparePresenter(lambda: RUNS, lambda ids: comparison(ids, 6), asked, InlineJobs())
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


def test_confidence_in_four_runs(qtbot: QtBot, tone: str) -> None:
    """Four answers in Russian tinted by how sure the models were, one of them without probabilities."""
    presenter, view = _desk(qtbot, 4)
    presenter.flip(Switch.CONFIDENCE)
    presenter.go_to(4)
    check_picture(view, f"compare_confidence_{tone}")


def test_confidence_in_long_answers(qtbot: QtBot, tone: str) -> None:
    """Long texts with every kind of doubt."""
    presenter, view = _desk(qtbot)
    presenter.flip(Switch.CONFIDENCE)
    presenter.go_to(6)
    check_picture(view, f"compare_confidence_long_{tone}")


def test_confidence_in_chinese(qtbot: QtBot, tone: str) -> None:
    """Characters tinted one by one."""
    presenter, view = _desk(qtbot, 3)
    presenter.flip(Switch.CONFIDENCE)
    presenter.go_to(1)
    check_picture(view, f"compare_confidence_zh_{tone}")


def test_options_that_were_chosen(qtbot: QtBot, tone: str) -> None:
    """A Chinese question: letters in the one run, fifty long diagnoses in the other."""
    presenter, view = _desk(qtbot, asked=chosen_answers)
    presenter.flip(Switch.CONFIDENCE)
    presenter.go_to(1)
    check_picture(view, f"compare_options_{tone}")


def test_nothing_to_compare(qtbot: QtBot, tone: str) -> None:
    """What to do first."""
    presenter, view = _desk(qtbot)
    view.render_state(type(presenter.state)(phase=presenter.state.phase.NO_RUNS))
    check_picture(view, f"compare_empty_{tone}")
