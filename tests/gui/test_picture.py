"""A window drawn to a file."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QLabel
from workbench.gui.picture import draw_once
application = QApplication([])
window, looks = QLabel("ready"), []
draw_once(window, lambda: looks.append(1) or len(looks) > 1, Path(sys.argv[1]))
sys.exit(application.exec())
"""


def _draw(picture: Path) -> subprocess.CompletedProcess[str]:
    """What a program says that draws to `picture`."""
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, str(picture)], capture_output=True, text=True, check=False, timeout=60
    )


def test_a_window_is_drawn_once_it_is_ready(tmp_path: Path) -> None:
    """The file is there and the program ends well."""
    assert _draw(tmp_path / "window.png").returncode == 0
    assert (tmp_path / "window.png").stat().st_size > 0


def test_a_picture_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """Which file it was is told, and the exit code says that it failed."""
    done = _draw(tmp_path / "nowhere" / "window.png")
    assert done.returncode == 3
    assert "window.png could not be written" in done.stderr
