"""The list of studies: title, what it asks of whom, and a bar of how much is rated."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.gui.presenters import phrases
from workbench.gui.presenters.study_values import StudyLine
from workbench.gui.tables.rows import Column, RowsTable
from workbench.gui.theme import scaled, tokens

_HEIGHT = 78
_PAD = 10
_BAR = 5


class _StudyDelegate(QStyledItemDelegate):
    """Draws a study on three lines."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every study is as high."""
        return QSize(option.rect.width(), scaled(_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw title, particulars, the bar and what it means."""
        table = index.model()
        assert isinstance(table, RowsTable)
        line: StudyLine = table.rows[index.row()]
        colours, rect = tokens(), option.rect.adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        under = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or under:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if chosen else colours.rail))
            painter.drawRoundedRect(rect, 6, 6)
        inside = rect.adjusted(scaled(_PAD), scaled(7), -scaled(_PAD), -scaled(7))
        third = inside.height() // 3
        title, detail, bar = (
            QRect(inside.x(), inside.y() + place * third, inside.width(), third) for place in range(3)
        )
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        _words(painter, title, line.title, colours.text)
        painter.setFont(option.font)
        items, raters = phrases.counted(line.items, "item"), phrases.counted(line.raters, "rater")
        _words(painter, detail, f"{line.instrument} · {items} × {raters}", colours.soft)
        self._paint_bar(painter, bar, line)
        painter.restore()

    def _paint_bar(self, painter: QPainter, rect: QRect, line: StudyLine) -> None:
        colours, words = tokens(), f"{line.given:,} of {line.wanted:,}"
        room = painter.fontMetrics().horizontalAdvance(words)
        painter.setPen(QColor(colours.soft))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        width = max(0, rect.width() - room - scaled(_PAD))
        share = line.given / line.wanted if line.wanted else 0.0
        painter.setPen(Qt.PenStyle.NoPen)
        high = scaled(_BAR)
        for part, colour in ((1.0, colours.line), (share, colours.accent)):
            painter.setBrush(QColor(colour))
            top = rect.y() + (rect.height() - high) / 2
            painter.drawRoundedRect(QRectF(rect.x(), top, width * part, high), high / 2, high / 2)


class StudyList(QListView):
    """The studies, the newest first.

    Signals:
        chosen: show the study with this id (str).
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = RowsTable[StudyLine](
            [Column("Study", lambda line: f"{line.title}, {line.instrument}, {line.coverage}")]
        )
        self._quiet = False
        self.setModel(self._table)
        self.setItemDelegate(_StudyDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Studies")
        self.selectionModel().currentChanged.connect(self._current_changed)

    def show_lines(self, lines: Sequence[StudyLine], at: int | None) -> None:
        """Show `lines` with the one at `at` chosen; says nothing."""
        self._quiet = True
        self._table.show_rows(tuple(lines))
        if at is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif self.currentIndex().row() != at:
            self.setCurrentIndex(self._table.index(at, 0))
        self._quiet = False

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._quiet:
            self.chosen.emit(self._table.rows[current.row()].id)

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self.scheduleDelayedItemsLayout()


def _words(painter: QPainter, rect: QRect, text: str, colour: str) -> None:
    painter.setPen(QColor(colour))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
