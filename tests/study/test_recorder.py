"""Events are written with their time before anything else follows."""

import uuid

from tests.study.invented import RATER, Hand, ListLog
from workbench.domain.studies import Action
from workbench.study.recorder import Place, Recorder, new_id, system_clocks


def test_an_event_knows_when_and_where() -> None:
    """Time, session, place; the log has it and the ledger too."""
    log, hand = ListLog(), Hand()
    recorder = Recorder(log, RATER, hand.clocks())
    hand.pass_ms(1_500)
    event = recorder.record(Action.OPEN, Place("r01-001"))
    assert (event.active_ms, event.monotonic_ms, event.number) == (1_500, hand.now, 1)
    assert recorder.events == log.events == (event,)
    assert recorder.saved == event.utc
    assert recorder.ledger.on_screen == "r01-001"


def test_ids_sort_by_time() -> None:
    """Version 7, unique."""
    ids = [new_id() for _ in range(50)]
    assert len(set(ids)) == 50
    assert {uuid.UUID(one).version for one in ids} == {7}
    assert ids[0][:8] <= ids[-1][:8]


def test_the_clocks_of_this_machine_go_on() -> None:
    """UTC with milliseconds, and one that never goes back."""
    clocks = system_clocks()
    assert clocks.utc().endswith("+00:00")
    assert clocks.monotonic_ms() <= clocks.monotonic_ms()
