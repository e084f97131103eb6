"""What is chosen for a disagreement, key by key."""

from dataclasses import replace

import pytest

from tests.gui.invented_adjudication import KeepingDecisions, opened, study
from workbench.domain.adjudications import Cause
from workbench.gui.presenters.adjudication_desk import AdjudicationDesk
from workbench.gui.presenters.adjudication_values import Disagreement, Draft, Queue


class Place:
    """A desk with the disagreement about a thing."""

    def __init__(self, thing: str, *, shows_reference: bool = True) -> None:
        of = replace(study(), shows_reference=shows_reference)
        self.queue: Queue = KeepingDecisions().operations.queue(opened(of))
        self.entry: Disagreement = next(one for one in self.queue.entries if one.case.thing == thing)
        self.desk = AdjudicationDesk()

    @property
    def draft(self) -> Draft:
        """What is chosen."""
        return self.desk.draft(self.entry, {})

    def press(self, *keys: str) -> str | None:
        """Press keys; what the last of them said."""
        said = None
        for key in keys:
            said = self.desk.press(self.queue, self.entry, self.draft, key)
        return said


@pytest.mark.parametrize(
    ("keys", "value"),
    [("A", -2), ("B", 2), ("T", 0), ("1", -3), ("7", 3), ("Right", 1), ("Left", -1)],
)
def test_preferences_are_given_as_in_rating(keys: str, value: int) -> None:
    """Letters for an answer, T for equal, digits and arrows for how clearly."""
    place = Place("i1")
    assert place.press(keys) == ""
    assert (place.draft.valued, place.draft.value) == (True, value)


def test_letters_of_answers_mean_nothing_on_a_scale() -> None:
    """And a digit beyond it is refused in words."""
    place = Place("o1a")
    assert place.press("A") is None
    assert place.press("T") is None
    assert place.press("6") == "Correctness has no answer 6."
    assert place.press("Right", "Right") == ""
    assert place.draft.value == 2


def test_causes_have_letters() -> None:
    """The last one counts."""
    place = Place("o1a")
    causes = []
    for key in "SPMI":
        place.press(key)
        causes.append(place.draft.cause)
    assert causes == list(Cause)


def test_the_reference_is_behind_a_key() -> None:
    """Hidden again at the next disagreement; not there in a study that shows none."""
    place = Place("o1a")
    assert not place.desk.reference
    place.press("R")
    assert place.desk.reference
    place.desk.turn()
    assert not place.desk.reference
    assert Place("o1a", shows_reference=False).press("R") == "This study shows no reference."


def test_a_note_is_typed() -> None:
    """N or C begins, Enter and Escape end; keys between are the field's."""
    place = Place("o1a")
    for begin, end in (("N", "Return"), ("C", "Escape")):
        place.press(begin)
        assert place.desk.typing
        assert place.press("S") == ""
        place.desk.typed(place.entry, place.draft, f"{place.draft.note}x")
        place.press(end)
        assert not place.desk.typing
    assert place.draft == Draft(note="xx")


def test_drafts_can_be_put_dropped_and_forgotten() -> None:
    """Each is about its own disagreement."""
    place = Place("o1a")
    place.desk.put(place.entry, Draft(note="x"))
    assert place.draft.note == "x"
    place.desk.drop(place.entry)
    place.desk.drop(place.entry)
    assert place.draft == Draft()
    place.press("1")
    place.desk.forget()
    assert place.draft == Draft()
