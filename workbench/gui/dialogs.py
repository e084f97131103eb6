"""Where a person is asked for files and folders. Handed to the window, so that something else can answer."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


class FileDialogs:
    """The system's dialogs. Each answer is None, or nothing, when the person went back."""

    def folder(self, parent: QWidget, title: str) -> Path | None:
        """A folder, to read from or to write to."""
        return _path(QFileDialog.getExistingDirectory(parent, title))

    def file(self, parent: QWidget, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        """One file that is there."""
        return _path(QFileDialog.getOpenFileName(parent, title, str(folder or ""), kinds)[0])

    def files(self, parent: QWidget, title: str, kinds: str) -> list[Path]:
        """Files that are there."""
        return [Path(name) for name in QFileDialog.getOpenFileNames(parent, title, "", kinds)[0]]

    def new_file(self, parent: QWidget, title: str, kinds: str, suggested: Path) -> Path | None:
        """A file that is to be made."""
        return _path(QFileDialog.getSaveFileName(parent, title, str(suggested), kinds)[0])


def _path(name: str) -> Path | None:
    return Path(name) if name else None
