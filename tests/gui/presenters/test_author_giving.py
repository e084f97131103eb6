"""A draft is given out once at a time, and what became of it is said."""

from pathlib import Path

import pytest

from tests.authoring.samples import draft
from tests.fakes import HeldJobs
from tests.gui.author_project import operations_on
from workbench.domain.errors import DraftError
from workbench.formats.medsins_json import Profile
from workbench.gui.presenters.author_giving import GivingOut
from workbench.gui.presenters.author_list import Notice


def _giving(project: Path) -> tuple[GivingOut, HeldJobs, list[Notice]]:
    """Giving out from a project, its jobs, and what it has said."""
    jobs = HeldJobs()
    said: list[Notice] = []
    giving = GivingOut(
        operations_on(project),
        jobs,
        changed=lambda _changes: None,
        tell=said.append,
        given_out=lambda _draft: None,
    )
    return giving, jobs, said


def test_it_is_busy_until_it_is_done(tmp_path: Path) -> None:
    """Nothing else is given out meanwhile; then the file is named."""
    giving, jobs, said = _giving(tmp_path / "one.medswb")
    giving.export(draft(), tmp_path / "out", Profile.README)
    assert said == [Notice(busy=True)]
    jobs.last.step(2)
    assert said[-1].message.startswith("1 instance written to task10001_")
    assert not said[-1].busy


def test_a_refusal_is_said(tmp_path: Path) -> None:
    """What must be corrected, or why the disk said no; another try is free."""
    giving, jobs, said = _giving(tmp_path / "one.medswb")
    giving.publish(draft())
    jobs.end(DraftError("Correct this first."))
    assert said[-1] == Notice("Correct this first.", failed=True)


def test_a_bug_reaches_the_crash_report(tmp_path: Path) -> None:
    """The screen is free again, and the bug is not swallowed."""
    giving, jobs, said = _giving(tmp_path / "one.medswb")
    giving.publish(draft())
    with pytest.raises(RuntimeError, match="bug"):
        jobs.end(RuntimeError("bug"))
    assert said[-1] == Notice()
