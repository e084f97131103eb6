"""Trying a model, without a screen."""

import pytest

from tests.fakes import HeldJobs
from workbench.domain.errors import EngineMemoryError
from workbench.engines.base import Loading, Piece, Waiting
from workbench.evaluation.models import Tried
from workbench.gui.presenters.model_trial import TrialPresenter, TrialState, Trying


def _presenter(busy: str = "") -> tuple[TrialPresenter, HeldJobs]:
    jobs = HeldJobs()
    return TrialPresenter(lambda _name: (_ for _ in ()), lambda: busy, jobs), jobs


def test_a_trial_from_loading_to_its_result() -> None:
    """Each step is said; the result has its figures and their units."""
    trial, jobs = _presenter()
    seen: list[TrialState] = []
    trial.attach(seen.append)
    assert seen[0].said == ""
    trial.start("demo")
    jobs.happen(Loading(0.5))
    assert (trial.state.said, trial.state.going) == ("Loading the model, 50%", True)
    jobs.happen(Piece("trial", "Pneu"))
    jobs.happen(Waiting(1, 1))
    jobs.happen(Piece("trial", "monia"))
    assert (trial.state.said, trial.state.text) == ("Answering", "Pneumonia")
    jobs.happen(Tried("Pneumonia", 1.25, 43, 12, 800.0, None))
    jobs.end()
    assert trial.state.phase is Trying.DONE
    assert "loaded in 1.2 s, read 43 tokens (800 tokens/s), wrote 12 tokens (–)" in trial.state.said


def test_while_a_run_goes_nothing_is_tried() -> None:
    """Two models in memory would be one too many; the reason is shown."""
    trial, jobs = _presenter("A run is going. Pause or stop it first.")
    trial.start("demo")
    assert jobs.started == []
    assert trial.state.said.startswith("A run is going")
    assert not trial.state.going


def test_one_trial_at_a_time_and_it_can_be_stopped() -> None:
    """A second click starts nothing; stopping is said."""
    trial, jobs = _presenter()
    trial.stop()
    trial.start("demo")
    trial.start("other")
    assert len(jobs.started) == 1
    trial.stop()
    assert jobs.last.cancelled
    jobs.end()
    assert trial.state.said == "Stopped."


def test_a_model_that_does_not_fit_says_so() -> None:
    """The engine's words are shown as they are; a bug goes on to the crash report."""
    trial, jobs = _presenter()
    trial.start("demo")
    jobs.end(EngineMemoryError("It needs 6 GB and 3 GB are free."))
    assert (trial.state.phase, trial.state.said) == (Trying.FAILED, "It needs 6 GB and 3 GB are free.")
    trial.start("demo")
    with pytest.raises(ZeroDivisionError):
        jobs.end(ZeroDivisionError("bug"))
