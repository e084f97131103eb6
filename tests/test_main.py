"""One command: the window when given nothing, else the command line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def _program(*words: str | Path) -> "subprocess.CompletedProcess[str]":
    """The program in a process of its own."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "workbench", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, timeout=120, env=environment
    )


def test_the_window_can_be_drawn_to_a_file(tmp_path: Path) -> None:
    """A person who installs it for others sees whether the window comes up, on the demo project."""
    pytest.importorskip("PySide6")
    drawn = _program("--picture", tmp_path / "window.png")
    assert drawn.returncode == 0, drawn.stderr
    assert (tmp_path / "window.png").read_bytes().startswith(b"\x89PNG")


def test_a_picture_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """The exit code is 3, and the line names the file."""
    pytest.importorskip("PySide6")
    refused = _program(f"--picture={tmp_path / 'no such folder' / 'window.png'}")
    assert refused.returncode == 3
    assert "no such folder" in refused.stderr


@pytest.mark.parametrize("words", [("--picture",), ("--project", "a", "--project", "b"), ("frobnicate",)])
def test_anything_else_is_for_the_command_line(words: tuple[str, ...]) -> None:
    """What is no command and no window is wrong usage."""
    assert _program(*words).returncode == 2
