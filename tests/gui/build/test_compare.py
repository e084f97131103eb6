"""The Compare screen, built as the window builds it."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from pytestqt.qtbot import QtBot

from tests.gui.build.workplace import workplace
from workbench.engines.scripted import ScriptedEngine
from workbench.evaluation.operations import start_run
from workbench.evaluation.runner import RunOrder
from workbench.gui.build.compare import build_compare
from workbench.gui.views.compare import CompareView
from workbench.gui.widgets.reading import ReadingText


def test_two_runs_stand_side_by_side(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """From the project to the words on screen; another screen brings up its instance."""
    place = workplace(tmp_path)
    for name in ("one", "two"):
        engine = ScriptedEngine({f"i{n}": f"{name} says i{n}" for n in range(5)}, name=name)
        list(start_run(place.context.project, engine, RunOrder(("task57",), shots=0)))
    screen, compare = build_compare(place.context)
    view = screen.view
    assert isinstance(view, CompareView)
    qtbot.addWidget(view)
    view.resize(1200, 700)
    view.show()
    screen.reload()

    def texts() -> list[str]:
        return [text.text for text in view.findChildren(ReadingText) if text.isVisible()]

    assert {"Say 0.", "0", "one says i0", "two says i0"} <= set(texts())
    compare("task57", "i3")
    assert place.went == ["compare"]
    assert {"Say 3.", "one says i3", "two says i3"} <= set(texts())
    view.run_asked.emit()
    assert place.went == ["compare", "run"]
    screen.close()
