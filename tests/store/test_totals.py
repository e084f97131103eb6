"""What runs came to is kept, of each run, protocol and measure the newest."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.samples import instance, project_with, spec
from workbench.domain.errors import UnknownNameError
from workbench.store.project import Project
from workbench.store.totals import KeptTotal

SLOT = ("paper", 2_000)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with one instance."""
    with project_with(tmp_path / "a.medswb", [instance("question", "yes")]) as opened:
        yield opened


def added(project: Project) -> str:
    """A run without answers."""
    return project.runs.add(spec(), [])


def test_the_newest_total_stands_in_the_place_of_the_others(project: Project) -> None:
    """Its numbers come back without its draws, and the draws by themselves."""
    run = added(project)
    project.totals.keep(run, SLOT, [KeptTotal("MCQA", b"1", "[]", b"d"), KeptTotal("NLI", b"2", "[]")])
    project.totals.keep(run, SLOT, [KeptTotal("MCQA", b"3", "[1]", b"e")])
    assert project.totals.held(run, SLOT) == {
        "MCQA": KeptTotal("MCQA", b"3", "[1]"),
        "NLI": KeptTotal("NLI", b"2", "[]"),
    }
    assert project.totals.draws(run, SLOT) == {"MCQA": b"e", "NLI": b""}


def test_runs_protocols_and_resamples_are_kept_apart(project: Project) -> None:
    """What is kept of one says nothing of another."""
    run, other = added(project), added(project)
    project.totals.keep(run, SLOT, [KeptTotal("MCQA", b"1", "[]")])
    for which, slot in ((other, SLOT), (run, ("corrected", 2_000)), (run, ("paper", 20))):
        assert project.totals.held(which, slot) == {}


def test_an_unknown_run_is_refused(project: Project) -> None:
    """Read or written."""
    with pytest.raises(UnknownNameError):
        project.totals.held("r-none", SLOT)
    with pytest.raises(UnknownNameError):
        project.totals.keep("r-none", SLOT, [])
