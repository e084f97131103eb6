"""The one style sheet."""

import re

from workbench.gui.style_sheet import style_sheet
from workbench.gui.tokens import DARK, LIGHT
from workbench.paths import resources

CONTROLS = (
    "QPushButton",
    "QToolButton",
    "QLineEdit",
    "QSpinBox",
    "QDoubleSpinBox",
    "QComboBox",
    "QPlainTextEdit",
    "QTextEdit",
    "QCheckBox",
    "QRadioButton",
    "QTableView",
    "QTreeView",
    "QListView",
    "QSlider",
    "QScrollArea",
    "QTabBar::tab",
)


def test_no_colour_but_the_tokens() -> None:
    """Nothing is coloured by hand, and nothing is left to fill in."""
    for colours in (LIGHT, DARK):
        sheet = style_sheet(colours, 100, resources())
        tokens = {getattr(colours, name) for name in colours.__slots__}
        assert set(re.findall(r"#[0-9a-f]{6}\b", sheet)) <= tokens
        assert "$" not in sheet.split("*/", 1)[1]


def test_every_control_shows_its_focus() -> None:
    """Each has a rule of its own for focus, with a border in the accent colour."""
    sheet = style_sheet(LIGHT, 100, resources())
    for control in CONTROLS:
        rules = re.findall(rf"(?:^|[\s,]){re.escape(control)}:focus[^{{]*{{([^}}]*)}}", sheet)
        assert any("border" in rule and LIGHT.accent in rule for rule in rules), control


def test_text_grows_and_pictures_exist() -> None:
    """Twice the size is twice the pixels, and every arrow named is a file."""
    sheet = style_sheet(DARK, 200, resources())
    assert "font-size: 36px" in sheet
    files = re.findall(r'url\("([^"]+)"\)', sheet)
    assert files
    assert all((resources() / "icons" / "marks" / file.rsplit("/", 1)[1]).is_file() for file in files)
