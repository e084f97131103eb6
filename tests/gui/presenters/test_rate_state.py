"""Everything the Rate screen shows."""

from workbench.gui.presenters.rate_state import Phase, RateState


def test_at_first_no_study_is_open() -> None:
    """And nothing failed."""
    state = RateState()
    assert (state.phase, state.page, state.failed) == (Phase.EMPTY, None, False)
