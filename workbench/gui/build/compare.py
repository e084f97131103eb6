"""The Compare screen, made and joined."""

from collections.abc import Callable
from functools import partial

from workbench.evaluation.operations import compare_runs, list_runs
from workbench.evaluation.outlook import answers_of
from workbench.gui.build.context import Context, Screen
from workbench.gui.presenters.compare import ComparePresenter
from workbench.gui.views.compare import CompareView
from workbench.store.project import Project


def build_compare(context: Context) -> tuple[Screen, Callable[[str, str], None]]:
    """The Compare screen of the project, and what brings an instance of a task up on it."""
    presenter = ComparePresenter(
        partial(list_runs, context.project),
        partial(compare_runs, context.project),
        partial(answers_of, context.project),
        context.jobs,
    )
    view = CompareView(context.memory)
    view.run_asked.connect(lambda: context.go("run"))
    view.run_added.connect(presenter.add)
    view.run_chosen.connect(presenter.choose)
    view.line_chosen.connect(presenter.go_to)
    view.only_chosen.connect(presenter.list_only)
    view.stepped.connect(presenter.step)
    view.flipped.connect(presenter.flip)
    presenter.attach(view.render_state)

    def close() -> None:
        presenter.attach(lambda _state: None)

    def compare(_task_id: str, instance_id: str) -> None:
        with Project(context.project) as project:
            answered = [run.id for run, _completion in project.runs.of_instance(instance_id)]
        context.go("compare")
        # The newest two, the older one first.
        presenter.compare(answered[:2][::-1], instance_id)

    return Screen("compare", view, presenter.reload, presenter.cares_about, close), compare
