"""Where one can go in the window."""

from workbench.gui.widgets.rail import Place

PLACES = (
    Place("browse", "Browse", "browse", "window.browse"),
    Place("run", "Run", "run", "window.run"),
    Place("compare", "Compare", "compare", "window.compare"),
    Place("rate", "Rate", "rate", "window.rate"),
    Place("study", "Study", "study", "window.study"),
    Place("author", "Author", "author", "window.author"),
    Place("results", "Results", "results", "window.results"),
    Place("models", "Models", "models", "window.models"),
)
"""The screens of a project."""
SETTINGS = Place("settings", "Settings", "settings", "window.settings")
OPENING = Place("opening", "Opening", "database", "")
"""What stands there while no project is open."""
