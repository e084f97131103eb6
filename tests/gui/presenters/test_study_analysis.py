"""Results are computed once, and only while somebody wants them."""

import pytest

from tests.fakes import HeldJobs, InlineJobs
from tests.gui.invented_study import STUDY, DoingStudies, handed
from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.study_analysis import StudyAnalysis
from workbench.gui.presenters.study_values import ArmsReady, BlindedReady, Computing, OpenStudy

OPENED = OpenStudy(STUDY, handed(), has_key=True, unblinded="2026-11-25T09:44:00+00:00")


def test_computed_once() -> None:
    """Steps, the results, the end; asked again nothing is computed again."""
    doing, heard = DoingStudies(), list[object]()
    analysis = StudyAnalysis(doing.operations, InlineJobs(), Strip(), heard.append)
    analysis.want_blinded(OPENED)
    assert isinstance(heard[0], Computing)
    assert isinstance(heard[-2], BlindedReady)
    assert heard[-1] is None
    analysis.want_blinded(OPENED)
    found = list[object]()
    analysis.want_arms(OPENED, found.append)
    analysis.want_arms(OPENED, found.append)
    assert found == [analysis.arms] * 2
    assert isinstance(heard[-2], ArmsReady)
    assert [asked[0] for asked in doing.asked] == ["blinded", "arms"]


def test_what_is_forgotten_is_heard_no_more() -> None:
    """The job is cancelled, its events are dropped, and another can begin."""
    jobs, heard, strip = HeldJobs(), list[object](), Strip()
    analysis = StudyAnalysis(DoingStudies().operations, jobs, strip, heard.append)
    analysis.want_blinded(OPENED)
    analysis.want_blinded(OPENED)
    assert len(jobs.started) == 1
    jobs.last.step()
    assert strip.state.entries[0].note.startswith("agreement")
    first = jobs.last
    analysis.forget()
    assert first.cancelled
    first.step()
    assert len(heard) == 1
    analysis.want_arms(OPENED)
    assert len(jobs.started) == 2
    first.end()
    assert heard[1:] == []
    assert len(strip.state.entries) == 1


def test_what_fails_is_told_and_a_bug_is_raised() -> None:
    """Nobody goes on with results that are not there."""
    jobs, heard, found = HeldJobs(), list[object](), list[object]()
    analysis = StudyAnalysis(DoingStudies().operations, jobs, Strip(), heard.append)
    analysis.want_arms(OPENED, found.append)
    jobs.end(WorkbenchError("The key was changed."))
    assert [str(event) for event in heard] == ["The key was changed."]
    assert found == []
    analysis.want_arms(OPENED)
    with pytest.raises(ZeroDivisionError):
        jobs.end(ZeroDivisionError())
