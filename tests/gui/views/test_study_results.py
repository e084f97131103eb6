"""Tables of results on the screen."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from tests.gui.invented_study import STUDY, DoingStudies
from workbench.domain.reports import Table as Sheet
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.study_page import StudyPagePresenter, Tab
from workbench.gui.views.study_results import AgreementPart, SheetPart, SheetsPart
from workbench.gui.widgets.lists import Table

SHEETS = (
    Sheet("Sides", ("Rater", "Left"), (("r01", "72 %"), ("r02", "47 %")), (1,), "A note."),
    Sheet("Repeats", ("Rater", "Same", "n"), (("r01", "50 %", "8"),), (2,)),
)


def test_tables_below_each_other(qtbot: QtBot, light: None) -> None:
    """As many as there are; one with other columns takes the place of another."""
    part = SheetsPart()
    qtbot.addWidget(part)
    part.show_sheets(SHEETS)
    names = [table.accessibleName() for table in part.findChildren(Table)]
    assert names == ["Sides", "Repeats"]
    part.show_sheets(SHEETS[1:])
    shown = [one for one in part.findChildren(SheetPart) if not one.isHidden()]
    assert len(shown) == 1
    part.show_sheets(())
    assert all(one.isHidden() for one in part.findChildren(SheetPart))


def test_a_question_is_chosen_by_the_arrow_keys(qtbot: QtBot, light: None) -> None:
    """Everything about it stands beside the list."""
    presenter = StudyPagePresenter(DoingStudies().operations, InlineJobs(), Strip(), lambda _changes: None)
    presenter.open(STUDY.id)
    presenter.show(Tab.AGREEMENT)
    part = AgreementPart(None)
    qtbot.addWidget(part)
    part.chosen.connect(presenter.choose_axis)
    presenter.attach(part.render_state)
    table = next(one for one in part.findChildren(Table) if one.accessibleName().startswith("Agreement"))
    with qtbot.waitSignal(part.chosen) as heard:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert heard.args == ["clarity"]
    assert presenter.state.axis is not None
    assert presenter.state.axis.name == "Clarity"
