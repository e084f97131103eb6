"""One study on the screen."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from tests.gui.chosen import Chosen
from tests.gui.invented_study import STUDY, DoingStudies
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.study_page import StudyPagePresenter, Tab
from workbench.gui.presenters.study_values import StudyExport
from workbench.gui.views.study_page import StudyPage
from workbench.gui.widgets.buttons import Button


class _Desk:
    """The page with its presenter."""

    def __init__(self, qtbot: QtBot, doing: DoingStudies | None = None) -> None:
        self.doing, self.dialogs = doing or DoingStudies(), Chosen(Path("out"))
        self.presenter = StudyPagePresenter(
            self.doing.operations, InlineJobs(), Strip(), lambda _changes: None
        )
        self.page = StudyPage(None, self.dialogs)
        qtbot.addWidget(self.page)
        self.page.resize(1000, 700)
        files = self.presenter.files
        for signal, method in (
            (self.page.tab_chosen, self.presenter.show),
            (self.page.ratings_chosen, files.import_ratings),
            (self.page.raters_folder_chosen, files.export_raters),
            (self.page.key_file_chosen, files.export_key),
            (self.page.unblind_asked, self.presenter.ask_unblind),
            (self.page.unblind_confirmed, files.unblind),
            (self.page.report_folder_chosen, files.report),
            (self.page.export_chosen, files.export),
        ):
            signal.connect(method)
        self.presenter.open(STUDY.id)
        self.presenter.attach(self.page.render_state)

    def button(self, words: str) -> Button:
        """The button with these words."""
        return next(one for one in self.page.findChildren(Button) if one.text() == words)


def test_files_come_in_and_go_out(qtbot: QtBot, light: None) -> None:
    """Where the dialogs say; going back does nothing."""
    desk = _Desk(qtbot)
    for words in ("Import ratings…", "Write the raters’ files…", "Write the key…"):
        desk.button(words).click()
    assert [asked[0] for asked in desk.doing.asked if asked[0] != "open"] == ["import", "raters", "key"]
    desk.dialogs.path = None
    count = len(desk.doing.asked)
    for words in ("Import ratings…", "Write the raters’ files…", "Write the key…"):
        desk.button(words).click()
    assert len(desk.doing.asked) == count


def test_unblinding_takes_two_presses(qtbot: QtBot, light: None) -> None:
    """The second one says that it is logged; then the report can be written, and files for others."""
    desk = _Desk(qtbot)
    desk.page.tab_chosen.emit(Tab.ARMS)
    assert not desk.button("Report…").isEnabled()
    desk.button("Unblind…").click()
    desk.button("Keep it blinded").click()
    assert desk.button("Open the key now; it is logged").isHidden()
    desk.button("Unblind…").click()
    desk.button("Open the key now; it is logged").click()
    assert desk.presenter.state.arms
    assert desk.button("Unblind…").isHidden()
    desk.button("Report…").click()
    for action in desk.page.export_menu().actions():
        action.trigger()
    assert [asked[1] for asked in desk.doing.asked if asked[0] == "export"] == list(StudyExport)
    desk.dialogs.path = None
    with qtbot.assertNotEmitted(desk.page.report_folder_chosen):
        desk.button("Report…").click()
    with qtbot.assertNotEmitted(desk.page.export_chosen):
        desk.page.export_menu().actions()[0].trigger()


def test_the_matrix_is_shown_first(qtbot: QtBot, light: None) -> None:
    """With what is missing said in its place elsewhere."""
    desk = _Desk(qtbot, DoingStudies(rated=False))
    with qtbot.waitExposed(desk.page):
        desk.page.show()
    assert desk.page.matrix.isVisible()
    desk.page.tab_chosen.emit(Tab.AGREEMENT)
    assert not desk.page.matrix.isVisible()
