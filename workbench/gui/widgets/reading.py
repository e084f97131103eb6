"""Text to be read: large, with air between the lines, selectable, with marks."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from workbench.gui.theme import LINE_HEIGHT, READING_PX, reading_font, scaled, tokens
from workbench.gui.widgets.positions import Mark, qt_positions

WIDEST = 680
"""Longer lines are hard to follow: some 80 letters at the default size."""
LONGEST_WHOLE = 30_000
"""Characters laid out in full where text grows with its content; longer ones scroll by themselves."""


class ReadingText(QTextEdit):
    """Plain text that is read, not edited.

    With `grows` it is as high as its text, for use in a column that scrolls as a whole; else it
    scrolls by itself and lays out only what is in view, so length costs nothing.
    """

    def __init__(self, *, grows: bool = False, role: str = "reading", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grows = grows
        self._text = ""
        self._marks: tuple[Mark, ...] = ()
        self.setProperty("role", role)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus if grows else Qt.FocusPolicy.StrongFocus)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if grows:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.setMinimumWidth(scaled(120))
            layout = self.document().documentLayout()
            layout.documentSizeChanged.connect(lambda _size: self._fit())
        self._dress()

    @property
    def text(self) -> str:
        """What is shown, as it was given."""
        return self._text

    def set_text(self, text: str, marks: Sequence[Mark] = ()) -> None:
        """Show `text` with `marks`. Text added at the end keeps the selection and the scroll."""
        if text != self._text:
            old, self._text = self._text, text
            if old and text.startswith(old) and not old.endswith("\r"):
                cursor = QTextCursor(self.document())
                cursor.movePosition(QTextCursor.MoveOperation.End)
                cursor.insertText(text[len(old) :])
            else:
                self.setPlainText(text)
                self._dress()
            self._scroll_or_grow()
        self._marks = tuple(marks)
        self._paint_marks()

    def scroll_to(self, place: int) -> None:
        """Bring code point `place` into view."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(qt_positions(self._text, [place])[place])
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _dress(self) -> None:
        """Give the text its font and its lines their distance."""
        self.document().setDefaultFont(reading_font())
        self.setTabStopDistance(scaled(READING_PX * 2))
        lines = QTextBlockFormat()
        # The same for every script: a proportional height would follow the fallback font of each line.
        lines.setLineHeight(
            scaled(READING_PX * LINE_HEIGHT), QTextBlockFormat.LineHeightTypes.FixedHeight.value
        )
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(lines)

    def _paint_marks(self) -> None:
        colours = tokens()
        looks = {
            "hit": (colours.accent_soft, colours.text, colours.accent),
            "accent": (colours.accent_soft, colours.text, colours.accent),
            "severity": (colours.severity_soft, colours.text, colours.severity),
            "good": (colours.rail, colours.text, colours.good),
        }
        at = qt_positions(self._text, [place for mark in self._marks for place in (mark.start, mark.end)])
        selections = []
        for mark in self._marks:
            ground, ink, under = looks[mark.kind]
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(self.document())
            selection.cursor.setPosition(at[mark.start])
            selection.cursor.setPosition(at[mark.end], QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            look.setBackground(QColor(ground))
            look.setForeground(QColor(ink))
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            look.setUnderlineColor(QColor(under))
            selection.format = look
            selections.append(selection)
        self.setExtraSelections(selections)

    def _scroll_or_grow(self) -> None:
        if self._grows:
            whole = len(self._text) <= LONGEST_WHOLE
            self.setVerticalScrollBarPolicy(
                Qt.ScrollBarPolicy.ScrollBarAlwaysOff if whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
            )
            self._fit()

    def _fit(self) -> None:
        if len(self._text) > LONGEST_WHOLE:
            self.setFixedHeight(scaled(560))
            return
        height = round(self.document().size().height()) + 2 * self.frameWidth() + 2
        if height != self.height():
            self.setFixedHeight(height)

    # Qt

    def sizeHint(self) -> QSize:
        """A comfortable width; the height of the text where it grows."""
        return QSize(scaled(360), self.height() if self._grows else scaled(200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines short enough to follow."""
        spare = max(0, event.size().width() + self.viewportMargins().right() - scaled(WIDEST))
        if spare != self.viewportMargins().right():
            self.setViewportMargins(0, 0, spare, 0)
        super().resizeEvent(event)
        if self._grows:
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange}:
            self._dress()
            self._paint_marks()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Where the text grows, the column around it scrolls."""
        if self._grows and len(self._text) <= LONGEST_WHOLE:
            event.ignore()
        else:
            super().wheelEvent(event)
