"""Beside the draft stand what is wrong, the prompt, the file and an answer: one at a time."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.authoring.samples import TEXTS
from tests.gui.author_project import ANSWER, presenter_on, write_six
from workbench.authoring.checks.findings import Finding, Severity
from workbench.gui.presenters.author import AuthorPresenter, Side
from workbench.gui.views.author_side import FindingRow, SidePane, _summary
from workbench.gui.widgets.reading import ReadingText


@pytest.fixture
def side(qtbot: QtBot, light: None, tmp_path: Path) -> tuple[SidePane, AuthorPresenter]:
    """The pane beside a finished draft."""
    presenter = presenter_on(tmp_path / "one.medswb")
    pane = SidePane(presenter)
    qtbot.addWidget(pane)
    presenter.attach(pane.render_state)
    pane.resize(400, 700)
    pane.show()
    write_six(presenter)
    return pane, presenter


def _texts(pane: SidePane) -> list[str]:
    """The reading texts that can be seen."""
    return [text.text for text in pane.findChildren(ReadingText) if text.isVisible()]


def test_the_prompt_is_shown_with_its_control_tokens(side: tuple[SidePane, AuthorPresenter]) -> None:
    """Exactly what is sent; the note says where the examples come from."""
    pane, presenter = side
    presenter.editing.instances.select(0)
    presenter.look(side=Side.PROMPT)
    assert presenter.state.prompt is not None
    assert _texts(pane) == [presenter.state.prompt.prompt.text]
    assert _texts(pane)[0].startswith("<|begin_of_text|>")
    presenter.look(shots=0)
    assert TEXTS["en"][0] in _texts(pane)[0]
    presenter.editing.instances.select(None)
    assert _texts(pane) == [""]


def test_too_few_examples_are_said(side: tuple[SidePane, AuthorPresenter]) -> None:
    """Three are wanted, and the draft has fewer others."""
    pane, presenter = side
    presenter.drafts.new()
    presenter.editing.instances.select(0)
    presenter.look(side=Side.PROMPT)
    assert pane.prompt._note.text().endswith("and there are too few yet.")


def test_the_file_is_shown(side: tuple[SidePane, AuthorPresenter]) -> None:
    """Its name, and its text."""
    pane, presenter = side
    presenter.look(side=Side.FILE)
    assert _texts(pane) == [presenter.state.file_text]
    assert pane.file._name.text().startswith("task10001_calf_pain")


def test_the_answer_stands_above_the_reference(side: tuple[SidePane, AuthorPresenter]) -> None:
    """So that both can be read together."""
    pane, presenter = side
    presenter.editing.instances.select(0)
    presenter.try_it()
    assert _texts(pane) == [ANSWER, TEXTS["en"][1]]


def test_findings_are_rows_that_lead_somewhere(side: tuple[SidePane, AuthorPresenter]) -> None:
    """By a click and by Return."""
    pane, presenter = side
    presenter.editing.instance.input(2, "")
    presenter.paused()
    row = next(row for row in pane.findChildren(FindingRow) if row._place.text() == "Instance 3 · Input")
    presenter.editing.instances.select(None)
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert presenter.state.editing.selected == 2
    presenter.editing.instances.select(None)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert presenter.state.editing.selected == 2
    assert pane._chips[Side.FINDINGS].text() == f"Findings {len(presenter.state.findings)}"


def test_a_thousand_findings_do_not_slow_the_screen(side: tuple[SidePane, AuthorPresenter]) -> None:
    """The first ones are shown, and how many more there are."""
    pane, presenter = side
    for _ in range(100):
        presenter.editing.instances.add()
    assert len([row for row in pane.findChildren(FindingRow) if row.isVisible()]) <= 60
    assert pane.findings._more.text() == f"… and {len(presenter.state.findings) - 60} more"


def test_a_finding_says_its_weight_in_words(qtbot: QtBot, light: None) -> None:
    """Colour is never alone."""
    row = FindingRow()
    qtbot.addWidget(row)
    row.show_finding(Finding(None, "input_language", "schema", "Choose it.", Severity.ERROR))
    assert (row._place.text(), row._weight.text()) == ("Task · Input language", "correct this")
    row.show_finding(Finding(0, "references", "empty", "Write it.", Severity.WARNING))
    assert (row._place.text(), row._weight.text()) == ("Instance 1 · References", "look at this")


@pytest.mark.parametrize(
    ("errors", "warnings", "expected"),
    [(0, 0, "Nothing to correct."), (2, 0, "2 to correct"), (1, 3, "1 to correct · 3 to look at")],
)
def test_what_is_left_to_do_is_said(errors: int, warnings: int, expected: str) -> None:
    """In one line above the findings."""
    assert _summary(errors, warnings) == expected
