"""The command line, or the window when given nothing."""
