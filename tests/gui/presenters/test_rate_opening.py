"""Opening a study."""

from pathlib import Path

from tests.fakes import InlineJobs
from tests.study.invented import ListLog, study
from workbench.domain.errors import FormatError, WorkbenchError
from workbench.gui.presenters.rate_opening import OpenedStudy, RateOperations, StudyOpening
from workbench.gui.presenters.rate_state import Line, Phase, RateState


def opening(error: WorkbenchError | None = None) -> tuple[StudyOpening, list[RateState], list[OpenedStudy]]:
    """With what it showed and opened."""
    shown: list[RateState] = []
    opened: list[OpenedStudy] = []

    def read(_path: Path) -> OpenedStudy:
        if error is not None:
            raise error
        return OpenedStudy(study(1), "ab")

    operations = RateOperations(
        read,
        lambda: (Line("a", "A study"),),
        lambda _opened, _rater: (ListLog(), ""),
        lambda _path, _given: None,
    )
    return StudyOpening(operations, InlineJobs(), shown.append, opened.append), shown, opened


def test_a_study_is_read_in_a_job() -> None:
    """Meanwhile the screen says so."""
    made, shown, opened = opening()
    made.read(Path("x.medstudy"))
    assert (shown[0].phase, shown[0].message) == (Phase.LOADING, "Reading x.medstudy…")
    assert opened[0].sha256 == "ab"


def test_a_damaged_one_is_said_beside_those_that_are_known() -> None:
    """The reason, and what can be opened instead."""
    made, shown, opened = opening(FormatError(Path("x.medstudy"), "it is cut off"))
    made.read(Path("x.medstudy"))
    assert not opened
    assert shown[-1].failed
    assert "it is cut off" in shown[-1].message
    assert shown[-1].interlude is not None
    assert [line.text for line in shown[-1].interlude.lines] == ["A study"]
