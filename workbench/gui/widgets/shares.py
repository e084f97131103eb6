"""A small list of options with how probability is shared among them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.gui.theme import scaled, tokens
from workbench.gui.widgets.share_layout import ShareColumns, share_columns

_ROW = 22
_BAR = 6
_GAP = 10


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One option."""

    words: str
    whole: str
    """In the tooltip, where the words are not all of it."""
    share: float
    chosen: bool


class ShareBars(QWidget):
    """A row for each option: its words, a bar, its share in percent. The chosen one is bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ShareRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[ShareRow]) -> None:
        """Show these options."""
        self._rows = tuple(rows)
        said = [f"{row.share:.1%}  {row.whole}{'  (chosen)' if row.chosen else ''}" for row in self._rows]
        self.setToolTip("\n".join(said))
        self.setAccessibleName("; ".join(said))
        self.updateGeometry()
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(scaled(180), scaled(_ROW) * len(self._rows))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw every row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fonts = [self._font(row) for row in self._rows]
        widths = [
            (measure.horizontalAdvance(row.words), measure.horizontalAdvance(_percent(row.share)))
            for measure, row in zip(map(QFontMetrics, fonts), self._rows, strict=True)
        ]
        columns = share_columns(
            self.width(),
            [words for words, _number in widths],
            [number for _words, number in widths],
            scaled(_GAP),
        )
        for place, (row, font) in enumerate(zip(self._rows, fonts, strict=True)):
            painter.setFont(font)
            self._paint_row(painter, row, place * scaled(_ROW), columns)
        painter.end()

    def _font(self, row: ShareRow) -> QFont:
        font = QFont(self.font())
        if row.chosen:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _paint_row(self, painter: QPainter, row: ShareRow, top: int, columns: ShareColumns) -> None:
        colours, height, thick = tokens(), scaled(_ROW), scaled(_BAR)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(colours.text if row.chosen else colours.soft))
        words = painter.fontMetrics().elidedText(row.words, Qt.TextElideMode.ElideRight, columns.words)
        painter.drawText(QRect(0, top, columns.words + 1, height), middle | Qt.AlignmentFlag.AlignLeft, words)
        number = QRect(0, top, self.width(), height)
        painter.drawText(number, middle | Qt.AlignmentFlag.AlignRight, _percent(row.share))
        painter.setPen(Qt.PenStyle.NoPen)
        for share, colour in ((1.0, colours.line), (row.share, colours.accent)):
            painter.setBrush(QColor(colour))
            bar = QRectF(columns.bar, top + (height - thick) / 2, columns.bar_width * share, thick)
            painter.drawRoundedRect(bar, min(thick, bar.width()) / 2, thick / 2)


def _percent(share: float) -> str:
    """In whole percent; what is there and rounds to nothing is not called nothing."""
    return "<1%" if 0 < share < 0.005 else f"{share:.0%}"
