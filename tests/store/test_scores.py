"""Scores are kept by what they were made of, and a run is read with its answers."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.samples import completion, instance, project_with, prompt, spec
from workbench.domain.errors import UnknownNameError
from workbench.domain.scores import Reading, Score
from workbench.store import scores as module
from workbench.store.project import Project
from workbench.store.scores import AskedRow

INSTANCES = [instance(f"question {number}", "yes", "ja") for number in range(7)]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with one task of seven instances."""
    with project_with(tmp_path / "a.medswb", INSTANCES) as opened:
        yield opened


def test_scores_come_back_without_the_names_of_their_metrics(project: Project) -> None:
    """To the last digit; with reason, counts and reading, each of which may be absent."""
    kept = {
        b"one": (Score("BLEU-1", 100 / 3, counts=(1, 2, 3)), Score("ROUGE-L", None, "no “words”")),
        b"two": (Score("accuracy", 0.1 + 0.2, reading=Reading("A, B", 0.95, ((0, 1), (5, 6)))),),
    }
    project.scores.keep(kept)
    assert project.scores.held([b"one", b"two", b"three"]) == {
        b"one": (Score("", 100 / 3, counts=(1, 2, 3)), Score("", None, "no “words”")),
        b"two": (Score("", 0.1 + 0.2, reading=Reading("A, B", 0.95, ((0, 1), (5, 6)))),),
    }


def test_more_keys_than_a_statement_takes(project: Project) -> None:
    """They are asked for page by page; no keys are no question."""
    keys = [number.to_bytes(16, "big") for number in range(1_201)]
    project.scores.keep({key: (Score("", 1.0),) for key in keys})
    assert len(project.scores.held([*keys, b"other"])) == 1_201
    assert project.scores.held([]) == {}


def test_a_key_can_be_kept_again(project: Project) -> None:
    """The later scores stand."""
    project.scores.keep({b"k": (Score("", 1.0),)})
    project.scores.keep({b"k": (Score("", 2.0),)})
    assert project.scores.held([b"k"])[b"k"][0].value == 2.0


def test_all_are_kept_or_none(project: Project) -> None:
    """What cannot be written takes the others with it."""
    with pytest.raises(sqlite3.Error):
        project.scores.keep({b"k": (Score("", 1.0),), ("no key",): (Score("", 1.0),)})  # type: ignore[dict-item]
    assert project.scores.held([b"k"]) == {}


def test_everything_asked_is_read_in_order(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answered or not, over several pages; an answer keeps the halves of its surrogate pairs."""
    monkeypatch.setattr(module, "_PAGE", 3)
    ids = [one.id for one in reversed(INSTANCES)]
    run = project.runs.add(spec(), ids)
    project.runs.record(run, completion(ids[1], "\ud83d x"), prompt(ids[1]), "request")
    rows = list(project.scores.asked(run))
    assert [row.instance_id for row in rows] == ids
    assert [row.output for row in rows] == [None, "\ud83d x", *[None] * 5]
    assert rows[1] == AskedRow(
        "task58", ids[1], "question 5", ("yes", "ja"), "\ud83d x", None, ("one", "two")
    )


def test_an_instance_that_is_gone_leaves_its_row(project: Project) -> None:
    """Without input and references."""
    run = project.runs.add(spec(), [INSTANCES[0].id])
    project.tasks.delete("task58")
    (row,) = project.scores.asked(run)
    assert (row.task_id, row.instance_id) == ("task58", INSTANCES[0].id)
    assert (row.input, row.references, row.output, row.language) == (None, (), None, None)


def test_an_unknown_run_is_refused(project: Project) -> None:
    """Not an empty list."""
    with pytest.raises(UnknownNameError):
        list(project.scores.asked("r-none"))
