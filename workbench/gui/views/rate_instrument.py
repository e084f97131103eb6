"""The instrument: every value that is asked for, in view at once, and which one is next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.gui.presenters.rate_state import Row
from workbench.gui.theme import scaled
from workbench.gui.widgets.boxes import Boxes
from workbench.gui.widgets.card import Card, ScrollColumn
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Label


class Block(QWidget):
    """A question by its name, with its values below.

    Signals:
        chosen: the box at this place of the value with this key was clicked (str, int).
    """

    chosen = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self._name = Label()
        self._keys: list[str] = []
        self.cells: list[Boxes] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 8, 4)
        self._column.setSpacing(1)
        self._column.addWidget(self._name)

    def show_row(self, shown: Row) -> None:
        """Show a question and its values."""
        self._name.setText(f"{shown.name} (optional)" if shown.optional else shown.name)
        focused = any(cell.focused for cell in shown.cells)
        self._name.set_role("heading" if focused else "soft")
        self._keys = [cell.key for cell in shown.cells]
        while len(self.cells) < len(shown.cells):
            boxes, at = Boxes(), len(self.cells)
            boxes.chosen.connect(lambda place, at=at: self._choose(at, place))
            self.cells.append(boxes)
            self._column.addWidget(boxes)
        for place, boxes in enumerate(self.cells):
            boxes.setVisible(place < len(shown.cells))
            if place < len(shown.cells):
                cell = shown.cells[place]
                boxes.show_boxes(cell.letter, cell.labels, cell.chosen, cell.words)
                boxes.show_state(cell.focused, cell.wanted)
                chosen = cell.labels[cell.chosen] if cell.chosen is not None else cell.words or "no value"
                boxes.setAccessibleName(f"{shown.name} {cell.letter}: {chosen}")

    def flash(self, keys: tuple[str, ...]) -> None:
        """Let the values with these keys stand out, and no others."""
        for key, boxes in zip(self._keys, self.cells, strict=False):
            boxes.flash(key in keys)

    def _choose(self, at: int, place: int) -> None:
        if at < len(self._keys):
            self.chosen.emit(self._keys[at], place)


class InstrumentPane(Card):
    """All questions with their values; scrolls to the one that is next where there is no room for all.

    Signals:
        chosen: the box at this place of the value with this key was clicked (str, int).
    """

    chosen = Signal(str, int)

    def __init__(self) -> None:
        super().__init__(margin=10)
        self._blocks: list[Block] = []
        self._flow = Flow(spacing=6, on_top=True)
        self._scroll = ScrollColumn()
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.body.addWidget(self._flow)
        self._scroll.body.addStretch(1)
        self.body.addWidget(self._scroll)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show the questions that are asked now."""
        while len(self._blocks) < len(rows):
            block = Block()
            block.chosen.connect(self.chosen)
            self._blocks.append(block)
            self._flow.add(block)
        for place, block in enumerate(self._blocks):
            if place < len(rows):
                block.show_row(rows[place])
            block.setVisible(place < len(rows))
        self._follow(rows)

    def flash(self, keys: tuple[str, ...]) -> None:
        """Let the values with these keys stand out, and no others."""
        for block in self._blocks:
            block.flash(keys)

    def needed(self, width: int) -> int:
        """The height at which all of it is in view."""
        margins = self.body.contentsMargins()
        inner = width - margins.left() - margins.right() - scaled(4)
        return self._flow.heightForWidth(inner) + margins.top() + margins.bottom() + 4

    def _follow(self, rows: tuple[Row, ...]) -> None:
        """Bring the value that is next into view."""
        for block, shown in zip(self._blocks, rows, strict=False):
            for boxes, cell in zip(block.cells, shown.cells, strict=False):
                if cell.focused:
                    self._scroll.ensureWidgetVisible(boxes, 0, scaled(24))
