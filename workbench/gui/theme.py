"""Colours, fonts and sizes: two sets of tokens, one style sheet made from them, one size for all text.

Widgets that paint for themselves ask `tokens()` and `scaled()`; both read what Qt hands to every widget
(the application's palette and font), so nothing has to be passed round and a change of theme reaches all.
"""

import gc
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from workbench.gui.style_sheet import style_sheet
from workbench.gui.tokens import DARK, LIGHT, Tokens
from workbench.paths import resources
from workbench.settings import ThemeChoice

CONTROL_PX = 13
READING_PX = 15
TITLE_PX = 18
LABEL_PX = 11
LINE_HEIGHT = 1.5
"""Of reading text."""
CJK_FAMILIES = ("Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Noto Sans SC", "Hiragino Sans")
"""Tried in this order where the text font has no glyph."""
JAPANESE_FAMILIES = ("Noto Sans CJK JP", "Yu Gothic", "Hiragino Sans", "Noto Sans JP")
"""Tried before those in Japanese text: many characters are drawn otherwise than in Chinese."""


@dataclass(frozen=True, slots=True)
class Theme:
    """How the window looks."""

    tokens: Tokens
    percent: int = 100
    """Size of all text, 80 to 200."""
    family: str = "Inter"

    @classmethod
    def chosen(cls, choice: ThemeChoice, percent: int, family: str = "Inter") -> "Theme":
        """The theme a person chose; SYSTEM follows the desktop's light or dark."""
        dark = choice is ThemeChoice.DARK or (
            choice is ThemeChoice.SYSTEM and QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        )
        return cls(DARK if dark else LIGHT, percent, family)


def load_fonts(folder: Path) -> str:
    """Register the fonts shipped in `folder`; the family that controls and text use."""
    for file in sorted(folder.glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))
    if QFontDatabase.hasFamily("Inter"):
        return "Inter"
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def apply_theme(application: QApplication, theme: Theme) -> None:
    """Make every widget of `application` look like `theme`, now and later."""
    font = QFont()
    font.setFamilies([theme.family, *CJK_FAMILIES])
    font.setPixelSize(round(CONTROL_PX * theme.percent / 100))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Qt goes through a list of all widgets. Python must not free one of a closed screen meanwhile, which it
    # may do whenever a widget's `changeEvent` makes objects: Qt then crashes.
    collecting = gc.isenabled()
    gc.disable()
    try:
        # Without the old sheet while it changes: a sheet put in the place of another takes Qt five times as
        # long as one put on after taking the other off.
        application.setStyleSheet("")
        QApplication.setFont(font)
        QApplication.setPalette(_palette(theme.tokens))
        application.setStyleSheet(style_sheet(theme.tokens, theme.percent, resources()))
    finally:
        if collecting:
            gc.enable()


def tokens() -> Tokens:
    """The tokens in use."""
    return (
        DARK
        if QGuiApplication.palette().color(QPalette.ColorRole.Window) == QColor(DARK.background)
        else LIGHT
    )


def scaled(px: float) -> int:
    """`px` at the text size in use."""
    size = QApplication.font().pixelSize()
    return round(px * (size if size > 0 else CONTROL_PX) / CONTROL_PX)


def reading_font(language: str | None = None) -> QFont:
    """The font of text that is read in `language`."""
    font = QApplication.font()
    font.setFamilies(families(language))
    font.setPixelSize(scaled(READING_PX))
    return font


def families(language: str | None) -> list[str]:
    """The fonts in use, those first whose Chinese characters are of `language`."""
    every = QApplication.font().families()
    return [*every[:1], *JAPANESE_FAMILIES, *every[1:]] if language == "ja" else every


def _palette(colours: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in {
        role.Window: colours.background,
        role.Base: colours.pane,
        role.AlternateBase: colours.rail,
        role.Button: colours.pane,
        role.ToolTipBase: colours.pane,
        role.Mid: colours.line,
        role.Dark: colours.line,
        role.WindowText: colours.text,
        role.Text: colours.text,
        role.ButtonText: colours.text,
        role.ToolTipText: colours.text,
        role.BrightText: colours.severity,
        role.PlaceholderText: colours.soft,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.accent_on,
        role.Link: colours.accent,
        role.Accent: colours.accent,
    }.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.soft))
    return palette
