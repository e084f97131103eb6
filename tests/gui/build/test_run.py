"""The Run screen, built as the window builds it, with the demo model."""

from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")
pytest.importorskip("llama_cpp")

from pytestqt.qtbot import QtBot

from tests.gui.build.workplace import workplace
from workbench.gui.build.run import build_run
from workbench.gui.presenters.run import Page
from workbench.gui.presenters.run_live import Phase
from workbench.store.changes import Changes


def test_the_demo_model_answers_a_task(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """Set up, planned, run to the end, looked at, listed, asked again without asking, deleted."""
    place = workplace(tmp_path)
    screen, run = build_run(place.context)
    qtbot.addWidget(screen.view)
    screen.reload()
    assert run.setup.state.model == "demo-instruct"
    run.setup.choose({"task57"})
    sampling = replace(run.setup.state.order.sampling, max_new_tokens=4)
    run.setup.change(replace(run.setup.state.order, shots=0, sampling=sampling))
    assert run.setup.state.plan is not None
    assert (run.setup.state.plan.asked, run.setup.state.plan.held) == (5, 0)
    assert run.setup.state.fit is not None
    assert run.setup.state.fit.fits
    run.start()
    assert run.live.state.phase is Phase.DONE, run.live.state.message
    assert len(run.live.state.answers) == 5
    run.live.select("i3")
    assert run.live.state.detail is not None
    assert run.live.state.detail.input == "Say 3."
    assert run.live.state.answer
    run.reload()
    assert run.setup.state.plan.held == 5
    assert run.setup.state.plan.seconds == 0
    first = run.runs.state.lines[0]
    run.start()
    assert all(line.copied for line in run.live.state.answers)
    run.look_at(first.id)
    assert (run.live.state.title, len(run.live.state.answers)) == (f"{first.model} · 0-shot · task57", 5)
    run.runs.select(first.id)
    run.runs.ask_to_delete()
    run.runs.delete()
    assert Changes.RUNS in place.changes
    screen.close()


def test_an_open_run_is_resumed_with_its_model(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """The model is found by its checksum; a run whose model is not here says so."""
    place = workplace(tmp_path)
    screen, run = build_run(place.context)
    qtbot.addWidget(screen.view)
    screen.reload()
    run.setup.choose({"task57"})
    # Nothing fits beside an answer as long as this: every instance fails, and can be asked again.
    run.setup.change(replace(run.setup.state.order, shots=0, max_prompt_tokens=1))
    run.start()
    assert (run.live.state.phase, len(run.live.state.failures)) == (Phase.DONE, 5)
    assert run.live.state.failures[0].task_id == "task57"
    run_id = run.live.state.run_id
    assert run_id is not None
    again, later = build_run(place.context)
    qtbot.addWidget(again.view)
    again.reload()
    later.look_at(run_id)
    assert (later.live.state.can_retry, later.live.state.failures[0].task_id) == (True, "task57")
    later.resume(run_id)
    assert len(later.live.state.failures) == 5
    screen.close()
    again.close()


def test_the_screen_leads_on(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """To Browse for tasks, to Models for models, and from its parts to the set-up."""
    place = workplace(tmp_path)
    screen, run = build_run(place.context)
    view = screen.view
    qtbot.addWidget(view)
    view.import_asked.emit()  # type: ignore[attr-defined]
    view.models_asked.emit()  # type: ignore[attr-defined]
    assert place.went == ["browse", "models"]
    run.go_to(Page.RUNS)
    view.runs.setup_asked.emit()  # type: ignore[attr-defined]
    assert run.state.page is Page.SETUP
    screen.close()


def test_a_run_waits_for_mains_power(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """What the window says of the power supply reaches the run; what it waited for, it answers."""
    looks = chain([True], repeat(False))
    place = workplace(tmp_path)
    screen, run = build_run(replace(place.context, on_battery=lambda: next(looks)))
    qtbot.addWidget(screen.view)
    screen.reload()
    run.setup.choose({"task57"})
    sampling = replace(run.setup.state.order.sampling, max_new_tokens=4)
    run.setup.change(replace(run.setup.state.order, shots=0, sampling=sampling))
    seen: list[Phase] = []
    run.live.attach(lambda state: seen.append(state.phase))
    run.start()
    assert Phase.ON_BATTERY in seen
    assert run.live.state.phase is Phase.DONE, run.live.state.message
    assert len(run.live.state.answers) == 5
    screen.close()
