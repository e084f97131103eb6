"""What an operation changed, so that only the screens concerned read again."""

from enum import Flag, auto


class Changes(Flag):
    """The parts of a project that an operation wrote."""

    NOTHING = 0
    TASKS = auto()
    """Tasks or instances."""
    RUNS = auto()
    """Runs or their completions."""
    DRAFTS = auto()
    STUDIES = auto()
    """Studies, or what raters handed over."""
