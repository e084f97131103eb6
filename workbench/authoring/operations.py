"""What an author does with drafts in a project."""

from dataclasses import dataclass, replace
from pathlib import Path

from workbench.authoring.checks import check_draft, errors
from workbench.authoring.checks.findings import Finding
from workbench.authoring.drafts import (
    FIRST_NUMBER,
    LAST_UPSTREAM,
    add_instance,
    finished,
    free_id,
    number_of,
    with_task_id,
)
from workbench.domain.catalogue import BENCHMARK
from workbench.domain.errors import DraftError
from workbench.domain.tasks import Task
from workbench.formats.medsins_json import Profile, write_task_file
from workbench.store.changes import Changes
from workbench.store.drafts import Draft, DraftSummary
from workbench.store.project import Project

_STATES = 50
"""States of a draft that are read when it is opened."""
_SHOWN = 3
"""Findings that a refusal names."""


@dataclass(frozen=True, slots=True)
class OpenedDraft:
    """A draft to be written on."""

    draft: Draft
    adding: bool
    """Whether its task is in the project, so that the draft adds instances and its head stays."""
    before: tuple[Draft, ...] = ()
    """What it was, oldest first: undo goes on where it was left."""
    changes: Changes = Changes.NOTHING


@dataclass(frozen=True, slots=True)
class Published:
    """What a draft has added to the project."""

    draft: Draft
    """With the number and the name its task has now."""
    added: int
    known: int
    """Instances that the project had already."""
    changes: Changes = Changes.TASKS | Changes.DRAFTS


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written to a file."""

    file: Path
    rows: int
    changes: Changes = Changes.NOTHING


def list_drafts(project: Path) -> tuple[DraftSummary, ...]:
    """The drafts of the project at `project`, the one changed last first."""
    with Project(project) as opened:
        return opened.drafts.summaries()


def open_draft(project: Path, draft_id: str) -> OpenedDraft:
    """A draft as it was saved last."""
    with Project(project) as opened:
        return _opened(opened, draft_id)


def new_draft(project: Path) -> OpenedDraft:
    """Begin a draft of a new task: in English, with one empty instance, in the domain of medicine."""
    english = ("English",)
    task = Task(
        id="",
        name="",
        definition=("",),
        domains=("Medicine",),
        input_language=english,
        output_language=english,
        instruction_language=english,
    )
    with Project(project) as opened, opened.transaction():
        empty = Draft("", replace(task, id=free_id(_taken(opened))), (), "")
        return _begun(opened, add_instance(empty))


def draft_from_task(project: Path, task_id: str) -> OpenedDraft:
    """Begin a draft of new instances for a task of the project, with an empty one."""
    with Project(project) as opened, opened.transaction():
        return _begun(opened, add_instance(Draft("", opened.tasks.get(task_id), (), "")))


def draft_from_instance(project: Path, instance_id: str) -> OpenedDraft:
    """Begin a draft of new instances for a task of the project, with a copy of one of its instances."""
    with Project(project) as opened, opened.transaction():
        source = opened.tasks.instance(instance_id)
        draft = add_instance(Draft("", opened.tasks.get(source.task_id), (), ""))
        copy = replace(draft.instances[0], input=source.input, references=source.references or ("",))
        return _begun(opened, replace(draft, instances=(copy,)))


def save_draft(project: Path, draft: Draft) -> Changes:
    """Keep a draft as it is now. On disk when this returns."""
    with Project(project) as opened:
        opened.drafts.save(draft)
    return Changes.DRAFTS


def delete_draft(project: Path, draft_id: str) -> Changes:
    """Remove a draft; the tasks it was given out as stay."""
    with Project(project) as opened:
        opened.drafts.delete(draft_id)
    return Changes.DRAFTS


def restore_draft(project: Path, draft: Draft) -> OpenedDraft:
    """Bring back a draft that was removed. It gets a new id."""
    with Project(project) as opened, opened.transaction():
        return _begun(opened, draft)


def publish_draft(project: Path, draft: Draft, number: int | None = None) -> Published:
    """Add a draft's task with its instances to the project, or its instances to the task they are for.

    The task gets `number`, else the one in the draft, else the next free one. All is added or nothing.

    Raises:
        DraftError: something must be corrected first, or the number is not free.
    """
    with Project(project) as opened, opened.transaction():
        done = _finished(opened, draft, number, Profile.README)
        added = opened.tasks.add(done.task, done.instances)
        # The draft keeps ids of its own: those from content change with every letter.
        kept = opened.drafts.save(replace(with_task_id(draft, done.task.id), task=done.task))
        opened.tasks.index()
    return Published(kept, added.kept - added.known, added.known)


def export_draft(project: Path, draft: Draft, folder: Path, profile: Profile) -> Exported:
    """Write a draft to a MedS-Ins file in `folder`; the project stays as it is.

    Raises:
        DraftError: something must be corrected first, or the number is not free.
        FormatError: the folder cannot be written.
    """
    with Project(project) as opened:
        done = _finished(opened, draft, None, profile)
    return Exported(write_task_file(folder, done.task, done.instances, profile), len(done.instances))


def _opened(project: Project, draft_id: str) -> OpenedDraft:
    *before, draft = project.drafts.states(draft_id, _STATES)
    return OpenedDraft(draft, _stored(project, draft.task.id) == draft.task, tuple(before))


def _begun(project: Project, draft: Draft) -> OpenedDraft:
    """`draft` as a new draft of the project."""
    draft_id = project.drafts.add(draft.task, draft.instances)
    return replace(_opened(project, draft_id), changes=Changes.DRAFTS)


def _stored(project: Project, task_id: str) -> Task | None:
    """The project's task of that id; None when it has none."""
    known = {summary.id for summary in project.tasks.summaries()}
    return project.tasks.get(task_id) if task_id in known else None


def _taken(project: Project) -> set[str]:
    """Ids that tasks and drafts of the project have."""
    tasks = {summary.id for summary in project.tasks.summaries()}
    return tasks | {project.drafts.get(summary.id).task.id for summary in project.drafts.summaries()}


def _finished(project: Project, draft: Draft, number: int | None, profile: Profile) -> Draft:
    """The draft under the id it is given out with; refused while something must be corrected."""
    task_id = draft.task.id if number is None else f"task{number}"
    stored = _stored(project, task_id)
    _refuse_errors(draft, profile, adding=stored == draft.task)
    if not task_id:
        task_id = free_id(_taken(project))
    elif stored is not None and stored != draft.task:
        raise DraftError(
            f"{task_id} is another task of this project. Give the draft another number, "
            "or leave the number empty for the next free one."
        )
    elif stored is None and (task_id in BENCHMARK or (number_of(task_id) or 0) <= LAST_UPSTREAM):
        raise DraftError(
            f"{task_id} is a task of MedS-Ins that this project does not hold. Import it first to add "
            f"instances to it, or give the draft a number from {FIRST_NUMBER} on."
        )
    return finished(draft, task_id)


def _refuse_errors(draft: Draft, profile: Profile, *, adding: bool) -> None:
    """Refuse what must be corrected first, and name it."""
    found = errors(check_draft(draft, profile, adding=adding))
    if found:
        shown = " ".join(_said(finding) for finding in found[:_SHOWN])
        more = f" And {len(found) - _SHOWN} more." if len(found) > _SHOWN else ""
        raise DraftError(f"Correct this first. {shown}{more}")


def _said(finding: Finding) -> str:
    return finding.message if finding.index is None else f"Instance {finding.index + 1}: {finding.message}"
