"""Writing tasks and instances, and giving them out as files."""
