"""How stretches of text are marked, in a text and in the legend that explains it."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.gui.theme import scaled, tokens
from workbench.gui.tokens import Tokens
from workbench.gui.widgets.labels import Label
from workbench.gui.widgets.positions import MarkKind


def mark_looks(colours: Tokens) -> dict[MarkKind, tuple[str, str, int]]:
    """Ground, line and thickness of the line of each kind of mark; where there is no line it is 0 thick."""
    accent = (colours.accent_soft, colours.accent, 1)
    return {
        "hit": accent,
        "here": (colours.accent_soft, colours.accent, 3),
        "accent": accent,
        "severity": (colours.severity_soft, colours.severity, 1),
        "good": (colours.rail, colours.good, 1),
        "likely": (colours.likely, colours.likely, 0),
        "doubtful": (colours.doubtful, colours.severity, 1),
        "unlikely": (colours.unlikely, colours.severity, 2),
    }


class Sample(Label):
    """A few words marked as they would be in a text; plain without a kind."""

    def __init__(self, words: str, kind: MarkKind | None, parent: QWidget | None = None) -> None:
        super().__init__(words, "", parent)
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setContentsMargins(4, 2, 4, 2)

    # Qt

    def sizeHint(self) -> QSize:
        """Room for the words, and for the thickest line below them."""
        hint = super().sizeHint()
        return QSize(hint.width(), hint.height() + scaled(2))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the line, then the words."""
        if self._kind is not None:
            painter = QPainter(self)
            ground, under, thick = mark_looks(tokens())[self._kind]
            painter.fillRect(self.rect(), QColor(ground))
            line = scaled(thick)
            painter.fillRect(QRect(0, self.height() - line, self.width(), line), QColor(under))
            painter.end()
        super().paintEvent(event)
