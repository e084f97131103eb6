"""Number fields that change only when a person means it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)


class WholeNumber(QSpinBox):
    """A whole number. The wheel changes it only while it has the keyboard, so that a page can scroll."""

    def __init__(
        self, least: int, most: int, *, name: str, suffix: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setSuffix(suffix)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setGroupSeparatorShown(True)
        self.setKeyboardTracking(False)
        # The style sheet's padding stops at the field inside.
        self.lineEdit().setTextMargins(6, 0, 2, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_number(self, number: int) -> None:
        """Show `number` without saying so."""
        self.blockSignals(True)
        self.setValue(number)
        self.blockSignals(False)

    # Qt

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page around."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Fraction(QDoubleSpinBox):
    """A number with a point, in steps. The wheel changes it only while it has the keyboard."""

    def __init__(
        self, least: float, most: float, step: float, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setSingleStep(step)
        self.setDecimals(2)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setKeyboardTracking(False)
        # The style sheet's padding stops at the field inside.
        self.lineEdit().setTextMargins(6, 0, 2, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_number(self, number: float) -> None:
        """Show `number` without saying so."""
        self.blockSignals(True)
        self.setValue(number)
        self.blockSignals(False)

    # Qt

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page around."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Choice(QComboBox):
    """One of several things with a name. The wheel chooses only while it has the keyboard."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_choices(self, choices: list[tuple[str, str]], chosen: str | None) -> None:
        """Offer `choices`, each a value and its words, with `chosen` chosen; says nothing."""
        self.blockSignals(True)
        if choices != [(self.itemData(number), self.itemText(number)) for number in range(self.count())]:
            self.clear()
            for value, words in choices:
                self.addItem(words, value)
                self.setItemData(self.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        self.setCurrentIndex(next((n for n, (value, _) in enumerate(choices) if value == chosen), -1))
        self.setToolTip(self.currentText())
        self.blockSignals(False)

    # Qt

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words with “…” where they do not fit; Qt would cut them."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        room = field.width() - 4
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page around."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
