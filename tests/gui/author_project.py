"""What tests of the Author screen are made on: a real project, a still clock, a model that answers."""

from collections.abc import Generator
from datetime import datetime
from functools import partial
from pathlib import Path

from tests.authoring.samples import TEXTS
from tests.fakes import InlineJobs
from workbench.authoring import operations
from workbench.authoring.drafts import ListField
from workbench.authoring.preview import PromptPreview
from workbench.domain.runs import Completion, Finish, Prompt, Usage
from workbench.engines.base import Answered, Began, EngineEvent, Loading, Piece
from workbench.gui.presenters.author import AuthorPresenter
from workbench.gui.presenters.author_list import AuthorOperations
from workbench.gui.presenters.jobs import Jobs
from workbench.store.changes import Changes
from workbench.store.drafts import Draft
from workbench.store.project import Project
from workbench.store.tasks import TaskSummary

ANSWER = "The most likely diagnosis is a deep vein thrombosis."
SIX = ("English", "Chinese", "Japanese", "French", "Russian", "Spanish")


def tasks_of(project: Path) -> tuple[TaskSummary, ...]:
    """The tasks a project has."""
    with Project(project) as opened:
        return opened.tasks.summaries()


def operations_on(project: Path) -> AuthorOperations:
    """The real operations on a project, which is made when it is not there."""
    if not project.exists():
        Project.create(project).close()
    return AuthorOperations(
        list_drafts=partial(operations.list_drafts, project),
        list_tasks=partial(tasks_of, project),
        open_draft=partial(operations.open_draft, project),
        new_draft=partial(operations.new_draft, project),
        draft_from_task=partial(operations.draft_from_task, project),
        draft_from_instance=partial(operations.draft_from_instance, project),
        save_draft=partial(operations.save_draft, project),
        delete_draft=partial(operations.delete_draft, project),
        restore_draft=partial(operations.restore_draft, project),
        publish_draft=partial(operations.publish_draft, project),
        export_draft=partial(operations.export_draft, project),
    )


def ask(prompt: Prompt) -> Generator[EngineEvent]:
    """A model that always gives the same answer."""
    yield Loading(1.0)
    yield Began(prompt.instance_id, 214)
    yield Piece(prompt.instance_id, ANSWER[:20])
    yield Piece(prompt.instance_id, ANSWER[20:])
    yield Answered(Completion(prompt.instance_id, ANSWER, Finish.STOP, Usage(214, 0, 12, 0.2, 0.3)))


def presenter_on(project: Path, jobs: Jobs | None = None) -> AuthorPresenter:
    """A presenter over a project; what it writes makes it read again, as in the window."""
    made: list[AuthorPresenter] = []

    def changed(changes: Changes) -> None:
        if changes & AuthorPresenter.cares_about:
            made[0].reload()

    made.append(
        AuthorPresenter(
            operations_on(project),
            jobs or InlineJobs(),
            ask=ask,
            model="The demo model, which knows no medicine",
            changed=changed,
            now=lambda: datetime(2026, 11, 21, 14, 2),
        )
    )
    made[0].reload()
    return made[0]


def write_six(presenter: AuthorPresenter) -> None:
    """Write a task with an instance in each of the six languages; nothing is left to correct."""
    presenter.drafts.new()
    head = presenter.editing.head
    head.name("Calf pain after a flight, six languages")
    head.choices(ListField.CATEGORIES, ["Diagnosis"])
    head.wording(0, "Read the case and name the single most likely diagnosis, in the language of the case.")
    head.choices(ListField.INPUT_LANGUAGE, SIX)
    head.choices(ListField.OUTPUT_LANGUAGE, SIX)
    head.line(ListField.CONTRIBUTORS, "Ruiz, A.; Meyer, B.")
    head.line(ListField.SOURCE, "original")
    for place, (text, reference) in enumerate(TEXTS.values()):
        if place:
            presenter.editing.instances.go_on()
        else:
            presenter.editing.instances.select(0, "input")
        presenter.editing.instance.input(place, text)
        presenter.editing.instance.reference(place, 0, reference)
    presenter.paused()


def draft_of(presenter: AuthorPresenter) -> Draft:
    """The draft on screen."""
    assert presenter.state.editing.draft is not None
    return presenter.state.editing.draft


def prompt_of(presenter: AuthorPresenter) -> PromptPreview:
    """The prompt on screen."""
    assert presenter.state.prompt is not None
    return presenter.state.prompt
