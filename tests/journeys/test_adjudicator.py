"""A coordinator's story in the real window, by keys: ratings come in, and disagreements are decided."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.chosen import Chosen
from tests.journeys.hands import Hands
from tests.study.projects import answered_project, decided, handing_over, order
from workbench.cli.main import main
from workbench.formats import ratings_bundle
from workbench.gui.app import Workbench
from workbench.gui.theme import Theme, apply_theme
from workbench.gui.tokens import LIGHT
from workbench.paths import user_paths
from workbench.settings import Settings, ThemeChoice, save_settings
from workbench.study.operations import build_study, export_study, open_study

RATERS = ("r01", "r02")
NOTE = "B names the dose"


@dataclass(frozen=True, slots=True)
class Story:
    """A project with a study of two answers to each of some items, and what raters sent back."""

    project: Path
    study_id: str
    sent_back: tuple[Path, ...]

    def asked(self, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
        """What the command prints about the project, as JSON."""
        capsys.readouterr()
        assert main(["--project", str(self.project), "study", words[0], self.study_id, *words[1:]]) == 0
        found: list[dict[str, Any]] = json.loads(capsys.readouterr().out or "[]")
        return found


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """Both raters preferred what stood at the right, which were different answers."""
    path = tmp_path / "ward.medswb"
    opened, runs = answered_project(path)
    opened.close()
    study = build_study(path, order(runs, RATERS)).study
    files = []
    for written in export_study(path, study.id, tmp_path / "out"):
        sent = open_study(written.file)
        (rater,) = sent.study.raters
        given = handing_over(sent.study, sent.sha256, decided(sent.study, rater, 99, "2"), rater)
        files.append(tmp_path / f"{rater}.medratings")
        ratings_bundle.write(files[-1], given)
    return Story(path, study.id, tuple(files))


@pytest.fixture
def dialogs() -> Chosen:
    """What a person answers when asked for a file or a folder."""
    return Chosen()


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, dialogs: Chosen, story: Story) -> Iterator[Hands]:
    """At a window on the project."""
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
    workbench.begin(story.project)
    made.wait(lambda: window.windowTitle().startswith("ward"))
    yield made
    workbench.close()
    apply_theme(qapp, Theme(LIGHT))


def test_disagreements_are_decided_by_keys(
    hands: Hands, dialogs: Chosen, story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    """Import, decide three, take one back and decide it again; the command and the report know the same."""
    hands.press("Ctrl+5")
    hands.see("Blinded")
    for file in story.sent_back:
        dialogs.path = file
        hands.press("Ctrl+I")
        hands.see(f"{file.stem}: 24 of 24")
    hands.press("Ctrl+J")
    hands.see("0 of 24 decided")
    hands.press("Return")
    hands.see("1 of 24 to decide")
    shown = [words for words in hands.words() if any(code in words for code in RATERS)]
    assert shown == []
    for key in ("6", "S", "Return"):
        hands.press(key)
    hands.see("1 of 24 decided")
    for key in ("0", "M", "Return"):
        hands.press(key)
    hands.see("2 of 24 decided")
    for key in ("A", "I", "N"):
        hands.press(key)
    hands.type(NOTE)
    for key in ("Return", "Return"):
        hands.press(key)
    hands.see("3 of 24 decided")
    hands.press("U")
    hands.see("2 of 24 decided")
    hands.see("Taken back; it is open again")
    hands.press("P")
    hands.press("Return")
    hands.see("3 of 24 decided")
    hands.press("G")
    hands.see("Guidelines")
    hands.press("Escape")
    hands.press("Escape")
    hands.see("Agreement before and after")
    hands.see("3 of 24 decided")
    found = story.asked(capsys, "adjudicate", "--json")
    made = [one["decided"] for one in found if one["decided"] is not None]
    assert sorted((one["value"] is None, one["cause"], one["note"]) for one in made) == [
        (False, "guideline gap", NOTE),
        (False, "slip", ""),
        (True, "true ambiguity", ""),
    ]
    assert len(found) == 24
    page = story.project.with_name("report.html")
    story.asked(capsys, "report", "--html", str(page), "--resamples", "50", "--json")
    _told(page)
    hands.click("Arms")
    hands.click("Unblind…")
    hands.click("Open the key now; it is logged")
    hands.see("Unblinded")
    dialogs.path = story.project.with_name("from the window")
    hands.click("Report…")
    hands.see("report.html and ", seconds=60)
    _told(dialogs.path / "report.html")


def _told(page: Path) -> None:
    """The report compares agreement before and after."""
    text = page.read_text("utf-8")
    for words in ("Adjudication", "Agreement before", "Agreement after", "guideline gap 1"):
        assert words in text
