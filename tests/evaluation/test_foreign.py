"""Other people's results come in whole, once, with every row accounted for."""

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.store.samples import instance, project_with
from workbench.domain.errors import FormatError, WorkbenchError
from workbench.domain.runs import RunState
from workbench.domain.tasks import Task
from workbench.evaluation import foreign
from workbench.evaluation.foreign import ResultsImported, ResultsProgress, import_results
from workbench.evaluation.operations import export_leaderboard_csv
from workbench.evaluation.prompts import paper_prompt
from workbench.formats.leaderboard_csv import LeaderboardRow, read, write
from workbench.library.operations import import_paths
from workbench.store.project import Project
from workbench.store.verify import verify

TASK = Task("task58", "task58_sample", ("Answer the question.",))
ROWS = [instance(f"question {number}", f"answer {number}") for number in range(8)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one task of eight instances."""
    path = tmp_path / "a.medswb"
    project_with(path, ROWS, TASK).close()
    return path


def table(folder: Path, places: Sequence[int], name: str = "NER_1_context_1_oriINS_Model X") -> Path:
    """A file as upstream's evaluation writes it, about the instances at `places` and one of another task."""
    path = folder / f"eval_results_{name}.csv"
    asked = [paper_prompt(TASK, ROWS[place], ROWS[:3]).text for place in places]
    rows = [
        LeaderboardRow("task58", prompt, ROWS[place].references[0], f"said {place}")
        for prompt, place in zip(asked, places, strict=True)
    ]
    write(path, [*rows, LeaderboardRow("task900", "elsewhere", "NA", "")])
    return path


def taken(project: Path, *paths: Path, model: str | None = None) -> list[ResultsImported]:
    """The runs that come in."""
    events = import_results(project, paths, model)
    return [event for event in events if isinstance(event, ResultsImported)]


def test_matched_rows_are_completions_and_all_rows_are_kept(project: Path, tmp_path: Path) -> None:
    """A run like any other to look at and compare; the row of another task is with it."""
    path = table(tmp_path, [4, 2, 7])
    (run,) = taken(project, path)
    (file,) = run.files
    assert (file.rows_in, file.rows_kept, file.rows_matched) == (4, 4, 3)
    assert (file.reported, file.odd) == ((), ())
    assert [(row.index, row.reason) for row in file.unmatched] == [(3, "the project has no task “task900”")]
    with Project(project) as opened:
        assert [row.text for row in opened.runs.completions(run.run_id)] == ["said 4", "said 2", "said 7"]
        kept = list(opened.foreign.rows(run.run_id))
        assert [(row.index, row.instance_id, row.prompt) for row in kept] == [
            *((place, ROWS[number].id, None) for place, number in enumerate((4, 2, 7))),
            (3, None, "elsewhere"),
        ]
        assert (kept[3].task_id, kept[3].reference, kept[3].output) == ("task900", "NA", "")
        spec, summary = opened.runs.spec(run.run_id), opened.runs.summary(run.run_id)
    assert (summary.model, summary.state, summary.shots) == ("Model X", RunState.DONE, 3)
    assert spec.imported
    assert spec.engine == f"imported: {path.name}"
    assert (spec.tasks, spec.protocol) == (("task58", "task900"), "paper")
    assert (spec.model.file, spec.model.size) == (path.name, path.stat().st_size)
    assert len(spec.model.sha256) == 64
    assert verify(project) == ()


def test_the_same_results_are_the_same_run(project: Path, tmp_path: Path) -> None:
    """Again, and under another name; another model or other content is another run."""
    path = table(tmp_path, [1])
    (first,) = taken(project, path)
    copy = tmp_path / "eval_results_copy_Model X.csv"
    copy.write_bytes(path.read_bytes())
    (again,), (other_name,) = taken(project, path), taken(project, copy)
    assert (first.known, again.known, other_name.known) == (False, True, True)
    assert first.run_id == again.run_id == other_name.run_id
    assert first.files == again.files
    assert taken(project, path, model="Another")[0].run_id != first.run_id
    assert taken(project, table(tmp_path, [2]))[0].run_id != first.run_id
    with Project(project) as opened:
        assert len(opened.runs.summaries()) == 3
        assert opened.foreign.counts(first.run_id).rows == 2


def test_files_of_one_model_are_one_run(project: Path, tmp_path: Path) -> None:
    """As upstream has a file for each category; in whatever order they come, and each once."""
    first, second = table(tmp_path, [0, 1], "NER_Model X"), table(tmp_path, [1, 5], "MCQA_Model X")
    third = table(tmp_path, [3], "MCQA_Model Y")
    one, other = taken(project, first, second, third, first)
    assert (one.model, other.model) == ("Model X", "Model Y")
    assert [file.file for file in one.files] == [first, second]
    (repeat,) = one.files[1].odd
    assert repeat.index == 0
    assert "same instance as row 1 of eval_results_NER_Model X.csv" in repeat.reason
    (again,) = taken(project, second, first)
    assert (again.run_id, again.known) == (one.run_id, True)
    with Project(project) as opened:
        assert [row.text for row in opened.runs.completions(one.run_id)] == ["said 0", "said 1", "said 5"]
        assert [row.file for row in opened.foreign.rows(one.run_id)] == [0, 0, 0, 1, 1, 1]
        assert opened.foreign.counts(one.run_id).matched == 4


def test_copies_are_one_file_and_names_may_be_equal(project: Path, tmp_path: Path) -> None:
    """What counts is the content: a copy is passed over, a repeat in a file of the same name is told."""
    (tmp_path / "more").mkdir()
    first, second = table(tmp_path, [0]), table(tmp_path / "more", [0, 1])
    copy = tmp_path / "copy_Model X.csv"
    copy.write_bytes(first.read_bytes())
    (run,) = taken(project, first, copy, second)
    assert [file.file for file in run.files] == [first, second]
    assert [(row.index, "same instance" in row.reason) for row in run.files[1].odd] == [(0, True)]


def test_what_is_odd_about_a_match_is_told(project: Path, tmp_path: Path) -> None:
    """Another reference than the project's; a row without a task; a task whose name cannot be one."""
    path = tmp_path / "r_x.csv"
    rows = [("task58", "question 1", "other", "a"), ("", "q", "b", "c"), ("x" * 200, "q", "b", "c")]
    write(path, [LeaderboardRow(*cells) for cells in rows])
    (run,) = taken(project, path)
    assert [(row.index, row.field) for row in run.files[0].odd] == [(0, None)]
    assert [row.index for row in run.files[0].unmatched] == [1, 2]
    with Project(project) as opened:
        assert opened.runs.spec(run.run_id).tasks == ("task58",)


class FailingFile(io.BytesIO):
    """A file on a disk that gives up."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Fail."""
        raise OSError(5, "Input/output error")


def test_a_disk_that_gives_up_is_told(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the file's name and what the system says."""
    path = table(tmp_path, [0])
    monkeypatch.setattr(foreign, "open_file", lambda _path: FailingFile())
    with pytest.raises(FormatError, match="cannot be read: Input/output error"):
        taken(project, path)


def test_rows_that_match_later_are_matched_later(tmp_path: Path) -> None:
    """Results first, tasks afterwards: importing again finds the instances; a missing project is made."""
    project, path = tmp_path / "new.medswb", table(tmp_path, [0, 6])
    (before,) = taken(project, path)
    assert (before.files[0].rows_kept, before.files[0].rows_matched) == (3, 0)
    file = tmp_path / "task58_sample.json"
    rows = [{"input": row.input, "output": row.references[0]} for row in ROWS]
    file.write_text(json.dumps({"Definition": ["Answer the question."], "Instances": rows}), encoding="utf-8")
    list(import_paths(project, [file]))
    (after,) = taken(project, path)
    assert (after.run_id, after.known, after.files[0].rows_matched) == (before.run_id, True, 2)
    with Project(project) as opened:
        assert [row.text for row in opened.runs.completions(after.run_id)] == ["said 0", "said 6"]
        assert opened.foreign.counts(after.run_id).rows == 3


def test_the_published_predictions_come_in(shared_data: Path, tmp_path: Path) -> None:
    """Rows in = rows out; matched are those of the instances that lie beside the checkout."""
    project = tmp_path / "a.medswb"
    list(import_paths(project, [shared_data / "medsbench" / "Rationale"]))
    (example,) = shared_data.glob("eval_results_*.csv")
    expected = list(read(example))
    (run,) = taken(project, example)
    (file,) = run.files
    assert (run.model, file.rows_in, file.rows_kept) == ("MMedS-Llama 3", len(expected), len(expected))
    assert file.rows_matched + len(file.unmatched) == len(expected)
    assert (file.reported, file.odd) == ((), ())
    with Project(project) as opened:
        held = {
            row.references[0].strip()
            for task in opened.tasks.summaries()
            for row in opened.tasks.iterate(task.id)
        }
        kept = list(opened.foreign.rows(run.run_id))
        assert [(row.task_id, row.reference, row.output) for row in kept] == [
            (row.task_id, row.reference, row.output) for row in expected
        ]
        for row in kept:
            assert (row.instance_id is not None) == (
                row.reference is not None and row.reference.strip() in held
            )
            if row.instance_id is not None:
                assert opened.tasks.instance(row.instance_id).task_id == row.task_id
    assert file.rows_matched > 50


def test_every_scoring_case_comes_in(shared_data: Path, tmp_path: Path) -> None:
    """Without a single instance: all rows are kept, cell by cell, for the paper's protocol."""
    for path in sorted((shared_data / "scoring_cases").glob("*.csv")):
        (run,) = taken(tmp_path / "a.medswb", path)
        with Project(tmp_path / "a.medswb") as opened:
            assert [
                (row.task_id, row.prompt, row.reference, row.output)
                for row in opened.foreign.rows(run.run_id)
            ] == [(row.task_id, row.input, row.reference, row.output) for row in read(path)]


def test_what_we_hand_in_comes_back(project: Path, tmp_path: Path) -> None:
    """An exported run, imported under another name, has the same answers to the same instances."""
    (run,) = taken(project, table(tmp_path, [3, 1]))
    (written,) = export_leaderboard_csv(project, run.run_id, tmp_path / "out")
    (back,) = taken(project, written.file, model="Back")
    with Project(project) as opened:
        first, second = (opened.runs.completions(one) for one in (run.run_id, back.run_id))
        assert [(row.instance_id, row.text) for row in first] == [
            (row.instance_id, row.text) for row in second
        ]


def test_a_log_comes_in(project: Path, tmp_path: Path) -> None:
    """Its task is not named; the input tells."""
    sample = {
        "input": ROWS[5].input,
        "target": ROWS[5].references[0],
        "output": {"completion": "said \ud83d"},
    }
    path = tmp_path / "log.json"
    path.write_text(json.dumps({"eval": {"model": "openai/x", "task": "medqa"}, "samples": [sample]}))
    (run,) = taken(project, path)
    assert (run.model, run.files[0].rows_matched) == ("openai/x", 1)
    with Project(project) as opened:
        (row,) = opened.runs.completions(run.run_id)
        assert (row.instance_id, row.task_id, row.text) == (ROWS[5].id, "task58", "said \ud83d")
        assert opened.runs.spec(run.run_id).protocol == "unknown"


def test_an_import_that_is_stopped_leaves_nothing(project: Path, tmp_path: Path) -> None:
    """Whoever stops listening, and a file that breaks off."""
    path = table(tmp_path, [0, 1])
    events = import_results(project, [path])
    assert isinstance(next(events), ResultsProgress)
    events.close()
    broken = tmp_path / "log_x.json"
    sample = {"input": "question 0", "target": "", "output": {"completion": "y"}}
    broken.write_text('{"eval": {"model": "m"}, "samples": [' + json.dumps(sample) + ", {", encoding="utf-8")
    with pytest.raises(FormatError):
        taken(project, broken)
    with Project(project) as opened:
        assert opened.runs.summaries() == ()


def test_long_rows_come_in_a_few_at_a_time(project: Path, tmp_path: Path) -> None:
    """So that memory stays flat when prompts take megabytes; short ones come by the thousand."""
    path = tmp_path / "r_x.csv"
    write(path, [LeaderboardRow("task1", "long " * 500_000, "a", "b") for _row in range(5)])
    told = [event.rows for event in import_results(project, [path]) if isinstance(event, ResultsProgress)]
    assert told == [2, 4, 5]
    write(path, [LeaderboardRow("task1", "short", "a", "b") for _row in range(2500)])
    told = [event.rows for event in import_results(project, [path]) if isinstance(event, ResultsProgress)]
    assert told == [1000, 2000, 2500]


def test_what_holds_no_answer_is_refused(project: Path, tmp_path: Path) -> None:
    """No rows, nothing but bad rows, no model, one bad file among good ones: nothing is written."""
    empty = tmp_path / "results_x.csv"
    empty.write_text("task_id,input,GT,output\n", encoding="utf-8")
    with pytest.raises(WorkbenchError, match=r"no answer in results_x\.csv: it has no rows"):
        taken(project, empty)
    empty.write_text("task_id,input,GT,output\na,b\n", encoding="utf-8")
    with pytest.raises(WorkbenchError, match="its first row is missing"):
        taken(project, empty)
    nameless = table(tmp_path, [0], "x_")
    with pytest.raises(WorkbenchError, match="--model NAME"):
        taken(project, nameless)
    with pytest.raises(FormatError):
        taken(project, table(tmp_path, [0]), tmp_path / "none.csv")
    with Project(project) as opened:
        assert opened.runs.summaries() == ()
