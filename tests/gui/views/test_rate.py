"""The Rate screen: keys reach the presenter wherever the keyboard is, and only then."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.chosen import Chosen
from tests.gui.rating_desk import Desk
from tests.study.invented import RATER, study
from workbench.domain.studies import Action, Rating
from workbench.gui.presenters.rate_state import Mode, Phase
from workbench.gui.views.rate import RateView
from workbench.study.ledger import ratings_of


@pytest.fixture
def desk() -> Desk:
    """Three items, with consent."""
    return Desk(study(3, consent="I take part freely."))


@pytest.fixture
def view(qtbot: QtBot, light: None, desk: Desk) -> RateView:
    """The screen, with the keyboard."""
    made = RateView(desk.presenter, dialogs=Chosen(Path("some.medstudy")))
    qtbot.addWidget(made)
    made.resize(1340, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def keys(qtbot: QtBot, desk: Desk, *pressed: Qt.Key) -> None:
    """Press keys where the keyboard is, with time between them."""
    for key in pressed:
        desk.hand.pass_ms(300)
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, key)


def begin(qtbot: QtBot, desk: Desk) -> None:
    """From the empty screen to the first item by Enter alone."""
    keys(qtbot, desk, *([Qt.Key.Key_Return] * 3))
    assert desk.presenter.state.phase is Phase.RATING


def rating(desk: Desk) -> Rating:
    """Of the first item."""
    return ratings_of(desk.study, RATER, desk.log.events)[0]


def words(view: QWidget) -> str:
    """Everything that can be read."""
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def test_the_whole_path_is_enter_and_digits(qtbot: QtBot, desk: Desk, view: RateView) -> None:
    """A file, consent, guidelines, an item."""
    begin(qtbot, desk)
    assert "Correctness · Answer A" in words(view)
    keys(qtbot, desk, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_Tab)
    assert rating(desk).values == {"correctness/o1a": 4, "correctness/o1b": 5}
    assert "Completeness · Answer B" in words(view)
    assert "0 of 3" in words(view)
    assert "saved" in words(view)


def test_letters_are_text_while_a_field_has_the_keyboard(qtbot: QtBot, desk: Desk, view: RateView) -> None:
    """The field takes them all; Enter gives the keyboard back, and they are keys again."""
    begin(qtbot, desk)
    keys(qtbot, desk, Qt.Key.Key_C)
    field = view.page.ask.field
    assert field.hasFocus()
    keys(qtbot, desk, Qt.Key.Key_F, Qt.Key.Key_S, Qt.Key.Key_1, Qt.Key.Key_Backspace, Qt.Key.Key_Left)
    assert (rating(desk).comment, rating(desk).flagged, rating(desk).values) == ("fs", False, {})
    keys(qtbot, desk, Qt.Key.Key_Return)
    assert view.hasFocus()
    keys(qtbot, desk, Qt.Key.Key_F)
    assert (rating(desk).flagged, rating(desk).comment) == (True, "fs")


def test_keys_work_while_a_text_has_the_keyboard(qtbot: QtBot, desk: Desk, view: RateView) -> None:
    """After a click into an answer a digit still scores, and Space pages the texts."""
    begin(qtbot, desk)
    reading = view.page.texts.answers[0].reading
    reading.setFocus(Qt.FocusReason.MouseFocusReason)
    keys(qtbot, desk, Qt.Key.Key_3, Qt.Key.Key_Space)
    assert rating(desk).values == {"correctness/o1a": 3}


def test_a_held_key_is_one_press(qtbot: QtBot, desk: Desk, view: RateView) -> None:
    """Repeats are swallowed."""
    begin(qtbot, desk)
    for repeat in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_4, Qt.KeyboardModifier.NoModifier, "4", repeat, 1)
        QApplication.sendEvent(view, event)
    assert rating(desk).values == {"correctness/o1a": 4}


def test_a_selection_is_marked_in_code_points(qtbot: QtBot, desk: Desk, view: RateView) -> None:
    """Behind an emoji of several characters, where Qt counts more units than there are code points."""
    begin(qtbot, desk)
    reading = view.page.texts.answers[1].reading
    start = reading.text.index("Livedo")
    cursor = QTextCursor(reading.document())
    units = len(reading.text[:start].encode("utf-16-le")) // 2
    assert units > start
    cursor.setPosition(units)
    cursor.setPosition(units + 6, QTextCursor.MoveMode.KeepAnchor)
    reading.setTextCursor(cursor)
    keys(qtbot, desk, Qt.Key.Key_E, Qt.Key.Key_A, Qt.Key.Key_2, Qt.Key.Key_Return)
    (span,) = rating(desk).spans
    assert (span.quote, span.start, span.output) == ("Livedo", start, "o1b")
    assert not reading.textCursor().hasSelection()


def test_boxes_options_and_marks_are_clicked_too(qtbot: QtBot, desk: Desk, view: RateView) -> None:
    """The mouse does what keys do."""
    begin(qtbot, desk)
    view.page.instrument.chosen.emit("safety/o1b", 3)
    view.page.ask.pressed.emit("2")
    assert rating(desk).values == {"safety/o1b": 4, "acceptable/o1a": 1}
    keys(qtbot, desk, Qt.Key.Key_J, Qt.Key.Key_E, Qt.Key.Key_B, Qt.Key.Key_1, Qt.Key.Key_Return)
    view.page.texts.edited.emit(rating(desk).spans[0].id)
    assert desk.presenter.state.page is not None
    assert desk.presenter.state.page.ask.mode is Mode.ERROR


def test_another_item_begins_at_the_top_of_its_texts(qtbot: QtBot, view: RateView, desk: Desk) -> None:
    """However far down the one before was read."""
    desk.study = study(3, long=60)
    begin(qtbot, desk)
    bars = [card.reading.verticalScrollBar() for card in view.page.texts.answers[:2]]
    keys(qtbot, desk, Qt.Key.Key_Space)
    assert all(bar.value() > 0 for bar in bars)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert desk.presenter.state.page is not None
    assert desk.presenter.state.page.id == "r01-002"
    assert [bar.value() for bar in bars] == [0, 0]


def test_ratings_are_exported_from_the_last_page(qtbot: QtBot, desk: Desk, view: RateView) -> None:
    """Enter there asks where to, and says what was written."""
    begin(qtbot, desk)
    for _ in range(3):
        desk.fill()
        desk.press("Return")
    assert desk.presenter.state.phase is Phase.DONE
    keys(qtbot, desk, Qt.Key.Key_Return)
    assert "Exported 3 of 3 items" in words(view)
    assert len(desk.written) == 1


def test_nothing_is_counted_while_another_screen_is_shown(qtbot: QtBot, desk: Desk, view: RateView) -> None:
    """And keys pressed there are not ours."""
    begin(qtbot, desk)
    view.hide()
    desk.hand.pass_ms(50_000)
    view.show()
    desk.press("F")
    last = desk.log.events[-1]
    assert last.action is Action.FLAG
    assert last.active_ms < 2_000


def test_no_word_on_screen_names_a_model_or_an_output(qtbot: QtBot, desk: Desk, view: RateView) -> None:
    """Neither in labels nor in tooltips nor for screen readers."""
    begin(qtbot, desk)
    said = [words(view)]
    for widget in view.findChildren(QWidget):
        said += [widget.toolTip(), widget.accessibleName(), widget.windowTitle()]
    assert not [text for text in said if "o1a" in text or "o1b" in text or "model" in text.lower()]
