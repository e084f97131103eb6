"""Every row of somebody else's results is kept; those about an instance are completions, too."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.samples import completion, instance, project_with, prompt, spec
from workbench.domain.foreign import ImportedRow
from workbench.domain.runs import RunState
from workbench.store.foreign import ForeignCounts
from workbench.store.project import Project
from workbench.store.verify import verify

INSTANCES = [instance(f"question {number}") for number in range(3)]
FIRST, SECOND, THIRD = (one.id for one in INSTANCES)
IMPORTED = replace(spec(), engine="imported: a.csv", tasks=("task58",))


def row(index: int, instance_id: str | None, output: str = "yes", file: int = 0) -> ImportedRow:
    """A row of a file."""
    asked = None if instance_id is not None else "Input:\nsomething else"
    return ImportedRow(file, index, "task58", " yes\r\n", output, instance_id, asked)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with three instances."""
    with project_with(tmp_path / "a.medswb", INSTANCES) as opened:
        yield opened


def test_rows_come_back_as_they_were_in_order(project: Project) -> None:
    """Matched or not, of several files; nothing is cut at a NUL, and halves of surrogate pairs stay."""
    run = project.runs.add(spec(), [])
    first = [row(0, SECOND), row(1, None, ""), row(4, None, "a\x00b\ud83d ")]
    second = [replace(row(0, None), file=1, task_id=None, reference=None, prompt="\ud83d")]
    project.foreign.add(run, first)
    project.foreign.add(run, iter(second))
    assert list(project.foreign.rows(run)) == first + second
    assert project.foreign.unmatched(run) == (*first[1:], *second)
    assert project.foreign.counts(run) == ForeignCounts(rows=4, matched=1, answered=0)


def test_the_first_row_about_an_instance_is_its_completion(project: Project) -> None:
    """In the file's order; the run is done."""
    run = project.runs.add(spec(), [])
    project.foreign.add(run, [row(0, THIRD, "c"), row(1, FIRST, "a"), row(2, THIRD, "d"), row(3, None)])
    project.foreign.settle(run, IMPORTED)
    assert [(one.instance_id, one.task_id, one.text) for one in project.runs.completions(run)] == [
        (THIRD, "task58", "c"),
        (FIRST, "task58", "a"),
    ]
    summary = project.runs.summary(run)
    assert (summary.state, summary.asked, summary.answered) == (RunState.DONE, 2, 2)
    assert project.runs.spec(run) == IMPORTED
    assert project.runs.spec(run).imported
    assert not spec().imported
    assert project.foreign.counts(run) == ForeignCounts(4, 3, 2)
    assert verify(project.path) == ()


def test_what_matches_later_is_added(project: Project) -> None:
    """The completion that was there stays; the new one stands where its row stands."""
    run = project.runs.add(spec(), [])
    rows = [row(0, None, "a"), row(1, SECOND, "b"), row(2, None, "c")]
    project.foreign.add(run, rows)
    project.foreign.settle(run, IMPORTED)
    project.foreign.match(run, rows[0], FIRST)
    project.foreign.match(run, rows[2], SECOND)
    for _time in range(2):
        project.foreign.settle(run, IMPORTED)
        assert [one.text for one in project.runs.completions(run)] == ["a", "b"]
    assert project.foreign.unmatched(run) == ()
    assert [one.prompt for one in project.foreign.rows(run)] == [None] * 3


def test_no_other_run_takes_such_an_answer_over(project: Project) -> None:
    """What was asked in which way is not known, so no request is equal to it."""
    run = project.runs.add(spec(), [])
    project.foreign.add(run, [row(0, FIRST), row(1, SECOND)])
    project.foreign.settle(run, IMPORTED)
    own = project.runs.add(spec(), [FIRST])
    project.runs.record(own, completion(FIRST, "own"), prompt(FIRST), "request")
    held = project.runs.held("request")
    assert held is not None
    assert held.text == "own"


def test_a_run_is_found_by_model_and_content(project: Project) -> None:
    """Only one that was imported."""
    project.runs.add(spec(), [])
    facts = IMPORTED.model
    assert project.foreign.run_with(facts.name, facts.sha256) is None
    run = project.runs.add(IMPORTED, [])
    assert project.foreign.run_with(facts.name, facts.sha256) == run
    assert project.foreign.run_with("other", facts.sha256) is None
    assert project.foreign.run_with(facts.name, "00") is None


def test_rows_go_with_their_run(project: Project) -> None:
    """Deleting a run leaves none behind; rows outlive their task."""
    run, other = (project.runs.add(spec(), []) for _ in range(2))
    for one in (run, other):
        project.foreign.add(one, [row(0, FIRST)])
    project.runs.delete(run)
    project.tasks.delete("task58")
    assert [one.output for one in project.foreign.rows(other)] == ["yes"]
    assert verify(project.path) == ()


def test_rows_come_with_the_instances_that_they_are_about(project: Project) -> None:
    """In order; None where there was no match, or the instance is no longer there."""
    run = project.runs.add(spec(), [])
    rows = [row(0, SECOND), row(1, None), row(2, FIRST), row(0, THIRD, file=1)]
    project.foreign.add(run, rows)
    found = list(project.foreign.answers(run))
    assert [one for one, _ in found] == rows
    assert [about for _, about in found] == [INSTANCES[1], None, INSTANCES[0], INSTANCES[2]]
    project.tasks.delete("task58")
    assert [about for _, about in project.foreign.answers(run)] == [None] * 4


def test_layouts_of_tables_are_kept_by_file(project: Project) -> None:
    """The newest of each; nothing is known of a file that is no table, or of another run."""
    run, other = (project.runs.add(spec(), []) for _ in range(2))
    project.foreign.lay_out(run, 1, ("a", "b"))
    project.foreign.lay_out(run, 1, ("task_id", "GT"))
    assert project.foreign.layouts(run) == {1: ("task_id", "GT")}
    assert project.foreign.layouts(other) == {}
