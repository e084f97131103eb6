"""Words are found in every text that is shown, and only in those."""

from dataclasses import replace

from tests.gui.rating_desk import Desk
from tests.study.invented import study
from workbench.gui.presenters.rate_find import FindState, ItemFind, find_in
from workbench.gui.presenters.rate_state import Page


def page() -> Page:
    """A presentation with known texts."""
    shown = Desk(study(1)).begin().presenter.state.page
    assert shown is not None
    texts = ("The dose is 5 mg.", "No DOSE (yet); 🙂 dose")
    answers = tuple(replace(one, text=text) for one, text in zip(shown.answers, texts, strict=True))
    return replace(shown, prompt="Which dose?", reference=None, answers=answers)


def test_matches_stand_in_reading_order_in_any_case() -> None:
    """The input, then the answers; signs are letters like others; positions are code points."""
    found = find_in(page(), "dose")
    first, second = (one.output for one in page().answers)
    assert [(one.source, one.start) for one in found] == [
        ("prompt", 6),
        (first, 4),
        (second, 3),
        (second, 17),
    ]
    assert [one.source for one in find_in(page(), "(yet);")] == [second]
    assert find_in(page(), "") == find_in(page(), "nowhere") == ()


def test_the_reference_is_searched_once_it_is_uncovered() -> None:
    """Until then nothing tells what is in it, not even a count."""
    assert [one.source for one in find_in(replace(page(), reference="the dose"), "dose")].count(
        "reference"
    ) == 1
    told: list[FindState] = []
    finding = ItemFind(told.append)
    finding.show_page(page())
    finding.open()
    finding.type("dose")
    assert finding.state.said == "1 of 4"
    finding.step(1)
    finding.show_page(replace(page(), reference="the dose"))
    assert finding.state.said == "2 of 5"
    finding.show_page(replace(page(), flagged=True))
    assert finding.state.said == "2 of 4"


def test_steps_go_round_over_all_texts() -> None:
    """Forward from the last is the first, back from the first the last; without matches nothing moves."""
    finding = ItemFind(lambda _state: None)
    finding.open()
    assert not finding.state.shown
    finding.show_page(page())
    finding.open()
    assert (finding.state.said, finding.state.here) == ("", None)
    finding.type("dose")
    finding.step(-1)
    assert finding.state.said == "4 of 4"
    finding.step(1)
    assert finding.state.said == "1 of 4"
    finding.type("doses")
    finding.step(1)
    assert finding.state.said == "not found"


def test_closing_keeps_the_words_for_next_time() -> None:
    """Nothing is marked meanwhile; another item begins at its first match; a page of words closes it."""
    finding = ItemFind(lambda _state: None)
    finding.show_page(page())
    finding.open()
    finding.type("dose")
    finding.step(1)
    finding.close()
    assert finding.state == FindState(text="dose")
    finding.show_page(replace(page(), flagged=True))
    finding.open()
    assert finding.state.said == "1 of 4"
    finding.step(2)
    finding.show_page(replace(page(), id="another", prompt="dose dose"))
    assert finding.state.said == "1 of 5"
    finding.show_page(None)
    assert not finding.state.shown
