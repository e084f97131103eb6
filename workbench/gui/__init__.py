"""The window. The only code that knows Qt."""
