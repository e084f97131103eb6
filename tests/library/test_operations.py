"""Importing, looking and exporting: rows in are rows kept and rows reported, and rows out."""

import json
import threading
from pathlib import Path

import pytest

from workbench.domain.errors import FormatError, UnknownNameError
from workbench.domain.tasks import Instance, Task
from workbench.formats.medsins_json import README_KEYS, Profile
from workbench.library import operations
from workbench.library.operations import (
    FileImported,
    ImportProgress,
    export_tasks,
    import_paths,
    list_tasks,
    open_demo,
    search,
    show_task,
)
from workbench.paths import user_paths
from workbench.store.project import Project


def write(path: Path, *inputs: object, definition: str = "Answer.") -> Path:
    """A task file with an instance for each input."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [{"input": text, "output": "b"} for text in inputs]
    path.write_text(json.dumps({"Definition": [definition], "Instances": rows}), encoding="utf-8")
    return path


def imported(project: Path, *sources: Path) -> list[FileImported]:
    """What became of each file; every event but progress, whose sums are checked."""
    files = []
    for event in import_paths(project, sources):
        if isinstance(event, ImportProgress):
            assert 0 <= event.done_bytes <= event.total_bytes
        else:
            assert event.rows_in == event.rows_kept + len(event.reported)
            assert event.rows_known <= event.rows_kept
            files.append(event)
    return files


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Where a project may be made."""
    return tmp_path / "a project.medswb"


def test_a_second_file_of_a_task_is_told(tmp_path: Path, project: Path) -> None:
    """Upstream's training and test files share an id: their rows come together, and that is said."""
    first, second = (write(tmp_path / f"task57_{name}.json", name) for name in ("test", "train"))
    files = imported(project, first, second)
    assert [file.joined for file in files] == [None, "task57_test"]
    assert [file.joined for file in imported(project, second)] == [None]


def test_hidden_files_of_a_folder_are_left_alone(tmp_path: Path, project: Path) -> None:
    """What editors, repositories and macOS hide in a folder is no task; a file that is named is taken."""
    folder = tmp_path / "files"
    for name in ("._task1_x.json", ".checkpoints/task1_x.json", "task1_x.json"):
        write(folder / name, "one")
    assert [file.file.name for file in imported(project, folder)] == ["task1_x.json"]
    named = write(tmp_path / ".config" / "task2_x.json", "two")
    assert [file.task_id for file in imported(project, named, named.parent)] == ["task2"]


def test_files_that_are_no_task_files_make_no_project(tmp_path: Path, project: Path) -> None:
    """What is refused changes nothing: where there was no project, there is none afterwards."""
    other = tmp_path / "notes.json"
    other.write_text("{}")
    files = imported(project, tmp_path / "missing.json", other, tmp_path)
    assert [file.refused is not None for file in files] == [True, True]
    assert not project.exists()
    imported(project, other, write(tmp_path / "task1_x.json", "one"))
    assert [task.id for task in list_tasks(project)] == ["task1"]


def test_a_folder_is_imported_in_order(tmp_path: Path, project: Path) -> None:
    """Its .json and .jsonl files at any depth, and nothing else; the project is made."""
    folder = tmp_path / "files"
    second = write(folder / "b" / "task2_x.jsonl", "one", "two")
    first = write(folder / "a" / "task10_x.JSON", "three")
    write(folder / "task3_x.txt", "four")
    files = imported(project, folder)
    assert [(file.file, file.task_id, file.rows_in) for file in files] == [
        (first, "task10", 1),
        (second, "task2", 2),
    ]
    assert {task.id: task.instances for task in list_tasks(project)} == {"task2": 2, "task10": 1}


def test_a_file_that_is_named_is_tried_whatever_its_ending(tmp_path: Path, project: Path) -> None:
    """A person who names a file means it; one named twice is taken once."""
    file = write(tmp_path / "task3_x.txt", "four")
    same = tmp_path / ".." / tmp_path.name / file.name
    assert [done.rows_kept for done in imported(project, file, file, same)] == [1]


def test_importing_twice_adds_nothing(tmp_path: Path, project: Path) -> None:
    """The rows are known the second time, repeats within the file too; new ones are added."""
    file = write(tmp_path / "task1_x.json", "a", "a", "b")
    (first,) = imported(project, file)
    assert (first.rows_in, first.rows_kept, first.rows_known) == (3, 3, 0)
    (again,) = imported(project, file)
    assert (again.rows_in, again.rows_kept, again.rows_known) == (3, 3, 3)
    (more,) = imported(project, write(file, "a", "a", "b", "c", definition="New."))
    assert (more.rows_kept, more.rows_known) == (4, 3)
    task, instances = show_task(project, "task1")
    assert task.instruction == "New."
    assert [instance.input for instance in instances] == ["a", "a", "b", "c"]


def test_bad_rows_are_reported_and_bad_files_refused(tmp_path: Path, project: Path) -> None:
    """Neither stops the rest: the good rows and the good files are in the project."""
    bad = write(tmp_path / "task1_x.json", "a", None, "", "b")
    other = tmp_path / "RewriteDefinitions.json"
    other.write_text('{"task1": {"original_def": "x"}}')
    broken = tmp_path / "task2_x.json"
    broken.write_text('{"Instances": [{"input": "a", "output": "b"},\n{"input": "lost"}')
    good = write(tmp_path / "task3_x.json", "c")
    files = {file.file: file for file in imported(project, tmp_path, tmp_path / "missing.json")}
    assert [(row.index, row.field) for row in files[bad].reported] == [(1, "input"), (2, "input")]
    assert "no “Instances”" in str(files[other].refused)
    assert files[broken] == FileImported(
        broken, None, refused="line 2: expected “,” or “]”, found the end of the file"
    )
    assert "No such file" in str(files[tmp_path / "missing.json"].refused)
    assert files[good].rows_kept == 1
    assert [task.id for task in list_tasks(project)] == ["task1", "task3"]


def test_a_file_that_breaks_off_changes_nothing(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even the rows that were added before the fault was seen, nor the new head."""
    monkeypatch.setattr(operations, "_ROWS_AT_ONCE", 2)
    file = write(tmp_path / "task1_x.json", *"abc")
    imported(project, file)
    write(file, *"abcdefg", definition="New.")
    whole = file.read_text()
    file.write_text(whole[:-3])
    (refused,) = imported(project, file)
    assert refused.refused is not None
    task, instances = show_task(project, "task1")
    assert task.instruction == "Answer."
    assert len(instances) == 3


def test_a_folder_without_task_files_is_said(tmp_path: Path, project: Path) -> None:
    """An empty folder is not passed over in silence."""
    (tmp_path / "empty").mkdir()
    (file,) = imported(project, tmp_path / "empty")
    assert file.refused == "the folder holds no .json or .jsonl file"


def test_a_path_that_cannot_be_is_refused(tmp_path: Path, project: Path) -> None:
    """What the system will not even look at is a file that cannot be read, not a crash."""
    (file,) = imported(project, tmp_path / ("x" * 300))
    assert file.refused == "it cannot be read: File name too long"


def test_a_task_without_instances_is_a_task(tmp_path: Path, project: Path) -> None:
    """Its head is kept; instances may come later."""
    (file,) = imported(project, write(tmp_path / "task1_x.json"))
    assert (file.task_id, file.rows_in) == ("task1", 0)
    assert [task.id for task in list_tasks(project)] == ["task1"]


def test_progress_is_told_while_a_file_is_read(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In bytes of everything, then while what is not indexed by then is indexed."""
    monkeypatch.setattr(operations, "_ROWS_AT_ONCE", 2)
    write(tmp_path / "files" / "task1_x.json", *"abcde")
    write(tmp_path / "files" / "task2_x.json", *"abc")
    events = list(import_paths(project, [tmp_path / "files"]))
    told = [event for event in events if isinstance(event, ImportProgress)]
    assert [(event.file.name, event.rows) for event in told if not event.indexing] == [
        ("task1_x.json", 2),
        ("task1_x.json", 4),
        ("task2_x.json", 2),
    ]
    assert [event.rows for event in told if event.indexing] == [1, 2]
    assert search(project, "b").total == 8
    assert [event.done_bytes for event in told] == sorted(event.done_bytes for event in told)
    assert told[-1].done_bytes == told[-1].total_bytes


def test_stopping_keeps_the_finished_files(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file that was being read leaves nothing; the ones before are there and can be found."""
    monkeypatch.setattr(operations, "_ROWS_AT_ONCE", 2)
    write(tmp_path / "files" / "task1_x.json", "apple")
    write(tmp_path / "files" / "task2_x.json", *["pear"] * 5)
    events = import_paths(project, [tmp_path / "files"])
    for event in events:
        if isinstance(event, ImportProgress) and event.file.name == "task2_x.json":
            break
    events.close()
    assert [task.id for task in list_tasks(project)] == ["task1"]
    assert [hit.task_id for hit in search(project, "apple").rows] == ["task1"]
    assert search(project, "pear").rows == ()


def test_a_file_that_breaks_off_leaves_nothing(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also not of the rows that were indexed while the next ones were read; the file after it is taken."""
    monkeypatch.setattr(operations, "_ROWS_AT_ONCE", 2)
    # With its whole head first, so that nobody looks further before the rows are taken.
    rows = [{"input": "apple", "output": "b"}] * 9
    text = json.dumps({key: [] for key in README_KEYS} | {"Instances": rows})
    broken, whole = tmp_path / "task1_x.json", write(tmp_path / "task2_x.json", *["pear"] * 5)
    broken.write_text(text[:-40], encoding="utf-8")
    events = list(import_paths(project, [broken, whole]))
    assert sum(isinstance(event, ImportProgress) and event.file == broken for event in events) == 3
    first, second = [event for event in events if isinstance(event, FileImported)]
    assert first.refused == "line 1: not valid JSON: Unterminated string"
    assert second.rows_kept == 5
    assert [task.id for task in list_tasks(project)] == ["task2"]
    assert (search(project, "apple").total, search(project, "pear").total) == (0, 5)


@pytest.mark.parametrize("stopped_after", [0, 1, 2])
def test_an_import_leaves_no_thread_behind(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch, stopped_after: int
) -> None:
    """Whenever it is stopped, reading ahead has ended when `close` returns, and the file is closed."""
    monkeypatch.setattr(operations, "_ROWS_AT_ONCE", 2)
    before = set(threading.enumerate())
    events = import_paths(project, [write(tmp_path / "task1_x.json", *["apple"] * 9)])
    for _ in range(stopped_after):
        next(events)
    events.close()
    assert set(threading.enumerate()) == before


def test_long_rows_are_taken_in_smaller_batches(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory stays flat whatever the rows' length: a batch ends when it has read enough bytes."""
    monkeypatch.setattr(operations, "_BYTES_AT_ONCE", 1)
    monkeypatch.setattr(operations, "_ROWS_BETWEEN_LOOKS", 3)
    texts = [f"{place} " + "apple " * 50_000 for place in range(10)]
    events = list(import_paths(project, [write(tmp_path / "task1_x.json", *texts)]))
    assert next(event.rows for event in events if isinstance(event, ImportProgress)) == 3
    (file,) = [event for event in events if isinstance(event, FileImported)]
    assert (file.rows_in, file.rows_kept) == (10, 10)
    assert search(project, "apple").total == 10


def test_stopping_while_indexing_loses_nothing(tmp_path: Path, project: Path) -> None:
    """The rows are in, so they are made findable all the same."""
    events = import_paths(project, [write(tmp_path / "task1_x.json", "apple")])
    for event in events:
        if isinstance(event, ImportProgress) and event.indexing:
            break
    events.close()
    assert len(search(project, "apple").rows) == 1


def test_export_writes_every_row(tmp_path: Path, project: Path) -> None:
    """Rows in are rows out; a new project made of the files holds the same instances."""
    imported(project, write(tmp_path / "task1_x.json", "a", "a", "b"), write(tmp_path / "task2_x.json", "c"))
    for profile in Profile:
        folder = tmp_path / profile.value
        written = list(export_tasks(project, ["task2", "task1", "task2"], folder, profile))
        assert [(file.file, file.task_id, file.rows_in, file.rows_out) for file in written] == [
            (folder / "task2_x.json", "task2", 1, 1),
            (folder / "task1_x.json", "task1", 3, 3),
        ]
        again = tmp_path / f"{profile.value}.medswb"
        imported(again, folder)
        for task_id in ("task1", "task2"):
            assert show_task(again, task_id) == show_task(project, task_id)


def test_export_of_an_unknown_task_writes_nothing(tmp_path: Path, project: Path) -> None:
    """The names are checked before the first file."""
    imported(project, write(tmp_path / "task1_x.json", "a"))
    with pytest.raises(UnknownNameError, match="task9"):
        list(export_tasks(project, ["task1", "task9"], tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_the_demo_is_made_once(home: Path) -> None:
    """From the shipped tasks, whole; the second time it is only found."""
    project = open_demo(user_paths())
    tasks = list_tasks(project)
    assert len({task.category for task in tasks}) == 11
    assert all(task.instances >= 12 for task in tasks)
    made = project.stat().st_mtime_ns
    assert open_demo(user_paths()) == project
    assert project.stat().st_mtime_ns == made
    assert [path.name for path in project.parent.iterdir() if path.suffix != ".backups"] == ["demo.medswb"]


def test_a_demo_that_cannot_be_made_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No half demo stands there at the next start."""
    monkeypatch.setattr("workbench.paths.resources", lambda: home)
    with pytest.raises(FormatError):
        open_demo(user_paths())
    assert not list(user_paths().projects.glob("*.medswb"))


def everything(project: Path) -> dict[str, tuple[Task, tuple[Instance, ...]]]:
    """All that a project holds of tasks."""
    with Project(project) as opened:
        return {
            task.id: (opened.tasks.get(task.id), opened.tasks.instances(task.id))
            for task in opened.tasks.summaries()
        }


def test_real_files_go_in_and_out_and_in_again(shared_data: Path, tmp_path: Path, project: Path) -> None:
    """Every released file, twice; exported in both profiles, and imported again: every row is there."""
    folder = shared_data / "medsbench"
    files = imported(project, folder)
    assert len(files) == sum(path.is_file() for path in folder.rglob("*"))
    assert all(file.refused is None and file.rows_in == file.rows_kept > 0 for file in files)
    again = imported(project, folder)
    assert all(file.rows_known == file.rows_in for file in again)
    whole = everything(project)
    assert sum(len(instances) for _, instances in whole.values()) == sum(file.rows_in for file in files)
    for profile in Profile:
        out = tmp_path / profile.value
        written = list(export_tasks(project, list(whole), out, profile))
        assert all(file.rows_in == file.rows_out for file in written)
        copy = tmp_path / f"{profile.value}.medswb"
        imported(copy, out)
        copied = everything(copy)
        assert {name: rows for name, (_, rows) in copied.items()} == {
            name: rows for name, (_, rows) in whole.items()
        }
        if profile is Profile.README:
            assert copied == whole


def test_upstreams_other_files_are_refused(shared_data: Path, project: Path) -> None:
    """Definitions, tables and workbooks that lie beside the tasks get their reason."""
    others = [
        shared_data / name
        for name in ("RewriteDefinitions.json", "medsins_tasks.csv", "Task_Contributor.xlsx")
    ]
    assert all(file.refused for file in imported(project, *others))
