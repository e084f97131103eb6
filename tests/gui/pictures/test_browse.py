"""The Browse screen in its few states, in both themes."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from tests.gui.pictures.look import check_picture
from tests.gui.shelf import Shelf
from workbench.domain.tasks import Reported
from workbench.gui.presenters.browse import BrowseActions, BrowsePresenter
from workbench.gui.presenters.strip import Strip
from workbench.gui.views.browse import BrowseView
from workbench.library.operations import FileExported, FileImported

NO_FILES: tuple[FileExported, ...] = ()


def desk(qtbot: QtBot, shelf: Shelf | None = None) -> tuple[BrowsePresenter, BrowseView]:
    """A presenter over an invented project, and its view."""
    files = (
        FileImported(
            Path("task57_clinic_en.json"),
            "task57",
            1200,
            1198,
            14,
            (
                Reported(311, "output", "is an empty list"),
                Reported(918, "input", "is missing"),
            ),
        ),
        FileImported(Path("notes.json"), None, refused="line 3: not JSON (a comma is missing)"),
    )
    actions = BrowseActions(
        lambda _sources: (event for event in files),
        lambda _tasks, _folder, _profile: (event for event in NO_FILES),
        lambda _tasks: None,
        lambda _task, _instance: None,
        lambda _instance: None,
    )
    presenter = BrowsePresenter(
        (shelf or Shelf()).reads,
        actions,
        InlineJobs(),
        Strip(),
        changed=lambda _changes: None,
        tell=lambda _text: None,
    )
    view = BrowseView(None)
    qtbot.addWidget(view)
    view.setProperty("role", "screen")
    presenter.reload()
    presenter.attach(view.render_state)
    return presenter, view


def test_reading_an_instance(qtbot: QtBot, tone: str) -> None:
    """Tree, list, and an instance with its references and the completions of two runs."""
    _presenter, view = desk(qtbot)
    check_picture(view, f"browse_instance_{tone}")


def test_searching(qtbot: QtBot, tone: str) -> None:
    """Hits of a Japanese word, marked in list and text."""
    presenter, view = desk(qtbot)
    presenter.search("発熱")
    check_picture(view, f"browse_search_{tone}")


def test_a_long_text(qtbot: QtBot, light: None) -> None:
    """A long report scrolls by itself; the reference stays in reach."""
    presenter, view = desk(qtbot)
    presenter.choose("task:task112")
    check_picture(view, "browse_long_light")


def test_nothing_imported_yet(qtbot: QtBot, tone: str) -> None:
    """What to do first."""
    _presenter, view = desk(qtbot, Shelf({}))
    check_picture(view, f"browse_empty_{tone}")


def test_an_import_report(qtbot: QtBot, light: None) -> None:
    """Every row counted, and each reported row with its reason."""
    presenter, view = desk(qtbot)
    presenter.choose("task:task61")
    presenter.import_files([Path("bench")])
    check_picture(view, "browse_report_light")
