"""The Rate screen: keys first. Nothing on it, in its tooltips or its file names leads to a model."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QTextEdit, QVBoxLayout, QWidget

from workbench.gui.dialogs import FileDialogs
from workbench.gui.presenters.keys_in_force import usual_key
from workbench.gui.presenters.rate import RatePresenter
from workbench.gui.presenters.rate_find import FindState, ItemFind
from workbench.gui.presenters.rate_state import Mode, Phase, RateState
from workbench.gui.views.rate_interlude import InterludeView
from workbench.gui.views.rate_page import RatingPage
from workbench.gui.widgets.buttons import CapButton
from workbench.gui.widgets.card import GAP, MARGIN, row
from workbench.gui.widgets.key_names import key_name
from workbench.gui.widgets.labels import WrapLabel
from workbench.gui.widgets.stack import Stack

_IN_A_FIELD = frozenset({"Return", "Ctrl+Return", "Escape", "Ctrl+S", "Ctrl+F"})
"""What a key means while something is typed; all others belong to the field."""
_SCROLLS = {"Space": 1, "PageDown": 1, "Shift+Space": -1, "PageUp": -1}
_LIFE = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel})


class RateView(QWidget):
    """Shows pages of words and presentations, and hands every key to the presenter."""

    def __init__(self, presenter: RatePresenter, *, dialogs: FileDialogs | None = None) -> None:
        super().__init__()
        self._presenter, self._dialogs = presenter, dialogs or FileDialogs()
        self._composing = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.page, self.interlude = RatingPage(), InterludeView()
        self._message = WrapLabel("", "")
        self._open = CapButton("Open a study…", "rate.open", kind="quiet")
        self._open.clicked.connect(lambda: self._press("Ctrl+O"))
        self._export = CapButton("Export ratings…", "rate.export", kind="quiet")
        self._export.clicked.connect(lambda: self._press("Ctrl+E"))
        between = QWidget()
        layout = QVBoxLayout(between)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.interlude, 1)
        below = row(self._message, self._open, self._export, spacing=GAP)
        below.setStretch(0, 1)
        layout.addLayout(below)
        self._stack = Stack()
        self._stack.addWidget(between)
        self._stack.addWidget(self.page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        whole.addLayout(self._stack)
        self.finding = ItemFind(self._show_found)
        self._join()
        self._listen()
        presenter.attach(self.render_state)

    def render_state(self, state: RateState) -> None:
        """Show `state`."""
        typing = state.page is not None and state.page.ask.field is not None
        if not typing and self.page.ask.field.hasFocus():
            # Before the field goes: else Qt gives the keyboard to whatever comes next.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        rating = state.page is not None and state.head is not None
        self._stack.setCurrentIndex(1 if rating else 0)
        if state.page is not None and state.head is not None:
            self.page.show_page(state.page, state.head, state.message, state.failed)
            self.finding.show_page(state.page)
        elif state.interlude is not None:
            self.finding.show_page(None)
            self.interlude.show_interlude(state.interlude)
        self.interlude.setVisible(state.interlude is not None)
        self._message.setText("" if rating else state.message)
        self._message.set_role("severity" if state.failed else "")
        known = state.interlude is not None and bool(state.interlude.lines)
        self._open.setVisible(state.phase is Phase.EMPTY and known)
        self._export.setVisible(state.head is not None and state.phase is not Phase.BREAK)

    def keys_changed(self) -> None:
        """Say everything with the keys that are in force now."""
        self._presenter.act(lambda _desk: None)
        if not self.isVisible():
            # They are changed on another screen: no time counts here.
            self._presenter.touch(here=False)

    def _join(self) -> None:
        presenter, page = self._presenter, self.page
        page.pressed.connect(self._press)
        self.interlude.pressed.connect(self._press)
        self.interlude.pointed.connect(presenter.point)
        page.find_bar.typed.connect(self.finding.type)
        page.find_bar.stepped.connect(self.finding.step)
        page.find_bar.closed.connect(self.finding.close)
        page.ask.typed.connect(lambda text: presenter.act(lambda desk: desk.typed(text)))
        page.instrument.chosen.connect(
            lambda key, place: presenter.act(lambda desk: desk.scoring.choose(key, place))
        )
        page.texts.edited.connect(lambda mark: presenter.act(lambda desk: desk.marking.edit(mark)))
        page.texts.selected.connect(
            lambda source, start, end: presenter.act(
                lambda desk: desk.select(source, start, end), quietly=True
            )
        )

    def _show_found(self, state: FindState) -> None:
        self.page.texts.show_found(state)
        self.page.find_bar.show_found(state)

    def _listen(self) -> None:
        """Hear keys wherever the keyboard can be on this screen, and what scrolls or clicks there.

        Not on the application: its filters are asked about objects that are being destroyed.
        """
        self.installEventFilter(self)
        for child in self.findChildren(QWidget):
            if child.focusPolicy() is not Qt.FocusPolicy.NoFocus or isinstance(child.parent(), QTextEdit):
                child.installEventFilter(self)
        states = QGuiApplication.instance()
        if isinstance(states, QGuiApplication):
            states.applicationStateChanged.connect(self._state_changed)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        """Another program has the keyboard, or this one again."""
        if self.isVisible():
            self._presenter.touch(here=state is Qt.ApplicationState.ApplicationActive)

    def _press(self, key: str) -> bool:
        """A key, or a button that stands for one."""
        state = self._presenter.state
        if key == "Ctrl+F" and state.page is not None:
            self.finding.open()
            self.page.find_bar.begin()
        elif key == "Escape" and self.finding.state.shown and state.page is not None:
            self.finding.close()
        elif key == "Ctrl+O":
            self._choose_study()
        elif key == "Ctrl+E" or (key == "Return" and state.phase is Phase.DONE):
            self._choose_file()
        elif key in _SCROLLS:
            target = self.page.texts if state.page is not None else self.interlude
            target.turn_page(_SCROLLS[key])
        elif key in {"E", "O"}:
            handled = self._presenter.press(key)
            self.page.texts.clear_selections()
            return handled
        elif not self._presenter.press(key):
            if key == "Return" and state.phase is Phase.EMPTY:
                self._choose_study()
                return True
            return False
        return True

    def _choose_study(self) -> None:
        path = self._dialogs.file(self, "Open a study", "Studies (*.medstudy);;All files (*)")
        if path is not None:
            self._presenter.open(path)

    def _choose_file(self) -> None:
        name = self._presenter.file_name
        if name:
            kinds = "Ratings (*.medratings)"
            path = self._dialogs.new_file(self, "Export your ratings", kinds, Path(name))
            if path is not None:
                self._presenter.export(path)

    def _meant(self, pressed: str) -> str:
        """The key at first of what this one does now."""
        page = self._presenter.state.page
        if page is None:
            return usual_key(pressed, noting=True)
        options = frozenset(option.key for option in page.ask.options)
        return usual_key(pressed, noting=page.ask.mode is not Mode.SCORE, options=options)

    def _hear(self, event: QKeyEvent, widget: QObject) -> bool:
        """A key went to a widget of this screen: whether it was ours."""
        field = self.page.ask.field
        pressed = key_name(event)
        key = self._meant(pressed)
        if widget is self.page.find_bar.field:
            self._presenter.touch()
            # All other keys are the line's, whatever they do at the desk.
            return self._press(key) if key == "Ctrl+F" else self.page.find_bar.press(pressed)
        if widget is field:
            if len(pressed.removeprefix("Shift+")) == 1:
                return False
            empty = not field.text and key in {"Left", "Right"}
            if self._composing or not (key in _IN_A_FIELD or empty):
                return False
        if not key or (event.isAutoRepeat() and key not in _SCROLLS):
            # A held key is one press; the window's own keys are not ours.
            return bool(key) and event.isAutoRepeat() and widget is not field
        return self._press(key)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take keys before the widget that has the keyboard, and notice signs of life."""
        kind = event.type()
        if kind in _LIFE:
            self._presenter.touch()
        elif kind == QEvent.Type.InputMethod and watched is self.page.ask.field:
            assert isinstance(event, QInputMethodEvent)
            self._composing = bool(event.preeditString())
        elif (
            isinstance(event, QKeyEvent)
            and kind == QEvent.Type.KeyPress
            and watched is QApplication.focusWidget()
        ):
            return self._hear(event, watched)
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """What passes on another screen is no work here."""
        super().hideEvent(event)
        self._presenter.touch(here=False)
