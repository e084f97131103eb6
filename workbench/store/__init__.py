"""A project on disk. The only code that knows SQL."""
