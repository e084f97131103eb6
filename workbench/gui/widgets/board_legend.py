"""What stands in a cell of the leaderboard, in one line."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from workbench.domain.scores import Protocol
from workbench.gui.presenters.results_words import MEANINGS
from workbench.gui.theme import scaled, tokens
from workbench.gui.widgets.board_cells import BarLook
from workbench.gui.widgets.board_layout import BarPlace
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.icons import paint_icon
from workbench.gui.widgets.labels import Label
from workbench.gui.widgets.plot_layout import Box

_SIGN = 30
_DOUBT = 14


class BoardLegend(Flow):
    """The signs of a cell with their words."""

    def __init__(self) -> None:
        paper = _Sign(
            "paper", Protocol.PAPER, f"Above: {MEANINGS[Protocol.PAPER]}. Bands are 95 % intervals."
        )
        corrected = _Sign(
            "corrected",
            Protocol.CORRECTED,
            f"Below: {MEANINGS[Protocol.CORRECTED]}. Bands are 95 % intervals.",
        )
        guessing = _Sign("guessing", None, "What blind guessing among the labels gets.")
        missing = Label("* not all scored", "soft")
        missing.setToolTip("Some answers have no score; how many, and why, stands in the cell's tooltip.")
        best = Label("bold: highest", "soft")
        best.setToolTip("Of the rows shown, by protocol; published numbers apart.")
        doubt = _Sign("doubt", None, "The number cannot be right: the cell says why.", icon="warning")
        super().__init__(paper, corrected, guessing, missing, best, doubt, spacing=12)


class _Sign(Label):
    """A sign and its word."""

    def __init__(self, words: str, protocol: Protocol | None, tip: str, *, icon: str = "") -> None:
        super().__init__(words, "soft")
        self._protocol, self._icon = protocol, icon
        self.setToolTip(tip)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def _room(self) -> int:
        return scaled(_DOUBT if self._protocol is None else _SIGN)

    def _keep_clear(self) -> None:
        left = self._room + scaled(4)
        if self.contentsMargins().left() != left:
            self.setContentsMargins(left, 0, 0, 0)

    # Qt

    def sizeHint(self) -> QSize:
        """Room for the sign before the word."""
        self._keep_clear()
        return super().sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the word behind the sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room, middle = self._room, self.height() / 2
        if self._icon:
            side = scaled(12)
            paint_icon(painter, self._icon, tokens().severity, QRectF(0, middle - side / 2, side, side))
        elif self._protocol is None:
            painter.setPen(QColor(tokens().soft))
            painter.drawLine(QPointF(room / 2, middle - scaled(5)), QPointF(room / 2, middle + scaled(5)))
        else:
            box = Box(0, 0, room, self.height())
            bar = BarPlace(room * 0.5, room * 0.25, room * 0.75, None)
            BarLook().paint(painter, self._protocol, box, bar)
        painter.end()
        super().paintEvent(event)
