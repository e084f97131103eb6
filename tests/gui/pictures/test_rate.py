"""The Rate screen in its states, in both themes, in six languages, at large text and in a small window."""

from collections.abc import Callable
from dataclasses import replace

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.pictures.look import check_picture
from tests.gui.rating_desk import Desk
from tests.study.invented import study
from workbench.domain.studies import Study
from workbench.gui.theme import Theme, apply_theme
from workbench.gui.views.rate import RateView
from workbench.settings import ThemeChoice
from workbench.study.instruments import find_instrument

SIZE = QSize(1350, 800)
"""What a window of 1440 by 860 leaves for a screen."""
SMALL = QSize(1010, 640)

MakeView = Callable[[Desk], RateView]


@pytest.fixture
def screen(qtbot: QtBot) -> MakeView:
    """Makes the screen of a desk."""

    def made(desk: Desk) -> RateView:
        view = RateView(desk.presenter)
        view.setProperty("role", "screen")
        qtbot.addWidget(view)
        return view

    return made


def asked(made: Study, name: str, language: str = "en") -> Study:
    """The study with one of the shipped instruments, without what only some machines have a font for."""

    def plain(text: str) -> str:
        return " ".join(
            "".join(one for one in text if ord(one) < 0x1F000 and one not in "\u200d\ufe0f⚕").split()
        )

    items = tuple(replace(one, prompt=plain(one.prompt)) for one in made.items)
    outputs = tuple(replace(one, text=plain(one.text)) for one in made.outputs)
    return replace(made, items=items, outputs=outputs, instrument=find_instrument(name, language).instrument)


def test_nothing_open(light: None, screen: MakeView) -> None:
    """What to do first."""
    check_picture(screen(Desk(study(1))), "rate_empty_light", SIZE)


def test_scoring_two_answers(tone: str, screen: MakeView) -> None:
    """The next value is plain to see; an error is marked, with its severity in words."""
    desk = Desk(asked(study(6), "core-6")).begin()
    desk.press("4", "2", "J", "J", "E", "B", "3", "Return", "Escape")
    check_picture(screen(desk), f"rate_two_{tone}", SIZE)


def test_marking_an_error(light: None, screen: MakeView) -> None:
    """Kinds by letter, severities by digit."""
    desk = Desk(asked(study(6), "core-6")).begin()
    desk.press("J", "J", "E", "B")
    check_picture(screen(desk), "rate_error_light", SIZE)


def test_a_preference(tone: str, screen: MakeView) -> None:
    """Graded, with room for its words; acceptable for each answer, apart from it."""
    desk = Desk(asked(study(6), "pair-5")).begin()
    desk.press("B", "A", "T")
    check_picture(screen(desk), f"rate_pair_{tone}", SIZE)


@pytest.mark.parametrize(("answers", "name"), [(3, "three"), (4, "four")])
def test_several_long_answers(light: None, screen: MakeView, answers: int, name: str) -> None:
    """Wide enough to be read, scrolling together."""
    desk = Desk(asked(study(6, arms=answers, long=12), "core-6")).begin()
    desk.press("4", "2", "5")
    check_picture(screen(desk), f"rate_{name}_light", SIZE)


def test_in_chinese(tone: str, screen: MakeView) -> None:
    """Texts and instrument; the reference shown."""
    desk = Desk(asked(study(6), "core-6", "zh")).begin()
    desk.press("Alt+Right", "4", "R")
    check_picture(screen(desk), f"rate_zh_{tone}", SIZE)


def test_a_lesson(light: None, screen: MakeView) -> None:
    """What was expected, in words and not by colour alone."""
    desk = Desk(study(2, training=1)).begin()
    desk.fill("4")
    desk.press("Return")
    check_picture(screen(desk), "rate_lesson_light", SIZE)


def test_a_small_window(light: None, screen: MakeView) -> None:
    """What has no room scrolls."""
    desk = Desk(asked(study(6, long=4), "core-6")).begin()
    desk.press("4", "2")
    check_picture(screen(desk), "rate_small_light", SMALL)


def test_text_of_twice_the_size(qapp: QApplication, fixed_look: str, screen: MakeView) -> None:
    """Nothing is cut off or overlaps."""
    apply_theme(qapp, Theme.chosen(ThemeChoice.DARK, 200, fixed_look))
    desk = Desk(asked(study(6, long=2), "core-6", "zh")).begin()
    desk.press("4", "2")
    check_picture(screen(desk), "rate_twice_dark", SIZE)
    apply_theme(qapp, Theme.chosen(ThemeChoice.LIGHT, 100, fixed_look))


def found(view: RateView, text: str) -> RateView:
    """With the find bar open over this text, at its second place."""
    view.finding.open()
    view.finding.type(text)
    view.finding.step(1)
    return view


def test_finding_words(tone: str, screen: MakeView) -> None:
    """Every place is marked, the present one by a thick line; the bar counts them. The session is over."""
    desk = Desk(asked(study(6), "core-6"), minutes=10).begin()
    desk.work(10)
    desk.press("S", "Alt+Left", "4")
    check_picture(found(screen(desk), "the"), f"rate_find_{tone}", SIZE)


def test_finding_chinese_words_in_large_text(qapp: QApplication, fixed_look: str, screen: MakeView) -> None:
    """Nothing is cut off at twice the size."""
    apply_theme(qapp, Theme.chosen(ThemeChoice.LIGHT, 200, fixed_look))
    desk = Desk(asked(study(6, long=2), "core-6", "zh"), minutes=20).begin()
    desk.press("Alt+Right", "4")
    check_picture(found(screen(desk), "尿"), "rate_find_twice_light", SIZE)
    apply_theme(qapp, Theme.chosen(ThemeChoice.LIGHT, 100, fixed_look))
