"""What the adjudication does, on a real project: the same file as the command's."""

from pathlib import Path

import pytest

from tests.study.result_project import rated_project
from workbench.domain.adjudications import Cause
from workbench.domain.errors import WorkbenchError
from workbench.gui.build.adjudication_operations import ADJUDICATOR, adjudication_operations
from workbench.gui.presenters.adjudication_values import Draft
from workbench.gui.presenters.study_values import AdjudicationOperations, OpenStudy
from workbench.study.result_operations import decisions_file, rated, read_decisions


@pytest.fixture(name="project")
def project_fixture(tmp_path: Path) -> Path:
    """A project with a rated study."""
    rated_project(tmp_path / "a.medswb")
    return tmp_path / "a.medswb"


@pytest.fixture(name="opened")
def opened_fixture(project: Path) -> OpenStudy:
    """Its study."""
    given = rated(project, "study-1")
    return OpenStudy(given.study, given.handed, True, None)


@pytest.fixture(name="doing")
def doing_fixture(project: Path) -> AdjudicationOperations:
    """The operations on it."""
    return adjudication_operations(project)


def test_decided_compared_taken_back(doing: AdjudicationOperations, project: Path, opened: OpenStudy) -> None:
    """Each is a line in the file beside the project, which the command reads."""
    queue = doing.queue(opened)
    assert doing.kept(opened).standing == {}
    assert doing.agreement(opened) is None
    entry = queue.entries[0]
    kept = doing.decide(opened, entry.case, Draft(True, None, Cause.ITEM_FAULT, "no dose"))
    made = kept.standing[entry.key]
    assert (made.value, made.note, made.adjudicator, kept.saved) == (None, "no dose", ADJUDICATOR, made.utc)
    again = doing.decide(opened, entry.case, Draft(True, 1, Cause.SLIP))
    assert again.standing[entry.key].value == 1
    table = doing.agreement(opened)
    assert table is not None
    assert [row[:2] for row in table.rows] == [(entry.name, "1")]
    assert doing.restore(opened, entry.case, made).standing[entry.key].value is None
    assert doing.restore(opened, entry.case, None).standing == {}
    file = decisions_file(project, opened.study.id)
    found = read_decisions(rated(project, opened.study.id), file)
    assert [one.withdrawn for one in found] == [False, False, False, True]


def test_a_changed_file_is_refused(doing: AdjudicationOperations, project: Path, opened: OpenStudy) -> None:
    """And nothing is appended to it."""
    entry = doing.queue(opened).entries[0]
    doing.decide(opened, entry.case, Draft(True, 1, Cause.SLIP))
    doing.decide(opened, entry.case, Draft(True, 1, Cause.ITEM_FAULT))
    file = decisions_file(project, opened.study.id)
    file.write_text(file.read_text("utf-8").replace('"slip"', '"guideline gap"'), "utf-8")
    before = file.read_bytes()
    with pytest.raises(WorkbenchError, match="decision 2 does not follow"):
        doing.decide(opened, entry.case, Draft(True, 1, Cause.SLIP))
    assert file.read_bytes() == before
