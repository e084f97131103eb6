"""Finding what a person would click."""

from PySide6.QtWidgets import QAbstractButton, QWidget


def button(inside: QWidget, words: str) -> QAbstractButton:
    """The button that says `words`, or whose tooltip does where it has only an icon."""
    for found in inside.findChildren(QAbstractButton):
        if found.text().startswith(words) or (not found.text() and found.toolTip().startswith(words)):
            return found
    raise AssertionError(f"there is no button “{words}”")
