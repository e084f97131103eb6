"""The navigation rail at the left of the window."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.theme import LABEL_PX, scaled, tokens
from workbench.gui.widgets.icons import paint_icon
from workbench.gui.widgets.shortcuts import Shortcut, native_key


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere the rail leads to."""

    name: str
    title: str
    icon: str
    key: str
    """By its name, such as “window.browse”; "" for none."""


class RailButton(QPushButton):
    """An icon over a word."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(place.title, parent)
        self._icon = place.icon
        self._key = place.key
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._title = place.title
        self.keys_changed()

    def keys_changed(self) -> None:
        """Show the key that is in force now."""
        native = native_key(self._key)
        self.setToolTip(f"{self._title}   {native}" if native else self._title)
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        """Wide enough for every word of the rail."""
        return QSize(max(scaled(62), self.fontMetrics().horizontalAdvance(self.text()) + 16), scaled(56))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, icon and word; the key's digit in the corner while the mouse is over it."""
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        colours = tokens()
        colour = colours.accent if self.isChecked() else colours.soft
        side = scaled(20)
        top = scaled(9)
        paint_icon(painter, self._icon, colour, QRectF((self.width() - side) / 2, top, side, side))
        font = self.font()
        font.setPixelSize(scaled(LABEL_PX))
        font.setBold(self.isChecked())
        painter.setFont(font)
        painter.setPen(QColor(colour))
        words = QRect(0, top + side + scaled(4), self.width(), scaled(16))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self.text())
        digit = native_key(self._key)[-1:]
        if digit.isdigit():
            font.setPixelSize(scaled(9))
            font.setBold(False)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            corner = QRect(0, scaled(5), self.width() - scaled(7), scaled(12))
            painter.drawText(corner, int(Qt.AlignmentFlag.AlignRight), digit)
        painter.end()


class Rail(QFrame):
    """Where the window can go.

    Signals:
        went: a person chose the place with this name (str).
    """

    went = Signal(str)

    def __init__(self, top: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self._buttons: dict[str, RailButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(5, 8, 5, 8)
        self._column.setSpacing(6)
        self._column.addWidget(top, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self._above = 1

    def add(self, place: Place, *, bottom: bool = False) -> None:
        """Add a place under those that are there, or at the bottom."""
        button = RailButton(place)
        button.clicked.connect(lambda: self._clicked(place.name))
        Shortcut(place.key, self).activated.connect(lambda: self.went.emit(place.name))
        self._buttons[place.name] = button
        if bottom:
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        else:
            self._column.insertWidget(self._above, button, 0, Qt.AlignmentFlag.AlignHCenter)
            self._above += 1

    def show_place(self, name: str) -> None:
        """Mark the place that is shown."""
        for other, button in self._buttons.items():
            button.setChecked(other == name)

    def _clicked(self, name: str) -> None:
        # A click on the place that is shown must not unmark it.
        self._buttons[name].setChecked(True)
        self.went.emit(name)
