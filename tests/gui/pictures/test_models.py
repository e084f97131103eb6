"""The Models screen in its few states, in both themes."""

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from pytestqt.qtbot import QtBot

from tests.gui.invented import models_state
from tests.gui.pictures.look import check_picture
from workbench.evaluation.models import Copied, Tried
from workbench.gui.presenters.model_trial import TrialState, Trying
from workbench.gui.presenters.models import ModelsState
from workbench.gui.views.models import ModelsView

ANSWER = "La causa más probable es una neumonía. 最可能的原因是肺炎。Наиболее вероятна пневмония."


def _view(qtbot: QtBot, state: ModelsState, trial: TrialState | None = None) -> ModelsView:
    view = ModelsView()
    qtbot.addWidget(view)
    view.setProperty("role", "screen")
    view.render_state(state)
    view.render_trial(trial or TrialState())
    return view


def test_a_model_that_was_tried(qtbot: QtBot, tone: str) -> None:
    """Everything known about it, and that it works."""
    trial = TrialState("demo-instruct", Trying.DONE, 1.0, ANSWER, Tried(ANSWER, 1.2, 43, 31, 812.0, 38.0))
    check_picture(_view(qtbot, models_state(), trial), f"models_tried_{tone}")


def test_a_model_that_is_not_here_while_a_file_is_copied(qtbot: QtBot, tone: str) -> None:
    """What to do to have it; how far the copy is."""
    state = models_state(selected="mmeds-llama-3-8b", sha256=None)
    assert state.card is not None
    card = replace(
        state.card,
        title="MMedS-Llama 3 8B",
        note="The paper’s own model, quantized by others. Needs about 6 GB of memory.",
        facts=(
            ("File", "MMedS-Llama-3-8B.Q4_K_M.gguf"),
            ("Size", "4.9 GB"),
            ("Quantized", "Q4_K_M"),
            ("Licence", "Llama 3 Community License"),
        ),
        here=False,
        fits=None,
        fit="",
        to_do="Put MMedS-Llama-3-8B.Q4_K_M.gguf into the folder below, or add it with “Add a file…”.",
    )
    copying = Copied(Path("MMedS-Llama-3-8B.Q4_K_M.gguf"), 2_100_000_000, 4_920_000_000)
    check_picture(_view(qtbot, replace(state, card=card, copying=copying)), f"models_not_here_{tone}")


def test_a_file_that_cannot_be_used(qtbot: QtBot, tone: str) -> None:
    """What is wrong with it, and the question before it is deleted."""
    state = models_state(removing="demo-instruct")
    assert state.card is not None
    problem = "“broken.gguf” is cut off: it ends in the middle of its tensors. Get the file again."
    facts = (("File", "broken.gguf"), ("Size", "612 KB"), ("Quantized", "unknown"), ("Licence", "unknown"))
    card = replace(
        state.card, title="broken", note="", facts=facts, own=True, problem=problem, fits=None, fit=""
    )
    check_picture(_view(qtbot, replace(state, card=card)), f"models_broken_{tone}")
