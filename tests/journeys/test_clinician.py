"""A clinician's story in the real window: from task files to a model's answers and a file of their own.

Real threads, the real demo models in their real child process; clicks, keys and eyes, nothing else. The
engine is killed on the way.
"""

import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.chosen import Chosen
from tests.journeys.hands import Hands
from workbench.evaluation.operations import list_completions
from workbench.gui.app import Workbench
from workbench.gui.theme import Theme, apply_theme
from workbench.gui.tokens import LIGHT
from workbench.gui.views.author_fields import TextField
from workbench.gui.widgets.numbers import Choice, WholeNumber
from workbench.gui.widgets.reading import ReadingText
from workbench.gui.widgets.search import SearchField
from workbench.paths import resources, user_paths
from workbench.settings import Settings, ThemeChoice, save_settings
from workbench.store.project import Project

NEVER = "Ward 7 zebra question: what is the dose?"
"""Stands in no file."""


@pytest.fixture
def dialogs() -> Chosen:
    """What a person answers when asked for a file or a folder."""
    return Chosen()


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, dialogs: Chosen) -> Iterator[Hands]:
    """At a window on the demo project, as at the first start."""
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


@pytest.fixture(params=["demo", "medsbench"])
def source(request: pytest.FixtureRequest) -> Path:
    """A folder of task files: the demo's, and real ones where they are."""
    if request.param == "demo":
        return resources() / "demo"
    return Path(request.getfixturevalue("shared_data")) / "medsbench"


TASKS = {"demo": ("task9001", "task9006", "task9008"), "medsbench": ("task57", "task114", "task126")}
WORD = {"demo": "fever", "medsbench": "patient"}


def _engines() -> list[int]:
    """The processes below this one that compute: those with llama.cpp mapped."""
    found, below = [], [os.getpid()]
    while below:
        for children in Path(f"/proc/{below.pop()}/task").glob("*/children"):
            below += map(int, children.read_text(encoding="utf-8").split())
        found += below
    return [pid for pid in set(found) if _computes(pid)]


def _computes(pid: int) -> bool:
    try:
        return "libllama" in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def _everything(project: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Every instance of a project: its input and its references."""
    with Project(project) as opened:
        return {
            row.id: (instance.input, instance.references)
            for task in opened.tasks.summaries()
            for row in opened.tasks.rows(task.id, 0, task.instances)
            for instance in [opened.tasks.instance(row.id)]
        }


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the engine's process in /proc")
def test_from_files_to_answers_to_a_file(hands: Hands, dialogs: Chosen, source: Path, tmp_path: Path) -> None:
    """Import, search, run, lose the engine, resume, compare, write, undo, export, import again."""
    story, copy = tmp_path / "story.medswb", tmp_path / "copy.medswb"
    _new_project(hands, dialogs, story)
    imported = _import(hands, dialogs, source)
    assert imported == len(_everything(story))
    _search(hands, WORD[source.name])
    _run_with_a_lost_engine(hands, story, TASKS[source.name])
    _run_the_other_model(hands)
    _compare(hands)
    _write(hands, imported, story)
    _export(hands, dialogs, tmp_path / "out")
    _new_project(hands, dialogs, copy)
    assert _import(hands, dialogs, tmp_path / "out") == imported + 1
    assert _everything(copy) == _everything(story)


def _new_project(hands: Hands, dialogs: Chosen, file: Path) -> None:
    """Make and open a project by its key."""
    dialogs.path = file
    hands.press("Ctrl+Shift+N")
    hands.see("Begin with a folder of task files")
    assert dialogs.asked[-1] == "New project"


def _import(hands: Hands, dialogs: Chosen, folder: Path) -> int:
    """Bring a folder in; how many rows the report says were kept."""
    dialogs.path = folder
    hands.click("Import a folder…")
    hands.see(" rows in = ", 60)
    # Each file adds to the report; the strip says how far it is until the last one is in.
    hands.wait(lambda: not any(words.startswith("Import ") for words in hands.words()), 60)
    report = hands.see(" rows in = ")
    # “11 files: 183 rows in = 183 kept + 0 reported”
    numbers = [int(word.replace(",", "")) for word in report.split() if word.replace(",", "").isdigit()]
    _files, rows_in, kept, reported = numbers
    assert (rows_in, reported) == (kept, 0)
    hands.see(f"{kept:,} instances")
    hands.click("Close")
    return kept


def _search(hands: Hands, word: str) -> None:
    """Find a word by typing it, and clear the search again."""
    hands.press("Ctrl+F")
    hands.type(word)
    assert not hands.see(f"for “{word}”").startswith("0 ")
    hands.press("Escape")
    hands.see(" instances")


def _run_with_a_lost_engine(hands: Hands, project: Path, tasks: tuple[str, ...]) -> None:
    """Ask three tasks, kill the process that computes, read why it stopped, and resume to the end."""
    hands.press("Ctrl+2")
    for ticked, task in enumerate(tasks, 1):
        hands.type(task, hands.part(SearchField, "Search tasks"))
        hands.press("Return")
        hands.click("Tick all")
        hands.see(f"{ticked} task{'s' * (ticked > 1)} ticked of")
    hands.click("0-shot")
    hands.click("First")
    _number(hands, "Instances of each task", "8")
    _number(hands, "Longest answer", "40")
    hands.see("24 instances to ask")
    hands.press("Ctrl+Return")
    # A fast engine is done before a person, or a picture of the window, has seen its first answer: it is held
    # as soon as one is saved.
    hands.wait(lambda: _answers(project))
    engines = _engines()
    assert engines
    for pid in engines:
        os.kill(pid, signal.SIGSTOP)
    hands.wait(lambda: f"Answers  {len(_answers(project))}" in hands.words())
    for pid in engines:
        os.kill(pid, signal.SIGKILL)
    hands.see("every answer so far is saved")
    before = _answers(project)
    assert 0 < len(before) < 24
    hands.press("Ctrl+P")
    hands.see("Done: 24 answers", 60)
    after = _answers(project)
    assert len(after) == 24
    assert before.items() <= after.items()


def _number(hands: Hands, name: str, digits: str) -> None:
    hands.type(digits, hands.part(WholeNumber, name))
    hands.press("Return")


def _answers(project: Path) -> dict[str, str]:
    """What the newest run was answered, by instance."""
    with Project(project) as opened:
        runs = opened.runs.summaries()
    return {row.instance_id: row.text for run in runs[:1] for row in list_completions(project, run.id)}


def _run_the_other_model(hands: Hands) -> None:
    """Ask the base model the same."""
    hands.click("Set up")
    model = hands.part(Choice, "Model")
    first = model.currentText()
    model.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press("Down")
    hands.wait(lambda: model.currentText() != first)
    hands.see("24 instances to ask")
    hands.press("Ctrl+Return")
    hands.see("Done: 24 answers", 60)


def _compare(hands: Hands) -> None:
    """The two runs stand side by side, and a key leads from one disagreement to the next."""
    hands.press("Ctrl+3")
    hands.see("24 in common")
    places = [_place(hands)]
    for _ in range(3):
        hands.press("N")
        hands.wait(lambda: _place(hands) not in places)
        places.append(_place(hands))
        answers = [hands.part(ReadingText, f"Answer {letter}").toPlainText() for letter in "AB"]
        assert answers[0] != answers[1]


def _place(hands: Hands) -> str:
    """Which instance is compared, such as “task57 · 3”."""
    return next(words for words in hands.words() if re.fullmatch(r"task\w+ · [\d,]+", words))


def _write(hands: Hands, imported: int, project: Path) -> None:
    """Begin from an instance, write another one, take it back and give it again, add it to the project."""
    hands.press("Ctrl+1")
    hands.see(f"{imported:,} instances")
    hands.press("J")
    hands.press("D")
    hands.see("Instance 1 of 1")
    text = hands.part(TextField, "Input")
    copied = text.text
    hands.type(NEVER, text)
    assert text.text == NEVER != copied
    hands.press("Ctrl+Z")
    hands.wait(lambda: text.text != NEVER)
    hands.press("Ctrl+Shift+Z")
    hands.wait(lambda: text.text == NEVER)
    hands.type("None at all.", hands.part(TextField, "Reference 1"))
    hands.click("Add instances")
    hands.wait(lambda: (NEVER, ("None at all.",)) in _everything(project).values())


def _export(hands: Hands, dialogs: Chosen, folder: Path) -> None:
    """Write every task of the project to a folder."""
    folder.mkdir()
    dialogs.path = folder
    hands.press("Ctrl+1")
    hands.press("Ctrl+E")
    hands.choose("As in the MedS-Ins README…")
    hands.see("rows in and out")
    assert dialogs.asked[-1] == "Export to a folder"
