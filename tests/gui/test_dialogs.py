"""The system's dialogs, answered as a person would."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from workbench.gui.dialogs import FileDialogs


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """What a dialog belongs to."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def answer(qtbot: QtBot) -> Iterator[Callable[[Path | None], None]]:
    """Chooses a path in the next dialog, or goes back."""
    watch = QTimer()
    wanted: list[Path | None] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            watch.stop()
            path = wanted.pop()
            if path is None:
                dialog.reject()
            else:
                line = dialog.findChild(QLineEdit)
                assert isinstance(line, QLineEdit)
                line.setText(str(path))
                dialog.accept()

    watch.timeout.connect(look)

    def begin(path: Path | None) -> None:
        wanted.append(path)
        watch.start(10)

    yield begin
    watch.stop()


def test_what_is_chosen_is_a_path(
    parent: QWidget, answer: Callable[[Path | None], None], tmp_path: Path
) -> None:
    """A folder, a file, several files, a new file."""
    (tmp_path / "in").mkdir()
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    dialogs, kinds = FileDialogs(), "Task files (*.json)"
    answer(tmp_path / "in")
    assert dialogs.folder(parent, "Import") == tmp_path / "in"
    answer(tmp_path / "a.json")
    assert dialogs.file(parent, "Open", kinds, tmp_path) == tmp_path / "a.json"
    answer(tmp_path / "a.json")
    assert dialogs.files(parent, "Import", kinds) == [tmp_path / "a.json"]
    answer(tmp_path / "new.json")
    assert dialogs.new_file(parent, "New", kinds, tmp_path / "untitled.json") == tmp_path / "new.json"


def test_going_back_chooses_nothing(parent: QWidget, answer: Callable[[Path | None], None]) -> None:
    """None, not an empty path, which would be the working folder."""
    dialogs, kinds = FileDialogs(), "Task files (*.json)"
    answer(None)
    assert dialogs.folder(parent, "Import") is None
    answer(None)
    assert dialogs.files(parent, "Import", kinds) == []
