"""Opening projects, and what can be done about one that cannot be opened."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes import HeldJobs, InlineJobs
from workbench.domain.errors import ProjectDamagedError, ProjectTooNewError
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.projects import ProjectOperations, ProjectsPresenter
from workbench.gui.presenters.strip import Strip

WARD = Path("ward.medswb")
OLD = Path("ward.backups/ward-1.medswb")


def same(file: Path) -> Path:
    """An operation that has nothing to complain about."""
    return file


def complain(error: Exception) -> Path:
    """An operation that fails."""
    raise error


GOOD = ProjectOperations(
    check=same,
    create=same,
    demo=lambda: Path("demo.medswb"),
    back_up=lambda file: Path(f"{file.stem}-2.medswb"),
    restore=lambda file, _backup: file,
    wants_backup=lambda _file: False,
)


class Desk:
    """A presenter and what it said."""

    def __init__(self, operations: ProjectOperations = GOOD, jobs: Jobs | None = None) -> None:
        self.opened: list[Path] = []
        self.told: list[str] = []
        self.backups = 0
        self.strip = Strip()
        self.presenter = ProjectsPresenter(
            operations,
            jobs or InlineJobs(),
            self.strip,
            opened=self.opened.append,
            tell=self.told.append,
            backed_up=self._count,
        )
        self.presenter.attach(lambda _state: None)

    def _count(self) -> None:
        self.backups += 1


def test_the_first_project_is_the_one_asked_for_then_the_last_then_the_demo() -> None:
    """The command line wins over memory, memory over the demo."""
    desk = Desk()
    desk.presenter.open_first(WARD, Path("last.medswb"))
    desk.presenter.open_first(None, Path("last.medswb"))
    desk.presenter.open_first(None, None)
    assert desk.opened == [WARD, Path("last.medswb"), Path("demo.medswb")]
    assert desk.presenter.state.ready


def test_opening_is_said_while_it_goes_on() -> None:
    """A large project is looked at in a job, and the window says so."""
    jobs = HeldJobs()
    desk = Desk(jobs=jobs)
    desk.presenter.open(WARD)
    assert desk.presenter.state.opening == "ward"
    assert not desk.presenter.state.ready
    jobs.last.step(2)
    assert desk.presenter.state.ready


def test_a_new_project_gets_the_usual_ending() -> None:
    """A name without an ending becomes a *.medswb file."""
    desk = Desk()
    desk.presenter.create(Path("mine"))
    assert desk.opened == [Path("mine.medswb")]


def test_a_damaged_project_offers_backup_and_rescue() -> None:
    """The newest backup opens in its place, and what can be read is written out."""
    damaged = replace(
        GOOD,
        check=lambda _file: complain(ProjectDamagedError("Page 7 is broken.", OLD)),
        rescue=lambda file, folder: f"{file.stem} to {folder.name}",
    )
    desk = Desk(damaged)
    desk.presenter.open(WARD)
    trouble = desk.presenter.state.trouble
    assert trouble is not None
    assert (trouble.file, trouble.damaged, trouble.backup, trouble.can_rescue) == (WARD, True, OLD, True)
    assert trouble.message == "Page 7 is broken."
    desk.presenter.rescue(Path("saved"))
    assert desk.told == ["ward to saved"]
    desk.presenter.restore()
    assert desk.opened == [WARD]
    assert desk.presenter.state.trouble is None


def test_other_troubles_offer_neither() -> None:
    """A project of a later version is not damaged."""
    desk = Desk(replace(GOOD, check=lambda _file: complain(ProjectTooNewError("Too new."))))
    desk.presenter.open(WARD)
    desk.presenter.rescue(Path("saved"))
    desk.presenter.restore()
    trouble = desk.presenter.state.trouble
    assert trouble is not None
    assert (trouble.damaged, trouble.backup, trouble.can_rescue) == (False, None, False)
    assert (desk.opened, desk.told) == ([], [])


def test_a_backup_is_made_when_due_or_asked_for() -> None:
    """Opening makes the backup that is due and tells nothing; the menu makes one now and tells."""
    desk = Desk(replace(GOOD, wants_backup=lambda _file: True))
    desk.presenter.back_up()
    assert desk.backups == 0
    desk.presenter.open(WARD)
    assert (desk.told, desk.backups) == ([], 1)
    desk.presenter.back_up()
    assert (desk.told, desk.backups) == (["Backed up as ward-2.medswb"], 2)
    assert desk.strip.state.entries == ()


def test_no_backup_is_made_while_none_is_due() -> None:
    """Opening again on the same day copies nothing."""
    desk = Desk()
    desk.presenter.open(WARD)
    assert (desk.told, desk.backups) == ([], 0)


def test_the_backup_that_is_due_is_made_once() -> None:
    """A project that is opened again while its backup is being made does not get a second one."""
    jobs, made = HeldJobs(), []

    def back_up(file: Path) -> Path:
        made.append(file)
        return file

    desk = Desk(replace(GOOD, wants_backup=lambda _file: True, back_up=back_up), jobs)
    for _ in range(2):
        desk.presenter.open(WARD)
        jobs.last.step(2)
    for job in jobs.started:
        if not job.over:
            job.step(2)
    assert made == [WARD]
    assert desk.backups == 1


def test_a_backup_that_is_due_and_fails_is_told() -> None:
    """In words, and the project stays open."""
    refuse = replace(
        GOOD, wants_backup=lambda _file: True, back_up=lambda _file: complain(ProjectDamagedError("No room."))
    )
    desk = Desk(refuse)
    desk.presenter.open(WARD)
    assert (desk.told, desk.backups) == (["No room."], 0)
    assert desk.presenter.state.ready


def test_a_backup_that_fails_is_told_and_a_bug_is_not_hidden() -> None:
    """What a person can act on is a line in the window; anything else is raised."""
    desk = Desk(replace(GOOD, back_up=lambda _file: complain(ProjectDamagedError("No."))))
    desk.presenter.open(WARD)
    desk.presenter.back_up()
    assert desk.told == ["No."]
    broken = Desk(replace(GOOD, back_up=lambda _file: complain(KeyError("bug"))))
    broken.presenter.open(WARD)
    with pytest.raises(KeyError):
        broken.presenter.back_up()
