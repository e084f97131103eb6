"""What of the leaderboard is shown: models, source, category, protocol, and what the signs mean."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.domain.scores import Protocol
from workbench.gui.presenters.results import BoardState
from workbench.gui.presenters.results_grid import Shown
from workbench.gui.presenters.results_words import MEANINGS
from workbench.gui.widgets.board_legend import BoardLegend
from workbench.gui.widgets.buttons import Segmented
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.numbers import Choice
from workbench.gui.widgets.search import SearchField
from workbench.gui.widgets.shortcuts import Shortcut

_ALL = ""
"""The value of “all” in the lists of sources and categories."""


class ResultsFilters(Flow):
    """One line of filters; more where there is no room.

    Signals:
        searched: show models with these words (str).
        source_chosen, category_chosen: show only these; None for all (str or None).
        protocols_chosen: which protocols stand in the cells (Shown).
    """

    searched = Signal(str)
    source_chosen = Signal(object)
    category_chosen = Signal(object)
    protocols_chosen = Signal(object)

    def __init__(self, around: QWidget) -> None:
        """Filters whose keys work everywhere in `around`."""
        self._search = SearchField("Model", "results.search", widest=260)
        self._source, self._category = Choice("Source"), Choice("Category")
        self._shown = Segmented([(one, one.value) for one in Shown])
        super().__init__(self._search, self._source, self._category, self._shown, BoardLegend())
        self._search.searched.connect(self.searched)
        Shortcut("results.search", around).activated.connect(self._search.setFocus)
        for choice, signal in ((self._source, self.source_chosen), (self._category, self.category_chosen)):
            choice.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            choice.setMinimumContentsLength(15)
            choice.activated.connect(
                lambda _at, choice=choice, signal=signal: signal.emit(choice.currentData() or None)
            )
        for protocol in Protocol:
            self._shown.set_tip(Shown(protocol.value), MEANINGS[protocol])
        self._shown.chosen.connect(self.protocols_chosen)

    def render_state(self, state: BoardState) -> None:
        """Show what is chosen."""
        choice = state.choice
        self._search.show_text(choice.text)
        self._source.show_choices(_choices("Every source", state.sources), choice.source or _ALL)
        self._category.show_choices(_choices("Every category", state.categories), choice.category or _ALL)
        self._shown.set_value(choice.shown)


def _choices(every: str, values: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(_ALL, every), *((value, value) for value in values)]
