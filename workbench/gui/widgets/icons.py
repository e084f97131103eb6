"""The icon set: SVGs of one weight in `resources/icons`, drawn in a token's colour."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from workbench.gui.theme import scaled, tokens
from workbench.paths import resources


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("#000000", colour).encode()))


def paint_icon(painter: QPainter, name: str, colour: str, rect: QRectF) -> None:
    """Draw icon `name` in `colour` into `rect`."""
    _renderer(name, colour).render(painter, rect)


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Icon `name` in `colour`, `size` pixels wide at the default text size."""
    side = scaled(size)
    picture = QPixmap(QSize(side, side) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, name, QColor(colour).name(), QRectF(0, 0, side, side))
    painter.end()
    return picture


def icon(name: str, colour: str | None = None, size: int = 16) -> QIcon:
    """A `QIcon` of `name` in `colour` (text when None), with soft for its disabled state.

    It keeps its colour: widgets make it anew in `changeEvent`, as `Button` does.
    """
    ratio = QApplication.primaryScreen().devicePixelRatio()
    made = QIcon(pixmap(name, colour or tokens().text, size, ratio))
    made.addPixmap(pixmap(name, tokens().soft, size, ratio), QIcon.Mode.Disabled)
    return made


class IconMark(QWidget):
    """An icon by itself, in a token's colour; follows theme and text size."""

    def __init__(self, name: str, token: str = "soft", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._token = token
        self._size = size

    def set_icon(self, name: str, token: str = "soft") -> None:
        """Show another icon."""
        self._name, self._token = name, token
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        """As large as the icon."""
        return QSize(scaled(self._size), scaled(self._size))

    def minimumSizeHint(self) -> QSize:
        """Never cut off."""
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        """Draw the icon in the middle."""
        side = scaled(self._size)
        rect = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        paint_icon(painter, self._name, getattr(tokens(), self._token), rect)
        painter.end()
