"""A rater's story in the real window, by keys alone; the program is killed on the way and nothing is lost."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.chosen import Chosen
from tests.journeys.hands import Hands
from tests.study.invented import RATER, study
from workbench.formats import ratings_bundle, study_bundle
from workbench.gui.app import Workbench
from workbench.gui.theme import Theme, apply_theme
from workbench.gui.tokens import LIGHT
from workbench.gui.views.rate import RateView
from workbench.paths import user_paths
from workbench.settings import Settings, ThemeChoice, save_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A study file as it was sent."""
    path = tmp_path / "sent.medstudy"
    study_bundle.write(path, study(3, consent="I take part freely."))
    return path


@pytest.fixture
def dialogs() -> Chosen:
    """What a person answers when asked for a file."""
    return Chosen()


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, dialogs: Chosen) -> Iterator[Hands]:
    """At a window on the demo project."""
    save_settings(user_paths().settings_file, Settings(ThemeChoice.LIGHT))
    hook = sys.excepthook
    workbench = Workbench(qapp, user_paths(), dialogs)
    sys.excepthook = hook
    window = workbench.window
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    made = Hands(qtbot, window)
    made.wait(window.isActiveWindow)
    workbench.begin(None)
    made.wait(lambda: window.windowTitle().startswith("demo"))
    yield made
    workbench.close()
    apply_theme(qapp, Theme(LIGHT))


def killed_while_rating(bundle: Path) -> int:
    """Let another process rate, kill it while it types; how many letters it had acknowledged."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.rating_window", str(bundle)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "third item begun\n"
        told = 0
        for line in child.stdout:
            told = int(line)
            if told == 12:
                os.kill(child.pid, signal.SIGKILL)
                break
        rest = [line for line in child.stdout if line.endswith("\n")]
    return int(rest[-1]) if rest else told


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_rater_is_killed_and_goes_on(hands: Hands, dialogs: Chosen, bundle: Path, tmp_path: Path) -> None:
    """Open, agree, rate; killed while typing; the same item with the same letters; finish and export."""
    typed = killed_while_rating(bundle)
    hands.press("Ctrl+4")
    hands.see("Discharge advice, two answers")
    hands.press("Return")
    hands.see("2 of 3")
    view = hands.part(RateView)
    page = view.page.texts
    assert [card.isVisible() for card in page.answers] == [True, True, False, False]
    hands.see("Correctness · Answer B")
    hands.press("C")
    assert len(view.page.ask.field.text) - typed in {0, 1}
    hands.type(" unsure")
    hands.press("Return")
    for key in ("5", "3", "3", "5", "5", "2", "2", "B", "Return"):
        hands.press(key)
    hands.see("That was the last one")
    out = dialogs.path = tmp_path / "out.medratings"
    hands.press("Ctrl+E")
    hands.see("Exported 3 of 3 items")
    given = ratings_bundle.read(out)
    made = study_bundle.read(bundle)
    ratings_bundle.check_fits(out, made.study, [made.sha256], given)
    assert given.rater.code == RATER
    assert all(one.submitted for one in given.ratings)
    assert given.ratings[2].comment.startswith("x" * typed)
    assert given.ratings[2].comment.endswith(" unsure")
    assert given.ratings[2].values["correctness/o3a"] == 2
    assert len(given.sittings) == 2
