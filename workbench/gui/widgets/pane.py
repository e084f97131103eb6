"""A surface that lays itself out in the room it is given."""

from PySide6.QtWidgets import QWidget


class Pane(QWidget):
    """A part of the window whose height does not depend on its width.

    Texts that wrap make every layout around them ask for a height at a width, up to the window. What fills
    the room it is given ends that here: showing one more button on a page costs a tenth of the time.
    """

    # Qt

    def hasHeightForWidth(self) -> bool:
        """The room is given; nothing is asked for."""
        return False
