"""Keys are listed, changed and taken back without a window; what cannot be is refused in one line."""

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from workbench.domain.key_table import KEYS
from workbench.settings import Settings, load_settings, save_settings


@pytest.fixture
def file(home: Path) -> Path:
    """The settings file of this test."""
    return home / "config" / "settings.toml"


def test_every_key_is_listed(cli: CommandLine) -> None:
    """For people as a table, for programs with its default; also as a page."""
    rows = cli("keys", "--json").json["keys"]
    assert [row["name"] for row in rows] == [one.name for one in KEYS]
    assert rows[0] == {
        "name": "window.browse",
        "where": "Everywhere",
        "what": "Browse",
        "key": "Ctrl+1",
        "default": "Ctrl+1",
        "changed": False,
    }
    assert "rate.cannot-rate" in cli("keys").out


def test_a_key_is_changed_and_taken_back(cli: CommandLine, file: Path, tmp_path: Path) -> None:
    """It stands in the settings file and on the list until it is reset; other settings stay."""
    save_settings(file, Settings(text_percent=150))
    assert "Later: it comes again at the end: X" in cli("keys", "set", "rate.later", "x").out
    assert load_settings(file) == Settings(text_percent=150, keys={"rate.later": "X"})
    (row,) = cli("keys", "set", "rate.flag", "Ctrl+G", "--json").json["changed"]
    assert (row["key"], row["default"], row["changed"]) == ("Ctrl+G", "F", True)
    page = tmp_path / "keys.html"
    assert cli("keys", "list", "--html", page).code == 0
    assert "<kbd>Ctrl+G</kbd>" in page.read_text(encoding="utf-8")
    assert cli("keys", "reset", "rate.later").code == 0
    assert load_settings(file).keys == {"rate.flag": "Ctrl+G"}
    assert [row["name"] for row in cli("keys", "reset", "--json").json["changed"]] == ["rate.flag"]
    assert load_settings(file) == Settings(text_percent=150)
    assert cli("keys", "reset").out == "Every key is as at first.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rate.later", "F"), "F is taken on Rate: Flag, or no longer (rate.flag)"),
        (("rate.undo", "Backspace"), "Nothing can be discarded by Backspace or Delete"),
        (("rate.wobble", "X"), "No key is called “rate.wobble”"),
    ],
)
def test_a_refusal_changes_nothing(cli: CommandLine, file: Path, words: tuple[str, str], said: str) -> None:
    """Exit code 3 and one line that says why."""
    result = cli("keys", "set", *words)
    assert (result.code, result.out) == (3, "")
    assert said in result.err
    assert not file.exists()


def test_what_the_file_says_wrong_is_told_and_left(cli: CommandLine, file: Path) -> None:
    """Exit code 1, and the lines stay for who wrote them until all is reset."""
    wrong = {"later.version": "X", "rate.flag": "wobble"}
    save_settings(file, Settings(keys=wrong))
    result = cli("keys", "list", "--json")
    assert result.code == 1
    assert len(result.json["passed_over"]) == 2
    assert cli("keys", "set", "rate.later", "X").code == 0
    assert load_settings(file).keys == {**wrong, "rate.later": "X"}
