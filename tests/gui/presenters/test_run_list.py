"""The list of runs without a screen."""

from tests.fakes import InlineJobs
from tests.gui.invented import run_summary
from workbench.domain.errors import ProjectError
from workbench.domain.runs import RunState
from workbench.gui.presenters.run_list import RunListPresenter, run_line
from workbench.store.changes import Changes
from workbench.store.runs import RunSummary

RUNS = [run_summary(1), run_summary(2, answered=10, state=RunState.OPEN)]


class Desk:
    """A presenter over a list of runs that deleting makes shorter."""

    def __init__(self, runs: list[RunSummary]) -> None:
        self.runs = list(runs)
        self.changes: list[Changes] = []
        self.list = RunListPresenter(lambda: self.runs, self._delete, self._changed, InlineJobs())
        self.list.reload()

    def _delete(self, run_id: str) -> Changes:
        self.runs = [run for run in self.runs if run.id != run_id]
        return Changes.RUNS

    def _changed(self, changes: Changes) -> None:
        self.changes.append(changes)
        self.list.reload()


def test_the_newest_run_comes_first_and_is_selected() -> None:
    """What was done last is at hand."""
    state = Desk(RUNS).list.state
    assert [line.id for line in state.lines] == [RUNS[1].id, RUNS[0].id]
    assert state.selected == RUNS[1].id
    assert Desk([]).list.state.selected is None


def test_a_run_says_where_it_stands() -> None:
    """Done, so many left, or so many failed; and whether resuming would ask anything."""
    assert (run_line(RUNS[0]).state, run_line(RUNS[0]).can_resume) == ("done", False)
    assert (run_line(RUNS[1]).state, run_line(RUNS[1]).can_resume) == ("26 left", True)
    failed = run_line(run_summary(3, answered=34, failed=2))
    assert (failed.state, failed.can_resume) == ("2 failed", True)


def test_deleting_asks_once_and_names_the_run() -> None:
    """Nothing goes without a yes; a no leaves everything."""
    desk = Desk(RUNS)
    desk.list.delete()
    desk.list.ask_to_delete()
    assert "demo-instruct" in desk.list.state.question
    assert "cannot be undone" in desk.list.state.question
    desk.list.keep()
    assert (desk.list.state.question, len(desk.runs)) == ("", 2)
    desk.list.ask_to_delete()
    desk.list.delete()
    assert [line.id for line in desk.list.state.lines] == [RUNS[0].id]
    assert desk.changes == [Changes.RUNS]


def test_looking_at_another_run_takes_the_question_back() -> None:
    """The answer can only be about the run that was asked about."""
    desk = Desk(RUNS)
    desk.list.ask_to_delete()
    desk.list.select(RUNS[0].id)
    assert desk.list.state.question == ""
    desk.list.select(RUNS[0].id)
    assert desk.list.state.line is not None


def test_the_run_that_is_going_can_neither_be_deleted_nor_resumed() -> None:
    """Nor can another be resumed meanwhile; others can be deleted."""
    desk = Desk(RUNS)
    desk.list.going(RUNS[1].id)
    assert (desk.list.state.can_delete, desk.list.state.can_resume) == (False, False)
    desk.list.ask_to_delete()
    assert desk.list.state.deleting is None
    desk.list.select(RUNS[0].id)
    assert desk.list.state.can_delete
    desk.list.going(None)
    desk.list.select(RUNS[1].id)
    assert desk.list.state.can_resume


def test_a_project_that_cannot_be_read_says_so() -> None:
    """The list is not silently empty."""

    def broken() -> list[RunSummary]:
        raise ProjectError("locked")

    presenter = RunListPresenter(broken, lambda _run: Changes.RUNS, lambda _changes: None, InlineJobs())
    seen: list[str] = []
    presenter.attach(lambda state: seen.append(state.message))
    presenter.reload()
    assert seen[-1] == "locked"
