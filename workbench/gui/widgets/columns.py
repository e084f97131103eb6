"""Cards side by side that stack when there is little room."""

from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from workbench.gui.theme import scaled
from workbench.gui.widgets.card import Splitter


class Columns(QScrollArea):
    """Parts side by side while each has its least width, else one above the other, scrolling as one.

    With `last_on_top` the last part is the uppermost when they are stacked: where it is what is read.
    """

    def __init__(
        self,
        name: str,
        memory: QSettings | None,
        *,
        last_on_top: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._last_on_top = last_on_top
        self._parts: list[tuple[QWidget, int, int]] = []
        self._sizes: tuple[int, ...] = ()
        self._splitter = Splitter(name, memory)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._splitter)
        # A scroll area fills what is in it; on a card the card shows through.
        self._splitter.setAutoFillBackground(False)

    @property
    def stacked(self) -> bool:
        """Whether the parts stand one above the other."""
        return self._splitter.orientation() is Qt.Orientation.Vertical

    def add(self, part: QWidget, least: int, height: int) -> None:
        """Add a part with its least width beside others and its height above others, at the default size."""
        self._parts.append((part, least, height))
        self._splitter.addWidget(part)

    def begin(self, *sizes: int) -> None:
        """Take the sizes of last time, or `sizes`. Called when all parts are in."""
        self._splitter.begin(*sizes)
        # A splitter remembers its direction too; which one is ours to say.
        self._splitter.setOrientation(Qt.Orientation.Horizontal)
        self._sizes = sizes

    def _arrange(self) -> None:
        needed = sum(scaled(least) for _part, least, _height in self._parts)
        needed += self._splitter.handleWidth() * (len(self._parts) - 1)
        narrow = self.viewport().width() < needed
        changed = narrow != self.stacked
        for part, least, height in self._parts:
            part.setMinimumWidth(0 if narrow else scaled(least))
            part.setMinimumHeight(scaled(height) if narrow else 0)
        if changed:
            self._splitter.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
            order = self._parts[::-1] if narrow and self._last_on_top else self._parts
            for place, (part, _least, _height) in enumerate(order):
                self._splitter.insertWidget(place, part)
            heights = [scaled(height) for _part, _least, height in order]
            self._splitter.setSizes(heights if narrow else list(self._sizes))

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side or one above the other."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange}:
            self._arrange()
