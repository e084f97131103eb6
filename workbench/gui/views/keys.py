"""The list of keys, on F1."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import GAP, MARGIN, ScrollColumn, column, row
from workbench.gui.widgets.labels import KeyCap, Label, SectionLabel


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """The keys of one screen."""

    title: str
    keys: tuple[tuple[str, str], ...]
    """Key, such as “Ctrl+F”, and what it does."""


class KeysDialog(QDialog):
    """Every key of the window, by screen."""

    def __init__(self, groups: Sequence[KeyGroup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        inside = ScrollColumn()
        inside.body.setSpacing(GAP)
        inside.body.setContentsMargins(GAP, GAP, GAP, GAP)
        for group in groups:
            inside.body.addWidget(SectionLabel(group.title))
            grid = QGridLayout()
            grid.setHorizontalSpacing(MARGIN)
            grid.setVerticalSpacing(6)
            grid.setColumnStretch(1, 1)
            for number, (key, what) in enumerate(group.keys):
                cap = KeyCap(native_key(key))
                grid.addWidget(cap, number, 0, Qt.AlignmentFlag.AlignRight)
                grid.addWidget(Label(what), number, 1)
            grid.setColumnMinimumWidth(0, 120)
            inside.body.addLayout(grid)
        inside.body.addStretch(1)
        done = Button("Close", key="Escape")
        done.clicked.connect(self.accept)
        note = Label("Single letters rest while you type in a field.", "soft")
        self.setLayout(
            column(Label("Keys", "title"), inside, row(note, 1, done), spacing=GAP, margins=MARGIN)
        )
        self.resize(520, 640)


def native_key(key: str) -> str:
    """A key as this machine's keyboard names it; words such as “J / K” stay as they are."""
    if " " in key:
        return key
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
