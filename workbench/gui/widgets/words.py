"""Markdown that is read: no link leads anywhere, nothing is loaded."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QImage, QTextBlockFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from workbench.gui.theme import LINE_HEIGHT, READING_PX, reading_font, scaled

_PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What a picture is in the document's text."""


class Words(QTextBrowser):
    """Formatted text, as high as it is; with `most` lines at most, it scrolls beyond them."""

    def __init__(self, most: int | None = None) -> None:
        super().__init__()
        self._most = most
        self.setProperty("role", "reading")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._text = ""
        self.document().setDocumentMargin(0)

    def show_words(self, text: str) -> None:
        """Show Markdown; does nothing when it is what is shown."""
        if text != self._text:
            self._text = text
            self._dress()

    def _dress(self) -> None:
        self.document().setDefaultFont(reading_font())
        features = QTextDocument.MarkdownFeature
        self.document().setMarkdown(self._text, features.MarkdownNoHTML | features.MarkdownDialectGitHub)
        lines = QTextBlockFormat()
        lines.setLineHeight(LINE_HEIGHT * 84, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        lines.setBottomMargin(scaled(6))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(lines)
        self._name_pictures()
        self._fit()

    def _name_pictures(self) -> None:
        """Put what a picture is called in its place."""
        cursor = self.document().find(_PICTURE)
        while not cursor.isNull():
            look = cursor.charFormat()
            if look.isImageFormat():
                name = look.property(QTextFormat.Property.ImageAltText.value)
                cursor.insertText(f"[{name}]", cursor.blockCharFormat())
            cursor = self.document().find(_PICTURE, cursor)

    def _fit(self) -> None:
        wanted = round(self.document().size().height()) + 4
        most = wanted if self._most is None else scaled(READING_PX * LINE_HEIGHT) * self._most
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if wanted > most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.setFixedHeight(min(wanted, most))

    # Qt

    def loadResource(self, kind: int, _name: object) -> object:
        """No picture is fetched from anywhere.

        Where it is given nothing, Qt looks for a file of that name, on another machine too; so it is given an
        empty picture.
        """
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        picture = QImage(QSize(1, 1), QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.transparent)
        return picture

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange} and self._text:
            self._dress()
