"""The one window: the rail, the screens, the strip of long jobs, the status line."""

from PySide6.QtCore import QByteArray, QSettings, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QIcon
from PySide6.QtWidgets import QFrame, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from workbench.gui.presenters.keys_in_force import key_of
from workbench.gui.presenters.strip import StripState
from workbench.gui.presenters.window import WindowState
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import MARGIN, row
from workbench.gui.widgets.labels import ElideLabel, Label
from workbench.gui.widgets.rail import Place, Rail
from workbench.gui.widgets.shortcuts import Shortcut, sequences
from workbench.gui.widgets.strip import StripView
from workbench.paths import resources

FIRST_SIZE = (1440, 860)


class MainWindow(QMainWindow):
    """Holds the screens and what stands around them.

    Signals:
        went: a person wants to see the screen with this name (str).
        stop_asked: a person wants to stop the job of this strip entry (int).
        text_sized: text is to be larger (1) or smaller (-1) (int).
        new_asked, open_asked, demo_asked, backup_asked, keys_asked: the menu's entries.
    """

    went = Signal(str)
    stop_asked = Signal(int)
    new_asked = Signal()
    open_asked = Signal()
    demo_asked = Signal()
    backup_asked = Signal()
    keys_asked = Signal()
    text_sized = Signal(int)

    def __init__(self, memory: QSettings) -> None:
        super().__init__()
        self._memory = memory
        self._screens: dict[str, QWidget] = {}
        self._shown = ""
        self.setWindowIcon(QIcon(str(resources() / "icons" / "meds-workbench.svg")))
        self._menu_button = Button("", icon="menu", kind="quiet", tip="Project and help")
        self._menu_button.clicked.connect(self._open_menu)
        self._actions: dict[str, QAction] = {}
        self._menu = self._build_menu()
        self.keys_changed()
        Shortcut("window.larger", self).activated.connect(lambda: self.text_sized.emit(1))
        Shortcut("window.smaller", self).activated.connect(lambda: self.text_sized.emit(-1))
        self.rail = Rail(self._menu_button)
        self.rail.went.connect(self.went)
        self._stack = QStackedWidget()
        self._strip = StripView()
        self._strip.stop_asked.connect(self.stop_asked)
        self._status = Label("", "soft")
        self._notice = ElideLabel("", "soft")
        self._notice.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._build()
        self._restore()

    def add_screen(
        self, place: Place, screen: QWidget, *, bottom: bool = False, in_rail: bool = True
    ) -> None:
        """Add a screen, or put another in its place."""
        old = self._screens.pop(place.name, None)
        if old is None and in_rail:
            self.rail.add(place, bottom=bottom)
        screen.setProperty("role", "screen")
        self._screens[place.name] = screen
        self._stack.addWidget(screen)
        if self._shown == place.name:
            self._stack.setCurrentWidget(screen)
            screen.setFocus(Qt.FocusReason.OtherFocusReason)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def render_state(self, state: WindowState) -> None:
        """Show the screen, the title and the status line of `state`."""
        self._shown = state.screen
        screen = self._screens.get(state.screen)
        if screen is not None and screen is not self._stack.currentWidget():
            self._stack.setCurrentWidget(screen)
            screen.setFocus(Qt.FocusReason.OtherFocusReason)
        self.rail.show_place(state.screen)
        self.setWindowTitle(state.title)
        self._status.setText(state.status)
        self._status.setToolTip(str(state.project.file) if state.project is not None else "")
        self._notice.setText(state.notice)

    def render_strip(self, state: StripState) -> None:
        """Show the long jobs of `state`."""
        self._strip.render_state(state)

    def keys_changed(self) -> None:
        """Be live with the keys in force."""
        for name, action in self._actions.items():
            if name:
                action.setShortcuts(sequences(key_of(name)))

    def _build(self) -> None:
        status = QFrame()
        status.setProperty("role", "status")
        keys = Button("Keys", key="window.keys", kind="quiet", tip="Every key of the window")
        keys.clicked.connect(self.keys_asked)
        line = row(self._status, self._notice, keys, spacing=MARGIN)
        line.setContentsMargins(MARGIN, 2, 8, 2)
        line.setStretch(1, 1)
        status.setLayout(line)
        right = QVBoxLayout()
        right.setSpacing(0)
        for part in (self._stack, self._strip, status):
            right.addWidget(part)
        right.setStretch(0, 1)
        whole = row(self.rail, right, spacing=0)
        whole.setStretch(1, 1)
        centre = QWidget()
        centre.setLayout(whole)
        self.setCentralWidget(centre)

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        for words, key, signal in (
            ("New project…", "window.new-project", self.new_asked),
            ("Open project…", "window.open-project", self.open_asked),
            ("Open the demo project", "", self.demo_asked),
            ("Back up now", "", self.backup_asked),
            ("Keys", "", self.keys_asked),
        ):
            action = QAction(words, self)
            self._actions[key] = action
            action.triggered.connect(signal)
            menu.addAction(action)
            self.addAction(action)
        leave = self._actions["window.quit"] = QAction("Quit", self)
        leave.triggered.connect(self.close)
        menu.addSeparator()
        menu.addAction(leave)
        self.addAction(leave)
        return menu

    def _open_menu(self) -> None:
        self._menu.popup(self._menu_button.mapToGlobal(self._menu_button.rect().topRight()))

    def _restore(self) -> None:
        kept = self._memory.value("window/geometry")
        if not isinstance(kept, QByteArray) or not self.restoreGeometry(kept):
            self.resize(*FIRST_SIZE)

    # Qt

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the size. Never asks to save: everything is."""
        self._memory.setValue("window/geometry", self.saveGeometry())
        super().closeEvent(event)
