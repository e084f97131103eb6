"""Decisions are written one at a time; undo and redo append."""

import pytest

from tests.fakes import HeldJobs
from tests.gui.invented_adjudication import KeepingDecisions, opened
from workbench.domain.adjudications import Cause
from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.adjudication_history import AdjudicationHistory, Step
from workbench.gui.presenters.adjudication_values import Draft, Kept

DRAFT = Draft(valued=True, value=1, cause=Cause.SLIP)


class Told:
    """Remembers what was written and what failed."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.errors: list[WorkbenchError] = []

    def written(self, _kept: Kept, step: Step) -> None:
        """It is on the disk."""
        self.steps.append(step)


def made() -> tuple[AdjudicationHistory, HeldJobs, Told, KeepingDecisions]:
    """A history with nothing in it."""
    jobs, told, doing = HeldJobs(), Told(), KeepingDecisions()
    return AdjudicationHistory(doing.operations, jobs, told.errors.append), jobs, told, doing


def test_nothing_counts_before_it_is_written() -> None:
    """Then it can be taken back, and decided again."""
    history, jobs, told, doing = made()
    entry = doing.operations.queue(opened()).entries[0]
    history.undo(opened(), told.written)
    history.redo(opened(), told.written)
    assert jobs.started == []
    history.decide(opened(), entry, DRAFT, None, told.written)
    assert (history.busy, history.can_undo, told.steps) == (True, False, [])
    jobs.last.step(2)
    assert (history.busy, history.can_undo, history.can_redo) == (False, True, False)
    assert told.steps[0].after == doing.kept[0]
    history.undo(opened(), told.written)
    history.undo(opened(), told.written)
    assert len(jobs.started) == 2
    jobs.last.step(2)
    assert (history.can_undo, history.can_redo) == (False, True)
    history.redo(opened(), told.written)
    jobs.last.step(2)
    assert [one.withdrawn for one in doing.kept] == [False, True, False]


def test_what_fails_is_no_step() -> None:
    """It is told once."""
    history, jobs, told, doing = made()
    entry = doing.operations.queue(opened()).entries[0]
    doing.fails = WorkbenchError("The disk is full.")
    history.decide(opened(), entry, DRAFT, None, told.written)
    jobs.end(doing.fails)
    assert (history.busy, history.can_undo, told.steps, told.errors) == (False, False, [], [doing.fails])


def test_a_bug_is_no_message() -> None:
    """It reaches whoever reports crashes."""
    history, jobs, told, doing = made()
    history.decide(opened(), doing.operations.queue(opened()).entries[0], DRAFT, None, told.written)
    with pytest.raises(ZeroDivisionError):
        jobs.end(ZeroDivisionError())
    assert (history.busy, told.errors) == (False, [])


def test_another_study_hears_nothing_of_it() -> None:
    """What was under way is on the disk all the same."""
    history, jobs, told, doing = made()
    entry = doing.operations.queue(opened()).entries[0]
    history.decide(opened(), entry, DRAFT, None, told.written)
    history.forget()
    jobs.last.step(2)
    assert (len(doing.kept), told.steps, history.can_undo) == (1, [], False)
