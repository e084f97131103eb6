"""What raters said, side by side: columns without names."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.gui.presenters.adjudication_values import Opinion
from workbench.gui.theme import scaled
from workbench.gui.widgets.card import Card, ScrollColumn, head
from workbench.gui.widgets.labels import Chip, Label, WrapLabel

LEAST = 210
"""Width of a column, at the default text size."""


class OpinionCard(Card):
    """One rater's column: the value, what it means, what they marked and wrote."""

    def __init__(self) -> None:
        super().__init__(margin=10)
        self._name, self._value = Label("", "soft"), WrapLabel("", "heading")
        self._agrees = Chip("as chosen", "accent")
        self._meaning = WrapLabel("", "small")
        self._notes = QVBoxLayout()
        self._notes.setSpacing(2)
        self._comment = WrapLabel("")
        self._shown: Opinion | None = None
        self._details = True
        self._name.setToolTip("Raters stand in another order in every item")
        self.body.setSpacing(4)
        self.body.addLayout(head(self._name, 1, self._agrees, height=20))
        for part in (self._value, self._meaning):
            self.body.addWidget(part)
        self.body.addLayout(self._notes)
        self.body.addWidget(self._comment)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def show_opinion(self, one: Opinion) -> None:
        """Show what a rater said."""
        before, self._shown = self._shown, one
        if one == before:
            return
        self._name.setText(one.name)
        self._value.setText(one.value)
        self._agrees.setVisible(one.agrees)
        self.set_active(one.agrees)
        self._meaning.setText(one.meaning)
        self.show_details(self._details)
        self._comment.setText(f"“{one.comment}”")
        self._comment.setVisible(bool(one.comment))
        self.setAccessibleName(f"{one.name}: {one.value}")
        if before is None or before.notes != one.notes:
            self._show_notes(one)

    def show_details(self, details: bool) -> None:
        """Whether there is room for what the value exactly means; else it is in the tooltip."""
        self._details = details
        self._meaning.setVisible(details and bool(self._meaning.text()))
        self._value.setToolTip(self._meaning.text())

    def _show_notes(self, one: Opinion) -> None:
        while (item := self._notes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for note in one.notes:
            self._notes.addWidget(WrapLabel(note.text, "severity"))


class OpinionsPane(ScrollColumn):
    """The columns of all raters, on several lines where there is no room; scrolls where they are long."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._count = 0
        self._details = True
        self._cards: list[OpinionCard] = []
        grid = QWidget()
        grid.setProperty("role", "plain")
        self._grid = QGridLayout(grid)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._inside = grid
        self.body.addWidget(grid)
        self.body.addStretch(1)

    def show_opinions(self, opinions: tuple[Opinion, ...]) -> None:
        """Show these and no others."""
        while len(self._cards) < len(opinions):
            card = OpinionCard()
            self._cards.append(card)
            self._grid.addWidget(card, 0, len(self._cards) - 1)
        for place, card in enumerate(self._cards):
            if place < len(opinions):
                card.show_opinion(opinions[place])
            card.setVisible(place < len(opinions))
        self._count = len(opinions)

    def fit(self, width: int, most: int, details: bool) -> None:
        """Be as high as its columns are in this width, up to `most`; `details` says whether there is room."""
        for card in self._cards:
            card.show_details(details)
        self._arrange(width)
        # Qt would ask how high the columns are where they are narrowest.
        height = self._grid.heightForWidth(width)
        self._inside.setFixedHeight(height)
        self.setFixedHeight(min(height, most))

    def _arrange(self, width: int) -> None:
        room = max(1, width // scaled(LEAST))
        lines = -(-max(1, self._count) // room)
        columns = -(-max(1, self._count) // lines)
        for place, card in enumerate(self._cards):
            self._grid.removeWidget(card)
            self._grid.addWidget(card, place // columns, place % columns)
        for place in range(self._grid.columnCount()):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
