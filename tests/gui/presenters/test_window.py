"""What stands around the screens."""

from datetime import datetime, timedelta
from pathlib import Path

from workbench.gui.presenters.window import ProjectFacts, WindowPresenter, WindowState


def test_the_status_line_says_what_is_saved() -> None:
    """Name, size, when saved, when backed up."""
    now = datetime.now().replace(hour=14, minute=2)
    window = WindowPresenter(lambda file: ProjectFacts(file, 1_234_567, now, now - timedelta(minutes=2)))
    states: list[WindowState] = []
    window.attach(states.append)
    assert states[-1].status == "No project is open"
    assert states[-1].title == "MedS Workbench"
    window.opened(Path("ward.medswb"))
    assert states[-1].status == "ward · 1.2 MB · saved 14:02 · backup 14:00"
    assert states[-1].title == "ward · MedS Workbench"


def test_what_is_not_there_is_said() -> None:
    """No backup is said; a day that is not today is named by its date."""
    facts = ProjectFacts(Path("old.medswb"), 10, datetime(2026, 3, 4, 5, 6))
    assert WindowState(project=facts).status == "old · 10 bytes · saved 2026-03-04 · no backup yet"
    assert WindowState(project=ProjectFacts(Path("x"), 10)).status == "x · 10 bytes · no backup yet"


def test_screens_and_notices() -> None:
    """Going somewhere and telling something reach the window; saying the same twice draws once."""
    sizes = iter((1, 2))
    window = WindowPresenter(lambda file: ProjectFacts(file, next(sizes)))
    states: list[WindowState] = []
    window.attach(states.append)
    window.go("run")
    window.go("run")
    window.tell("Saved")
    window.refresh()
    window.opened(Path("a"))
    window.refresh()
    assert states[2].notice == "Saved"
    assert states[-1].screen == "run"
    assert states[-1].project == ProjectFacts(Path("a"), 2)
    assert len(states) == 5
