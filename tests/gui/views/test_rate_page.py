"""The rating screen as a whole."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from pytestqt.qtbot import QtBot

from tests.gui.rating_desk import Desk
from tests.study.invented import study
from workbench.gui.views.rate_page import RatingPage
from workbench.gui.widgets.buttons import CapButton


def test_buttons_stand_for_keys(qtbot: QtBot, light: None) -> None:
    """Each says its key; none takes the keyboard; the state is said in words."""
    desk = Desk(study(2)).begin()
    desk.press("F")
    page = RatingPage()
    qtbot.addWidget(page)
    page.resize(1300, 780)
    page.show()
    state = desk.presenter.state
    assert state.page is not None
    assert state.head is not None
    page.show_page(state.page, state.head, "said", False)
    buttons = {button.text(): button for button in page.findChildren(CapButton)}
    assert "Flagged" in buttons
    with qtbot.waitSignal(page.pressed) as heard:
        buttons["Submit and next"].click()
    assert heard.args == ["Return"]
    assert page.minimumSizeHint().height() < 300
