"""The Author screen, built as the window builds it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from pytestqt.qtbot import QtBot

from workbench.authoring.operations import list_drafts
from workbench.gui.build.author import build_author
from workbench.gui.build.context import Context
from workbench.gui.dialogs import FileDialogs
from workbench.gui.jobs import ThreadJobs
from workbench.gui.presenters.strip import Strip
from workbench.paths import user_paths
from workbench.store.changes import Changes
from workbench.store.project import Project


@pytest.fixture
def context(qtbot: QtBot, light: None, tmp_path: Path) -> Iterator[Context]:
    """A project, and the window's real jobs."""
    project = tmp_path / "one.medswb"
    Project.create(project).close()
    jobs = ThreadJobs()
    told: list[Changes] = []
    yield Context(
        project=project,
        home=user_paths(),
        jobs=jobs,
        strip=Strip(),
        memory=None,
        dialogs=FileDialogs(),
        changed=told.append,
        tell=lambda _text: None,
        go=lambda _name: None,
    )
    jobs.close()


def test_closing_the_screen_loses_nothing(context: Context, qtbot: QtBot) -> None:
    """With threads at work: what was typed last is on disk, and last."""
    screen, presenter = build_author(context)
    qtbot.addWidget(screen.view)
    presenter.drafts.new()
    qtbot.waitUntil(lambda: presenter.state.editing.draft is not None, timeout=5000)
    for number in range(30):
        presenter.editing.head.name(f"Title {number}")
        presenter.paused()
    screen.close()
    assert [row.name for row in list_drafts(context.project)] == ["Title 29"]
