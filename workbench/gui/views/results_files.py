"""The buttons of the Results screen that read and write files."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from workbench.gui.dialogs import FileDialogs
from workbench.gui.presenters.results_values import ExportKind
from workbench.gui.widgets.buttons import Button

_EXPORTS = (
    (ExportKind.HTML, "A page for the browser (HTML)…", "leaderboard.html", "HTML (*.html)"),
    (ExportKind.CSV, "A table (CSV)…", "leaderboard.csv", "CSV (*.csv)"),
    (ExportKind.MARKDOWN, "A table (Markdown)…", "leaderboard.md", "Markdown (*.md)"),
    (ExportKind.LATEX, "A table (LaTeX)…", "leaderboard.tex", "LaTeX (*.tex)"),
    (ExportKind.SUBMISSION, "A submission to MedS-Bench (CSV)…", "submission.csv", "CSV (*.csv)"),
    (ExportKind.MANIFEST, "What repeats the runs (JSON)…", "manifest.json", "JSON (*.json)"),
)
_ANSWERS = "Answers (*.csv *.json *.jsonl *.eval);;All files (*)"


class ResultsFilesButtons(QObject):
    """Asks for files.

    Signals:
        export_asked: write this kind of file (ExportKind, Path).
        published_chosen: add the numbers of this file (Path).
        results_chosen: read in these files (list of Path).
    """

    export_asked = Signal(object, object)
    published_chosen = Signal(object)
    results_chosen = Signal(object)

    def __init__(self, around: QWidget, dialogs: FileDialogs | None = None) -> None:
        super().__init__(around)
        self._around = around
        self._dialogs = dialogs or FileDialogs()
        self.export = Button("Export…", icon="export")
        self.export.clicked.connect(self._open_exports)

    def import_button(self) -> Button:
        """A button that reads in answers."""
        button = Button("Import answers…", icon="import", tip="Answers that somebody else's program made")
        button.clicked.connect(self._choose_results)
        return button

    def published_button(self) -> Button:
        """A button that adds published numbers."""
        button = Button("Add published…", icon="plus", tip="Numbers from a paper or a leaderboard, as CSV")
        button.clicked.connect(self._choose_published)
        return button

    def export_menu(self) -> QMenu:
        """The kinds of files there are."""
        menu = QMenu(self._around)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, words, name, kinds in _EXPORTS:
            menu.addAction(words, partial(self._choose_target, kind, name, kinds))
        return menu

    def _open_exports(self) -> None:
        self.export_menu().popup(self.export.mapToGlobal(self.export.rect().bottomLeft()))

    def _choose_target(self, kind: ExportKind, name: str, kinds: str) -> None:
        file = self._dialogs.new_file(self._around, "Export the results", kinds, Path(name))
        if file is not None:
            self.export_asked.emit(kind, file)

    def _choose_published(self) -> None:
        file = self._dialogs.file(self._around, "Add published results", "Tables (*.csv);;All files (*)")
        if file is not None:
            self.published_chosen.emit(file)

    def _choose_results(self) -> None:
        files = self._dialogs.files(self._around, "Import answers", _ANSWERS)
        if files:
            self.results_chosen.emit(files)
