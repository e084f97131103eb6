"""What can stand below the board."""

from tests.gui.invented_results import Doing, items
from workbench.domain.scores import Protocol
from workbench.gui.presenters.results import BoardState
from workbench.gui.presenters.results_panels import DetailState, Looking, Panel, prepare, summary_of


def test_every_panel_is_prepared_for_an_empty_board() -> None:
    """Each says what to do first; nothing is asked."""
    doing = Doing()
    for panel in Panel:
        found = prepare(panel, Looking(BoardState(), None, Protocol.PAPER), doing.operations)
        assert found.state.panel is panel
        assert found.state.message
        assert found.ask is None
    assert doing.asked == []


def test_counts_are_said_in_words() -> None:
    """What could not be scored only where there is such."""
    assert summary_of(()) == "0 answers · 0 with full marks"
    assert summary_of(items()[:1]) == "1 answer · 1 with full marks"


def test_no_item_is_read_at_first() -> None:
    """A state by itself has nothing."""
    assert DetailState().item is None
