"""Things side by side that go on below where there is no room; nothing is cut off at any text size."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """From left to right, then the next line. An item whose policy is to expand takes what a line leaves."""

    def __init__(self, *widgets: QWidget, spacing: int = 8, on_top: bool = False) -> None:
        """With `on_top` what is lower stands at the top of its line, not in its middle."""
        super().__init__()
        self._on_top = on_top
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(QMargins())
        for widget in widgets:
            self.addWidget(widget)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """The visible items of each line."""
        lines: list[list[QLayoutItem]] = [[]]
        left = width
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint().width()
            if lines[-1] and wanted > left:
                lines.append([])
                left = width
            lines[-1].append(item)
            left -= wanted + self.spacing()
        return lines

    def _arrange(self, rect: QRect, *, apply: bool) -> int:
        """The height of all lines; puts the items in their places when asked to."""
        y = rect.y()
        for line in self._lines(rect.width()):
            height = max((item.sizeHint().height() for item in line), default=0)
            widths = [min(item.sizeHint().width(), rect.width()) for item in line]
            spare = rect.width() - sum(widths) - self.spacing() * (len(line) - 1)
            growing = [n for n, item in enumerate(line) if _grows(item)]
            for n in growing:
                widths[n] += max(0, spare) // len(growing)
            x = rect.x()
            for item, wide in zip(line, widths, strict=True):
                if apply:
                    tall = item.sizeHint().height()
                    above = 0 if self._on_top else (height - tall) // 2
                    item.setGeometry(QRect(QPoint(x, y + above), QSize(wide, tall)))
                x += wide + self.spacing()
            y += height + self.spacing()
        return max(0, y - self.spacing() - rect.y())

    # Qt

    def addItem(self, item: QLayoutItem) -> None:
        """One more at the end."""
        self._items.append(item)

    def count(self) -> int:
        """As many as were added."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at `index`; None behind the last, as Qt expects."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take out the item at `index`."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Wide as can be, high as needed."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Narrow is high."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at this width."""
        return self._arrange(QRect(0, 0, width, 0), apply=False)

    def sizeHint(self) -> QSize:
        """All on one line."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        """As wide as the widest item."""
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in shown), default=0),
            max((size.height() for size in shown), default=0),
        )

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        self._arrange(rect, apply=True)


class Flow(QWidget):
    """Widgets that go on in the next line where there is no room."""

    def __init__(self, *widgets: QWidget, spacing: int = 8, on_top: bool = False) -> None:
        super().__init__()
        self._flow = FlowLayout(*widgets, spacing=spacing, on_top=on_top)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """One more at the end."""
        self._flow.addWidget(widget)


def _grows(item: QLayoutItem) -> bool:
    return bool(item.expandingDirections() & Qt.Orientation.Horizontal)
