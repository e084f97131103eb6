"""The list of keys, on F1: those in force, by screen; can be printed."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from workbench.domain.key_table import KEYS, Where
from workbench.formats.keys_html import write_keys_page
from workbench.gui.dialogs import FileDialogs
from workbench.gui.presenters.keys_in_force import keymap_in_force
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import GAP, MARGIN, ScrollColumn, column, row
from workbench.gui.widgets.labels import ElideLabel, Label, SectionLabel
from workbench.gui.widgets.shortcuts import NamedCap


class KeysDialog(QDialog):
    """Every key of the window, by screen."""

    def __init__(self, dialogs: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        self.setWindowTitle("Keys")
        inside = ScrollColumn()
        inside.body.setSpacing(GAP)
        inside.body.setContentsMargins(GAP, GAP, GAP, GAP)
        for where in Where:
            inside.body.addWidget(SectionLabel(where.value))
            inside.body.addLayout(_grid(where))
        inside.body.addStretch(1)
        done = Button("Close", key="Escape")
        done.clicked.connect(self.accept)
        page = Button("Page to print…", icon="file", tip="Write this list as a page that any browser prints")
        page.clicked.connect(self._write)
        self._note = ElideLabel("Letters rest while you type. Settings → Keys changes keys.", "soft")
        below = row(self._note, page, done)
        below.setStretch(0, 1)
        self.setLayout(column(Label("Keys", "title"), inside, below, spacing=GAP, margins=MARGIN))
        self.resize(720, 640)

    def _write(self) -> None:
        path = self._dialogs.new_file(
            self, "Write the list of keys", "Pages (*.html)", Path("meds-workbench-keys.html")
        )
        if path is None:
            return
        try:
            write_keys_page(path, keymap_in_force())
        except OSError as error:
            self._note.setText(f"{path} cannot be written ({error.strerror}). Choose another place.")
        else:
            self._note.setText(f"Wrote {path.name}.")


def _grid(where: Where) -> QGridLayout:
    """The keys of one screen, and what they do."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(MARGIN)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for number, one in enumerate(one for one in KEYS if one.where is where):
        grid.addWidget(NamedCap(one.name), number, 0, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(Label(one.what), number, 1)
    grid.setColumnMinimumWidth(0, 120)
    return grid
