"""The newest is on disk at the end, whatever came before it."""

import pytest

from tests.fakes import HeldJobs, InlineJobs
from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.saving import NewestSaved, Save


class _Disk:
    """Remembers what was saved, or refuses."""

    def __init__(self) -> None:
        self.saved: list[int] = []
        self.told: list[str] = []
        self.refuses: Exception | None = None

    def save(self, what: int) -> None:
        """Keep it."""
        if self.refuses is not None:
            raise self.refuses
        self.saved.append(what)

    def failed(self, error: WorkbenchError) -> None:
        """Hear why it could not be kept."""
        self.told.append(str(error))


def test_only_the_newest_is_saved_after_the_one_under_way() -> None:
    """What came between is not worth it."""
    disk, jobs = _Disk(), HeldJobs()
    saver = NewestSaved(disk.save, jobs, disk.failed)
    for number in (1, 2, 3):
        saver.wants(number)
    jobs.started[0].step(2)
    jobs.started[1].step(2)
    assert disk.saved == [1, 3]
    assert len(jobs.started) == 2


@pytest.mark.parametrize("wanted", [(1,), (1, 2)])
def test_at_the_end_everything_is_on_disk(wanted: tuple[int, ...]) -> None:
    """A save that has not begun is taken back and done at once, and is not done again later."""
    disk, jobs = _Disk(), HeldJobs()
    saver = NewestSaved(disk.save, jobs, disk.failed)
    for number in wanted:
        saver.wants(number)
    saver.close()
    assert disk.saved == [wanted[-1]]
    jobs.started[0].step(2)
    assert disk.saved == [wanted[-1]]
    saver.close()
    assert disk.saved == [wanted[-1]]


def test_a_failure_is_told_and_the_next_is_tried() -> None:
    """At the end as well; a bug is a bug."""
    disk = _Disk()
    saver = NewestSaved(disk.save, InlineJobs(), disk.failed)
    disk.refuses = WorkbenchError("The disk is full.")
    saver.wants(1)
    assert disk.told == ["The disk is full."]
    held = NewestSaved(disk.save, HeldJobs(), disk.failed)
    held.wants(2)
    held.close()
    assert len(disk.told) == 2
    disk.refuses = None
    saver.wants(3)
    assert disk.saved == [3]
    disk.refuses = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        saver.wants(4)


def test_a_save_is_taken_once() -> None:
    """What was done is not done again; what was taken back is not done."""
    disk = _Disk()
    done, back = Save(1, disk.save), Save(2, disk.save)
    assert list(done.work()) == [None]
    assert done.finish()
    assert not back.finish()
    assert list(back.work()) == []
    assert disk.saved == [1]
