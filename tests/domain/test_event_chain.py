"""A chain of events tells where it was changed."""

from dataclasses import replace

from tests.formats.studies import chained, study
from workbench.domain.event_chain import broken_at, first_link, last_link, link
from workbench.domain.studies import Event

STUDY = study()
EVENTS = chained(STUDY, "r1", 5)


def broken(events: tuple[Event, ...]) -> int | None:
    """At which event."""
    found = broken_at(STUDY.id, "r1", events)
    return None if found is None else found[0]


def test_a_whole_chain_has_no_fault() -> None:
    """Nor has an empty one."""
    assert broken(EVENTS) is None
    assert broken(()) is None
    assert last_link(STUDY.id, "r1", ()) == first_link(STUDY.id, "r1") == EVENTS[0].previous
    assert last_link(STUDY.id, "r1", EVENTS) == link(EVENTS[-1])


def test_every_change_is_found_where_it_is() -> None:
    """Changed: at the next one. Left out, moved or put in: there."""
    assert broken((*EVENTS[:2], replace(EVENTS[2], new="5"), *EVENTS[3:])) == 4
    assert broken((*EVENTS[:2], *EVENTS[3:])) == 3
    assert broken((EVENTS[1], EVENTS[0], *EVENTS[2:])) == 1
    assert broken((*EVENTS, replace(EVENTS[4], number=6))) == 6
    assert broken((*EVENTS[:4], replace(EVENTS[4], rater="r2"))) == 5


def test_a_chain_is_of_one_study_and_one_rater() -> None:
    """It begins with both."""
    found = broken_at("another", "r1", EVENTS)
    assert found is not None
    assert found[0] == 1
    assert "does not follow the study and the rater" in found[1]
    assert first_link("a", "bc") != first_link("ab", "c")
