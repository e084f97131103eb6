"""The icon set."""

import re

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.gui.theme import Theme, apply_theme
from workbench.gui.tokens import DARK, LIGHT
from workbench.gui.widgets.icons import IconMark, icon, pixmap
from workbench.paths import resources

NAMES = sorted(file.stem for file in (resources() / "icons").glob("*.svg") if file.stem != "meds-workbench")


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_of_the_set(name: str, light: None) -> None:
    """24 by 24, one weight, no colour of its own, and something is drawn."""
    text = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in text
    assert 'stroke-width="1.75"' in text
    assert set(re.findall(r"#[0-9a-fA-F]{6}", text)) == {"#000000"}
    image = pixmap(name, "#1f6f8b", 24).toImage()
    drawn = [image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)]
    assert max(drawn) > 200


def test_an_icon_follows_the_theme(qtbot: QtBot, qapp: QApplication, light: None) -> None:
    """Drawn anew in the other theme's colour, and larger with the text."""
    mark = IconMark("run", "accent", 20)
    qtbot.addWidget(mark)
    before = mark.grab().toImage()
    apply_theme(qapp, Theme(DARK, 200))
    after = mark.grab().toImage()
    size = mark.sizeHint().width()
    apply_theme(qapp, Theme(LIGHT, 100))
    assert before != after
    assert (size, mark.sizeHint().width()) == (40, 20)
    mark.set_icon("stop", "severity")
    assert mark.grab().toImage() != before
    assert not icon("stop").isNull()
