"""Tasks in and out of a project: import, look up, search, export."""
