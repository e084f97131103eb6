"""The Study screen, made and joined."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from workbench.gui.build.context import Context, Screen
from workbench.gui.presenters.study import StudyPresenter
from workbench.gui.presenters.study_values import StudyOperations
from workbench.gui.views.study import StudyView

Joint = tuple[Any, Callable[..., None]]
"""A signal and what hears it."""


def build_study_screen(context: Context, operations: StudyOperations) -> Screen:
    """The Study screen of the project."""
    presenter = StudyPresenter(operations, context.jobs, context.strip, context.changed)
    view = StudyView(context.memory, context.dialogs)
    view.chosen.connect(presenter.choose)
    view.new_asked.connect(presenter.begin)
    view.run_asked.connect(lambda: context.go("run"))
    # Partials, because Qt holds a method's object weakly.
    for joints in (_of_setup, _of_page, _of_adjudication, _of_instrument):
        for signal, heard in joints(view, presenter):
            signal.connect(partial(heard))
    setup, page, instrument = presenter.setup, presenter.page, presenter.instrument
    presenter.attach(view.render_state)
    setup.attach(view.render_setup)
    setup.forecast.attach(view.render_forecast)
    page.attach(view.page.render_state)
    page.adjudication.attach(view.render_adjudication)
    instrument.attach(view.editor.render_state)

    def close() -> None:
        setup.keeping.close()
        for one in (presenter, setup, setup.forecast, page, page.adjudication, instrument):
            one.attach(lambda _state: None)

    return Screen("study", view, presenter.reload, presenter.cares_about, close)


def _of_setup(view: StudyView, presenter: StudyPresenter) -> Iterator[Joint]:
    setup, forecast, form = presenter.setup, presenter.setup.forecast, view.form
    yield form.changed, setup.change
    yield form.runs_chosen, setup.choose_runs
    yield form.instrument_chosen, setup.choose_instrument
    yield form.raters_typed, setup.type_raters
    yield form.lessons_chosen, setup.read_lessons
    yield form.build_asked, setup.build
    yield form.edit_asked, presenter.edit_instrument
    yield form.left, presenter.leave
    yield view.plan.seconds_chosen, forecast.take_seconds
    yield view.blinding.treated, forecast.treat
    yield view.blinding.kind_chosen, forecast.list_kind
    yield view.blinding.chosen, forecast.read


def _of_page(view: StudyView, presenter: StudyPresenter) -> Iterator[Joint]:
    page, files, shown = presenter.page, presenter.page.files, view.page
    yield shown.tab_chosen, page.show
    yield shown.axis_chosen, page.choose_axis
    yield shown.unblind_asked, page.ask_unblind
    yield shown.unblind_confirmed, files.unblind
    yield shown.ratings_chosen, files.import_ratings
    yield shown.raters_folder_chosen, files.export_raters
    yield shown.key_file_chosen, files.export_key
    yield shown.report_folder_chosen, files.report
    yield shown.export_chosen, files.export


def _of_adjudication(view: StudyView, presenter: StudyPresenter) -> Iterator[Joint]:
    adjudication, queue = presenter.page.adjudication, view.page.queue
    yield queue.question_chosen, adjudication.list_question
    yield queue.shown_chosen, adjudication.list_shown
    yield queue.chosen, adjudication.choose
    yield queue.opened, adjudication.sitting.open
    yield view.desk_pressed, adjudication.sitting.press
    yield view.desk_typed, adjudication.sitting.typed


def _of_instrument(view: StudyView, presenter: StudyPresenter) -> Iterator[Joint]:
    instrument, editor = presenter.instrument, view.editor
    yield editor.renamed, instrument.rename
    yield editor.chosen, instrument.choose
    yield editor.added, instrument.add
    yield editor.removed, instrument.remove
    yield editor.moved, instrument.move
    yield editor.changed, instrument.change
    yield editor.undone, instrument.undo
    yield editor.kept, instrument.keep
    yield editor.left, presenter.leave
