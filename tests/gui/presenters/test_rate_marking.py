"""Pointing at sentences, and marking."""

from dataclasses import replace

from tests.gui.rating_desk import Desk
from tests.study.invented import study
from workbench.gui.presenters.rate_state import Mode, Page


def page(desk: Desk) -> Page:
    """What is on screen."""
    found = desk.presenter.state.page
    assert found is not None
    return found


def test_sentences_are_walked_from_answer_to_answer() -> None:
    """J goes on into the next answer and stops at its end; K goes back; Escape points nowhere."""
    desk = Desk(study(1)).begin()
    seen = []
    for _ in range(7):
        desk.press("J")
        seen += [(one.letter, one.reveal) for one in page(desk).answers if one.reveal is not None]
    assert [letter for letter, _start in seen] == ["A", "A", "A", "B", "B", "B", "B"]
    assert seen[-1] == seen[-2]
    desk.press("K")
    assert page(desk).answers[1].reveal == seen[-3][1]
    desk.press("Escape")
    assert [one.reveal for one in page(desk).answers] == [None, None]


def test_a_study_may_mark_nothing() -> None:
    """E and O say so."""
    made = study(1)
    plain = replace(made.instrument, error_types=(), omission_types=(), severities=())
    desk = Desk(replace(made, instrument=plain)).begin()
    for key, words in (("E", "marks no errors"), ("O", "notes no omissions")):
        desk.press(key)
        assert words in desk.presenter.state.message


def test_a_click_on_a_mark_changes_it() -> None:
    """Its kind and its severity are chosen already."""
    desk = Desk(study(1)).begin()
    desk.press("J", "E", "A", "2", "Return")
    mark = page(desk).answers[0].notes[0].id
    desk.presenter.act(lambda at: at.marking.edit(mark))
    assert page(desk).ask.mode is Mode.ERROR
    assert [one.key for one in page(desk).ask.options if one.chosen] == ["A", "2"]
