"""The Study screen, made and joined."""

from functools import partial

from workbench.gui.build.context import Context, Screen
from workbench.gui.presenters.study import StudyPresenter
from workbench.gui.presenters.study_values import StudyOperations
from workbench.gui.views.study import KEYS, StudyView


def build_study_screen(context: Context, operations: StudyOperations) -> Screen:
    """The Study screen of the project."""
    presenter = StudyPresenter(operations, context.jobs, context.strip, context.changed)
    setup, forecast, page = presenter.setup, presenter.setup.forecast, presenter.page
    instrument = presenter.instrument
    view = StudyView(context.memory, context.dialogs)
    view.chosen.connect(presenter.choose)
    view.new_asked.connect(presenter.begin)
    view.run_asked.connect(lambda: context.go("run"))
    # Partials, because Qt holds a method's object weakly.
    for signal, method in (
        (view.form.changed, setup.change),
        (view.form.runs_chosen, setup.choose_runs),
        (view.form.instrument_chosen, setup.choose_instrument),
        (view.form.raters_typed, setup.type_raters),
        (view.form.lessons_chosen, setup.read_lessons),
        (view.form.build_asked, setup.build),
        (view.form.left, presenter.leave),
        (view.form.edit_asked, presenter.edit_instrument),
        (view.editor.left, presenter.leave),
        (view.editor.renamed, instrument.rename),
        (view.editor.chosen, instrument.choose),
        (view.editor.added, instrument.add),
        (view.editor.removed, instrument.remove),
        (view.editor.moved, instrument.move),
        (view.editor.changed, instrument.change),
        (view.editor.undone, instrument.undo),
        (view.editor.kept, instrument.keep),
        (view.plan.seconds_chosen, forecast.take_seconds),
        (view.blinding.treated, forecast.treat),
        (view.blinding.kind_chosen, forecast.list_kind),
        (view.blinding.chosen, forecast.read),
        (view.page.tab_chosen, page.show),
        (view.page.axis_chosen, page.choose_axis),
        (view.page.ratings_chosen, page.files.import_ratings),
        (view.page.raters_folder_chosen, page.files.export_raters),
        (view.page.key_file_chosen, page.files.export_key),
        (view.page.unblind_asked, page.ask_unblind),
        (view.page.unblind_confirmed, page.files.unblind),
        (view.page.report_folder_chosen, page.files.report),
        (view.page.export_chosen, page.files.export),
    ):
        signal.connect(partial(method))
    presenter.attach(view.render_state)
    setup.attach(view.render_setup)
    forecast.attach(view.render_forecast)
    page.attach(view.page.render_state)
    instrument.attach(view.editor.render_state)

    def close() -> None:
        presenter.attach(lambda _state: None)
        setup.attach(lambda _state: None)
        forecast.attach(lambda _state: None)
        page.attach(lambda _state: None)
        instrument.attach(lambda _state: None)

    return Screen("study", view, presenter.reload, presenter.cares_about, KEYS, close)
