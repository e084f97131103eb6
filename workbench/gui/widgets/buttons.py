"""Buttons that show their icon and their key, and choices made of buttons."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from workbench.gui.theme import scaled, tokens
from workbench.gui.widgets.icons import paint_icon
from workbench.gui.widgets.labels import set_role
from workbench.gui.widgets.shortcuts import Shortcut, native_key

_ICON = 16
_GAP = 7


class Button(QPushButton):
    """A button with an optional icon before its words and its key behind them.

    `kind` is plain, primary (one a screen), quiet (no frame) or danger. `key`, a name such as
    “browse.next” or a key as it is written, is both shown and live.
    """

    def __init__(
        self,
        text: str,
        *,
        icon: str | None = None,
        key: str | None = None,
        kind: str = "plain",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon = icon
        self._key = key
        self.setProperty("kind", kind)
        # Reached by Tab, not by a click: the ring shows where the keyboard is, not where the mouse was.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setToolTip(tip)
        self.setAccessibleName(text or tip)
        if key is not None:
            # Not `setShortcut`: a button's own shortcut clicks 100 ms later, and what is typed meanwhile
            # goes where the cursor was.
            Shortcut(key, self).activated.connect(self.click)

    def set_icon(self, name: str | None) -> None:
        """Show another icon."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: str) -> None:
        """Look like another kind of button."""
        set_role(self, "kind", kind)

    def keys_changed(self) -> None:
        """Show the key that is in force now."""
        if self._key is not None:
            self.updateGeometry()
            self.update()

    # Qt

    def sizeHint(self) -> QSize:
        """Room for icon, words and key."""
        hint = super().sizeHint()
        width = hint.width()
        if not self.text():
            width = hint.height() - (0 if self._key is None else scaled(6))
        elif self._icon is not None:
            width += scaled(_ICON) + _GAP
        if self._key is not None:
            width += self._key_width() + self._key_gap()
        return QSize(width, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Words are never cut off."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """A bolder or larger font needs more room."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame as styled, then icon, words and key side by side."""
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        colour = self._ink()
        icon_width = scaled(_ICON) if self._icon is not None else 0
        words = self.fontMetrics().horizontalAdvance(self.text().replace("&", ""))
        total = words + (icon_width + _GAP if icon_width and words else icon_width)
        if self._key is not None:
            total += self._key_gap() + self._key_width()
        left = (self.width() - total) // 2
        if self._icon is not None:
            top = (self.height() - icon_width) / 2
            paint_icon(painter, self._icon, colour, QRectF(left, top, icon_width, icon_width))
            left += icon_width + (_GAP if words else 0)
        painter.setPen(QColor(colour))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(QRect(left, 0, words + 4, self.height()), int(align), self.text())
        if self._key is not None:
            self._paint_key(painter, left + words + self._key_gap(), colour)
        painter.end()

    def _ink(self) -> str:
        """The colour of words: what the style sheet gives this kind of button in this state."""
        colours = tokens()
        if not self.isEnabled():
            return colours.soft
        kind = self.property("kind")
        return {"primary": colours.accent_on, "danger": colours.severity}.get(kind, colours.text)

    def _key_text(self) -> str:
        return native_key(self._key or "")

    def _key_gap(self) -> int:
        return scaled(9) if self.text() else scaled(4)

    def _key_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._key_text()) * 11 // 13 + scaled(10)

    def _paint_key(self, painter: QPainter, left: int, colour: str) -> None:
        font = self.font()
        font.setPixelSize(scaled(11))
        font.setBold(False)
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = scaled(18)
        cap = QRectF(left + 0.5, (self.height() - height) / 2 + 0.5, self._key_width() - 1, height - 1)
        ink, frame = QColor(colour), QColor(colour)
        frame.setAlpha(70)
        if colour == tokens().text:
            ink = QColor(tokens().soft)
        painter.setPen(QPen(frame, 1))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(ink)
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), self._key_text())


class PrimaryButton(Button):
    """The one thing to do next on a screen."""

    def __init__(
        self, text: str, *, icon: str | None = None, key: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, icon=icon, key=key, kind="primary", parent=parent)


class CapButton(Button):
    """A button that shows its key and is not pressed by it: the screen hears the key itself.

    It takes no keyboard focus: whatever it does has a key.
    """

    def __init__(self, text: str, key: str, *, kind: str = "plain", tip: str = "") -> None:
        super().__init__(text, kind=kind, tip=tip)
        self._key = key
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class FilterChip(QPushButton):
    """A filter that is on or off."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "filter")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Segmented(QFrame):
    """One choice out of a few, all in view.

    Signals:
        chosen: a person chose another value (object).
    """

    chosen = Signal(object)

    def __init__(self, choices: Sequence[tuple[Any, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "segments")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._values = [value for value, _ in choices]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for number, (_value, words) in enumerate(choices):
            button = QPushButton(words)
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.idClicked.connect(self._clicked)

    @property
    def value(self) -> Any:
        """What is chosen; None when nothing is."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def set_value(self, value: Any) -> None:
        """Show `value` as chosen; says nothing."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def set_tip(self, value: Any, tip: str) -> None:
        """Explain one of the choices."""
        self._group.button(self._values.index(value)).setToolTip(tip)

    def _clicked(self, number: int) -> None:
        self.chosen.emit(self._values[number])
