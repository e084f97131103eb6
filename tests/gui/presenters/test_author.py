"""The Author screen's states: what is written is checked, shown as it will be, saved, and given out."""

from pathlib import Path

import pytest

from tests.authoring.samples import TEXTS
from tests.fakes import HeldJobs
from tests.gui.author_project import (
    ANSWER,
    draft_of,
    operations_on,
    presenter_on,
    prompt_of,
    tasks_of,
    write_six,
)
from workbench.authoring.operations import list_drafts, open_draft
from workbench.formats.medsins_json import Profile, open_task_file
from workbench.gui.presenters.author import AuthorState, Line, Side


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Where the project of a test is."""
    return tmp_path / "one.medswb"


def test_the_first_state_comes_with_attaching(project: Path) -> None:
    """A view is right from its first moment: no draft, and the list that the project has."""
    shown: list[AuthorState] = []
    presenter_on(project).attach(shown.append)
    assert shown[0].editing.draft is None
    assert shown[0].drafts.loaded
    assert not shown[0].can_give_out


def test_a_new_task_is_listed_and_says_what_is_missing(project: Path) -> None:
    """The first thing seen is what must be written."""
    presenter = presenter_on(project)
    presenter.drafts.new()
    state = presenter.state
    assert [row.id for row in state.drafts.rows] == [draft_of(presenter).id]
    assert {finding.field for finding in state.findings if finding.index is None} >= {"name", "definition"}
    assert state.errors > 0
    assert not state.can_give_out
    assert state.lines[0] == Line(None, "Title, definition, languages", 3, 2)


def test_what_is_written_is_on_disk_after_a_pause(project: Path) -> None:
    """The screen says when, and the project has every letter."""
    presenter = presenter_on(project)
    write_six(presenter)
    assert presenter.state.saved.message == "saved 14:02"
    (summary,) = list_drafts(project)
    kept = open_draft(project, summary.id).draft
    assert kept.instances == draft_of(presenter).instances
    assert [row.input for row in kept.instances] == [text for text, _ in TEXTS.values()]


def test_the_list_follows_what_is_typed(project: Path) -> None:
    """Title and number of instances in the list are those of the draft on screen."""
    presenter = presenter_on(project)
    write_six(presenter)
    (row,) = presenter.state.drafts.rows
    assert (row.name, row.instances) == ("Calf pain after a flight, six languages", 6)
    assert [line.number for line in presenter.state.lines] == [None, 1, 2, 3, 4, 5, 6]


def test_findings_wait_for_a_pause(project: Path) -> None:
    """While somebody types nothing but the text changes."""
    presenter = presenter_on(project)
    write_six(presenter)
    presenter.editing.instance.input(5, "")
    assert presenter.state.errors == 0
    presenter.paused()
    assert presenter.state.errors == 1
    assert presenter.state.lines[6].errors == 1


def test_the_prompt_is_of_the_instance_at_hand(project: Path) -> None:
    """With three examples or none; the head has no prompt."""
    presenter = presenter_on(project)
    write_six(presenter)
    presenter.editing.instances.select(1)
    assert prompt_of(presenter).shots == 3
    assert TEXTS["zh"][0] in prompt_of(presenter).prompt.user
    presenter.look(shots=0, side=Side.PROMPT)
    assert prompt_of(presenter).prompt.user == TEXTS["zh"][0]
    assert presenter.state.side is Side.PROMPT
    presenter.editing.instances.select(None)
    assert presenter.state.prompt is None


def test_the_profile_decides_what_is_missing_and_the_file(project: Path) -> None:
    """The guideline asks for a split type, and its file has one."""
    presenter = presenter_on(project)
    write_six(presenter)
    assert '"Split Type"' not in presenter.state.file_text
    presenter.look(profile=Profile.GUIDELINE)
    assert [finding.field for finding in presenter.state.findings] == ["split_type"]
    presenter.editing.head.split("Test")
    assert presenter.state.can_give_out
    assert '"Split Type": "Test"' in presenter.state.file_text
    assert presenter.state.file_name == "task10001_calf_pain_after_a_flight_six_languages.json"


def test_undo_is_saved_like_any_change(project: Path) -> None:
    """What is on screen is what the next start shows."""
    presenter = presenter_on(project)
    write_six(presenter)
    presenter.editing.undo()
    presenter.paused()
    kept = open_draft(project, draft_of(presenter).id)
    assert kept.draft.instances == draft_of(presenter).instances
    assert kept.draft.instances[5].references == ("",)


def test_undo_goes_on_after_a_restart(project: Path) -> None:
    """Steps taken yesterday can be taken back today."""
    before = presenter_on(project)
    write_six(before)
    draft_id = draft_of(before).id
    before.close()
    after = presenter_on(project)
    after.drafts.open(draft_id)
    assert after.state.editing.can_undo
    while after.state.editing.can_undo:
        after.editing.undo()
    assert draft_of(after).task.name == ""
    assert len(draft_of(after).instances) == 1


def test_adding_to_the_project_makes_a_task(project: Path) -> None:
    """Its head is locked from then on, and more instances can be added."""
    presenter = presenter_on(project)
    write_six(presenter)
    presenter.give_out()
    assert presenter.state.notice.message == "6 instances added to task10001."
    assert [(task.id, task.instances) for task in tasks_of(project)] == [("task10001", 6)]
    assert presenter.state.editing.adding
    assert [task.id for task in presenter.state.drafts.tasks] == ["task10001"]
    presenter.editing.instances.go_on()
    presenter.editing.instance.input(6, "A seventh case, of a swollen arm.")
    presenter.editing.instance.reference(6, 0, "Lymphoedema")
    presenter.give_out()
    assert presenter.state.notice.message == "1 instance added to task10001. 6 were there already."


def test_a_draft_opened_meanwhile_keeps_its_head(project: Path) -> None:
    """What was given out is heard of late; the draft on screen is another one."""
    operations_on(project)
    presenter = presenter_on(project)
    write_six(presenter)
    jobs = HeldJobs()
    late = presenter_on(project, jobs)
    late.drafts.open(draft_of(presenter).id)
    jobs.last.step(2)
    late.give_out()
    publishing = jobs.last
    late.drafts.new()
    jobs.last.step(2)
    publishing.step(2)
    assert draft_of(late).task.name == ""
    assert not late.state.editing.adding


def test_exporting_writes_the_file_of_the_profile(project: Path, tmp_path: Path) -> None:
    """Rows in are rows out, and the message says so."""
    presenter = presenter_on(project)
    write_six(presenter)
    presenter.give_out(tmp_path / "out")
    (file,) = (tmp_path / "out").iterdir()
    assert presenter.state.notice.message == f"6 instances written to {file.name} in {file.parent}."
    with open_task_file(file) as opened:
        assert len(tuple(opened.rows)) == 6


def test_nothing_is_given_out_while_something_must_be_corrected(project: Path, tmp_path: Path) -> None:
    """Neither to the project nor to a folder."""
    presenter = presenter_on(project)
    presenter.drafts.new()
    presenter.give_out()
    presenter.give_out(tmp_path / "out")
    assert tasks_of(project) == ()
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_a_message(project: Path, tmp_path: Path) -> None:
    """The draft stays, and the author reads why."""
    presenter = presenter_on(project)
    write_six(presenter)
    (tmp_path / "file").write_text("in the way")
    presenter.give_out(tmp_path / "file")
    assert presenter.state.notice.failed
    assert "cannot be written" in presenter.state.notice.message
    assert presenter.state.can_give_out


def test_trying_asks_the_prompt_of_the_preview(project: Path) -> None:
    """The answer stands beside the draft; nothing of it is kept."""
    presenter = presenter_on(project)
    write_six(presenter)
    presenter.editing.instances.select(0)
    assert presenter.state.can_try
    presenter.try_it()
    assert presenter.state.side is Side.TRIAL
    assert (presenter.state.trial.text, presenter.state.trial.index) == (ANSWER, 0)


def test_an_empty_instance_cannot_be_tried(project: Path) -> None:
    """There is nothing to ask."""
    presenter = presenter_on(project)
    presenter.try_it()
    presenter.drafts.new()
    presenter.editing.instances.select(0)
    presenter.try_it()
    assert presenter.state.trial.index is None


def test_removing_a_draft_can_be_taken_back(project: Path) -> None:
    """The screen shows none, and one press brings it back with its text."""
    presenter = presenter_on(project)
    write_six(presenter)
    instances = draft_of(presenter).instances
    presenter.remove()
    assert presenter.state.editing.draft is None
    assert presenter.state.drafts.rows == ()
    assert "Removed “Calf pain" in presenter.state.notice.message
    presenter.drafts.restore()
    assert draft_of(presenter).instances == instances
    assert len(presenter.state.drafts.rows) == 1


def test_opening_a_draft_saves_the_one_before(project: Path) -> None:
    """The last letters of a draft are not left behind."""
    presenter = presenter_on(project)
    write_six(presenter)
    first = draft_of(presenter).id
    presenter.editing.instance.input(0, "The last letters.")
    presenter.drafts.new()
    assert draft_of(presenter).id != first
    assert open_draft(project, first).draft.instances[0].input == "The last letters."


def test_closing_saves_what_was_just_typed(project: Path) -> None:
    """Nobody is asked to save, and nothing is lost, though no job runs any more."""
    operations_on(project)
    jobs = HeldJobs()
    presenter = presenter_on(project, jobs)
    presenter.drafts.new()
    jobs.last.step(2)
    presenter.editing.head.name("Typed a moment ago")
    presenter.close()
    (summary,) = list_drafts(project)
    assert summary.name == "Typed a moment ago"


def test_new_instances_begin_for_a_task_or_from_an_instance(project: Path) -> None:
    """With the head of the task, which stays, and the cursor in the new instance."""
    presenter = presenter_on(project)
    write_six(presenter)
    presenter.give_out()
    presenter.drafts.from_task("task10001")
    assert (presenter.state.editing.adding, presenter.state.editing.selected) == (True, 0)
    assert draft_of(presenter).instances[0].input == ""


def test_nothing_to_remove_or_pause_without_a_draft(project: Path) -> None:
    """Keys pressed on the empty screen do nothing."""
    presenter = presenter_on(project)
    presenter.remove()
    presenter.paused()
    presenter.give_out()
    assert presenter.state.editing.draft is None
