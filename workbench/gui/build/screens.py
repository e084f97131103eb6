"""The screens of an open project, each made by its own file."""

from workbench.gui.build.browse import build_browse
from workbench.gui.build.context import Context, Screen


def build_screens(context: Context) -> list[Screen]:
    """Every screen there is. Those that others lead to are made first."""
    browse = build_browse(context)
    return [browse]
