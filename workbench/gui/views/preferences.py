"""The Settings screen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QSlider, QWidget

from workbench.gui.presenters.preferences import LARGEST, SMALLEST, STEP, PreferencesState
from workbench.gui.theme import scaled
from workbench.gui.views.key_settings import KeySettings
from workbench.gui.widgets.buttons import CapButton, Segmented
from workbench.gui.widgets.card import GAP, MARGIN, Card, ScrollColumn, column, head, row
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Label, SectionLabel, WrapLabel
from workbench.gui.widgets.reading import ReadingText
from workbench.gui.widgets.stack import Stack
from workbench.settings import ThemeChoice

_SAMPLE = (
    "A 61-year-old man has decreased urinary output two weeks after cardiac catheterization.\n"
    "患者两周前接受了心导管检查。 · 2週間前に心臓カテーテル検査を受けた。\n"
    "Œdème des deux chevilles. · ¿Cuál es la causa más probable? · Жалобы на боль в груди."
)


class PreferencesView(QWidget):
    """Theme, text size, and where things are; on a page of its own, the keys.

    Signals:
        theme_chosen: light, dark or the system's (ThemeChoice).
        percent_chosen: the size of all text (int).
        pause_chosen: whether runs wait for mains power (bool).
    """

    theme_chosen = Signal(object)
    percent_chosen = Signal(int)
    pause_chosen = Signal(bool)

    def __init__(self, version: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Segmented(
            [(ThemeChoice.SYSTEM, "As the system"), (ThemeChoice.LIGHT, "Light"), (ThemeChoice.DARK, "Dark")]
        )
        self._theme.chosen.connect(self.theme_chosen)
        self._amount = Label("100 %")
        self._percent = QSlider(Qt.Orientation.Horizontal)
        self._percent.setRange(SMALLEST // STEP, LARGEST // STEP)
        self._percent.setPageStep(1)
        self._percent.setFixedWidth(scaled(240))
        self._percent.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._percent.setAccessibleName("Text size")
        # Only when let go: the slider itself grows with the text.
        self._percent.setTracking(False)
        self._percent.valueChanged.connect(lambda value: self.percent_chosen.emit(value * STEP))
        self._percent.sliderMoved.connect(lambda value: self._amount.setText(f"{value * STEP} %"))
        self._smaller = CapButton("Smaller", "window.smaller")
        self._larger = CapButton("Larger", "window.larger")
        self._smaller.clicked.connect(lambda: self._percent.setValue(self._percent.value() - 1))
        self._larger.clicked.connect(lambda: self._percent.setValue(self._percent.value() + 1))
        self._pause = QCheckBox("Pause on battery")
        self._pause.clicked.connect(self.pause_chosen)
        self._places = WrapLabel("")
        self.keys = KeySettings()
        self._pages = Segmented([(0, "General"), (1, "Keys")])
        self._stack = Stack()
        self._pages.chosen.connect(self._stack.setCurrentIndex)
        self._pages.set_value(0)
        self._build(version)

    def render_state(self, state: PreferencesState) -> None:
        """Show the settings in use."""
        self._theme.set_value(state.settings.theme)
        self._percent.blockSignals(True)
        self._percent.setValue(state.settings.text_percent // STEP)
        self._percent.blockSignals(False)
        self._amount.setText(f"{state.settings.text_percent} %")
        self._smaller.setEnabled(state.can_shrink)
        self._larger.setEnabled(state.can_grow)
        self._pause.setChecked(state.settings.pause_on_battery)
        self._places.setText("\n".join(f"{what}: {path}" for what, path in state.places))

    def _build(self, version: str) -> None:
        sample = ReadingText(grows=True)
        sample.set_text(_SAMPLE)
        looks = Card()
        looks.body.addWidget(SectionLabel("Theme"))
        looks.body.addLayout(row(self._theme, 1))
        looks.body.addSpacing(8)
        looks.body.addWidget(SectionLabel("Text size"))
        looks.body.addWidget(Flow(self._percent, self._amount, self._smaller, self._larger))
        looks.body.addSpacing(8)
        looks.body.addWidget(sample)
        runs = Card()
        runs.body.addWidget(SectionLabel("Runs"))
        runs.body.addWidget(self._pause)
        runs.body.addWidget(
            WrapLabel("A run waits while this machine is not plugged in, and goes on by itself.", "soft")
        )
        about = Card()
        about.body.addWidget(SectionLabel("On this machine"))
        about.body.addWidget(self._places)
        about.body.addSpacing(8)
        about.body.addWidget(SectionLabel("About"))
        about.body.addWidget(
            WrapLabel(
                f"MedS Workbench {version}. It sends nothing anywhere and looks for no updates: every "
                "connection is one you asked for. For research and teaching; not a medical device.",
                "soft",
            )
        )
        # Scrolls where there is little room: what it shows must not keep the window from being small.
        page = ScrollColumn()
        page.body.setSpacing(GAP)
        for card in (looks, runs, about):
            page.body.addWidget(card)
        page.body.addStretch(1)
        for part in (page, self.keys):
            self._stack.addWidget(part)
        title = head(Label("Settings", "title"), self._pages, 1, spacing=MARGIN)
        whole = column(title, spacing=GAP, margins=MARGIN)
        whole.addLayout(self._stack, 1)
        self.setLayout(whole)
