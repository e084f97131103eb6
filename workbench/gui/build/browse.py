"""The Browse screen, made and joined."""

from collections.abc import Callable, Generator, Sequence
from functools import partial
from pathlib import Path

from workbench.formats.medsins_json import Profile
from workbench.gui.build.context import Context, Screen
from workbench.gui.presenters.browse import BrowseActions, BrowsePresenter
from workbench.gui.presenters.browse_list import BrowseReads
from workbench.gui.views.browse import BrowseView
from workbench.library.operations import FileExported, export_tasks, import_paths
from workbench.store.project import Project
from workbench.store.search import Found


def build_browse(
    context: Context,
    *,
    run: Callable[[tuple[str, ...]], None] | None = None,
    compare: Callable[[str, str], None] | None = None,
    draft: Callable[[str], None] | None = None,
) -> Screen:
    """The Browse screen of the project; `run`, `compare` and `draft` lead to other screens."""
    # The window's own connection: pages and single instances, a few milliseconds each.
    reading = Project(context.project)
    reads = BrowseReads(
        reading.tasks.summaries,
        reading.tasks.rows,
        reading.tasks.instance,
        reading.tasks.get,
        reading.runs.of_instance,
        partial(_search, context.project),
    )
    actions = BrowseActions(
        partial(import_paths, context.project), partial(_export, context.project), run, compare, draft
    )
    presenter = BrowsePresenter(
        reads, actions, context.jobs, context.strip, changed=context.changed, tell=context.tell
    )
    view = BrowseView(context.memory, context.dialogs)
    view.branch_chosen.connect(presenter.choose)
    view.language_toggled.connect(presenter.toggle_language)
    view.row_chosen.connect(presenter.read)
    view.searched.connect(presenter.search)
    view.import_asked.connect(presenter.import_files)
    view.export_asked.connect(presenter.export)
    view.report_closed.connect(presenter.close_report)
    view.reader.forth_asked.connect(partial(presenter.step, 1))
    view.reader.back_asked.connect(partial(presenter.step, -1))
    view.reader.run_asked.connect(partial(presenter.lead_to, "run"))
    view.reader.compare_asked.connect(partial(presenter.lead_to, "compare"))
    view.reader.draft_asked.connect(partial(presenter.lead_to, "draft"))
    presenter.attach(view.render_state)

    def close() -> None:
        presenter.attach(lambda _state: None)
        reading.close()

    return Screen("browse", view, presenter.reload, presenter.cares_about, close)


def _search(project: Path, text: str, task_ids: tuple[str, ...] | None) -> Found:
    with Project(project) as opened:
        return opened.tasks.search(text, task_ids=task_ids)


def _export(project: Path, task_ids: Sequence[str], folder: Path, profile: str) -> Generator[FileExported]:
    return export_tasks(project, task_ids, folder, Profile(profile))
