"""Fields to write in, made so that nothing disturbs whoever writes.

A field says at once what was typed, and never sets a text that it shows already: what an input method
is composing, the cursor and the selection stay, however often the screen is drawn. Undo belongs to
the whole draft, so the fields have none of their own.
"""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QTextEdit

from workbench.domain.languages import han_language
from workbench.gui.theme import LINE_HEIGHT, READING_PX, reading_font, scaled
from workbench.gui.widgets.positions import qt_positions

_PARAGRAPH = "\u2029"
_AROUND = 20
"""Border and padding above and below the text, as the style sheet has them, and the document's margin."""


def _is_undo(event: QEvent) -> bool:
    key = cast("QKeyEvent", event)
    return key.matches(QKeySequence.StandardKey.Undo) or key.matches(QKeySequence.StandardKey.Redo)


class TextField(QTextEdit):
    """Several lines of plain text, byte for byte; as high as its text between two limits.

    Signals:
        typed: the whole text, at each change a person made (str).
        left: the cursor went elsewhere.
    """

    typed = Signal(str)
    left = Signal()

    def __init__(self, name: str, hint: str = "", *, lines: tuple[int, int] = (1, 12)) -> None:
        super().__init__()
        self._text = ""
        self._lines = lines
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self.textChanged.connect(self._hear)
        self._dress()

    @property
    def text(self) -> str:
        """What is written, as the draft has it."""
        return self._text

    def show_text(self, text: str) -> None:
        """Show another text; does nothing when it is the one that is there."""
        if text == self._text:
            return
        place = _place_of_change(self._text, text)
        self._text = text
        self.setPlainText(text)
        self._dress()
        cursor = QTextCursor(self.document())
        cursor.setPosition(qt_positions(text, [place])[place])
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _hear(self) -> None:
        """Tell what a person changed. Formats and compositions change nothing."""
        raw = self.document().toRawText().replace(_PARAGRAPH, "\n")
        if raw != self._text.replace("\r\n", "\n").replace("\r", "\n"):
            # A file written on Windows keeps its line ends when a word in it is corrected.
            self._text = raw.replace("\n", "\r\n") if "\r\n" in self._text else raw
            self.typed.emit(self._text)

    def _dress(self) -> None:
        self.document().setDefaultFont(reading_font(han_language(self._text)))
        lines = QTextBlockFormat()
        # The same for every script: a proportional height would follow the fallback font of each line.
        lines.setLineHeight(
            scaled(READING_PX * LINE_HEIGHT), QTextBlockFormat.LineHeightTypes.FixedHeight.value
        )
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(lines)
        self._fit()

    def _fit(self) -> None:
        least, most = (scaled(READING_PX * LINE_HEIGHT) * count for count in self._lines)
        wanted = round(self.document().size().height())
        high = max(least, min(wanted, most)) + _AROUND
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if wanted > most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if high != self.height():
            self.setFixedHeight(high)

    # Qt

    def sizeHint(self) -> QSize:
        """A comfortable width at its height."""
        return QSize(scaled(320), self.height())

    def minimumSizeHint(self) -> QSize:
        """Narrow where it must be."""
        return QSize(scaled(120), self.height())

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the screen."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave undo and redo to the screen, also when there is nothing to undo."""
        if _is_undo(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text as text."""
        if source.hasText():
            self.textCursor().insertText(source.text().replace("\r\n", "\n"))
            self.ensureCursorVisible()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the cursor went elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange}:
            self._dress()


class LineField(QLineEdit):
    """One line of text.

    Signals:
        typed: the whole text, at each change a person made (str).
        left: the cursor went elsewhere.
    """

    typed = Signal(str)
    left = Signal()

    def __init__(
        self, name: str, hint: str = "", *, means: Callable[[str], object] = lambda text: text
    ) -> None:
        """A line called `name`; two texts that `means` the same are the same to the draft."""
        super().__init__()
        self._means = means
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.textEdited.connect(self.typed)

    def show_text(self, text: str) -> None:
        """Show another text; does nothing when what is there means the same."""
        if self._means(text) != self._means(self.text()):
            self.setText(text)
            self.setCursorPosition(0 if not self.hasFocus() else len(text))

    # Qt

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the screen."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave undo and redo to the screen, also when there is nothing to undo."""
        if _is_undo(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the cursor went elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()


def _place_of_change(before: str, after: str) -> int:
    """Where the cursor belongs in a text that took the place of another: behind what changed in it.

    At the end, when the two have little in common.
    """
    shorter = min(len(before), len(after))
    head = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if before[-1 - n] != after[-1 - n]), rest)
    return len(after) - tail if head + tail >= shorter / 2 else len(after)
