"""What presenters know about long work."""

from collections.abc import Generator

import pytest

from tests.fakes import HeldJobs, InlineJobs
from workbench.gui.presenters.jobs import once


def test_a_plain_function_is_work_with_one_event() -> None:
    """Its result is heard, then the end; its error is the end."""
    heard: list[object] = []
    InlineJobs().start(once(lambda: 7), heard.append, heard.append)
    assert heard == [7, None]
    error = ValueError("no")

    def fail() -> int:
        raise error

    InlineJobs().start(once(fail), heard.append, heard.append)
    assert heard == [7, None, error]


def test_held_work_moves_when_the_test_says_so() -> None:
    """Steps, events from outside, cancelling and the end are all in the test's hands."""
    jobs = HeldJobs()
    heard: list[object] = []
    job = jobs.start(iter_two, heard.append, heard.append)
    assert heard == []
    job.step()
    jobs.happen("told")
    job.cancel()
    assert (heard, job.cancelled, job.over) == ([1, "told"], True, False)
    job.step(2)
    assert heard == [1, "told", 2, None]
    assert job.over
    with pytest.raises(IndexError):
        _ = HeldJobs().last


def iter_two() -> Generator[int]:
    """Two numbers."""
    yield 1
    yield 2
