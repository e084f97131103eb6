"""A run's rows are the same thing to scoring, whoever asked the model."""

import json
from pathlib import Path

import pytest

from tests.evaluation.runs import asked, instances, project_of, taken
from workbench.domain.errors import UnknownNameError
from workbench.domain.scores import Answer
from workbench.evaluation.answered import (
    NO_INSTANCE,
    NO_REFERENCE,
    NOT_ANSWERED,
    AnsweredRow,
    Tasks,
    rows_of,
)
from workbench.evaluation.foreign import ResultsImported, import_results
from workbench.store.project import Project

LISTED = "Classify with labels: Yes, No."
ROWS = instances("task57", ("first?", "A: x", "B: y"), ("second?", "B: y"), ("third?", "C: z"))
FRENCH = instances("task53", ("quoi?", "Parce que."))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with four instances of two benchmark tasks and one of nobody's."""
    tasks = {"task57": ROWS, "task53": FRENCH, "task900": instances("task900", ("own?", "Yes"))}
    return project_of(tmp_path / "p.medswb", tasks, task900=LISTED)


def rows(project: Path, run_id: str) -> list[AnsweredRow]:
    """The rows of a run."""
    with Project(project) as opened:
        return list(rows_of(opened, run_id))


def test_our_own_answers_stand_beside_their_instances(project: Path) -> None:
    """In order; the first reference is what a file says; the language is the catalogue's or English."""
    run = asked(project, lambda _prompt: "said", "task57", "task53", "task900")
    found = rows(project, run)
    assert [row.number for row in found] == [0, 1, 2, 3, 4]
    assert [row.instance_id for row in found[:3]] == [one.id for one in ROWS]
    first = found[0]
    assert (first.input, first.references, first.output, first.lacks) == (
        "first?",
        ("A: x", "B: y"),
        "said",
        "",
    )
    assert (first.file, first.cells) == ("MCQA", ("task57", "A: x", "said"))
    assert [row.language for row in found] == ["en", "en", "en", "fr", "en"]
    assert [row.file for row in found] == ["MCQA", "MCQA", "MCQA", "Rationale", "task900"]


def test_what_was_not_answered_lacks_it(project: Path) -> None:
    """It is a row all the same, as is one whose instance has gone."""
    run = asked(project, lambda _prompt: "said", "task57", "task53", failing=[ROWS[1].id])
    found = rows(project, run)
    assert [row.lacks for row in found] == ["", NOT_ANSWERED, "", ""]
    assert found[1].output is None
    with Project(project) as opened:
        opened.tasks.delete("task57")
    found = rows(project, run)
    assert [row.lacks for row in found] == [NO_INSTANCE, NOT_ANSWERED, NO_INSTANCE, ""]
    assert found[0].references == ()
    assert len({row.cluster for row in found}) == 4


def test_imported_rows_keep_what_their_file_says(project: Path, tmp_path: Path) -> None:
    """A reference of its own stands first; cells are as written, the task's id is not cut there."""
    table = [
        ("task57", "first?", "A: x.", "B"),
        ("task57 ", "other?", "", "C"),
        ("task53", "quoi?", "Parce que.", ""),
    ]
    found = rows(project, taken(project, tmp_path / "a_b.csv", table))
    assert [row.instance_id for row in found] == [ROWS[0].id, None, FRENCH[0].id]
    assert [row.references for row in found] == [("A: x.", "A: x", "B: y"), ("",), ("Parce que.",)]
    assert [row.cells for row in found] == [(task, gold, said) for task, _, gold, said in table]
    assert [row.task_id for row in found] == ["task57", "task57", "task53"]
    assert [row.input for row in found] == ["first?", "other?", "quoi?"]
    assert {row.lacks for row in found} == {""}
    assert {row.file for row in found} == {"file 0"}
    with Project(project) as opened:
        opened.tasks.delete("task57")
    gone = rows(project, found_run(project))[0]
    assert (gone.input, gone.references, gone.lacks) == ("", ("A: x.",), "")


def found_run(project: Path) -> str:
    """The only run."""
    with Project(project) as opened:
        (run,) = opened.runs.summaries()
        return run.id


def test_a_file_may_not_say_what_is_right(project: Path, tmp_path: Path) -> None:
    """The instance does; without one nothing can be scored."""
    log = tmp_path / "samples_x.jsonl"
    samples = [
        {
            "doc_id": place,
            "doc": {"input": text},
            "arguments": [[text]],
            "resps": [["B"]],
            "filtered_resps": ["B"],
        }
        for place, text in enumerate(("first?", "none?"))
    ]
    log.write_text("".join(f"{json.dumps(sample)}\n" for sample in samples))
    *_, last = import_results(project, [log], "m")
    assert isinstance(last, ResultsImported)
    found = rows(project, last.run_id)
    assert [row.lacks for row in found] == ["", NO_REFERENCE]
    assert found[0].cells == ("task57", "A: x", "B")


def test_rows_are_known_by_what_was_asked() -> None:
    """Equal questions depend on each other; without instance and question a row is itself alone."""
    row = AnsweredRow(3, "task1", None, "q", ("a",), "b", "en")
    same = AnsweredRow(7, "task1", None, "q", ("a",), "c", "en", file="file 1")
    assert (row.id, row.cluster) == (same.id, same.cluster)
    assert AnsweredRow(3, "task1", "i1", "q", (), "", "en").id == "i1"
    assert AnsweredRow(3, "task2", None, "q", (), "", "en").id != row.id
    bare = [AnsweredRow(number, "task1", None, "", (), "", "en") for number in (1, 2)]
    assert len({one.id for one in bare}) == len({one.cluster for one in bare}) == 2


def test_tasks_are_remembered(project: Path) -> None:
    """With their labels; an unknown one is none, with the catalogue's labels if it has some."""
    with Project(project) as opened:
        tasks = Tasks(opened)
        assert tasks.get("task900") is tasks.get("task900")
        assert tasks.get("task999") is None
        assert tasks.labels("task900") == ("Yes", "No")
        assert tasks.labels("task999") == tasks.labels("task57") == ()
        assert len(tasks.labels("task123")) == 3
        row = AnsweredRow(0, "task900", None, "q", ("Yes",), "No", "en")
        assert tasks.answer(row) == Answer("task900", ("Yes",), "No", "q", "en", ("Yes", "No"))


def test_an_unknown_run_is_refused(project: Path) -> None:
    """Not an empty list."""
    with pytest.raises(UnknownNameError):
        rows(project, "r-none")
