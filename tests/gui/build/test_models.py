"""The Models screen, built as the window builds it, with the demo models."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")
pytest.importorskip("llama_cpp")

from pytestqt.qtbot import QtBot

from tests.gui.build.workplace import workplace
from workbench.gui.build import models as built
from workbench.gui.build.models import build_models
from workbench.gui.presenters.models import ModelsPresenter
from workbench.gui.views.models import ModelsView
from workbench.paths import shipped_models


def test_a_file_is_added_looked_at_tried_and_removed(
    qtbot: QtBot, light: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the file on disk to the trial's figures, and away again; the shipped models stay."""
    made: list[ModelsPresenter] = []

    def remembered(*arguments: object) -> ModelsPresenter:
        made.append(ModelsPresenter(*arguments))  # type: ignore[arg-type]
        return made[0]

    monkeypatch.setattr(built, "ModelsPresenter", remembered)
    place, told = workplace(tmp_path), list[str]()
    screen = build_models(place.context, changed=lambda: told.append("changed"), busy=lambda: "")
    view = screen.view
    assert isinstance(view, ModelsView)
    qtbot.addWidget(view)
    screen.reload()
    models = made[0]
    shipped = [line.name for line in models.state.lines]
    assert {"demo-base", "demo-instruct"} <= set(shipped)
    models.select("mmeds-llama-3-8b-q4_k_m")
    assert models.state.card is not None
    assert not models.state.card.here
    assert "Add a file…" in models.state.card.to_do
    mine = tmp_path / "mine.gguf"
    mine.write_bytes((shipped_models() / "demo-base.gguf").read_bytes())
    view.file_chosen.emit(str(mine))
    assert (models.state.message, models.state.selected, told) == ("", "mine", ["changed"])
    card = models.state.card
    assert (card.here, card.own, card.fits, card.problem) == (True, True, True, "")
    assert ("Architecture", "llama") in card.facts
    assert models.state.sha256 is not None
    assert "Graphics card" not in dict(card.facts)
    view.try_asked.emit()
    assert models.trial.state.result is not None, models.trial.state.message
    assert dict(models.state.card.facts)["Graphics card"]
    broken = place.context.home.models / "broken.gguf"
    broken.write_bytes(b"GGUF and nothing more")
    models.reload()
    models.select("broken")
    assert models.state.card is not None
    assert models.state.card.problem
    models.select("mine")
    view.remove_asked.emit()
    view.remove_refused.emit()
    view.remove_asked.emit()
    view.remove_confirmed.emit()
    assert "mine" not in [line.name for line in models.state.lines]
    screen.close()
