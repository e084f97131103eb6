"""Dialogs that answer at once."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.gui.dialogs import FileDialogs


class Chosen(FileDialogs):
    """Answers every question with what a test put into `path`; goes back when that is None."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.asked: list[str] = []
        """The titles of the questions, in order."""

    def folder(self, parent: QWidget, title: str) -> Path | None:
        """A folder."""
        self.asked.append(title)
        return self.path

    def file(self, parent: QWidget, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        """One file."""
        self.asked.append(title)
        return self.path

    def files(self, parent: QWidget, title: str, kinds: str) -> list[Path]:
        """One file, as several."""
        self.asked.append(title)
        return [self.path] if self.path is not None else []

    def new_file(self, parent: QWidget, title: str, kinds: str, suggested: Path) -> Path | None:
        """One file that is to be made."""
        self.asked.append(title)
        return self.path
