"""Small pieces of text with a meaning: titles, section labels, chips, key caps, wrapping notes."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget


def set_role(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style sheet looks at, and let the style sheet look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Label(QLabel):
    """One line of plain text; never taken for rich text."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        if role:
            self.setProperty("role", role)

    def set_role(self, role: str) -> None:
        """Look like another kind of text: title, heading, section, soft, small, severity, good, number."""
        set_role(self, "role", role)


class WrapLabel(Label):
    """Plain text over as many lines as it needs; can be selected."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, role, parent)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class ElideLabel(Label):
    """One line that ends in “…” where there is no room; the whole is in its tooltip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, role, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Show `text`, shortened as needed."""
        super().setText(text)
        self.setToolTip(text)

    # Qt

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(scaled_em(self, 3), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        rect = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(self.alignment()), text)
        painter.end()


class SectionLabel(Label):
    """A small heading in spaced capitals, above a part of a card."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "section", parent)
        self._space()

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        """Keep the spacing through a change of style or size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._space()

    def _space(self) -> None:
        font = self.font()
        if font.letterSpacing() != 0.8:
            font.setCapitalization(QFont.Capitalization.AllUppercase)
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.8)
            self.setFont(font)


class Chip(Label):
    """A word or two about a thing: its language, its count, its state."""

    def __init__(self, text: str = "", kind: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(text, "chip", parent)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def set_kind(self, kind: str) -> None:
        """Be accent, soft, good or severity."""
        set_role(self, "kind", kind)


class KeyCap(Label):
    """A key as it stands on the keyboard."""

    def __init__(self, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(key, "keycap", parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)


def scaled_em(widget: QWidget, count: float) -> int:
    """The width of `count` letters M in the widget's font."""
    return round(widget.fontMetrics().horizontalAdvance("M") * count)
