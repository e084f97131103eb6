"""The Author screen in its few states, in both themes, at large text and in a small window."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.author_project import presenter_on, write_six
from tests.gui.invented import LONG
from tests.gui.pictures.look import check_picture, taken
from workbench.authoring.drafts import Examples
from workbench.domain.tasks import Example
from workbench.gui.presenters.author import AuthorPresenter, Side
from workbench.gui.theme import Theme, apply_theme
from workbench.gui.views.author import AuthorView
from workbench.settings import ThemeChoice

SMALL = QSize(1010, 640)
"""What a window of 1100 by 700 leaves for a screen."""


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> tuple[AuthorPresenter, AuthorView]:
    """The screen over an empty project."""
    presenter = presenter_on(tmp_path / "one.medswb")
    view = AuthorView(presenter)
    view.setProperty("role", "screen")
    qtbot.addWidget(view)
    return presenter, view


Desk = tuple[AuthorPresenter, AuthorView]


def test_nothing_yet(tone: str, desk: Desk) -> None:
    """An empty project says what to do first."""
    check_picture(desk[1], f"author_empty_{tone}")


def test_an_instance_with_findings(tone: str, desk: Desk) -> None:
    """Six languages in the list, one being read, what is wrong at the right."""
    presenter, view = desk
    write_six(presenter)
    presenter.editing.instance.reference(3, 0, "")
    presenter.editing.instance.input(4, "He has a swollen calf that has been hurting since the long flight.")
    presenter.editing.instances.select(2)
    check_picture(view, f"author_instance_{tone}")


def test_the_head_and_the_file(tone: str, desk: Desk) -> None:
    """The form of a task, and the file it becomes."""
    presenter, view = desk
    write_six(presenter)
    presenter.editing.head.add_example(Examples.NEGATIVE)
    example = Example("A swollen calf.", "Gout", "Gout is in a joint, and the joint is free.")
    presenter.editing.head.example(Examples.NEGATIVE, 0, example)
    presenter.editing.instances.select(None)
    presenter.look(side=Side.FILE)
    check_picture(view, f"author_head_{tone}")


def test_a_long_text_and_its_prompt(light: None, desk: Desk) -> None:
    """A case of a page, several references, and the exact prompt."""
    presenter, view = desk
    write_six(presenter)
    presenter.editing.instances.select(0)
    presenter.editing.instance.input(0, LONG * 12)
    for place in (1, 2):
        presenter.editing.instance.add_reference(0)
        presenter.editing.instance.reference(0, place, LONG * place)
    presenter.look(side=Side.PROMPT)
    check_picture(view, "author_long_light")


def test_small_and_given_out(light: None, desk: Desk) -> None:
    """A small window, an answer from the model, the message of what was added."""
    presenter, view = desk
    write_six(presenter)
    presenter.give_out()
    presenter.editing.instances.select(0)
    presenter.try_it()
    check_picture(view, "author_small_light", SMALL)


@pytest.mark.parametrize("page", ["head", "instance"])
def test_text_of_twice_the_size(qapp: QApplication, fixed_look: str, desk: Desk, page: str) -> None:
    """In a small window at 200 % nothing is cut off; what has no room goes below and scrolls."""
    apply_theme(qapp, Theme.chosen(ThemeChoice.DARK, 200, fixed_look))
    presenter, view = desk
    write_six(presenter)
    # Where there is no room side by side, the screen scrolls to what is chosen once it is shown.
    taken(view, SMALL)
    view.show()
    presenter.editing.instances.select(None if page == "head" else 2, "name" if page == "head" else "input")
    check_picture(view, f"author_large_{page}_dark", SMALL)
    apply_theme(qapp, Theme.chosen(ThemeChoice.LIGHT, 100, fixed_look))
