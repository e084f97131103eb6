"""Parts that the forms of the Author screen are made of: captions, lists of texts, choices of several."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QMenu, QPushButton, QSizePolicy, QWidget

from workbench.gui.theme import scaled, tokens
from workbench.gui.views.author_fields import TextField
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import column, row
from workbench.gui.widgets.icons import paint_icon
from workbench.gui.widgets.labels import Label, WrapLabel

_NARROW = 420
"""Pixels below which fields stand below each other, at the default text size."""


class Captioned(QWidget):
    """A field under its caption, with a word of help below when there is one."""

    def __init__(self, caption: str, field: QWidget, help_text: str = "") -> None:
        super().__init__()
        label = Label(caption, "soft")
        label.setBuddy(field)
        layout = column(label, field, spacing=4)
        if help_text:
            layout.addWidget(WrapLabel(help_text, "small"))
        self.setLayout(layout)


class Together(QWidget):
    """Fields side by side where there is room, else below each other."""

    def __init__(self, *fields: QWidget, narrow: int = _NARROW) -> None:
        super().__init__()
        self._narrow = narrow
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(12)
        for field in fields:
            self._box.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when it becomes narrow or wide."""
        narrow = event.size().width() < scaled(self._narrow)
        turned = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != turned:
            self._box.setDirection(turned)
        super().resizeEvent(event)


class TextsField(QWidget):
    """Several texts below each other; the first is the one that counts most.

    Signals:
        typed: the text at a place, at each change a person made (int, str).
        added: one more is wanted.
        moved: the text at a place belongs elsewhere, by so many places (int, int).
        removed: the text at a place is not wanted (int).
        left: the cursor went elsewhere.
    """

    typed = Signal(int, str)
    added = Signal()
    moved = Signal(int, int)
    removed = Signal(int)
    left = Signal()

    def __init__(
        self, name: str, add: str, hint: str, *, first_hint: str, lines: tuple[int, int] = (1, 8)
    ) -> None:
        """Texts called `name`, a button `add` for one more, and hints for the first and the others."""
        super().__init__()
        self._name, self._hint, self._first_hint, self._lines = name, hint, first_hint, lines
        self._rows: list[_TextRow] = []
        self._texts = column(spacing=8)
        self.add_button = Button(add, icon="plus", kind="quiet")
        self.add_button.clicked.connect(self.added)
        self.setLayout(column(self._texts, row(self.add_button, 1), spacing=4))

    def show_texts(self, texts: Sequence[str], *, locked: bool = False) -> None:
        """Show other texts. Fields that show theirs already are left alone."""
        while len(self._rows) < len(texts):
            self._add_row()
        for place, line in enumerate(self._rows):
            line.setVisible(place < len(texts))
            if place < len(texts):
                line.show_text(texts[place], count=len(texts), locked=locked)
        self.add_button.setVisible(not locked)

    def focus_place(self, place: int) -> None:
        """Put the cursor into the text at `place`, or into the last."""
        shown = [line for line in self._rows if not line.isHidden()]
        if shown:
            shown[min(place, len(shown) - 1)].field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def fields(self) -> tuple[TextField, ...]:
        """The fields that are shown."""
        return tuple(line.field for line in self._rows if not line.isHidden())

    def _add_row(self) -> None:
        place = len(self._rows)
        hint = self._hint if place else self._first_hint
        line = _TextRow(f"{self._name} {place + 1}", hint, place, self._lines)
        line.field.typed.connect(lambda text: self.typed.emit(place, text))
        line.field.left.connect(self.left)
        line.up.clicked.connect(lambda: self.moved.emit(place, -1))
        line.remove.clicked.connect(lambda: self.removed.emit(place))
        self._rows.append(line)
        self._texts.addWidget(line)


class _TextRow(QWidget):
    """One of several texts, with what can be done with it."""

    def __init__(self, name: str, hint: str, place: int, lines: tuple[int, int]) -> None:
        super().__init__()
        self.field = TextField(name, hint, lines=lines)
        self.up = Button("", icon="up", kind="quiet", tip=f"Move {name.lower()} up")
        self.remove = Button("", icon="close", kind="quiet", tip=f"Remove {name.lower()}")
        self._place = place
        buttons = column(self.remove, self.up, 1, spacing=0)
        layout = row(spacing=4)
        layout.addWidget(self.field, 1)
        layout.addLayout(buttons)
        self.setLayout(layout)

    def show_text(self, text: str, *, count: int, locked: bool) -> None:
        """Show a text, and only the buttons that would do something."""
        self.field.show_text(text)
        self.field.setReadOnly(locked)
        several = count > 1 and not locked
        self.up.setVisible(several and self._place > 0)
        self.remove.setVisible(several)


class ChoiceButton(QPushButton):
    """Several choices out of a list, opened by a button that shows them.

    Signals:
        chosen: what is chosen now (tuple of str).
    """

    chosen = Signal(object)

    def __init__(self, name: str, choices: Sequence[str], empty: str) -> None:
        super().__init__()
        self._choices, self._empty = tuple(choices), empty
        self._values: tuple[str, ...] = ()
        self._menu = QMenu(self)
        # Not `setMenu`: a button with a menu ignores the style sheet's padding.
        self.clicked.connect(self._open)
        self.setProperty("kind", "choice")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._say()

    @property
    def values(self) -> tuple[str, ...]:
        """What is chosen."""
        return self._values

    def show_values(self, values: Sequence[str]) -> None:
        """Show what is chosen."""
        if tuple(values) != self._values:
            self._values = tuple(values)
            self._say()

    def choose(self, value: str) -> None:
        """Choose a value, or no longer; the order is that of the list."""
        known = self._known()
        wanted = {*self._values} ^ {value}
        self._values = tuple(name for name in known if name in wanted)
        self._say()
        self.chosen.emit(self._values)

    def _known(self) -> tuple[str, ...]:
        """The list, and whatever else is chosen: files may name what the list does not."""
        return (*self._choices, *(value for value in self._values if value not in self._choices))

    def _open(self) -> None:
        self.fill_menu()
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def fill_menu(self) -> QMenu:
        """The menu as it opens."""
        self._menu.clear()
        for name in self._known():
            action = QAction(name, self._menu)
            action.setCheckable(True)
            action.setChecked(name in self._values)
            action.triggered.connect(lambda _checked, name=name: self.choose(name))
            self._menu.addAction(action)
        return self._menu

    def _say(self) -> None:
        whole = ", ".join(self._values) or self._empty
        room = self.width() - scaled(44)
        fitted = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, max(room, scaled(40)))
        self.setText(fitted)
        self.setToolTip(whole)

    # Qt

    def sizeHint(self) -> QSize:
        """Room for a language or two."""
        return QSize(scaled(140), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Narrow where it must be; the whole is in the tooltip."""
        return QSize(scaled(80), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button and, at its right, that it opens."""
        super().paintEvent(event)
        side = scaled(12)
        painter = QPainter(self)
        left, top = self.width() - side - 9, (self.height() - side) / 2
        paint_icon(painter, "down", tokens().soft, QRectF(left, top, side, side))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange}:
            self._say()


class Choice(QComboBox):
    """One value out of a list; a value that the list does not have is shown too.

    Signals:
        chosen: what is chosen now; empty for nothing (str).
    """

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[str], empty: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addItem(empty, "")
        for choice in choices:
            self.addItem(choice, choice)
        self.activated.connect(lambda place: self.chosen.emit(self.itemData(place)))

    def show_value(self, value: str) -> None:
        """Show what is chosen; says nothing."""
        place = self.findData(value)
        if place < 0:
            self.addItem(value, value)
            place = self.count() - 1
        self.setCurrentIndex(place)

    # Qt

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form, never change a value by accident."""
        event.ignore()
