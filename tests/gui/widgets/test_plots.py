"""Plots on the screen and in files."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.gui.invented_results import board, reliability
from workbench.domain.scores import Protocol
from workbench.gui.presenters.results_grid import EVERYTHING, grid_of
from workbench.gui.presenters.results_plots import dot_plot, ladder
from workbench.gui.widgets.plots import DotsPlot, LadderPlot, Plot, ReliabilityPlot, SeriesLegend


def _plots() -> list[Plot]:
    grid = grid_of(board(), EVERYTHING)
    dots, rungs, bars = DotsPlot(), LadderPlot(), ReliabilityPlot()
    dots.show_plot(dot_plot(grid, (), Protocol.CORRECTED))
    rungs.show_plot(ladder(grid, "MCQA/accuracy", Protocol.CORRECTED))
    bars.show_plot(reliability())
    return [dots, rungs, bars]


def test_a_plot_is_written_as_a_drawing_and_as_a_picture(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """An SVG file with its words as words, a PNG file of three times the size."""
    for number, plot in enumerate(_plots()):
        qtbot.addWidget(plot)
        plot.resize(640, 400)
        drawing, picture = tmp_path / f"{number}.svg", tmp_path / f"{number}.png"
        plot.save(drawing)
        plot.save(picture)
        assert "<text" in drawing.read_text(encoding="utf-8")
        assert QImage(str(picture)).width() == 1920


def test_a_plot_can_be_read_to_somebody(qtbot: QtBot, light: None) -> None:
    """What it is, and its numbers."""
    dots, rungs, bars = _plots()
    for plot in (dots, rungs, bars):
        qtbot.addWidget(plot)
        assert plot.accessibleName()
    assert "MCQA, mean accuracy: Demo instruct Q4_K_M 31.6" in dots.accessibleDescription()
    assert "MMedIns-Llama 3 8B Q2_K" in rungs.accessibleDescription()
    assert "sure 90% to 100%: right" in bars.accessibleDescription()


def test_an_empty_plot_draws_nothing_and_does_not_fail(qtbot: QtBot, light: None) -> None:
    """Before anything is shown."""
    for plot in (DotsPlot(), LadderPlot(), ReliabilityPlot()):
        qtbot.addWidget(plot)
        plot.resize(20, 20)
        assert not plot.grab().isNull()


def test_a_legend_has_a_name_for_each_series(qtbot: QtBot, light: None) -> None:
    """Fewer the next time are fewer."""
    legend = SeriesLegend()
    qtbot.addWidget(legend)
    legend.resize(400, 60)
    legend.show_series(["a", "b", "c"])
    legend.show()
    assert not legend.grab().isNull()
    legend.show_series(["a"])
    assert legend.sizeHint().width() < 100
    legend.show_series([])
    assert not legend.isVisible()
