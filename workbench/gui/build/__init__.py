"""One screen, one file: makes presenter and view from what the window hands over, and joins them."""
