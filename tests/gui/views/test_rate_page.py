"""The rating screen as a whole."""

import statistics
import time
from dataclasses import replace

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.gui.rating_desk import Desk
from tests.study.invented import study
from workbench.gui.views.rate import RateView
from workbench.gui.views.rate_page import FLASH_MS, RatingPage
from workbench.gui.widgets.boxes import Boxes
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


def show(page: RatingPage, desk: Desk) -> None:
    """Show what the desk has."""
    state = desk.presenter.state
    assert state.page is not None
    assert state.head is not None
    page.show_page(state.page, state.head, state.message, state.failed)


def test_a_given_value_flashes_and_nothing_waits_for_it(qtbot: QtBot, light: None) -> None:
    """The next value is asked for at once; what was given stands out for 300 ms where it was given."""
    desk = Desk(study(2)).begin()
    page = RatingPage()
    qtbot.addWidget(page)
    page.resize(1300, 780)
    page.show()
    show(page, desk)
    boxes = page.instrument.findChildren(Boxes)
    desk.press("4")
    began = time.monotonic()
    show(page, desk)
    assert [one.flashing for one in boxes].count(True) == 1
    assert boxes[0].flashing
    words = [label.text() for label in page.findChildren(QLabel)]
    assert "✓ Correctness A: 4" in words
    assert "Correctness · Answer B" in words
    # Faster than the flash: only the last one stands out.
    desk.press("3")
    show(page, desk)
    assert [one.flashing for one in boxes].count(True) == 1
    qtbot.waitUntil(lambda: not any(one.flashing for one in boxes), timeout=2_000)
    # Qt lets an ordinary timer ring a twentieth early.
    assert time.monotonic() - began >= 0.95 * FLASH_MS / 1000
    assert "not complete yet" in [label.text() for label in page.findChildren(QLabel)]


def test_a_key_takes_no_longer_for_the_flash(qtbot: QtBot, light: None) -> None:
    """The median of twenty keys is shown within 50 ms, each with a flash."""
    desk = Desk(study(3)).begin()
    view = RateView(desk.presenter)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    took = []
    for place in range(20):
        desk.hand.pass_ms(300)
        began = time.perf_counter()
        desk.presenter.press("3" if place % 10 != 9 else "Return")
        QApplication.processEvents()
        took.append(time.perf_counter() - began)
    assert statistics.median(took) < 0.05


def test_the_next_item_is_there_while_the_last_one_flashes(qtbot: QtBot, light: None) -> None:
    """Submit: the new texts at once, and for a moment what was given."""
    desk = Desk(study(2)).begin()
    page = RatingPage()
    qtbot.addWidget(page)
    page.show()
    desk.fill("4")
    show(page, desk)
    desk.press("Return")
    show(page, desk)
    assert desk.presenter.state.page is not None
    assert page.texts.input.prompt.text == desk.presenter.state.page.prompt
    assert any(label.text().startswith("✓ 4 · 4") for label in page.findChildren(QLabel))
    assert not any(one.flashing for one in page.instrument.findChildren(Boxes))


def test_the_end_of_a_session_is_a_line(qtbot: QtBot, light: None) -> None:
    """Above the texts, while it is over; the button tells how far it is."""
    desk = Desk(study(2)).begin()
    state = desk.presenter.state
    page = RatingPage()
    qtbot.addWidget(page)
    page.show()
    assert state.page is not None
    assert state.head is not None
    page.show_page(
        state.page,
        replace(state.head, sitting="session 10 of 10 min", over="10 minutes are over."),
        "",
        False,
    )
    line = next(one for one in page.findChildren(QLabel) if one.text() == "10 minutes are over.")
    assert line.isVisible()
    buttons = {button.text(): button for button in page.findChildren(CapButton)}
    with qtbot.waitSignal(page.pressed) as heard:
        buttons["session 10 of 10 min"].click()
    assert heard.args == ["L"]
    show(page, desk)
    assert not line.isVisible()
