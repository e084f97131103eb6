"""The page of one disagreement: keys reach the presenter, and typing is typing."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from tests.gui.invented_adjudication import KeepingDecisions, opened
from tests.gui.views.finding import button
from workbench.domain.keys import Keymap
from workbench.gui.presenters.adjudication import AdjudicationPresenter
from workbench.gui.presenters.adjudication_values import AdjudicationState
from workbench.gui.views.adjudication_desk import AdjudicationDeskView
from workbench.gui.widgets.labels import KeyCap
from workbench.gui.widgets.shortcuts import wear_keys

KEY = Qt.Key


class Page:
    """The page of the first disagreement, with the keyboard in it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.doing = KeepingDecisions()
        self.presenter = AdjudicationPresenter(self.doing.operations, InlineJobs())
        self.presenter.want(opened())
        self.presenter.sitting.open()
        self.view = AdjudicationDeskView()
        qtbot.addWidget(self.view)
        self.view.resize(1300, 800)
        self.view.pressed.connect(self.presenter.sitting.press)
        self.view.typed.connect(self.presenter.sitting.typed)
        self.presenter.attach(self.view.render_state)
        with qtbot.waitExposed(self.view):
            self.view.show()
        self.view.activateWindow()
        self.view.setFocus()
        qtbot.waitUntil(self.view.hasFocus)
        self._qtbot = qtbot

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the keyboard is."""
        for key in keys:
            self._qtbot.keyClick(QApplication.focusWidget() or self.view, key, modifier)


def test_a_decision_by_keys(qtbot: QtBot, light: None) -> None:
    """Digit, letter, Enter; then undo and redo."""
    page = Page(qtbot)
    page.press(KEY.Key_6, KEY.Key_S, KEY.Key_Return)
    assert [one.value for one in page.doing.kept] == [2]
    assert page.presenter.state.place == 1
    page.press(KEY.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert page.doing.kept[-1].withdrawn
    page.press(KEY.Key_Down, KEY.Key_Down, KEY.Key_Up)
    assert page.presenter.state.place == 1


def test_keys_that_were_changed_decide(qtbot: QtBot, qapp: QApplication, light: None) -> None:
    """The old ones do nothing; the options show the new ones; Enter still leaves a note."""
    page = Page(qtbot)
    changed = {"adjudicate.slip": "X", "adjudicate.value-6": "Q", "adjudicate.decide": "F2"}
    wear_keys(qapp, Keymap(changed))
    page.press(KEY.Key_6, KEY.Key_S, KEY.Key_Return)
    assert page.doing.kept == []
    caps = {cap.text() for cap in page.view.ask.findChildren(KeyCap) if cap.isVisible()}
    assert {"X", "Q"} <= caps
    page.press(KEY.Key_Q, KEY.Key_X, KEY.Key_N)
    qtbot.keyClicks(page.view.ask.field, "XQ6")
    page.press(KEY.Key_Return, KEY.Key_F2)
    assert [(one.value, one.note) for one in page.doing.kept] == [(2, "XQ6")]


def test_letters_belong_to_the_note(qtbot: QtBot, light: None) -> None:
    """Until Enter; then the page has the keyboard again."""
    page = Page(qtbot)
    page.press(KEY.Key_6, KEY.Key_S, KEY.Key_N)
    assert page.view.ask.field.hasFocus()
    qtbot.keyClicks(page.view.ask.field, "spi 12")
    page.press(KEY.Key_Return)
    assert page.view.hasFocus()
    assert page.doing.kept == []
    page.press(KEY.Key_Return)
    assert [(one.note, one.cause.value) for one in page.doing.kept] == [("spi 12", "slip")]


def test_what_is_composed_is_not_cut_short(qtbot: QtBot, light: None) -> None:
    """Enter belongs to the input method while it composes."""
    page = Page(qtbot)
    page.press(KEY.Key_N)
    QApplication.sendEvent(page.view.ask.field, QInputMethodEvent("shi", []))
    page.press(KEY.Key_Return)
    assert page.view.ask.field.hasFocus()
    QApplication.sendEvent(page.view.ask.field, QInputMethodEvent("", []))
    page.press(KEY.Key_Escape)
    assert page.view.hasFocus()


def test_a_held_key_is_one_press(qtbot: QtBot, light: None) -> None:
    """Enter does not decide what comes next; arrows go on."""
    page = Page(qtbot)
    page.press(KEY.Key_6, KEY.Key_S)
    none = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Return, none, "\r", True)
    QApplication.sendEvent(page.view, held)
    assert page.doing.kept == []
    QApplication.sendEvent(page.view, QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Down, none, "", True))
    assert page.presenter.state.place == 1


def test_guidelines_and_back(qtbot: QtBot, light: None) -> None:
    """One key, over the texts; Space pages what is shown."""
    page = Page(qtbot)
    page.press(KEY.Key_G)
    assert page.view.guidelines.isVisible()
    assert not page.view.texts.isVisible()
    page.press(KEY.Key_Space, KEY.Key_Escape)
    assert page.view.texts.isVisible()
    page.press(KEY.Key_Space, KEY.Key_R)
    assert page.view.texts.input.reference.isVisible()


def test_buttons_stand_for_keys(qtbot: QtBot, light: None) -> None:
    """And options can be clicked; the keyboard stays where it is."""
    page = Page(qtbot)
    page.view.ask.pressed.emit("6")
    page.view.ask.pressed.emit("S")
    button(page.view, "Keep and next").click()
    assert [one.value for one in page.doing.kept] == [2]
    button(page.view, "Take back").click()
    assert page.doing.kept[-1].withdrawn
    assert page.view.hasFocus()
    page.presenter.list_shown(page.presenter.state.shown)
    button(page.view, "Queue").click()
    assert page.presenter.state.item is None


def test_without_an_item_nothing_is_drawn(qtbot: QtBot, light: None) -> None:
    """Nothing is drawn while nothing is open."""
    view = AdjudicationDeskView()
    qtbot.addWidget(view)
    view.render_state(AdjudicationState())
    assert view.minimumSizeHint().width() == 320
