"""Where one can go in the window, and the keys that work everywhere."""

from workbench.gui.views.keys import KeyGroup
from workbench.gui.widgets.rail import Place

PLACES = (
    Place("browse", "Browse", "browse", "Ctrl+1"),
    Place("run", "Run", "run", "Ctrl+2"),
    Place("compare", "Compare", "compare", "Ctrl+3"),
    Place("rate", "Rate", "rate", "Ctrl+4"),
    Place("study", "Study", "study", "Ctrl+5"),
    Place("author", "Author", "author", "Ctrl+6"),
    Place("results", "Results", "results", "Ctrl+7"),
    Place("models", "Models", "models", "Ctrl+8"),
)
"""The screens of a project."""
SETTINGS = Place("settings", "Settings", "settings", "Ctrl+,")
OPENING = Place("opening", "Opening", "database", "")
"""What stands there while no project is open."""
WINDOW_KEYS = KeyGroup(
    "Everywhere",
    (
        *((place.key, place.title) for place in (*PLACES, SETTINGS)),
        ("Ctrl+=", "Larger text"),
        ("Ctrl+-", "Smaller text"),
        ("Ctrl+Shift+O", "Open a project"),
        ("Ctrl+Shift+N", "New project"),
        ("F1", "This list"),
        ("Ctrl+Q", "Quit"),
    ),
)
