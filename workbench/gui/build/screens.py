"""The screens of an open project, each made by its own file."""

from workbench.gui.build.author import build_author
from workbench.gui.build.browse import build_browse
from workbench.gui.build.compare import build_compare
from workbench.gui.build.context import Context, Screen
from workbench.gui.build.models import build_models
from workbench.gui.build.run import build_run
from workbench.gui.presenters.run import Page


def build_screens(context: Context) -> list[Screen]:
    """Every screen there is. Those that others lead to are made first."""
    author, authoring = build_author(context)
    run, running = build_run(context)
    comparing, compare = build_compare(context)
    models = build_models(context, changed=running.setup.reload, busy=lambda: running.obstacle)

    def draft(instance_id: str) -> None:
        context.go(author.name)
        authoring.drafts.from_instance(instance_id)

    def run_on(task_ids: tuple[str, ...]) -> None:
        context.go(run.name)
        running.go_to(Page.SETUP)
        running.setup.choose(task_ids)

    browse = build_browse(context, run=run_on, compare=compare, draft=draft)
    return [browse, run, comparing, author, models]
