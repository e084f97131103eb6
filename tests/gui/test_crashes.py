"""What becomes of a bug."""

from pathlib import Path

import pytest

from workbench.gui.crashes import Crashes


def test_a_bug_leaves_a_report_without_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where it happened is on disk and the window says so; what an instance says is in neither."""
    told: list[str] = []
    crashes = Crashes(tmp_path / "crashes", told.append)
    try:
        raise KeyError("the patient's words")
    except KeyError as error:
        crashes.report(KeyError, error, error.__traceback__)
    (file,) = (tmp_path / "crashes").iterdir()
    text = file.read_text(encoding="utf-8")
    assert "test_crashes.py" in text
    assert "KeyError" in text
    assert "patient" not in text + told[0]
    assert str(file) in told[0]
    assert "the patient's words" in capsys.readouterr().err


def test_leaving_by_the_keyboard_is_no_crash(tmp_path: Path) -> None:
    """Ctrl+C in a terminal is not a bug."""
    told: list[str] = []
    Crashes(tmp_path, told.append).report(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == []
