"""The cells of the leaderboard, drawn."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from workbench.domain.scores import Protocol
from workbench.gui.theme import tokens
from workbench.gui.widgets.board_cells import BarLook
from workbench.gui.widgets.board_layout import BarPlace
from workbench.gui.widgets.plot_layout import Box


@pytest.mark.parametrize("protocol", list(Protocol))
def test_the_sign_of_a_protocol_is_not_its_colour_alone(
    qtbot: QtBot, light: None, protocol: Protocol
) -> None:
    """A ring for the paper's, a dot for the corrected one."""
    picture = QImage(100, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor(tokens().pane))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    BarLook().paint(painter, protocol, Box(0, 0, 100, 20), BarPlace(50.5, 20, 80, 10))
    painter.end()
    middle = picture.pixelColor(50, 10).name()
    assert middle == (tokens().pane if protocol is Protocol.PAPER else tokens().accent)
    assert picture.pixelColor(30, 7).name() != tokens().pane
    assert picture.pixelColor(90, 7).name() == tokens().pane
