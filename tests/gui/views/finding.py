"""Finding what a person would click."""

from PySide6.QtWidgets import QAbstractButton, QWidget


def button(inside: QWidget, words: str) -> QAbstractButton:
    """The button that says `words`; else one whose tooltip does: an icon, or a short word, explained."""
    every = inside.findChildren(QAbstractButton)
    for found in every:
        if found.text().startswith(words) or (not found.text() and found.toolTip().startswith(words)):
            return found
    for found in every:
        if found.toolTip().startswith(words):
            return found
    raise AssertionError(f"there is no button “{words}”")
