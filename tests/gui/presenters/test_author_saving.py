"""A draft is soon on disk, in the order it was written, and nothing is lost on the way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.authoring.samples import draft
from tests.fakes import HeldJobs, InlineJobs
from workbench.authoring.drafts import set_name
from workbench.domain.errors import ProjectError
from workbench.gui.presenters.author_saving import SavedState, Saver
from workbench.gui.presenters.jobs import Jobs
from workbench.store.drafts import Draft


class Disk:
    """A disk that keeps what is saved, and can be full."""

    def __init__(self) -> None:
        self.kept: list[Draft] = []
        self.fault: Exception | None = None

    def save(self, saved: Draft) -> None:
        """Keep a draft, or fail."""
        if self.fault is not None:
            raise self.fault
        self.kept.append(saved)

    @property
    def names(self) -> list[str]:
        """The titles that were saved, in order."""
        return [kept.task.name for kept in self.kept]


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 21, 14, 2)

    def __call__(self) -> datetime:
        """The time it shows."""
        return self.time


def _named(name: str) -> Draft:
    return set_name(draft(), name)


def _saver(
    jobs: Jobs, disk: Disk, shown: list[SavedState] | None = None, clock: Callable[[], datetime] | None = None
) -> Saver:
    return Saver(disk.save, jobs, clock or Clock(), (shown if shown is not None else []).append)


def test_a_pause_saves_the_newest_state() -> None:
    """States in between need not reach the disk; the last one does, and the time is told."""
    disk, shown = Disk(), list[SavedState]()
    saver = _saver(InlineJobs(), disk, shown)
    saver.wants(_named("a"))
    saver.wants(_named("ab"))
    assert disk.names == []
    saver.save_soon()
    assert disk.names == ["ab"]
    assert shown == [SavedState("saved 14:02")]


def test_typing_without_a_pause_is_saved_too() -> None:
    """Whoever never stops typing is saved every second."""
    disk, clock = Disk(), Clock()
    saver = _saver(InlineJobs(), disk, clock=clock)
    for step in range(25):
        clock.time += timedelta(milliseconds=100)
        saver.wants(_named(str(step)))
    assert disk.names == ["10", "21"]


def test_saves_never_overtake_each_other() -> None:
    """While one is under way the next waits, and then it is the newest."""
    disk, jobs = Disk(), HeldJobs()
    saver = _saver(jobs, disk)
    for name in ("a", "b", "c"):
        saver.wants(_named(name))
        saver.save_soon()
    assert len(jobs.started) == 1
    jobs.last.step(2)
    assert len(jobs.started) == 2
    jobs.last.step(2)
    assert disk.names == ["a", "c"]


def test_two_drafts_are_both_saved() -> None:
    """Opening another draft does not leave the last letters of the first behind."""
    disk = Disk()
    saver = _saver(InlineJobs(), disk)
    saver.wants(_named("first"))
    saver.wants(replace(_named("second"), id="d2"))
    saver.save_soon()
    assert disk.names == ["first", "second"]


def test_what_could_not_be_saved_is_tried_again() -> None:
    """A full disk is said, and nothing typed is forgotten."""
    disk, shown = Disk(), list[SavedState]()
    saver = _saver(InlineJobs(), disk, shown)
    disk.fault = ProjectError("The disk is full. Make room.")
    saver.wants(_named("a"))
    saver.save_soon()
    assert shown[-1] == SavedState("Not saved: The disk is full. Make room.", failed=True)
    disk.fault = None
    saver.save_soon()
    assert disk.names == ["a"]


def test_a_newer_state_takes_the_place_of_one_that_failed() -> None:
    """What is saved after a failure is the newest, once."""
    disk, jobs = Disk(), HeldJobs()
    saver = _saver(jobs, disk)
    saver.wants(_named("a"))
    saver.save_soon()
    saver.wants(_named("b"))
    jobs.end(ProjectError("full"))
    saver.save_soon()
    jobs.last.step(2)
    assert disk.names == ["b"]


def test_a_bug_while_saving_reaches_the_crash_report_and_loses_nothing() -> None:
    """What nobody can act on is no message."""
    disk = Disk()
    saver = _saver(InlineJobs(), disk)
    disk.fault = RuntimeError("bug")
    saver.wants(_named("a"))
    with pytest.raises(RuntimeError, match="bug"):
        saver.save_soon()
    disk.fault = None
    saver.save_soon()
    assert disk.names == ["a"]


def test_what_waits_for_the_disk_is_called_after_it() -> None:
    """Giving out begins when everything typed is saved; at once when it is."""
    disk, jobs = Disk(), HeldJobs()
    saver = _saver(jobs, disk)
    done: list[str] = []
    saver.when_saved(lambda: done.append("nothing to save"))
    assert done == ["nothing to save"]
    saver.wants(_named("a"))
    saver.when_saved(lambda: done.append("after a"))
    assert len(done) == 1
    jobs.last.step(2)
    assert done[-1] == "after a"


def test_what_waits_is_dropped_when_saving_fails() -> None:
    """Nothing is given out that is not on disk."""
    disk = Disk()
    saver = _saver(InlineJobs(), disk)
    disk.fault = ProjectError("full")
    done: list[str] = []
    saver.wants(_named("a"))
    saver.when_saved(lambda: done.append("given out"))
    disk.fault = None
    saver.save_soon()
    assert (done, disk.names) == ([], ["a"])


def test_at_the_end_everything_is_saved_in_order() -> None:
    """A save that has not begun is taken back; the newest text is the last on disk."""
    disk, jobs = Disk(), HeldJobs()
    saver = _saver(jobs, disk)
    saver.wants(_named("a"))
    saver.save_soon()
    saver.wants(_named("b"))
    saver.save_now()
    jobs.last.step(2)
    assert disk.names == ["b"]


def test_at_the_end_a_save_under_way_is_not_repeated() -> None:
    """What a job has just written is not written twice."""
    disk, jobs = Disk(), HeldJobs()
    saver = _saver(jobs, disk)
    saver.wants(_named("a"))
    saver.save_soon()
    jobs.last.step()
    jobs.last._events.close()
    saver.save_now()
    assert disk.names == ["a"]


def test_at_the_end_a_save_not_begun_is_done() -> None:
    """Even when nothing newer waits."""
    disk, jobs = Disk(), HeldJobs()
    saver = _saver(jobs, disk)
    saver.wants(_named("a"))
    saver.save_soon()
    saver.save_now()
    assert disk.names == ["a"]
