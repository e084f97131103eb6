"""The Author screen, made and joined."""

from collections.abc import Generator
from functools import partial
from pathlib import Path

from workbench.authoring import operations
from workbench.domain.runs import Prompt, Sampling
from workbench.engines.base import EngineEvent
from workbench.engines.catalogue import resolve_model
from workbench.engines.llama.client import LlamaEngine
from workbench.gui.build.context import Context, Screen
from workbench.gui.presenters.author import AuthorPresenter
from workbench.gui.presenters.author_list import AuthorOperations
from workbench.gui.views.author import AuthorView
from workbench.paths import Paths, shipped_models
from workbench.store.project import Project
from workbench.store.tasks import TaskSummary

DEMO_MODEL = "demo-instruct"
DEMO_TITLE = "The demo model, which knows no medicine"


def build_author(context: Context) -> tuple[Screen, AuthorPresenter]:
    """The Author screen of the project, and its presenter for screens that begin a draft."""
    presenter = AuthorPresenter(
        author_operations(context.project),
        context.jobs,
        ask=partial(_ask, context.home),
        model=DEMO_TITLE,
        changed=context.changed,
    )
    view = AuthorView(presenter, context.memory, dialogs=context.dialogs)

    def close() -> None:
        presenter.attach(lambda _state: None)
        presenter.close()

    return Screen("author", view, presenter.reload, presenter.cares_about, close), presenter


def author_operations(project: Path) -> AuthorOperations:
    """What the Author screen does, bound to a project."""
    return AuthorOperations(
        list_drafts=partial(operations.list_drafts, project),
        list_tasks=partial(_tasks, project),
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


def _tasks(project: Path) -> tuple[TaskSummary, ...]:
    with Project(project) as opened:
        return opened.tasks.summaries()


def _ask(home: Paths, prompt: Prompt) -> Generator[EngineEvent]:
    """Ask the demo model once. It loads in a moment, so nothing is kept in memory."""
    file = resolve_model(DEMO_MODEL, (home.models, shipped_models()))
    with LlamaEngine(file, cache_dir=home.cache) as engine:
        yield from engine.complete([prompt], Sampling(max_new_tokens=200))
