"""Whatever was typed into a draft is there again, and so is what was there before."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.samples import TASK, instance
from workbench.domain.errors import UnknownNameError
from workbench.domain.tasks import Task
from workbench.store import drafts
from workbench.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project."""
    with Project.create(tmp_path / "a.medswb") as opened:
        yield opened


def test_draft_comes_back_equal(project: Project) -> None:
    """Head and instances, half-written ones and odd characters too."""
    rows = (instance("", ""), instance("half \ud83d", "糖尿病\0", "b"))
    draft = project.drafts.get(project.drafts.add(TASK, rows))
    assert (draft.task, draft.instances) == (TASK, rows)


def test_every_state_is_kept(project: Project) -> None:
    """The newest is the draft; those before are for undo, also in the next session."""
    draft = project.drafts.get(project.drafts.add(TASK))
    for text in ("a", "ab", "abc"):
        draft = project.drafts.save(replace(draft, instances=(instance(text),)))
    with Project(project.path) as other:
        states = other.drafts.states(draft.id)
        assert [[row.input for row in state.instances] for state in states] == [[], ["a"], ["ab"], ["abc"]]
        assert other.drafts.get(draft.id) == draft == states[-1]
        assert other.drafts.states(draft.id, 2) == states[-2:]


def test_saving_without_a_change_adds_no_state(project: Project) -> None:
    """Saving is for free when nothing was typed."""
    draft = project.drafts.get(project.drafts.add(TASK))
    assert project.drafts.save(draft) == draft
    assert len(project.drafts.states(draft.id)) == 1


def test_history_has_an_end(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest states go when there are too many."""
    monkeypatch.setattr(drafts, "HISTORY", 3)
    draft = project.drafts.get(project.drafts.add(TASK))
    for number in range(6):
        draft = project.drafts.save(replace(draft, instances=(instance(str(number)),)))
    states = project.drafts.states(draft.id, 10)
    assert [state.instances[0].input for state in states] == ["3", "4", "5"]


def test_draft_edited_last_comes_first(project: Project) -> None:
    """A summary says what it is, how large, and when it was edited."""
    first = project.drafts.add(Task("task1", "first"))
    second = project.drafts.add(Task("task2", "second"), (instance("x"),))
    edited = project.drafts.save(replace(project.drafts.get(first), instances=(instance("a"), instance("b"))))
    summaries = project.drafts.summaries()
    assert [(one.id, one.name, one.instances) for one in summaries] == [
        (first, "first", 2),
        (second, "second", 1),
    ]
    assert summaries[0].modified == edited.modified


def test_deleted_draft_is_gone(project: Project) -> None:
    """With its history; an unknown one is refused by name."""
    kept, gone = project.drafts.add(TASK), project.drafts.add(TASK)
    project.drafts.delete(gone)
    assert [one.id for one in project.drafts.summaries()] == [kept]
    for ask in (project.drafts.get, project.drafts.states, project.drafts.delete):
        with pytest.raises(UnknownNameError, match=kept):
            ask(gone)
