"""Tasks come back as they were put in, and so does every instance, page by page."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.samples import SIX, TASK, instance, project_with
from workbench.domain.errors import UnknownNameError
from workbench.domain.tasks import Instance, Task
from workbench.store.project import Project
from workbench.store.tasks import Added

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def test_task_comes_back_equal(tmp_path: Path) -> None:
    """Every field of a head is kept, examples too."""
    with project_with(tmp_path / "a.medswb", []) as project:
        assert project.tasks.get("task58") == TASK


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.lists(st.tuples(texts, st.lists(texts, max_size=3)), max_size=5, unique_by=lambda row: row[0]))
def test_texts_are_kept_byte_for_byte(tmp_path: Path, contents: list[tuple[str, list[str]]]) -> None:
    """Any text that has a UTF-8 form comes back, control characters and empty references too."""
    rows = [Instance(str(place), "task58", text, tuple(more)) for place, (text, more) in enumerate(contents)]
    path = tmp_path / "a.medswb"
    path.unlink(missing_ok=True)
    with project_with(path, rows) as project:
        assert project.tasks.instances("task58") == tuple(rows)
        assert tuple(project.tasks.iterate("task58")) == tuple(rows)


def test_pages_are_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Offset and limit cut the same list, also beyond its end."""
    rows = [instance(f"question {number}", source) for number, source in enumerate("abcdefghij")]
    with project_with(tmp_path / "a.medswb", rows) as project:
        assert project.tasks.instances("task58", 3, 4) == tuple(rows[3:7])
        assert project.tasks.instances("task58", 8, 5) == tuple(rows[8:])
        assert project.tasks.instances("task58", 20, 5) == ()
        assert project.tasks.ids("task58") == tuple(row.id for row in rows)
        assert project.tasks.count("task58") == 10


def test_rows_are_what_a_table_shows(tmp_path: Path) -> None:
    """A row has its number, one line of its input, and how many references there are."""
    rows = [instance("a\r\nb\nc" + "x" * 300, "one", "two"), instance("short", "only")]
    with project_with(tmp_path / "a.medswb", rows) as project:
        first, second = project.tasks.rows("task58")
        assert (first.number, first.id, first.references, first.language) == (1, rows[0].id, 2, None)
        assert first.start.startswith("a b cxxx")
        assert len(first.start) <= 160
        assert (second.number, second.start, second.references) == (2, "short", 1)


def test_importing_twice_adds_nothing(tmp_path: Path) -> None:
    """Known instances are told and not added, in whatever order they come; new ones follow the others."""
    rows = [instance(f"question {number}") for number in range(12)]
    with project_with(tmp_path / "a.medswb", rows) as project:
        assert project.tasks.add(TASK, reversed(rows)) == Added(kept=12, known=12)
        fresh = instance("new")
        assert project.tasks.add(TASK, [rows[3], fresh, fresh]) == Added(kept=3, known=2)
        assert project.tasks.instances("task58") == (*rows, fresh)


def test_newest_head_of_a_task_counts(tmp_path: Path) -> None:
    """A corrected file corrects the task."""
    corrected = Task("task58", "task58_other", ("Better.",))
    with project_with(tmp_path / "a.medswb", [instance("x")]) as project:
        project.tasks.add(corrected, [])
        assert project.tasks.get("task58") == corrected
        assert project.tasks.count("task58") == 1


def test_summaries_are_in_the_papers_order(tmp_path: Path) -> None:
    """Categories as in the paper, tasks of one by number, unknown categories last."""
    with Project.create(tmp_path / "a.medswb") as project:
        for task in (
            Task("task999", "task999_own", categories=("My own",), input_language=("French",)),
            Task("task125", "task125_ner"),
            Task("task123", "task123_mcqa"),
            Task("task57", "task57_mcqa"),
        ):
            project.tasks.add(task, [])
        project.tasks.add(Task("task57", "task57_mcqa"), [instance("x", task_id="task57")])
        found = project.tasks.summaries()
    assert [summary.id for summary in found] == ["task57", "task123", "task125", "task999"]
    assert (found[0].language, found[0].dataset, found[0].instances) == ("en", "MedQA", 1)
    assert (found[3].language, found[3].dataset, found[3].category) == ("fr", None, "My own")


def test_task_of_several_languages_has_none(tmp_path: Path) -> None:
    """A language is told when it is one."""
    with Project.create(tmp_path / "a.medswb") as project:
        project.tasks.add(Task("task900", "x", input_language=("French", "English")), [])
        assert project.tasks.summaries()[0].language is None


def test_unknown_names_are_refused(tmp_path: Path) -> None:
    """The message says what there is."""
    with project_with(tmp_path / "a.medswb", []) as project:
        for ask in (project.tasks.get, project.tasks.count, project.tasks.ids, project.tasks.delete):
            with pytest.raises(UnknownNameError, match="task58"):
                ask("task1")
        with pytest.raises(UnknownNameError, match="instance"):
            project.tasks.instance("nothing")


def test_instance_is_found_by_its_id(tmp_path: Path) -> None:
    """Ids are enough to come back to an instance."""
    rows = [instance(text) for text in SIX.values()]
    with project_with(tmp_path / "a.medswb", rows) as project:
        assert project.tasks.instance(rows[4].id) == rows[4]


def test_deleted_task_is_gone_from_the_search_too(tmp_path: Path) -> None:
    """Other tasks stay, and so does what is found of them; the task can come again."""
    rows = [instance(text) for text in SIX.values()]
    other = instance("swollen hand", task_id="task9")
    with project_with(tmp_path / "a.medswb", rows) as project:
        project.tasks.add(Task("task9", "task9_x"), [other])
        project.tasks.index()
        assert project.tasks.delete("task58") == len(rows)
        assert [hit.task_id for hit in project.tasks.search("swollen").rows] == ["task9"]
        assert project.tasks.search("糖尿").total == 0
        project.tasks.add(TASK, rows)
        assert project.tasks.search("swollen").total == 1
        project.tasks.index()
        assert project.tasks.search("swollen").total == 2


def test_deleting_a_task_that_is_not_indexed_harms_no_other(tmp_path: Path) -> None:
    """Only what is in the index is taken out of it."""
    rows = [instance(text) for text in SIX.values()]
    with project_with(tmp_path / "a.medswb", rows) as project:
        project.tasks.add(Task("task9", "task9_x"), [instance("swollen hand", task_id="task9")])
        project.tasks.delete("task9")
        assert project.tasks.search("swollen").total == 1


def test_surrogates_are_an_error_of_the_caller(tmp_path: Path) -> None:
    """Half a surrogate pair has no UTF-8 form: readers report such rows and never hand them over."""
    with project_with(tmp_path / "a.medswb", []) as project:
        with pytest.raises(UnicodeEncodeError):
            project.tasks.add(TASK, [instance("\ud800")])
        assert project.tasks.count("task58") == 0


def test_interrupted_load_leaves_nothing(tmp_path: Path) -> None:
    """An error in the middle of the rows takes back those before it."""

    def broken() -> object:
        for number in range(6000):
            yield instance(f"question {number}")
        raise ValueError("broken file")

    with project_with(tmp_path / "a.medswb", [instance("first")]) as project:
        with pytest.raises(ValueError, match="broken"):
            project.tasks.add(TASK, broken())  # type: ignore[arg-type]
        assert project.tasks.count("task58") == 1
        with pytest.raises(ValueError, match="broken"), project.transaction(bulk=True):
            project.tasks.add(TASK, broken())  # type: ignore[arg-type]
        assert project.tasks.count("task58") == 1


def test_load_into_an_empty_project_can_be_interrupted(tmp_path: Path) -> None:
    """Without the log it is all or nothing just the same, and the log is back afterwards."""
    with Project.create(tmp_path / "a.medswb") as project:
        with pytest.raises(UnicodeEncodeError), project.transaction(bulk=True):
            project.tasks.add(TASK, [instance("x"), instance("\ud800")])
        assert project.tasks.summaries() == ()
        with project.transaction(bulk=True):
            project.tasks.add(TASK, [instance("x")])
        assert project.tasks.count("task58") == 1
    with sqlite3.connect(tmp_path / "a.medswb") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
