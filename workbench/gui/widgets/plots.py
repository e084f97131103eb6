"""Plots drawn by themselves: sharp at any size, in the colours in use, and into files."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.gui.presenters.results_plots import Dot, DotPlot, Ladder
from workbench.gui.presenters.results_values import Reliability
from workbench.gui.theme import scaled, tokens
from workbench.gui.widgets.flow import FlowLayout
from workbench.gui.widgets.labels import Label
from workbench.gui.widgets.plot_layout import (
    Box,
    DotsLayout,
    Spot,
    Tick,
    dots_layout,
    ladder_layout,
    reliability_layout,
)

EM = 16
"""Height of a line of words at the default text size."""
LANE = 12
PICTURE_SCALE = 3.0
"""Of PNG files: sharp in print."""


class Plot(QWidget):
    """Draws itself on a screen or into a file. Subclasses say how high they are and draw."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def draw(self, painter: QPainter, width: float, _height: float, /) -> None:
        """Draw everything into so much room."""
        raise NotImplementedError

    def save(self, path: Path) -> None:
        """Write an SVG or a PNG file, by the ending."""
        size = self.size()
        if path.suffix.lower() == ".svg":
            drawing = QSvgGenerator()
            drawing.setFileName(str(path))
            drawing.setSize(size)
            drawing.setViewBox(QRect(0, 0, size.width(), size.height()))
            drawing.setTitle(self.accessibleName())
            self._draw_on(QPainter(drawing))
            return
        picture = QImage(size * PICTURE_SCALE, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(PICTURE_SCALE)
        self._draw_on(QPainter(picture))
        picture.save(str(path))

    def _draw_on(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), QColor(tokens().pane))
        painter.setFont(self.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, self.width(), self.height())
        painter.end()

    # Qt

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw on the screen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, self.width(), self.height())
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """A larger font needs more room."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self.updateGeometry()


class DotsPlot(Plot):
    """Tasks from top to bottom, each with a dot and an interval for every series."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Scores with 95 % intervals, a line for each task", parent)
        self._plot = DotPlot()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_plot(self, plot: DotPlot) -> None:
        """Draw this from now on."""
        self._plot = plot
        said = [f"{row.title} {row.detail}: {_values(plot.series, row.dots)}" for row in plot.rows]
        self.setAccessibleDescription("; ".join(said))
        self.setMinimumHeight(round(self._layout(600).height) + scaled(4))
        self.updateGeometry()
        self.update()

    def _layout(self, width: float) -> DotsLayout:
        words = [f"{row.title}   {row.detail}" for row in self._plot.rows]
        titles = max(map(self.fontMetrics().horizontalAdvance, words), default=0) + scaled(24)
        return dots_layout(self._plot, width, titles, scaled(LANE), scaled(EM))

    def draw(self, painter: QPainter, width: float, _height: float, /) -> None:
        """Titles at the left, numbers at the right."""
        layout = self._layout(width)
        foot = layout.plot.bottom
        _draw_ticks(painter, layout.ticks, layout.plot.y, foot, words_at=layout.plot.y - scaled(EM))
        middle = Qt.AlignmentFlag.AlignVCenter
        for number, (row, band) in enumerate(zip(self._plot.rows, layout.bands, strict=True)):
            if number:
                painter.setPen(QPen(QColor(tokens().line), 1))
                painter.drawLine(QPointF(0, band.box.y), QPointF(width, band.box.y))
            left = QRectF(0, band.box.y, layout.plot.x - scaled(16), band.box.height)
            detail = painter.fontMetrics().horizontalAdvance(row.detail)
            painter.setPen(QColor(tokens().soft))
            painter.drawText(left, middle | Qt.AlignmentFlag.AlignRight, row.detail)
            room = round(left.width()) - detail - scaled(8)
            title = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, room)
            painter.setPen(QColor(tokens().text))
            painter.drawText(left, middle | Qt.AlignmentFlag.AlignLeft, title)
            if band.chance is not None:
                pen = QPen(QColor(tokens().soft), 1, Qt.PenStyle.DotLine)
                painter.setPen(pen)
                painter.drawLine(
                    QPointF(band.chance, band.box.y + 3), QPointF(band.chance, band.box.bottom - 3)
                )
            for spot in band.spots:
                _draw_interval(painter, spot, upright=False)
                draw_shape(painter, spot.series, QPointF(spot.x, spot.y))


class LadderPlot(Plot):
    """Quantizations from few bits to many, their scores upwards, a line for each model."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Quantization against score", parent)
        self._ladder = Ladder()

    def show_plot(self, ladder: Ladder) -> None:
        """Draw this from now on."""
        self._ladder = ladder
        said = [f"{ladder.series[p.series]} {p.quantization} {p.value:.1f}" for p in ladder.points]
        self.setAccessibleDescription("; ".join(said))
        self.update()

    def draw(self, painter: QPainter, width: float, height: float, /) -> None:
        """Grid, lines between the quantizations of a model, dots with intervals."""
        layout = ladder_layout(self._ladder, width, height, scaled(EM))
        _draw_rungs(painter, layout.ticks, layout.plot)
        painter.setPen(QColor(tokens().soft))
        for name in layout.names:
            place = QRectF(name.at - 60, layout.plot.bottom + scaled(6), 120, scaled(EM))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name.words)
        for series in range(len(self._ladder.series)):
            mine = [spot for spot in layout.spots if spot.series == series]
            painter.setPen(QPen(_series_colour(series), 1.5, _series_line(series)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF([QPointF(spot.x, spot.y) for spot in mine]))
        for spot in layout.spots:
            _draw_interval(painter, spot, upright=True)
            draw_shape(painter, spot.series, QPointF(spot.x, spot.y))

    # Qt

    def minimumSizeHint(self) -> QSize:
        """Small, but to be read."""
        return QSize(scaled(240), scaled(120))


class ReliabilityPlot(Plot):
    """Confidence to the right, how often it was right upwards; a diagonal where both would be equal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Confidence against how often the model was right", parent)
        self._found = Reliability((), 0, None)

    def show_plot(self, found: Reliability) -> None:
        """Draw this from now on."""
        self._found = found
        said = [
            f"sure {one.low:.0%} to {one.high:.0%}: right {_share(one.right)} of {one.n}"
            for one in found.bins
        ]
        self.setAccessibleDescription("; ".join(said))
        self.update()

    def draw(self, painter: QPainter, width: float, height: float, /) -> None:
        """Grid, diagonal, a column and a dot with its interval for each bin."""
        layout = reliability_layout(self._found, width, height, scaled(EM))
        colours, box, em = tokens(), layout.plot, scaled(EM)
        _draw_rungs(painter, layout.up, box)
        painter.setPen(QColor(colours.soft))
        for tick in layout.across:
            place = QRectF(tick.at - 60, box.bottom + scaled(4), 120, em)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, tick.words)
        foot = QRectF(0, box.bottom + scaled(4) + em, box.right + box.x, em)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, "how sure the model was")
        for bar in layout.bars:
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRect(_rect(bar.column).adjusted(1, 0, -1, 0))
        painter.setPen(QPen(QColor(colours.text), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(box.x, box.bottom), QPointF(box.right, box.y))
        for bar in layout.bars:
            _draw_interval(painter, Spot(0, bar.x, bar.y, bar.low, bar.high), upright=True)
            draw_shape(painter, 0, QPointF(bar.x, bar.y))

    # Qt

    def minimumSizeHint(self) -> QSize:
        """Small, but to be read."""
        return QSize(scaled(200), scaled(120))


def draw_shape(painter: QPainter, series: int, at: QPointF) -> None:
    """The sign of a series: eight shapes, told apart without colour."""
    radius = scaled(9) / 2
    colour = _series_colour(series)
    painter.setPen(QPen(colour, 1.5))
    filled = series % 2 == 0
    painter.setBrush(colour if filled else QColor(tokens().pane))
    corners = _CORNERS[series // 2 % len(_CORNERS)]
    if corners:
        painter.drawPolygon(QPolygonF([at + QPointF(x, y) * radius for x, y in corners]))
    else:
        painter.drawEllipse(at, radius * 0.9, radius * 0.9)


_CORNERS: tuple[tuple[tuple[float, float], ...], ...] = (
    (),
    ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    ((0, -1.1), (1.05, 0.85), (-1.05, 0.85)),
    ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
)


def _series_colour(series: int) -> QColor:
    colours = tokens()
    return QColor((colours.accent, colours.text, colours.severity, colours.good)[series % 4])


def _series_line(series: int) -> Qt.PenStyle:
    styles = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
    return styles[series % 4]


def _draw_interval(painter: QPainter, spot: Spot, *, upright: bool) -> None:
    painter.setPen(
        QPen(_series_colour(spot.series), scaled(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    )
    if upright:
        painter.drawLine(QPointF(spot.x, spot.low), QPointF(spot.x, spot.high))
    else:
        painter.drawLine(QPointF(spot.low, spot.y), QPointF(spot.high, spot.y))


def _draw_ticks(
    painter: QPainter, ticks: Sequence[Tick], top: float, foot: float, *, words_at: float
) -> None:
    for tick in ticks:
        painter.setPen(QPen(QColor(tokens().line), 1))
        painter.drawLine(QPointF(tick.at, top), QPointF(tick.at, foot))
        painter.setPen(QColor(tokens().soft))
        place = QRectF(tick.at - 40, words_at - 2, 80, scaled(EM))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, tick.words)


def _draw_rungs(painter: QPainter, ticks: Sequence[Tick], box: Box) -> None:
    for tick in ticks:
        painter.setPen(QPen(QColor(tokens().line), 1))
        painter.drawLine(QPointF(box.x, tick.at), QPointF(box.right, tick.at))
        painter.setPen(QColor(tokens().soft))
        words = QRectF(0, tick.at - scaled(EM) / 2, box.x - scaled(8), scaled(EM))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tick.words)


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)


def _values(series: Sequence[str], dots: Sequence[Dot]) -> str:
    return ", ".join(f"{series[dot.series]} {dot.value:.1f}" for dot in dots)


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


class SeriesLegend(QWidget):
    """The signs of the series with their names, in lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(spacing=16)
        self._entries: list[_SeriesName] = []
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_series(self, names: Sequence[str]) -> None:
        """Show these names, the first with the first sign."""
        while len(self._entries) < len(names):
            entry = _SeriesName(len(self._entries))
            self._entries.append(entry)
            self._flow.addWidget(entry)
        for place, entry in enumerate(self._entries):
            entry.setVisible(place < len(names))
            if place < len(names):
                entry.setText(names[place])
        self.setVisible(bool(names))


class _SeriesName(Label):
    """A sign and a name."""

    def __init__(self, series: int, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._series = series
        self.setContentsMargins(scaled(18), 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign before the name."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_shape(painter, self._series, QPointF(scaled(8), self.height() / 2))
        painter.end()
