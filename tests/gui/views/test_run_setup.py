"""The set-up of a run: a click reaches the presenter, a state reaches the screen."""

from dataclasses import replace

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from tests.gui.invented import setup_state
from tests.gui.views.finding import button
from workbench.domain.runs import Answering, Sampling, Truncation
from workbench.evaluation.runner import RunOrder
from workbench.gui.presenters.run_setup import Fit, Picking
from workbench.gui.views.run_setup import HowCard, TasksCard
from workbench.gui.widgets.lists import Tree
from workbench.gui.widgets.numbers import Choice, Fraction, WholeNumber
from workbench.gui.widgets.search import SearchField


@pytest.fixture
def tasks(qtbot: QtBot, light: None) -> TasksCard:
    """The tasks of the invented project."""
    card = TasksCard()
    qtbot.addWidget(card)
    card.render_state(setup_state())
    card.show()
    return card


@pytest.fixture
def how(qtbot: QtBot, light: None) -> HowCard:
    """A random sample, greedy."""
    card = HowCard()
    qtbot.addWidget(card)
    card.resize(320, 900)
    card.render_state(setup_state())
    card.show()
    return card


def _number(card: HowCard, name: str) -> WholeNumber:
    return next(field for field in card.findChildren(WholeNumber) if field.accessibleName() == name)


def _fraction(card: HowCard, name: str) -> Fraction:
    return next(field for field in card.findChildren(Fraction) if field.accessibleName() == name)


def test_ticking_a_category_ticks_its_tasks(qtbot: QtBot, tasks: TasksCard) -> None:
    """The presenter hears the whole choice, tasks that are not listed included."""
    model = tasks.findChildren(Tree)[0].model()
    with qtbot.waitSignal(tasks.chosen) as heard:
        model.setData(model.index(1, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert heard.args == [frozenset({"task57", "task59", "task46"})]
    assert model.data(model.index(0, 0), Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.PartiallyChecked


def test_searching_and_ticking_all(qtbot: QtBot, tasks: TasksCard) -> None:
    """What is typed is searched; all and none are about what is listed."""
    with qtbot.waitSignal(tasks.searched) as heard:
        tasks.findChildren(SearchField)[0].setText("zh")
    assert heard.args == ["zh"]
    with qtbot.waitSignal(tasks.all_chosen) as all_heard:
        button(tasks, "Tick none").click()
    assert all_heard.args == [False]
    assert "2 tasks ticked of 8" in [label.text() for label in tasks.findChildren(QLabel)]


def test_each_control_changes_its_part_of_the_order(qtbot: QtBot, how: HowCard) -> None:
    """The rest of the order stays as it is."""
    order = setup_state().order
    changes: list[RunOrder] = []
    how.changed.connect(changes.append)
    button(how, "0-shot").click()
    how.findChildren(QCheckBox)[0].click()
    _number(how, "Seed of the shots").setValue(5)
    _number(how, "Instances of each task").setValue(7)
    _number(how, "Seed of the sample").setValue(9)
    _number(how, "Longest prompt").setValue(4096)
    _number(how, "Longest answer").setValue(1000)
    _number(how, "Seed of the decoding").setValue(3)
    _fraction(how, "Temperature").setValue(1.2)
    _number(how, "Top-k").setValue(40)
    _fraction(how, "Min-p").setValue(0.05)
    _fraction(how, "Top-p").setValue(0.9)
    button(how, "Cut at the left").click()
    sampling = order.sampling
    assert changes == [
        replace(order, shots=0),
        replace(order, fixed_shots=True),
        replace(order, shot_seed=5),
        replace(order, limit=7),
        replace(order, sample_seed=9),
        replace(order, max_prompt_tokens=4096),
        replace(order, sampling=replace(sampling, max_new_tokens=1000)),
        replace(order, sampling=replace(sampling, seed=3)),
        replace(order, sampling=replace(sampling, temperature=1.2)),
        replace(order, sampling=replace(sampling, top_k=40)),
        replace(order, sampling=replace(sampling, min_p=0.05)),
        replace(order, sampling=replace(sampling, top_p=0.9)),
        replace(order, truncation=Truncation.LEFT),
    ]


def test_the_use_of_options_is_chosen_by_its_words(qtbot: QtBot, how: HowCard) -> None:
    """What it means, and for which tasks not, stands below once it is chosen."""
    answers = next(choice for choice in how.findChildren(Choice) if choice.accessibleName() == "Answers")
    assert [answers.itemText(number) for number in range(answers.count())] == [
        "Free",
        "Only the listed options",
        "The likeliest option",
    ]
    for number, answering in enumerate(Answering):
        answers.setCurrentIndex(number)
        with qtbot.waitSignal(how.changed) as heard:
            answers.activated.emit(number)
        order = (heard.args or [None])[0]
        assert order.sampling.answering is answering
        how.render_state(setup_state(order=replace(order, tasks=("task46",))))
        assert answers.currentIndex() == number
        told = "task46 has none" in " ".join(label.text() for label in how.findChildren(QLabel))
        assert told == (answering is not Answering.FREE)


def test_sample_and_decoding_are_told_as_what_they_are(qtbot: QtBot, how: HowCard) -> None:
    """What a choice means for the order is the presenter's matter."""
    with qtbot.waitSignal(how.picked) as heard:
        button(how, "All").click()
    assert heard.args == [Picking.ALL]
    with qtbot.waitSignal(how.decoded) as decoded:
        button(how, "Temperature").click()
    assert decoded.args == [False]


def test_only_what_matters_is_shown(how: HowCard) -> None:
    """No seed of shots without shots, no sample size for all, nothing of chance when greedy."""
    order = replace(setup_state().order, shots=0, limit=None, sample_seed=None, sampling=Sampling())
    how.render_state(setup_state(order=order))
    chance = ("Seed of the decoding", "Top-k")
    for name in ("Seed of the shots", "Instances of each task", "Seed of the sample", *chance):
        assert not _number(how, name).isVisible()
    assert not any(_fraction(how, name).isVisible() for name in ("Temperature", "Min-p", "Top-p"))
    how.render_state(setup_state(order=replace(order, sampling=Sampling(0.7))))
    assert all(_number(how, name).isVisible() for name in chance)
    assert all(_fraction(how, name).isVisible() for name in ("Temperature", "Min-p", "Top-p"))
    assert (_number(how, "Top-k").text(), _fraction(how, "Min-p").text()) == ("all", "off")


def test_a_model_that_does_not_fit_is_told_in_words(how: HowCard) -> None:
    """The reason stands below the model, not only in a colour."""
    how.render_state(setup_state(fit=Fit(False, "It needs 6 GB and 3 GB are free.")))
    assert "It needs 6 GB and 3 GB are free." in [label.text() for label in how.findChildren(QLabel)]
