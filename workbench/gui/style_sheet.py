"""The one style sheet: `resources/window.qss`, filled in with tokens and sizes. No Qt.

A widget says what it is by a dynamic property (`kind`, `role`), never by a style sheet of its own.
"""

from dataclasses import asdict
from pathlib import Path
from string import Template

from workbench.gui.tokens import Tokens


def style_sheet(colours: Tokens, percent: int, resources: Path) -> str:
    """The style sheet of `colours` with all text at `percent`."""

    def px(size: float) -> str:
        return str(round(size * percent / 100))

    height = round(16 * percent / 100)
    template = Template((resources / "window.qss").read_text(encoding="utf-8"))
    return template.substitute(
        asdict(colours),
        px10=px(10),
        px11=px(11),
        px12=px(12),
        px13=px(13),
        px18=px(18),
        px24=px(24),
        height=height,
        tick=px(16),
        px8=px(8),
        row=px(28),
        # Qt draws square corners when the radius is more than half the height.
        radius_chip=round((11 * 1.2 * percent / 100 + 6) / 2) - 1,
        radius_filter=round((height + 6) / 2) - 1,
        marks=(resources / "icons" / "marks").as_posix(),
    )
