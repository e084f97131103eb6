"""Surfaces: cards, lines, empty states, scrolling columns, splitters that remember."""

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.theme import scaled
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.icons import IconMark
from workbench.gui.widgets.labels import Label, WrapLabel, set_role

MARGIN = 16
"""Inside cards and around a screen."""
GAP = 12
"""Between cards."""
HEAD = 32
"""Height of the line at the top of a screen, at the default text size."""
PART = 28
"""Height of the line at the top of a card, so that the headings of cards side by side stand on one line."""


def column(*items: QWidget | QBoxLayout | int, spacing: int = 8, margins: int = 0) -> QVBoxLayout:
    """Things from top to bottom; a number stretches by that much."""
    layout = QVBoxLayout()
    _fill(layout, items, spacing, margins)
    return layout


def row(*items: QWidget | QBoxLayout | int, spacing: int = 8, margins: int = 0) -> QHBoxLayout:
    """Things from left to right; a number stretches by that much."""
    layout = QHBoxLayout()
    _fill(layout, items, spacing, margins)
    return layout


def head(*items: QWidget | QBoxLayout | int, spacing: int = 8, height: int = HEAD) -> QHBoxLayout:
    """The title of a screen with what stands beside it: at the same height on every screen."""
    layout = row(*items, spacing=spacing)
    layout.addStrut(scaled(height))
    return layout


def _fill(
    layout: QBoxLayout, items: tuple[QWidget | QBoxLayout | int, ...], spacing: int, margins: int
) -> None:
    layout.setSpacing(spacing)
    layout.setContentsMargins(margins, margins, margins, margins)
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        elif isinstance(item, int):
            layout.addStretch(item)
        else:
            layout.addLayout(item)


class Card(QFrame):
    """A surface that holds one thing. `body` is its layout, from top to bottom."""

    def __init__(self, parent: QWidget | None = None, *, margin: int = MARGIN) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(8)

    def set_active(self, active: bool) -> None:
        """Show by the border that the keyboard works here."""
        set_role(self, "active", "true" if active else "false")


class Line(QFrame):
    """A hair line across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "line")
        self.setFixedHeight(1)


class EmptyState(QWidget):
    """What stands where nothing is yet: what this is, what to do first, and the button that does it.

    Signals:
        asked: the button was pressed.
    """

    asked = Signal()

    def __init__(
        self, icon: str, title: str, text: str, button: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._mark = IconMark(icon, "accent", 40)
        self._title = Label(title, "title")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = WrapLabel(text, "soft")
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._text.setMaximumWidth(460)
        self.button = Button(button or "", kind="primary")
        if button is None:
            # Not `setVisible` of what has no parent yet: shown, it would be a window for a moment.
            self.button.hide()
        self.button.clicked.connect(self.asked)
        self.extra = row(1, 1, spacing=8)
        middle = row(1, self._text, 1)
        # An even share left and right of a text that wraps would squeeze it.
        middle.setStretch(1, 100)
        whole = column(1, self._mark, self._title, middle, spacing=12)
        whole.addLayout(row(1, self.button, 1))
        whole.addLayout(self.extra)
        whole.addStretch(2)
        self.setLayout(whole)

    def set_text(self, title: str, text: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)


class ScrollColumn(QScrollArea):
    """A column that scrolls when it is too long. `body` is its layout."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        inside.setProperty("role", "plain")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        self.setWidget(inside)


class Splitter(QSplitter):
    """Parts side by side whose sizes are remembered under `name`, when there is a memory."""

    def __init__(
        self,
        name: str,
        memory: QSettings | None,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(orientation, parent)
        self._key = f"splitters/{name}"
        self._memory = memory
        self.setHandleWidth(GAP)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._remember)

    def begin(self, *sizes: int) -> None:
        """Take the sizes of last time, or `sizes`. Called when all parts are in."""
        kept = self._memory.value(self._key) if self._memory is not None else None
        if kept is None or not self.restoreState(kept):
            self.setSizes(list(sizes))

    def _remember(self) -> None:
        if self._memory is not None:
            self._memory.setValue(self._key, self.saveState())
