"""What the next key does: the value it gives, what each digit means, or the field to type in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from workbench.domain.key_table import Where
from workbench.gui.presenters.keys_in_force import name_of
from workbench.gui.presenters.rate_state import Mode, Option, Prompt
from workbench.gui.theme import scaled
from workbench.gui.views.author_fields import TextField
from workbench.gui.widgets.card import Card, column, row
from workbench.gui.widgets.labels import Chip, KeyCap, Label, WrapLabel, set_role
from workbench.gui.widgets.shortcuts import native_key

TILE = 158
"""Least width of an option with its meaning, at the default text size."""
SLIM = 150
"""Of one without."""


class Tile(QFrame):
    """An option: its key, its name, what exactly it means.

    Signals:
        pressed: it was clicked.
    """

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "option")
        self._key = KeyCap()
        self._label = WrapLabel("", "heading")
        self._detail = WrapLabel("", "small")
        for label in (self._label, self._detail):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        head = row(self._key, self._label, spacing=7)
        head.setStretch(1, 1)
        head.setAlignment(self._key, Qt.AlignmentFlag.AlignTop)
        layout = column(head, self._detail, spacing=2)
        layout.setContentsMargins(7, 5, 7, 5)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_option(self, option: Option, details: bool, key: str) -> None:
        """Show an option and its `key`, with its meaning below it where there is room for `details`."""
        self._key.setText(key)
        self._label.setText(option.label)
        self._label.set_role("heading" if option.detail or option.chosen else "")
        self._detail.setText(option.detail)
        self._detail.setVisible(details and bool(option.detail))
        self.setToolTip(option.detail)
        set_role(self, "chosen", "true" if option.chosen else "false")
        self.setAccessibleName(f"{key}: {option.label}. {option.detail}")

    # Qt

    def mousePressEvent(self, _event: object) -> None:
        """A click is the key."""
        self.pressed.emit()


class PromptPane(Card):
    """Says what the next key is for.

    Signals:
        pressed: the key of an option was clicked (str).
        typed: the text in the field (str).
    """

    pressed = Signal(str)
    typed = Signal(str)

    def __init__(self, where: Where = Where.RATE) -> None:
        """`where` its keys belong."""
        super().__init__(margin=10)
        self._where = where
        self._known: Prompt | None = None
        self._details = True
        self._next = Chip("Next key", "accent")
        self._title = Label("", "heading")
        self._text = WrapLabel("", "")
        self._hint = WrapLabel("", "soft")
        self._tiles: list[Tile] = []
        self.field = TextField("Words", lines=(1, 3))
        self.field.typed.connect(self.typed)
        tiles = QWidget()
        tiles.setProperty("role", "plain")
        self._grid = QGridLayout(tiles)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        head = row(self._next, self._title, self._text, spacing=10)
        head.setStretch(2, 1)
        self.body.setSpacing(6)
        self.body.addLayout(head)
        self.body.addWidget(tiles)
        self.body.addWidget(self.field)
        self.body.addWidget(self._hint)

    @property
    def typing(self) -> bool:
        """Whether the field has the keyboard."""
        return self.field.isVisibleTo(self) and self.field.hasFocus()

    def show_prompt(self, ask: Prompt) -> None:
        """Show what the next key does. A field takes the keyboard when it appears."""
        if ask == self._known:
            return
        before, self._known = self._known, ask
        self._title.setText(ask.title)
        self._text.setText(ask.text)
        self._hint.setText(ask.hint)
        self._hint.setVisible(bool(ask.hint))
        self._next.setText("Type" if ask.field is not None else "Next key")
        self._show_options(ask.options)
        self.field.setVisible(ask.field is not None)
        if ask.field is not None:
            self.field.setPlaceholderText(ask.placeholder)
            self.field.setAccessibleName(ask.title)
            if before is None or before.field is None or before.mode is not ask.mode:
                self.field.show_text(ask.field)
                self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_details(self, details: bool) -> None:
        """Whether there is room for what options exactly mean; else it is in their tooltips."""
        if details != self._details:
            self._details = details
            if self._known is not None:
                self._show_options(self._known.options)

    def _show_options(self, options: tuple[Option, ...]) -> None:
        while len(self._tiles) < len(options):
            tile, at = Tile(), len(self._tiles)
            tile.pressed.connect(lambda at=at: self._press(at))
            self._tiles.append(tile)
            self._grid.addWidget(tile, at, 0)
        for place, tile in enumerate(self._tiles):
            tile.setVisible(place < len(options))
            if place < len(options):
                tile.show_option(options[place], self._details, self._key_of(options[place]))
        self._arrange(options)

    def _key_of(self, option: Option) -> str:
        """What its key is now. While something is noted, letters and digits stay what they say."""
        scoring = self._known is not None and self._known.mode is Mode.SCORE
        return native_key(name_of(option.key, self._where)) if scoring else option.key

    def keys_changed(self) -> None:
        """Show the keys that are in force now."""
        if self._known is not None:
            self._show_options(self._known.options)

    def _arrange(self, options: tuple[Option, ...]) -> None:
        """As many beside each other as have room; digits and letters stand on lines of their own."""
        least = scaled(TILE if self._details and any(one.detail for one in options) else SLIM)
        room = max(1, (self.width() - 20) // least)
        letters = [place for place, one in enumerate(options) if not one.key.isdigit()]
        groups = [letters, [place for place in range(len(options)) if place not in letters]]
        if options and options[0].key.isdigit():
            groups.reverse()
        columns = max(-(-len(group) // -(-len(group) // room)) for group in groups if group) if options else 1
        line = 0
        for group in groups:
            for at, place in enumerate(group):
                self._grid.addWidget(self._tiles[place], line + at // columns, at % columns)
            line += -(-len(group) // columns) if group else 0
        # Now that all columns are there.
        for place in range(self._grid.columnCount()):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)

    def _press(self, place: int) -> None:
        if self._known is not None and place < len(self._known.options):
            self.pressed.emit(self._known.options[place].key)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many options beside each other as have room."""
        super().resizeEvent(event)
        if self._known is not None and event.size().width() != event.oldSize().width():
            self._arrange(self._known.options)
