"""Values and pure functions. Standard library only."""
