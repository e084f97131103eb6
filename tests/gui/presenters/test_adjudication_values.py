"""What the adjudication shows."""

from tests.gui.invented_adjudication import KeepingDecisions, opened
from workbench.domain.adjudications import Cause
from workbench.gui.presenters.adjudication_values import AdjudicationState, Draft, Kept, Shown, listed


def test_a_draft_needs_a_value_and_a_cause() -> None:
    """No value is a value, too."""
    assert not Draft(valued=True, value=1).complete
    assert not Draft(cause=Cause.SLIP).complete
    assert Draft(valued=True, value=None, cause=Cause.SLIP).complete


def test_rows_follow_the_filters() -> None:
    """And the chosen one is found among them, where it is."""
    doing = KeepingDecisions()
    queue = doing.operations.queue(opened())
    first = queue.entries[0]
    kept = doing.operations.decide(opened(), first.case, Draft(True, 1, Cause.SLIP))
    state = AdjudicationState(queue, kept, place=2)
    assert [row.entry.place for row in listed(state).rows] == [1, 2, 3]
    assert listed(state).row == 1
    assert (state.decided, state.total) == (1, 4)
    state = listed(AdjudicationState(queue, kept, shown=Shown.DECIDED, place=2))
    assert [row.resolution for row in state.rows] == doing.kept
    assert state.row is None
    assert listed(AdjudicationState(queue, kept, question="correctness", shown=Shown.ALL)).row is None
    assert listed(AdjudicationState(kept=Kept())).rows == ()
