"""A person's preferences survive, and a broken file says what is wrong with it."""

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.domain.errors import FormatError
from workbench.settings import Settings, ThemeChoice, load_settings, save_settings, settings_or_defaults


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    """The first start needs no file."""
    assert load_settings(tmp_path / "none.toml") == Settings()


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    """Quotes, backslashes and other scripts in a path come back as they were."""
    wanted = Settings(
        ThemeChoice.DARK, 150, 'C:\\Users\\Доктор "李"\\x.medswb', pause_on_battery=False, rating_minutes=20
    )
    wanted = replace(wanted, keys={"rate.later": "Ctrl+\\", 'of "later"': '"'})
    save_settings(tmp_path / "deep" / "settings.toml", wanted)
    assert load_settings(tmp_path / "deep" / "settings.toml") == wanted


def test_a_later_version_may_have_more_keys(tmp_path: Path) -> None:
    """A key this version does not know is no reason to stop."""
    file = tmp_path / "settings.toml"
    file.write_text('theme = "dark"\nfrom_the_future = 1\n', encoding="utf-8")
    assert load_settings(file).theme is ThemeChoice.DARK


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('theme = "purple"', "theme"),
        ("text_percent = 900", "text_percent"),
        ('text_percent = "big"', "text_percent"),
        ("last_project = 3", "last_project"),
        ("pause_on_battery = 1", "pause_on_battery"),
        ("rating_minutes = 15", "rating_minutes"),
        ("keys = 3", "keys"),
        ("theme = ", "settings"),
    ],
)
def test_a_bad_value_is_named(tmp_path: Path, text: str, named: str) -> None:
    """The message says which file and which key."""
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError, match=named):
        load_settings(file)


def test_a_window_opens_whatever_is_in_the_file(tmp_path: Path) -> None:
    """What is wrong is said beside the defaults; nothing is said of a file that is right."""
    file = tmp_path / "settings.toml"
    assert settings_or_defaults(file) == (Settings(), "")
    file.write_text("theme = 'pink'\n", encoding="utf-8")
    settings, complaint = settings_or_defaults(file)
    assert settings == Settings()
    assert "pink" in complaint


def test_a_key_that_is_no_text_is_left_to_who_reads_keys(tmp_path: Path) -> None:
    """It is no reason to lose the other settings."""
    file = tmp_path / "settings.toml"
    file.write_text('theme = "dark"\n[keys]\n"rate.later" = [1]\n', encoding="utf-8")
    assert load_settings(file) == Settings(ThemeChoice.DARK, keys={"rate.later": "[1]"})
