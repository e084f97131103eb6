"""Text to be read: large, with air between the lines, selectable, with marks."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLine,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from workbench.domain.languages import han_language
from workbench.gui.theme import LINE_HEIGHT, READING_PX, reading_font, scaled, tokens
from workbench.gui.widgets.marks import mark_looks
from workbench.gui.widgets.positions import Mark, qt_positions, text_position

WIDEST = 680
"""Longer lines are hard to follow: some 80 letters at the default size."""
LONGEST_WHOLE = 10_000
"""Characters laid out in full where text grows with its content; longer ones scroll by themselves."""

_GAP = "\N{EM SPACE}"

LONG_HEIGHT = 420
"""Pixels of a text that scrolls by itself among others, so that what follows stays in reach."""


class ReadingText(QTextEdit):
    """Plain text that is read, not edited.

    With `grows` it is as high as its text, for use in a column that scrolls as a whole; else it
    scrolls by itself and lays out only what is in view, so length costs nothing.
    """

    def __init__(self, *, grows: bool = False, role: str = "reading", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grows = grows
        self._text = ""
        self._language: str | None = None
        self._marks: tuple[Mark, ...] = ()
        self._found: tuple[Mark, ...] = ()
        self._document: QTextDocument | None = None
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
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if grows:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.setMinimumWidth(scaled(120))
        self._replace("")

    @property
    def text(self) -> str:
        """What is shown, as it was given."""
        return self._text

    def set_text(self, text: str, marks: Sequence[Mark] = (), language: str | None = None) -> None:
        """Show `text` with `marks`. Text added at the end keeps the selection and the scroll.

        Chinese characters are drawn as `language` writes them; without it, as the text itself tells.
        """
        language = language or han_language(text)
        if text != self._text or language != self._language:
            old, self._text = self._text, text
            self._found = ()
            adds = (
                bool(old) and text.startswith(old) and not old.endswith("\r") and language == self._language
            )
            self._language = language
            if adds:
                self._add(_shown(text[len(old) :]))
            else:
                self._replace(_shown(text))
            if self._grows:
                policy = Qt.ScrollBarPolicy
                whole = len(text) <= LONGEST_WHOLE
                self.setVerticalScrollBarPolicy(
                    policy.ScrollBarAlwaysOff if whole else policy.ScrollBarAsNeeded
                )
                self._fit()
        self._marks = tuple(marks)
        self._paint_marks()

    def show_found(self, found: Sequence[Mark]) -> None:
        """Mark what was looked for, beside the other marks, until the text changes."""
        if tuple(found) != self._found:
            self._found = tuple(found)
            self._paint_marks()

    @property
    def selection(self) -> tuple[int, int]:
        """First code point that is selected, and the one after the last; equal when nothing is."""
        cursor = self.textCursor()
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        return text_position(self._text, first), text_position(self._text, last)

    def scroll_to(self, place: int) -> None:
        """Bring code point `place` into view."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(qt_positions(self._text, [place])[place])
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _add(self, text: str) -> None:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)

    def _replace(self, text: str) -> None:
        """Show another document: written before it has a layout, it is laid out once, where it is seen."""
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(reading_font(self._language))
        document.setDefaultTextOption(self.document().defaultTextOption())
        cursor = QTextCursor(document)
        # Given to the one empty line there is, every line that is written inherits it.
        cursor.setBlockFormat(_line_format())
        cursor.insertText(text)
        old, self._document = self._document, document
        self.setDocument(document)
        if old is not None:
            # The one Qt made at first is Qt's to delete; the others are ours.
            old.deleteLater()
        if self._grows:
            document.documentLayout().documentSizeChanged.connect(self._fit)

    def _dress(self) -> None:
        """Give the text its font and its lines their distance."""
        self.document().setDefaultFont(reading_font(self._language))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(_line_format())

    @property
    def _painted(self) -> tuple[Mark, ...]:
        """All marks; what was looked for over the others."""
        return (*self._marks, *self._found)

    def _paint_marks(self) -> None:
        """Say where the marks are: their ground and line are painted under the words."""
        marks = self._painted
        at = qt_positions(self._text, [place for mark in marks for place in (mark.start, mark.end)])
        selections = []
        for mark in marks:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(self.document())
            selection.cursor.setPosition(at[mark.start])
            selection.cursor.setPosition(at[mark.end], QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            look.setForeground(QColor(tokens().text))
            selection.format = look
            selections.append(selection)
        self.setExtraSelections(selections)
        self.viewport().update()

    def _fit(self, _size: object = None) -> None:
        if len(self._text) > LONGEST_WHOLE:
            self.setFixedHeight(scaled(LONG_HEIGHT))
            return
        height = round(self.document().size().height()) + 2 * self.frameWidth() + 2
        if height != self.height():
            self.setFixedHeight(height)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the marks' ground and line, then the text over them."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        looks = mark_looks(tokens())
        seen = QRectF(event.rect())
        first = self.cursorForPosition(event.rect().topLeft()).position()
        last = self.cursorForPosition(event.rect().bottomRight()).position()
        for mark, selection in zip(self._painted, self.extraSelections(), strict=True):
            # What is far below is not laid out yet, and need not be.
            if selection.cursor.selectionEnd() < first or selection.cursor.selectionStart() > last:
                continue
            ground, under, thick = looks[mark.kind]
            for rect in _rects(self, selection.cursor):
                if rect.intersects(seen):
                    painter.fillRect(rect, QColor(ground))
                    line = max(min(thick, 1), scaled(thick))
                    painter.fillRect(rect.adjusted(0, rect.height() - line, 0, 0), QColor(under))
        painter.end()
        super().paintEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is the text, not how it is shown."""
        copied = super().createMimeDataFromSelection()
        if _GAP not in self._text:
            copied.setText(copied.text().replace(_GAP, "\t"))
        return copied

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


def _shown(text: str) -> str:
    """`text` with every tab as a gap.

    Upstream parts the options of a question by tabs, and just before a tab stop one is a pixel wide.
    """
    return text.replace("\t", _GAP)


def _rects(reading: QTextEdit, cursor: QTextCursor) -> Iterator[QRectF]:
    """Where the words between the ends of `cursor` stand in the viewport, line by line."""
    layout = reading.document().documentLayout()
    shift_x, shift_y = reading.horizontalScrollBar().value(), reading.verticalScrollBar().value()
    block = reading.document().findBlock(cursor.selectionStart())
    while block.isValid() and block.position() < cursor.selectionEnd():
        place = layout.blockBoundingRect(block).topLeft()
        start = max(0, cursor.selectionStart() - block.position())
        end = min(block.length() - 1, cursor.selectionEnd() - block.position())
        lines = block.layout()
        # A report may be one paragraph of thousands of lines: only those of the mark are looked at.
        first, last = (lines.lineForTextPosition(at) for at in (start, end))
        among = range(first.lineNumber(), last.lineNumber() + 1) if first.isValid() and last.isValid() else ()
        for number in among:
            rect = _words_rect(lines.lineAt(number), start, end)
            if rect.width() > 0:
                yield rect.translated(place.x() - shift_x, place.y() - shift_y)
        block = block.next()


def _words_rect(line: QTextLine, start: int, end: int) -> QRectF:
    """The ground of what `line` has from position `start` to `end`: as high as letters, in any script.

    The line's own height follows the font that the characters of a script were found in.
    """
    start, end = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
    if end <= start:
        return QRectF()
    left, right = (float(line.cursorToX(place)[0]) for place in (start, end))  # type: ignore[index]
    # Not under the space at which the line was broken.
    right = min(right, line.x() + line.naturalTextWidth())
    height = scaled(READING_PX)
    baseline = line.y() + line.ascent()
    return QRectF(left, baseline - height, right - left, height * 1.35).toAlignedRect().toRectF()


def _line_format() -> QTextBlockFormat:
    """Lines at one and a half, the same for every script.

    A proportional height would follow the fallback font of each line.
    """
    lines = QTextBlockFormat()
    fixed = QTextBlockFormat.LineHeightTypes.FixedHeight
    lines.setLineHeight(scaled(READING_PX * LINE_HEIGHT), fixed.value)
    return lines
