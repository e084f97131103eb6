"""Draws what a study will cost and show, and what would spoil its blinding."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from workbench.domain.languages import han_language
from workbench.gui.presenters import phrases
from workbench.gui.presenters.study_forecast import ForecastState
from workbench.gui.tables.rows import Column, RowsTable
from workbench.gui.theme import scaled
from workbench.gui.widgets.buttons import FilterChip
from workbench.gui.widgets.card import PART, Card, column, head
from workbench.gui.widgets.flow import Flow, FlowLayout
from workbench.gui.widgets.labels import Label, SectionLabel, WrapLabel
from workbench.gui.widgets.lists import Table
from workbench.gui.widgets.numbers import WholeNumber
from workbench.gui.widgets.positions import Mark
from workbench.gui.widgets.reading import ReadingText
from workbench.study.blinding.findings import Kind
from workbench.study.blinding_check import BlindingCheck, Found
from workbench.study.planner import Outcome
from workbench.study.preparing import Treatment

_FACTS = ("Presentations each", "Hours each", "Shares", "Wins less losses", "Krippendorff’s α")
_SEEN_BEFORE = 40
"""Characters before a finding that are in view with it."""


class PlanCard(Card):
    """What the study will cost its raters, and what it will be able to show.

    Signals:
        seconds_chosen: one presentation takes so many seconds (int).
    """

    seconds_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._seconds = WholeNumber(1, 3_600, name="Seconds for one presentation", suffix=" s")
        self._seconds.valueChanged.connect(self.seconds_chosen)
        self._values = {name: Label("–", "number") for name in _FACTS}
        self._power, self._advice = WrapLabel("", "soft"), WrapLabel("")
        top = head(
            Label("Plan", "heading"), 1, Label("a presentation takes", "soft"), self._seconds, height=PART
        )
        self.body.addLayout(top)
        facts = []
        for name, value in self._values.items():
            fact = QWidget()
            fact.setLayout(column(Label(name, "soft"), value, spacing=2))
            facts.append(fact)
        self.body.addWidget(Flow(*facts, spacing=16))
        self.body.addWidget(self._power)
        self.body.addWidget(self._advice)

    def render_state(self, state: ForecastState) -> None:
        """Show the plan of `state`."""
        self._seconds.show_number(state.seconds)
        for name, words in zip(_FACTS, facts_of(state.outcome), strict=True):
            self._values[name].setText(words)
        outcome = state.outcome
        self._power.setVisible(outcome is not None)
        if outcome is None:
            self._advice.setText("Tick runs to see what the study costs and what it can show.")
            return
        chances = ", ".join(f"{chance:.0%} at {rate:.0%}" for rate, chance in outcome.power)
        self._power.setText(
            f"Power by true win rate: {chances}; {outcome.votes:,} votes count as "
            f"{outcome.independent:,.0f} independent ones."
        )
        self._advice.setText(outcome.recommendation)


def facts_of(outcome: Outcome | None) -> tuple[str, ...]:
    """The five numbers of a plan; dashes without one."""
    if outcome is None:
        return ("–",) * len(_FACTS)
    alpha = "–" if outcome.alpha is None else f"±{outcome.alpha:.2f}"
    return (
        f"{outcome.presentations:,}",
        f"{outcome.hours:.1f} h",
        f"±{outcome.proportion:.0f} points",
        f"±{outcome.preference:.0f} points",
        alpha,
    )


class BlindingCard(Card):
    """What in the answers would tell whose they are, and what is done about it.

    Signals:
        treated: do this to every answer (Treatment).
        kind_chosen: list findings of this kind, None for all (Kind or None).
        chosen: read the finding at this place (int).
    """

    treated = Signal(object)
    kind_chosen = Signal(object)
    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._instances = WrapLabel("", "soft")
        self._mask = QCheckBox("Put [model] where a name stands")
        self._even = QCheckBox("Thoughts and marks out, formatting made plain")
        self._even.setToolTip("For all arms alike; every change is noted in the key")
        self._mask.clicked.connect(lambda on: self.treated.emit(Treatment.MASK if on else Treatment.NONE))
        self._even.clicked.connect(lambda on: self.treated.emit(Treatment.EVEN if on else Treatment.MASK))
        self._chips = QWidget()
        self._chips_layout = FlowLayout()
        self._chips.setLayout(self._chips_layout)
        self._shown: tuple[tuple[Kind, str], ...] = ()
        self._filters: dict[Kind, FilterChip] = {}
        self._table = Table(
            RowsTable[Found](
                [
                    Column("Kind", lambda one: one.kind.value, width=78),
                    Column("Arm", lambda one: one.model, width=120, spare=True),
                    Column("Finding", lambda one: one.sentence),
                ]
            )
        )
        self._table.setAccessibleName("Findings")
        self._table.chosen.connect(self.chosen)
        self._text = ReadingText()
        self._text.setAccessibleName("The answer")
        # So that plan and check are seen whole in a window of usual size.
        self._table.setMinimumHeight(scaled(56))
        self._text.setMinimumHeight(scaled(44))
        self._title = SectionLabel("The answer, as the model wrote it")
        self._left = WrapLabel("", "soft")
        self._build()

    def render_state(self, state: ForecastState) -> None:
        """Show the check of `state`."""
        check = state.check
        self._instances.setText(
            "Looking at the answers…" if state.checking else state.message or state.instances
        )
        self._instances.setVisible(bool(self._instances.text()))
        self._mask.setChecked(state.treatment is not Treatment.NONE)
        self._mask.setEnabled(state.treatment is not Treatment.EVEN)
        self._even.setChecked(state.treatment is Treatment.EVEN)
        self._show_kinds(check, state.kind)
        self._table.show_rows(state.findings, state.at)
        found = state.finding
        for widget in (self._table, self._title, self._text):
            widget.setVisible(bool(state.findings))
        if found is not None:
            self._text.set_text(
                found.text, [Mark(found.start, found.end, "severity")], han_language(found.text)
            )
            self._text.scroll_to(max(0, found.start - _SEEN_BEFORE))
        self._left.setText(left_said(check))

    def _build(self) -> None:
        self.body.addLayout(head(Label("Blinding check", "heading"), height=PART))
        self.body.addWidget(self._instances)
        self.body.addWidget(Flow(self._mask, self._even))
        self.body.addWidget(self._chips)
        self.body.addWidget(self._table, 2)
        self.body.addWidget(self._title)
        self.body.addWidget(self._text, 2)
        self.body.addWidget(self._left)
        self.body.addStretch(1)

    def _show_kinds(self, check: BlindingCheck | None, chosen: Kind | None) -> None:
        """A chip for each kind of finding, with its number before and after the remedies."""
        counts: dict[Kind, int] = {}
        for one in check.found if check is not None else ():
            counts[one.kind] = counts.get(one.kind, 0) + 1
        left = check.left if check is not None else {}
        kinds = tuple(
            (kind, f"{kind.value} {count:,} → {left.get(kind, 0):,}") for kind, count in counts.items()
        )
        if kinds != self._shown:
            for chip in self._filters.values():
                self._chips_layout.removeWidget(chip)
                chip.deleteLater()
            self._filters = {kind: self._chip(kind, words) for kind, words in kinds}
            self._shown = kinds
        for kind, chip in self._filters.items():
            chip.setChecked(kind is chosen)
        self._chips.setVisible(bool(kinds))

    def _chip(self, kind: Kind, words: str) -> FilterChip:
        chip = FilterChip(words)
        chip.setToolTip("Found → left after what is done to the answers")
        chip.clicked.connect(lambda on: self.kind_chosen.emit(kind if on else None))
        self._chips_layout.addWidget(chip)
        return chip


def left_said(check: BlindingCheck | None) -> str:
    """What the remedies change and leave, in words."""
    if check is None:
        return ""
    left = sum(check.left.values())
    said = [
        f"{check.changed:,} of {phrases.counted(check.answers, 'answer')} changed; "
        f"{phrases.counted(left, 'finding')} left."
        if check.found
        else f"Nothing was found in {phrases.counted(check.answers, 'answer')}."
    ]
    if check.gaps:
        said.append("Arms still differ in style: " + " ".join(gap.sentence for gap in check.gaps))
    return " ".join(said)
