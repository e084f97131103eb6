"""The Keys page of the Settings screen."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from workbench.gui.presenters.key_settings import KeyRow, KeysState
from workbench.gui.tables.rows import Column, RowsTable
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import GAP, Card, column, row
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.key_names import key_name
from workbench.gui.widgets.labels import KeyCap, WrapLabel
from workbench.gui.widgets.lists import Table
from workbench.gui.widgets.search import SearchField
from workbench.gui.widgets.shortcuts import native_key

_TEXT_KEYS = {Qt.Key.Key_Backspace: "Backspace", Qt.Key.Key_Delete: "Delete"}
_COLUMNS: tuple[Column[KeyRow], ...] = (
    Column("Where", lambda row: row.named.where.value, width=96),
    Column("What it does", lambda row: row.named.what, tip=lambda row: f"{row.named.what}\n{row.named.name}"),
    Column("Key", lambda row: native_key(row.key) + (" ●" if row.changed else ""), width=130),
    Column("At first", lambda row: native_key(row.named.default), width=130),
)


class KeyCatcher(KeyCap):
    """Takes the next key, whatever it does elsewhere.

    Signals:
        caught: this key was pressed (str).
        left: Escape, or the keyboard went elsewhere.
    """

    caught = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__("press a key")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("The new key")

    # Qt

    def event(self, event: QEvent) -> bool:
        """Take what else would be a shortcut, and Tab."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key; Ctrl, Alt and Shift alone are only the beginning of one."""
        key = key_name(event) or _TEXT_KEYS.get(Qt.Key(event.key()), "")
        if key == "Escape":
            self.left.emit()
        elif key and not event.isAutoRepeat():
            self.caught.emit(key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Wait no more."""
        super().focusOutEvent(event)
        self.left.emit()


class KeySettings(QWidget):
    """A table of every key, and below it what can be done with the chosen one.

    Signals:
        searched: show only keys with these words (str).
        chosen: the key with this name (str).
        catch_asked: the next key is to be the chosen one's.
        caught: this key was pressed (str).
        left: leave it as it is.
        reset_asked, reset_all_asked: the key as at first; all of them.
    """

    searched = Signal(str)
    chosen = Signal(str)
    catch_asked = Signal()
    caught = Signal(str)
    left = Signal()
    reset_asked = Signal()
    reset_all_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[KeyRow, ...] = ()
        """What the table shows."""
        self._search = SearchField("Search keys", widest=320)
        self._search.searched.connect(self.searched)
        self.table = Table(RowsTable(_COLUMNS))
        self.table.setAccessibleName("Keys")
        self.table.chosen.connect(lambda number: self.chosen.emit(self.rows[number].named.name))
        self.table.opened.connect(lambda _number: self.catch_asked.emit())
        self._give = Button("Another key…", icon="key", tip="Enter on the row does the same")
        self._give.clicked.connect(self.catch_asked)
        self._reset = Button("As at first", icon="undo")
        self._reset.clicked.connect(self.reset_asked)
        self._all = Button("All as at first", icon="refresh", kind="quiet")
        self._all.clicked.connect(self.reset_all_asked)
        self.catcher = KeyCatcher()
        self.catcher.caught.connect(self.caught)
        self.catcher.left.connect(self.left)
        self._message = WrapLabel("", "")
        keys = Card(margin=GAP)
        keys.body.addLayout(row(self._search, 1))
        keys.body.addWidget(self.table, 1)
        said = row(self.catcher, self._message)
        said.setStretch(1, 1)
        keys.body.addLayout(said)
        keys.body.addWidget(Flow(self._give, self._reset, self._all))
        self.setLayout(column(keys))

    def render_state(self, state: KeysState) -> None:
        """Show the keys in force."""
        self.rows = state.rows
        places = [one.named.name for one in state.rows]
        current = places.index(state.chosen) if state.chosen in places else None
        self.table.show_rows(state.rows, current)
        self._give.setEnabled(current is not None)
        self._reset.setEnabled(state.can_reset)
        caught = self.catcher.hasFocus()
        self.catcher.setVisible(state.catching)
        if state.catching and not caught:
            self.catcher.setFocus(Qt.FocusReason.OtherFocusReason)
        elif caught and not state.catching:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._message.setText(state.message)
        self._message.set_role("severity" if state.failed else "")
