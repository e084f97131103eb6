"""Whole drafts are begun, opened and removed, and every refusal is read by a person."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.authoring.samples import draft
from tests.fakes import HeldJobs, InlineJobs
from tests.gui.author_project import operations_on, presenter_on, write_six
from workbench.authoring.operations import OpenedDraft
from workbench.gui.presenters.author_list import DraftList, DraftListState, Notice, matching
from workbench.gui.presenters.jobs import Jobs
from workbench.store.changes import Changes
from workbench.store.tasks import TaskSummary

Listed = tuple[DraftList, list[OpenedDraft | None], list[Changes], list[Notice]]


def _list(project: Path, jobs: Jobs) -> Listed:
    """A list over a project, the drafts it has opened, the changes and the notices it has told of."""
    opened: list[OpenedDraft | None] = []
    told: list[Changes] = []
    notices: list[Notice] = []
    made = DraftList(
        operations_on(project),
        jobs,
        changed=told.append,
        show=lambda _state: None,
        tell=notices.append,
        opened=opened.append,
    )
    return made, opened, told, notices


def test_beginning_a_draft_opens_it_and_tells(tmp_path: Path) -> None:
    """The screens that show drafts read again."""
    drafts, opened, told, _ = _list(tmp_path / "one.medswb", InlineJobs())
    drafts.new()
    assert opened[0] is not None
    assert told == [Changes.DRAFTS]


def test_a_refusal_is_a_message(tmp_path: Path) -> None:
    """A draft that is gone is named; nothing is opened."""
    drafts, opened, _, notices = _list(tmp_path / "one.medswb", InlineJobs())
    drafts.open("d-gone")
    assert notices[-1].failed
    assert "d-gone" in notices[-1].message
    assert opened == []


def test_a_bug_reaches_the_crash_report(tmp_path: Path) -> None:
    """What nobody can act on is no message."""
    jobs = HeldJobs()
    drafts, _, _, notices = _list(tmp_path / "one.medswb", jobs)
    drafts.new()
    with pytest.raises(RuntimeError, match="bug"):
        jobs.end(RuntimeError("bug"))
    assert notices == []


def test_there_is_nothing_to_bring_back_at_first(tmp_path: Path) -> None:
    """The button is not there, and the key does nothing."""
    jobs = HeldJobs()
    drafts, _, _, _ = _list(tmp_path / "one.medswb", jobs)
    drafts.restore()
    assert jobs.started == []


def test_the_row_of_the_draft_at_hand_follows_it(tmp_path: Path) -> None:
    """Without reading the project; other rows stay."""
    presenter = presenter_on(tmp_path / "one.medswb")
    write_six(presenter)
    presenter.drafts.new()
    other = replace(draft(), id=presenter.state.drafts.rows[0].id)
    noted = presenter.drafts.noted(other)
    assert noted.rows[0].name == other.task.name
    assert noted.rows[1] == presenter.state.drafts.rows[1]
    assert presenter.drafts.noted(None) is noted


def test_an_instance_of_the_project_begins_a_draft(tmp_path: Path) -> None:
    """As other screens ask for it: with a copy of its text."""
    presenter = presenter_on(tmp_path / "one.medswb")
    write_six(presenter)
    presenter.give_out()
    published = presenter.state.editing.draft
    assert published is not None
    drafts, opened, _, _ = _list(tmp_path / "one.medswb", InlineJobs())
    with_ids = presenter.state.file_text
    instance_id = with_ids.split('"id": "task10001-')[2].split('"')[0]
    drafts.from_instance(instance_id)
    assert opened[0] is not None
    assert opened[0].draft.instances[0].input == published.instances[1].input


def test_tasks_are_found_by_number_name_or_category() -> None:
    """Every word must be there, in any order and case."""
    tasks = (
        TaskSummary("task57", "task57_medqa", "Multiple-choice QA", "en", 10, "MedQA"),
        TaskSummary("task125", "task125_bc4chem", "Named Entity Recognition", "en", 10, None),
    )
    assert matching(tasks, "") == tasks
    assert matching(tasks, "MEDQA choice") == tasks[:1]
    assert matching(tasks, "125") == tasks[1:]
    assert matching(tasks, "nothing") == ()


def test_the_first_state_is_empty() -> None:
    """Nothing is known before the project was read."""
    assert not DraftListState().loaded
