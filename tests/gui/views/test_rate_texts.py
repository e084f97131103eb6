"""How texts are arranged."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from pytestqt.qtbot import QtBot

from tests.gui.rating_desk import Desk
from tests.study.invented import study
from workbench.gui.views.rate_texts import Texts, arrangement


@pytest.mark.parametrize(
    ("answers", "width", "height", "expected"),
    [
        (1, 1300, 420, ["0.0", "0.1"]),
        (2, 1300, 420, ["0.0", "0.1", "0.2"]),
        (2, 700, 420, ["0.0", "1.0", "1.1"]),
        (2, 500, 420, ["0.0", "1.0", "2.0"]),
        (3, 1300, 420, ["0.0", "0.1", "1.0", "1.1"]),
        (3, 1300, 200, ["0.0", "1.0", "1.1", "1.2"]),
        (4, 1300, 420, ["0.0", "0.1", "0.2", "1.1", "1.2"]),
        (4, 900, 420, ["0.0", "1.0", "1.1", "2.0", "2.1"]),
    ],
)
def test_lines_stay_wide_enough_to_be_read(
    answers: int, width: int, height: int, expected: list[str]
) -> None:
    """The input beside the answers where there is room, above them where there is not."""
    found = arrangement(answers, width, height)
    assert [f"{line}.{column}" for line, column, _lines, _columns in found] == expected


def test_long_answers_scroll_together(qtbot: QtBot, light: None) -> None:
    """As a share of their length; and page together."""
    page = Desk(study(1, arms=3, long=40)).begin().presenter.state.page
    assert page is not None
    texts = Texts()
    qtbot.addWidget(texts)
    texts.resize(1300, 500)
    texts.show()
    texts.show_page(page)
    bars = [card.reading.verticalScrollBar() for card in texts.answers[:3]]
    qtbot.waitUntil(lambda: all(bar.maximum() > 0 for bar in bars))
    bars[0].setValue(bars[0].maximum())
    assert [bar.value() for bar in bars] == [bar.maximum() for bar in bars]
    texts.turn_page(-1)
    assert all(bar.value() < bar.maximum() for bar in bars)
