"""Tasks come in, are shown and found, and go out, with every row accounted for."""

import json
from pathlib import Path
from typing import Any

import pytest

from workbench.store.project import Project

ROWS = ("rows_in", "rows_kept", "rows_known", "rows_reported")


def rows(document: Any) -> tuple[int, ...]:
    """The counts of an import."""
    assert document["rows_in"] == document["rows_kept"] + document["rows_reported"]
    return tuple(document[key] for key in ROWS)


def test_import_counts_every_row(cli: Any, make_task: Any) -> None:
    """The document has the shape of the specification, and rows in = rows kept + rows reported."""
    instances = [
        {"input": "Which?", "output": ["this", "that"]},
        {"input": "No output"},
        {"input": 5, "output": "x"},
        {"input": "Which else?", "output": "other"},
    ]
    bad = make_task(903, Instances=instances)
    result = cli("import", make_task(901), bad, "--json")
    assert result.code == 1
    document = result.json
    assert set(document) == {*ROWS, "files"}
    assert rows(document) == (9, 7, 0, 2)
    good, reported = document["files"]
    assert set(good) == {"file", "task_id", "rows_in", "rows_kept", "rows_known", "reported"}
    assert (good["task_id"], good["reported"]) == ("task901", [])
    assert reported["file"] == str(bad)
    assert [set(row) for row in reported["reported"]] == [{"index", "field", "reason"}] * 2
    assert [(row["index"], row["field"]) for row in reported["reported"]] == [(1, "output"), (2, "input")]
    assert "instance 1, output:" in result.err


def test_a_second_file_of_a_task_is_told(filled: Any, make_task: Any) -> None:
    """Which task of the project its rows went to stands on standard error."""
    file = make_task(901, 2)
    other = file.rename(file.with_name("task901_other.json"))
    result = filled("import", other, "--json")
    assert result.code == 0
    assert "task901 is in the project already, from task901_demo_question_answering" in result.err


def test_importing_twice_adds_nothing(cli: Any, make_task: Any) -> None:
    """The second time every row is kept and was known."""
    file = make_task(901)
    assert rows(cli("import", file, "--json").json) == (5, 5, 0, 0)
    again = cli("import", file, "--json")
    assert (again.code, rows(again.json)) == (0, (5, 5, 5, 0))


def test_a_refused_file_is_reported_beside_the_good_ones(cli: Any, make_task: Any, tmp_path: Path) -> None:
    """One unreadable file among others is code 1 with its reason; alone it is code 3."""
    broken = tmp_path / "task999_x.json"
    broken.write_text('{"Instances": [{', encoding="utf-8")
    result = cli("import", make_task(901), broken, "--json")
    assert result.code == 1
    assert rows(result.json) == (5, 5, 0, 0)
    refused = result.json["files"][1]
    assert (refused["task_id"], refused["rows_in"]) == (None, 0)
    assert "line 1" in refused["reported"][0]["reason"]
    assert cli("import", broken).code == 3
    missing = cli("import", tmp_path / "none.json")
    assert (missing.code, missing.err.count("\n")) == (3, 1)


def test_import_for_people_ends_with_the_sum(cli: Any, make_task: Any) -> None:
    """A table and the equation of rows."""
    result = cli("import", make_task(901))
    assert result.out.endswith("5 rows in = 5 kept (0 of them known before) + 0 reported\n")
    assert "task901" in result.out


def test_import_demo(cli: Any) -> None:
    """The demo tasks come with the program: eleven, one for each category."""
    assert cli("import", "--demo").code == 0
    tasks = cli("tasks", "--json").json
    assert len(tasks) == 11
    assert len({task["category"] for task in tasks}) == 11


def test_import_of_nothing_is_wrong_usage(cli: Any) -> None:
    """Neither a path nor --demo: nothing can be meant."""
    assert cli("import").code == 2


def test_tasks_are_listed(filled: Any) -> None:
    """Each task with its category, language and number of instances."""
    assert filled("tasks", "--json").json == [
        {
            "task_id": f"task{number}",
            "name": f"task{number}_demo_question_answering",
            "category": "Multiple-choice QA",
            "language": "en",
            "dataset": None,
            "instances": 6,
        }
        for number in (901, 902)
    ]
    lines = filled("tasks").out.splitlines()
    assert lines[2] == "Multiple-choice QA"
    assert lines[3].startswith("· task901")


def test_an_empty_project_says_what_to_do(cli: Any, tmp_path: Path) -> None:
    """A project without tasks suggests the demo tasks; for programs it is an empty list."""
    Project.create(tmp_path / "empty.medswb").close()
    result = cli("--project", tmp_path / "empty.medswb", "tasks")
    assert "import --demo" in result.out
    assert cli("--project", tmp_path / "empty.medswb", "tasks", "--json").json == []


def test_show_lists_instances_as_specified(filled: Any) -> None:
    """An instance is task, id, input, references, language; all of them unless limited."""
    shown = filled("show", "task901", "--json").json
    assert len(shown) == 6
    assert set(shown[0]) == {"task_id", "instance_id", "input", "references", "language"}
    assert (shown[0]["task_id"], shown[0]["input"]) == ("task901", "Question 0 of 901?")
    assert (shown[0]["references"], shown[0]["language"]) == (["Answer 0"], "en")
    assert filled("show", "task901", "--limit", 2, "--json").json == shown[:2]
    assert filled("show", "task901", "--limit", 99, "--json").json == shown


def test_show_for_people(filled: Any) -> None:
    """The head, a table or whole texts, and how many more there are."""
    table = filled("show", "task901", "--limit", 2).out
    assert "Answer the question." in table
    assert "… 4 more (--limit N)" in table
    full = filled("show", "task901", "--full").out
    assert "Question 5 of 901?\n→ Answer 5\n" in full
    assert "more" not in full


def test_show_pages_through_large_tasks(cli: Any, make_task: Any) -> None:
    """More instances than a page come complete and in order."""
    cli("import", make_task(901, 1203))
    shown = cli("show", "task901", "--json").json
    assert [row["input"] for row in shown] == [f"Question {place} of 901?" for place in range(1203)]


def test_search_finds_instances(filled: Any) -> None:
    """Search gives instances in the shape of `show`, in all tasks or in one."""
    found = filled("search", "Question 3", "--json").json
    assert {row["task_id"] for row in found} == {"task901", "task902"}
    assert set(found[0]) == {"task_id", "instance_id", "input", "references", "language"}
    (one,) = filled("search", "Question 3", "--task", "task902", "--json").json
    assert one["input"] == "Question 3 of 902?"
    assert len(filled("search", "Question", "--limit", 4, "--json").json) == 4
    assert filled("search", "nowhere", "--json").json == []
    assert "2 of 2 instances with “Question 3”" in filled("search", "Question 3").out


@pytest.mark.parametrize("profile", ["readme", "guideline"])
def test_export_reads_back_equal(filled: Any, profile: str, tmp_path: Path) -> None:
    """What is exported in either profile imports as known: no row is new, none is lost."""
    result = filled("export", "task901", "task902", "--to", tmp_path / "out", "--profile", profile, "--json")
    assert result.code == 0
    document = result.json
    assert (document["rows_in"], document["rows_out"]) == (12, 12)
    assert [set(file) for file in document["files"]] == [{"file", "task_id", "rows_in", "rows_out"}] * 2
    head = json.loads(Path(document["files"][0]["file"]).read_text(encoding="utf-8"))
    assert ("Reasoning" in head) == (profile == "readme")
    again = filled("import", tmp_path / "out", "--json").json
    assert rows(again) == (12, 12, 12, 0)


def test_export_needs_something_to_write(filled: Any, tmp_path: Path) -> None:
    """Tasks or a run, not neither and not both; an unknown task is refused and writes nothing."""
    assert filled("export", "--to", tmp_path / "out").code == 2
    assert filled("export", "task901", "--run", "r-1", "--to", tmp_path / "out").code == 2
    result = filled("export", "task901", "task999", "--to", tmp_path / "out")
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert "task999" in result.err
    assert not (tmp_path / "out").exists()


def test_export_into_a_file_is_refused(filled: Any, tmp_path: Path) -> None:
    """The line says that --to names a file, which stays as it is."""
    file = tmp_path / "a.json"
    file.write_text("mine")
    result = filled("export", "task901", "--to", file)
    assert (result.code, result.err) == (3, f"meds-workbench: {file} is a file. Name a folder to write to.\n")
    assert file.read_text() == "mine"


def test_export_for_people_says_rows(filled: Any, tmp_path: Path) -> None:
    """Rows in and rows out stand beside each file."""
    out = filled("export", "task901", "--to", tmp_path / "out").out
    assert "rows in  rows out" in out
    assert "6         6" in out


@pytest.mark.parametrize(
    "words", [["tasks"], ["show", "task901"], ["search", "x"], ["export", "a", "--to", "b"]]
)
def test_a_missing_project_is_refused(cli: Any, words: list[str], home: Path) -> None:
    """Commands that read make no project; they say in one line how to."""
    result = cli(*words)
    assert (result.code, result.out, result.err.count("\n")) == (3, "", 1)
    assert "default.medswb" in result.err
    assert not home.exists()


def test_unknown_task_names_what_there_is(filled: Any) -> None:
    """A mistyped task is told together with the right ones."""
    result = filled("show", "task90")
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert "task901" in result.err


def test_project_option_chooses_the_file(cli: Any, make_task: Any, tmp_path: Path) -> None:
    """`--project` leads to another file than the default."""
    mine = tmp_path / "deep" / "mine.medswb"
    assert cli("--project", mine, "import", make_task(901)).code == 0
    assert mine.is_file()
    assert len(cli("tasks", "--project", mine, "--json").json) == 1
    assert cli("tasks").code == 3
