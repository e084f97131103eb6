"""Nothing slow is computed twice, in however many processes and whenever it is stopped."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.store.samples import project_with
from workbench.domain.scores import Answer, Protocol, Score
from workbench.engines.llama.settings import usable_cores
from workbench.evaluation import applying
from workbench.evaluation.applying import Step, applied
from workbench.store.project import Project

STEP = Step(Protocol.CORRECTED, "length", 1, ("length", "half"), True, "")


@dataclass(slots=True)
class Counted:
    """Scores a text by its length, and counts how often it did."""

    calls: list[object] = field(default_factory=list)
    dies_at: int | None = None

    def __call__(self, step: Step) -> tuple[Score, ...]:
        """The length and half of it."""
        if len(self.calls) == self.dies_at:
            raise KeyboardInterrupt
        self.calls.append(step.seen)
        return lengths(step)


def lengths(step: Step) -> tuple[Score, ...]:
    """A length and half of it; where it was computed is the reason of the first."""
    size = len(str(step.seen))
    return Score("length", float(size), str(os.getpid())), Score("half", size / 2, counts=(size, 2))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project."""
    with project_with(tmp_path / "a.medswb", []) as opened:
        yield opened


def work(count: int, step: Step = STEP) -> list[tuple[int, tuple[Step, ...]]]:
    """Numbered things, each with a text of its own to be scored."""
    return [(number, (replace(step, seen="x" * number),)) for number in range(count)]


def test_scores_come_in_order_with_their_names(project: Project) -> None:
    """Computed or kept; a thing without steps passes through, one with two has both."""
    mixed = [*work(3), (3, ()), (4, (STEP, replace(STEP, seen="ab", slow=False)))]
    for _ in range(2):
        found = list(applied(project.scores, mixed, Counted(), processes=1))
        assert [thing for thing, _ in found] == [0, 1, 2, 3, 4]
        assert found[3][1] == ()
        assert [[score.metric for score in scores] for scores in found[4][1]] == [["length", "half"]] * 2
        assert [scores[0].value for scores in found[4][1]] == [0, 2]
        assert found[2][1][0][1].counts == (2, 2)


def test_the_second_time_nothing_is_computed(project: Project) -> None:
    """Equal texts are computed once at all."""
    count = Counted()
    things = [*work(2_300), *work(10)]
    first = list(applied(project.scores, things, count, processes=1))
    assert len(count.calls) == 2_300
    again = list(applied(project.scores, things, count, processes=1))
    assert len(count.calls) == 2_300
    assert again == first


def test_a_raised_version_computes_that_measure_alone(project: Project) -> None:
    """What another measure gave stays."""
    other = replace(STEP, measure="other")
    list(applied(project.scores, [*work(5), *work(5, other)], Counted(), processes=1))
    count = Counted()
    list(applied(project.scores, [*work(5), *work(5, replace(other, version=2))], count, processes=1))
    assert len(count.calls) == 5


def test_what_is_quick_is_not_kept(project: Project) -> None:
    """It would take longer to look it up."""
    count = Counted()
    quick = work(5, replace(STEP, slow=False))
    for _ in range(2):
        list(applied(project.scores, quick, count))
    assert len(count.calls) == 10


def test_what_was_computed_is_kept_when_it_is_stopped(project: Project) -> None:
    """Closed in the middle, or ended by an exception in the middle of a piece: whole pieces stay."""
    count = Counted()
    with closing(applied(project.scores, work(500), count, processes=1)) as steps:
        for thing, _ in steps:
            if thing == 130:
                break
    assert len(count.calls) == 150
    list(applied(project.scores, work(150), count, processes=1))
    assert len(count.calls) == 150
    dying = Counted(dies_at=70)
    with pytest.raises(KeyboardInterrupt):
        list(applied(project.scores, work(500), dying, processes=1))
    list(applied(project.scores, work(200), count, processes=1))
    assert len(count.calls) == 150


def test_only_so_many_things_are_held(project: Project) -> None:
    """The rest is not asked for before it is wanted."""
    asked = []

    def endless() -> Iterator[tuple[int, tuple[Step, ...]]]:
        for number in range(10**9):
            asked.append(number)
            yield number, (replace(STEP, seen=number, slow=False),)

    with closing(applied(project.scores, endless(), lengths)) as steps:
        for thing, _ in steps:
            if thing == 1_500:
                break
    assert len(asked) == 2 * applying.BATCH


def test_processes_give_the_same_as_one(project: Project, tmp_path: Path) -> None:
    """In order; slow steps are done elsewhere, quick ones here."""
    mixed = [(number, (*steps, replace(STEP, slow=False, seen="ab"))) for number, steps in work(220)]
    found = list(applied(project.scores, mixed, lengths, processes=2, worth_processes=0))
    with project_with(tmp_path / "b.medswb", []) as other:
        alone = list(applied(other.scores, mixed, lengths, processes=1))
    assert [thing for thing, _ in found] == list(range(220))
    values = [[[score.value for score in scores] for scores in of_one] for _, of_one in found]
    assert values == [[[score.value for score in scores] for scores in of_one] for _, of_one in alone]
    slow, quick = ({of_one[which][0].reason for _, of_one in found} for which in (0, 1))
    assert str(os.getpid()) not in slow
    assert quick == {str(os.getpid())}


def marked(step: Step) -> tuple[Score, ...]:
    """Takes its time, and leaves a file that says so."""
    folder, number = str(step.seen).split("|")
    Path(folder, number).touch()
    sleep(0.002)
    return Score("length", float(number)), Score("half", 0.0)


def test_stopping_processes_keeps_what_came(project: Project, tmp_path: Path) -> None:
    """And does not wait for what was not begun."""
    folder = tmp_path / "marks"
    folder.mkdir()
    things = [(number, (replace(STEP, seen=f"{folder}|{number}"),)) for number in range(1_000)]
    with closing(applied(project.scores, things, marked, processes=2, worth_processes=0)) as steps:
        next(steps)
    assert len(project.scores.held([step.key for _, (step,) in things])) == 50
    assert len(list(folder.iterdir())) < 500


def endless(path: str) -> None:
    """Score text after text, each in two milliseconds, until somebody ends the process."""
    with Project(Path(path)) as opened:
        folder = Path(path).parent
        things = ((n, (replace(STEP, seen=f"{folder}|{n}"),)) for n in range(10**6))
        for _ in applied(opened.scores, things, marked, processes=1):
            pass


def test_a_kill_loses_one_piece_at_most(tmp_path: Path) -> None:
    """SIGKILL in the middle: what was kept by then is there, in whole pieces from the beginning."""
    path = tmp_path / "a.medswb"
    project_with(path, []).close()
    command = f"from tests.evaluation.test_applying import endless; endless({str(path)!r})"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    process = subprocess.Popen([sys.executable, "-c", command], env=environment)
    end = monotonic() + 60
    while process.poll() is None and monotonic() < end and not (tmp_path / "180").exists():
        sleep(0.01)
    process.kill()
    process.wait()
    computed = max(int(mark.name) for mark in tmp_path.iterdir() if mark.name.isdecimal()) + 1
    keys = [replace(STEP, seen=f"{tmp_path}|{number}").key for number in range(computed)]
    with Project(path) as opened:
        held = opened.scores.held(keys)
    assert len(held) % 50 == 0
    assert computed - len(held) <= 50
    assert set(held) == set(keys[: len(held)])


def test_processes_are_started_for_much_work_alone(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is estimated from the steps until now; reading a dictionary first does not count."""
    clock = iter(range(10**6))
    monkeypatch.setattr(applying, "monotonic", lambda: next(clock) / 10)
    few = [scores[0][0].reason for _, scores in applied(project.scores, work(55), lengths, processes=2)]
    assert set(few) == {str(os.getpid())}
    more = work(300, replace(STEP, version=3))
    many = [scores[0][0].reason for _, scores in applied(project.scores, more, lengths, processes=2)]
    assert set(many[:50]) == {str(os.getpid())}
    assert str(os.getpid()) not in many[50:]
    monkeypatch.setattr(applying, "_LOADING", 0.05)
    fresh = work(300, replace(STEP, version=2))
    again = [scores[0][0].reason for _, scores in applied(project.scores, fresh, lengths, processes=2)]
    assert set(again) == {str(os.getpid())}


def test_processes_that_are_there_are_used_for_the_next_rows(project: Project) -> None:
    """They are started once, however many batches there are."""
    found = applied(project.scores, work(applying.BATCH + 60), lengths, processes=2, worth_processes=0)
    where = [scores[0][0].reason for _, scores in found]
    assert len(set(where)) <= 2
    assert str(os.getpid()) not in where


def test_keys_tell_apart_what_gives_other_scores() -> None:
    """Protocol, measure, version, and what is seen with its type; not how slow it is."""
    seen = ["5", 5, 5.0, True, "True", float("nan"), "nan", Answer("task1", ("a", "b"), "c"), "\ud800", ""]
    steps = [replace(STEP, seen=one) for one in seen]
    steps += [replace(STEP, seen=Answer("task1", ("a, b",), "c")), replace(STEP, version=2)]
    steps += [replace(STEP, protocol=Protocol.PAPER), replace(STEP, measure="other")]
    assert len({step.key for step in steps}) == len(steps)
    assert replace(STEP, slow=False, metrics=()).key == STEP.key
    assert len(STEP.key) == 16


def test_cores_are_those_that_may_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system does not tell, all of them; one at the least."""
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert usable_cores() == 1
