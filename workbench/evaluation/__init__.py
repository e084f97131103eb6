"""Asking models, reading their answers, counting."""
