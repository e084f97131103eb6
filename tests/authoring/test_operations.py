"""What an author does with drafts ends up in the project and in files, whole or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.authoring.samples import TEXTS, draft, instance
from workbench.authoring import operations
from workbench.authoring.drafts import (
    ListField,
    add_instance,
    set_input,
    set_list,
    set_name,
    set_number,
    set_split,
)
from workbench.domain.errors import DraftError, UnknownNameError
from workbench.domain.tasks import Instance, Task
from workbench.formats.medsins_json import Profile, open_task_file
from workbench.store.changes import Changes
from workbench.store.drafts import Draft
from workbench.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project."""
    path = tmp_path / "one.medswb"
    Project.create(path).close()
    return path


def _written(project: Path, *instances: Instance) -> Draft:
    """A draft of the project that can be given out."""
    begun = operations.new_draft(project).draft
    sample = draft(*instances)
    head = replace(sample.task, id=begun.task.id)
    rows = tuple(replace(row, task_id=head.id) for row in sample.instances)
    written = replace(begun, task=head, instances=rows)
    operations.save_draft(project, written)
    return operations.open_draft(project, written.id).draft


def test_a_new_draft_has_a_number_of_its_own(project: Path) -> None:
    """Two drafts begun one after the other cannot become the same task."""
    first, second = operations.new_draft(project), operations.new_draft(project)
    assert (first.draft.task.id, second.draft.task.id) == ("task10001", "task10002")
    assert first.changes == Changes.DRAFTS
    assert not first.adding
    assert len(first.draft.instances) == 1


def test_what_was_saved_is_what_is_opened(project: Path) -> None:
    """Text in six languages comes back character for character, with what it was before."""
    rows = [instance(n, *texts) for n, texts in enumerate(TEXTS.values())]
    written = _written(project, *rows)
    opened = operations.open_draft(project, written.id)
    assert [i.input for i in opened.draft.instances] == [text for text, _ in TEXTS.values()]
    assert len(opened.before) == 1
    assert opened.before[0].instances[0].input == ""


def test_undo_goes_on_where_it_was_left(project: Path) -> None:
    """Closing the program forgets no step."""
    current = _written(project)
    for text in ("one", "two", "three"):
        current = set_input(current, 0, text)
        operations.save_draft(project, current)
    opened = operations.open_draft(project, current.id)
    assert [state.instances[0].input for state in opened.before][-2:] == ["one", "two"]


def test_drafts_are_listed_and_removed(project: Path) -> None:
    """A removed draft is gone from the list, and can be brought back with its text."""
    written = _written(project)
    assert [summary.instances for summary in operations.list_drafts(project)] == [1]
    assert operations.delete_draft(project, written.id) == Changes.DRAFTS
    assert operations.list_drafts(project) == ()
    back = operations.restore_draft(project, written)
    assert (back.draft.task, back.draft.instances) == (written.task, written.instances)


def test_an_unknown_draft_is_named(project: Path) -> None:
    """Opening what is not there says so."""
    with pytest.raises(UnknownNameError, match="draft"):
        operations.open_draft(project, "d-none")


def test_a_new_task_is_added_with_its_instances(project: Path) -> None:
    """A published draft is a task like any other: its rows are found by text, in its language."""
    rows = [instance(n, *texts) for n, texts in enumerate(TEXTS.values())]
    names = ("English", "Chinese", "Japanese", "French", "Russian", "Spanish")
    six = set_list(_written(project, *rows), ListField.INPUT_LANGUAGE, names)
    published = operations.publish_draft(project, six)
    assert (published.added, published.known) == (6, 0)
    assert published.changes == Changes.TASKS | Changes.DRAFTS
    with Project(project) as opened:
        found = opened.tasks.instances("task10001")
        assert [row.language for row in found] == list(TEXTS)
        assert opened.tasks.search("深静脉").total == 1
        assert opened.tasks.get("task10001").name == "task10001_calf_pain_six_languages"


def test_publishing_twice_adds_nothing(project: Path) -> None:
    """The draft goes on after it was added: only what is new is added."""
    published = operations.publish_draft(project, _written(project))
    again = operations.publish_draft(project, published.draft)
    assert (again.added, again.known) == (0, 1)
    more = set_input(add_instance(again.draft), 1, "Another case of a swollen calf.")
    more = replace(more, instances=(more.instances[0], replace(more.instances[1], references=("DVT",))))
    assert operations.publish_draft(project, more).added == 1


def test_a_published_draft_is_opened_as_adding_to_its_task(project: Path) -> None:
    """Its head stays as the project has it."""
    published = operations.publish_draft(project, _written(project))
    assert operations.open_draft(project, published.draft.id).adding


def test_instances_are_added_to_a_task_of_the_project(project: Path) -> None:
    """Even to a task of the benchmark, when the project holds it; its own rows stay."""
    head = Task(
        "task57",
        "task57_medqa",
        ("Choose.",),
        ("Question Answering",),
        input_language=("English",),
        output_language=("English",),
        instruction_language=("English",),
    )
    with Project(project) as opened, opened.transaction():
        opened.tasks.add(head, [Instance("x" * 20, "task57", "Which vitamin?", ("A",))])
    begun = operations.draft_from_instance(project, "x" * 20)
    assert begun.adding
    assert begun.draft.instances[0].input == "Which vitamin?"
    assert operations.draft_from_task(project, "task57").draft.instances[0].input == ""
    written = replace(begun.draft, instances=(instance(1, *TEXTS["en"]),))
    published = operations.publish_draft(project, written)
    assert (published.draft.task, published.added) == (head, 1)
    with Project(project) as opened:
        assert opened.tasks.count("task57") == 2


def test_a_task_of_the_project_can_be_exported_as_its_head_is(project: Path, tmp_path: Path) -> None:
    """A head without a split type, which its draft cannot change, hinders neither adding nor a file."""
    published = operations.publish_draft(project, set_split(_written(project), None)).draft
    exported = operations.export_draft(project, published, tmp_path, Profile.GUIDELINE)
    assert exported.rows == 1
    assert "Split Type" not in exported.file.read_text(encoding="utf-8")


def test_a_number_can_be_given(project: Path) -> None:
    """Given with the call, or chosen in the draft."""
    assert operations.publish_draft(project, _written(project), 10150).draft.task.id == "task10150"
    chosen = set_number(_written(project), 10151)
    assert operations.publish_draft(project, chosen).draft.task.id == "task10151"
    free = set_number(_written(project), None)
    assert operations.publish_draft(project, free).draft.task.id not in {"task10150", "task10151", ""}


@pytest.mark.parametrize("number", [57, 100, 136])
def test_numbers_of_medsins_are_refused(project: Path, number: int) -> None:
    """A task that only looks like one of the benchmark's is not made."""
    with pytest.raises(DraftError, match=f"task{number} is a task of MedS-Ins"):
        operations.publish_draft(project, _written(project), number)


def test_another_tasks_number_is_refused(project: Path) -> None:
    """Neither publishing nor a file may take the number of another task."""
    operations.publish_draft(project, _written(project))
    other = set_name(set_number(_written(project), 10001), "Another")
    with pytest.raises(DraftError, match="another task of this project"):
        operations.publish_draft(project, other)


def test_what_must_be_corrected_is_named_and_nothing_is_added(project: Path, tmp_path: Path) -> None:
    """Neither the project nor the folder gets half a task."""
    unfinished = add_instance(_written(project))
    with pytest.raises(DraftError, match="Instance 2: It is empty"):
        operations.publish_draft(project, unfinished)
    with pytest.raises(DraftError, match="Instance 2"):
        operations.export_draft(project, unfinished, tmp_path / "out", Profile.README)
    with Project(project) as opened:
        assert opened.tasks.summaries() == ()
    assert not (tmp_path / "out").exists()


def test_many_errors_are_counted(project: Path) -> None:
    """A refusal stays short."""
    empty = add_instance(add_instance(add_instance(add_instance(_written(project)))))
    with pytest.raises(DraftError, match="And 1 more"):
        operations.publish_draft(project, empty)


@pytest.mark.parametrize("profile", Profile)
def test_what_is_exported_is_read_back_equal(project: Path, tmp_path: Path, profile: Profile) -> None:
    """Head and rows, ids and languages included; each profile lacks only what it has no place for."""
    rows = [instance(n, *texts, "another\u00a0reference\r\n") for n, texts in enumerate(TEXTS.values())]
    written = _written(project, *rows, instance(9, *TEXTS["en"]), instance(10, *TEXTS["en"]))
    exported = operations.export_draft(project, written, tmp_path, profile)
    published = operations.publish_draft(project, written)
    with open_task_file(exported.file) as opened, Project(project) as held:
        assert tuple(opened.rows) == held.tasks.instances("task10001")
        lacking = (
            {"split_type": None}
            if profile is Profile.README
            else {"positive_examples": (), "negative_examples": (), "reasoning": ()}
        )
        assert opened.task == replace(published.draft.task, **lacking)
    assert exported.rows == len(written.instances)
    assert exported.changes == Changes.NOTHING
