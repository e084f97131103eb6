"""Pages of which one is shown at a time."""

from PySide6.QtWidgets import QStackedLayout, QWidget


class Stack(QStackedLayout):
    """A stacked layout whose pages never show as windows of their own.

    Qt's shows its first page at once. Until the layout is part of a screen that is a window: it flashes,
    takes the keyboard from the one a person types in, and costs the time that showing a window costs.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        if parent is None:
            super().__init__()
        else:
            super().__init__(parent)
        self._meanwhile = QWidget()

    def addWidget(self, page: QWidget) -> int:  # type: ignore[override] # the stub has None for its parent's
        """Add a page; gives its number."""
        if self.parentWidget() is None:
            page.setParent(self._meanwhile)
        return super().addWidget(page)
