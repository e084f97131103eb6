"""Themes on a running application."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from workbench.gui.theme import (
    CJK_FAMILIES,
    JAPANESE_FAMILIES,
    Theme,
    apply_theme,
    families,
    load_fonts,
    reading_font,
    scaled,
    tokens,
)
from workbench.gui.tokens import DARK, LIGHT
from workbench.paths import resources
from workbench.settings import ThemeChoice


def test_a_theme_reaches_what_paints_for_itself(qapp: QApplication, light: None) -> None:
    """Colours and sizes are those of the theme put on last."""
    assert tokens() is LIGHT
    apply_theme(qapp, Theme.chosen(ThemeChoice.DARK, 200))
    assert tokens() is DARK
    assert scaled(10) == 20
    assert reading_font().pixelSize() == 30
    apply_theme(qapp, Theme.chosen(ThemeChoice.LIGHT, 100))
    assert (tokens(), scaled(10)) == (LIGHT, 10)


def test_the_systems_choice_is_light_or_dark(qapp: QApplication) -> None:
    """Whatever the desktop says, there is a theme."""
    assert Theme.chosen(ThemeChoice.SYSTEM, 100).tokens in {LIGHT, DARK}


def test_our_font_is_there_and_chinese_has_one_named(qapp: QApplication, light: None) -> None:
    """Inter ships with the program; a fallback for Chinese and Japanese is named, not left to chance."""
    assert load_fonts(resources() / "fonts") == "Inter"
    assert QFontInfo(qapp.font()).family().startswith("Inter")
    assert qapp.font().families()[1:] == list(CJK_FAMILIES)


def test_without_our_font_the_systems_is_used(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    """A missing font is no reason not to start."""
    monkeypatch.setattr("workbench.gui.theme.QFontDatabase.hasFamily", lambda _name: False)
    assert load_fonts(resources() / "icons")


def test_japanese_is_drawn_with_its_own_characters(qapp: QApplication, light: None) -> None:
    """Its fonts come before the Chinese ones, and after the one for Latin letters."""
    assert families("ja")[:2] == [QApplication.font().families()[0], JAPANESE_FAMILIES[0]]
    assert set(CJK_FAMILIES) <= set(families("ja"))
    assert families("zh") == families(None) == QApplication.font().families()
