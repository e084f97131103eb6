"""The Compare screen, made and joined."""

from functools import partial

from workbench.evaluation.operations import compare_runs, list_runs
from workbench.gui.build.context import Context, Screen
from workbench.gui.presenters.compare import ComparePresenter
from workbench.gui.views.compare import KEYS, CompareView


def build_compare(context: Context) -> Screen:
    """The Compare screen of the project."""
    presenter = ComparePresenter(
        partial(list_runs, context.project), partial(compare_runs, context.project), context.jobs
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

    return Screen("compare", view, presenter.reload, presenter.cares_about, KEYS, close)
