"""What the Browse screen lists; most of it is tested through its presenter."""

from tests.gui.shelf import Shelf
from workbench.gui.presenters.browse_list import BrowseState, Listing
from workbench.store.search import Found


def test_more_hits_than_are_counted_are_not_given_a_number() -> None:
    """And where only the first are shown, the heading says so."""
    listing = Listing(Shelf().reads)
    listing.reload()
    state = listing.arranged(BrowseState(query="a"))
    hits = listing.search(BrowseState(query="question")).rows
    assert hits
    many = listing.found(state, Found(hits, None, False))
    assert many.heading == f"more than {len(hits)} hit{'s' if len(hits) > 1 else ''} for “a”"
    assert (
        listing.found(state, Found(hits, 900, True)).heading
        == f"900 hits for “a”, the first {len(hits)} shown"
    )


def test_what_does_not_exist_any_more_is_let_go() -> None:
    """A task that was chosen and is gone gives way to all tasks."""
    listing = Listing(Shelf({"task57": 3}).reads)
    listing.reload()
    state = listing.arranged(BrowseState(chosen="task:task58", language_filter=frozenset({"zh"})))
    assert (state.chosen, state.language_filter) == ("all", frozenset())
    assert len(listing.listed(state, 99).rows) == 3
    assert listing.listed(state, 99).current == 0
