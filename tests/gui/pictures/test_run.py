"""The Run screen in its few states, in both themes."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from pytestqt.qtbot import QtBot

from tests.gui.invented import FAILURES, live_state, preview_state, run_list_state, setup_state
from tests.gui.pictures.look import check_picture
from workbench.domain.runs import Answering, Sampling
from workbench.gui.presenters.run import Page, RunScreenState
from workbench.gui.presenters.run_live import LiveState, Phase
from workbench.gui.presenters.run_setup import Fit, SetupState
from workbench.gui.views.run import RunView

TOO_LARGE = Fit(
    False,
    "It needs about 6.1 GB of memory (model 4.9 GB, 8,192 tokens of context 1.1 GB, computing 0.1 GB) and "
    "3.2 GB are free. Close other programs, or use a smaller model or quantization.",
)
DIED = "The engine died: SIGKILL, the system or a person ended it. The run can be resumed."


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The list of runs shows times; the pictures were taken in this zone."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def _view(
    qtbot: QtBot,
    page: Page,
    *,
    setup: SetupState | None = None,
    live: LiveState | None = None,
    tokens: int = 312,
) -> RunView:
    view = RunView()
    qtbot.addWidget(view)
    view.setProperty("role", "screen")
    view.render_state(RunScreenState(page))
    view.render_setup(setup or setup_state())
    view.preview.render_state(preview_state(tokens=tokens))
    view.live.render_state(live or live_state())
    view.runs.render_state(run_list_state(deleting=run_list_state().lines[0].id))
    return view


def test_set_up(qtbot: QtBot, tone: str) -> None:
    """Two tasks, a random sample, a Japanese prompt with its shot, counted."""
    check_picture(_view(qtbot, Page.SETUP), f"run_setup_{tone}")


def test_set_up_with_what_does_not_fit(qtbot: QtBot, tone: str) -> None:
    """A model too large for the memory, limits of chance, options, a prompt that is too long."""
    sampling = Sampling(0.7, top_p=0.95, top_k=40, answering=Answering.LIKELIEST)
    order = replace(setup_state().order, tasks=("task57", "task46"), sampling=sampling)
    setup = setup_state(order=order, fit=TOO_LARGE)
    check_picture(_view(qtbot, Page.SETUP, setup=setup, tokens=2913), f"run_does_not_fit_{tone}")


def test_answers_streaming_in(qtbot: QtBot, tone: str) -> None:
    """Three answers being written in three languages, thirty there."""
    check_picture(_view(qtbot, Page.ANSWERS), f"run_going_{tone}")


def test_interrupted(qtbot: QtBot, tone: str) -> None:
    """The engine died: what happened, what is saved, what failed, and how to go on."""
    live = live_state(Phase.FAILED, message=DIED, failures=FAILURES)
    check_picture(_view(qtbot, Page.ANSWERS, live=live), f"run_interrupted_{tone}")


def test_runs_with_a_question(qtbot: QtBot, tone: str) -> None:
    """The list of runs, one of them about to be deleted."""
    check_picture(_view(qtbot, Page.RUNS), f"run_list_{tone}")
