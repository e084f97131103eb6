"""The Results screen, made and joined."""

from functools import partial

from workbench.gui.build.context import Context, Screen
from workbench.gui.presenters.results import ResultsPresenter
from workbench.gui.presenters.results_detail import DetailPresenter
from workbench.gui.presenters.results_files import ResultsFiles
from workbench.gui.presenters.results_values import ResultsOperations
from workbench.gui.views.results import ResultsView


def build_results(context: Context, operations: ResultsOperations) -> Screen:
    """The Results screen of the project."""
    presenter = ResultsPresenter(operations, context.jobs, context.strip)
    detail = DetailPresenter(operations, context.jobs)
    files = ResultsFiles(operations, context.jobs, context.strip, context.tell, context.changed)
    view = ResultsView(context.memory, context.dialogs)
    view.run_asked.connect(lambda: context.go("run"))
    view.filters.searched.connect(presenter.search)
    view.filters.source_chosen.connect(presenter.only_source)
    view.filters.category_chosen.connect(presenter.only_category)
    view.filters.protocols_chosen.connect(presenter.show_protocols)
    view.sorted.connect(presenter.sort)
    view.folded.connect(presenter.fold)
    view.marked.connect(presenter.mark)
    view.again_asked.connect(presenter.reload)
    view.pointed.connect(detail.point)
    view.opened.connect(detail.open_items)
    view.panel_asked.connect(detail.show)
    view.panel.protocol_chosen.connect(detail.use)
    view.panel.item_chosen.connect(detail.read)
    view.panel.close_asked.connect(detail.close)
    # Partials, because Qt holds a method's object weakly, and nothing else holds this one.
    view.files.export_asked.connect(partial(files.export))
    view.files.published_chosen.connect(partial(files.add_published))
    view.files.results_chosen.connect(partial(files.import_results))
    presenter.attach(view.render_state, detail.board_changed)
    detail.attach(view.render_detail)

    def close() -> None:
        presenter.attach(lambda _state: None)
        detail.attach(lambda _state: None)

    return Screen("results", view, presenter.reload, presenter.cares_about, close)
