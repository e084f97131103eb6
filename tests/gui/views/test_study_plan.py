"""The plan and the blinding check on the screen."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from tests.gui.invented_study import DoingStudies, checked
from tests.study.simulated import INSTRUMENT
from workbench.gui.presenters.study_forecast import StudyForecast
from workbench.gui.views.study_plan import BlindingCard, PlanCard, facts_of, left_said
from workbench.gui.widgets.buttons import FilterChip
from workbench.gui.widgets.lists import Table
from workbench.gui.widgets.numbers import WholeNumber
from workbench.gui.widgets.reading import ReadingText
from workbench.study.blinding.findings import Kind
from workbench.study.blinding.style import StyleGap
from workbench.study.building import StudyOrder
from workbench.study.planner import RECOMMENDED, outcome
from workbench.study.preparing import Treatment

ORDER = StudyOrder("A study", ("r-1", "r-2"), INSTRUMENT, ("r01", "r02", "r03"), size=100)


@pytest.fixture(name="forecast")
def forecast_fixture() -> StudyForecast:
    """A study that is looked at."""
    forecast = StudyForecast(DoingStudies().operations, InlineJobs(), lambda _check: None)
    forecast.follow(ORDER)
    return forecast


def test_the_plan_in_numbers(qtbot: QtBot, light: None, forecast: StudyForecast) -> None:
    """And how long a presentation takes is said by a person."""
    card = PlanCard()
    qtbot.addWidget(card)
    card.seconds_chosen.connect(forecast.take_seconds)
    forecast.attach(card.render_state)
    (seconds,) = card.findChildren(WholeNumber)
    seconds.setValue(150)
    assert forecast.state.seconds == 150
    assert facts_of(None) == ("–",) * 5
    assert facts_of(outcome(RECOMMENDED)) == ("125", "2.6 h", "±7 points", "±13 points", "±0.10")


def test_findings_are_listed_read_and_remedied(qtbot: QtBot, light: None, forecast: StudyForecast) -> None:
    """A chip lists one kind, the arrow keys read the next, a tick chooses the remedy."""
    card = BlindingCard()
    qtbot.addWidget(card)
    card.treated.connect(forecast.treat)
    card.kind_chosen.connect(forecast.list_kind)
    card.chosen.connect(forecast.read)
    forecast.attach(card.render_state)
    (table,), (text,) = card.findChildren(Table), card.findChildren(ReadingText)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert text.text.startswith("Start amoxicillin <|eot_id|>")
    chips = {chip.text(): chip for chip in card.findChildren(FilterChip)}
    assert list(chips) == ["name 1 → 0", "residue 1 → 0", "cut off 1 → 1"]
    chips["cut off 1 → 1"].click()
    assert forecast.state.kind is Kind.CUT_OFF
    mask, even = card.findChildren(QCheckBox)
    assert not mask.isEnabled()
    treatments = []
    for tick in (even, mask, even):
        tick.click()
        treatments.append(forecast.state.treatment)
    assert treatments == [Treatment.MASK, Treatment.NONE, Treatment.EVEN]


def test_what_is_left_in_words() -> None:
    """Also that nothing was found, and where arms differ in style."""
    assert left_said(None) == ""
    assert left_said(checked()) == "2 of 200 answers changed; 1 finding left."
    clean = checked()
    gap = StyleGap("length", "A", "B", 90.0, 240.0, 1.2, "Answers of A have 90 characters, those of B 240.")
    said = left_said(type(clean)(100, {}, 100, 200, (), {}, 0, (gap,)))
    assert said.startswith("Nothing was found in 200 answers. Arms still differ in style: Answers of A")
