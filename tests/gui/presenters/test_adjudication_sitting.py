"""Disagreements are decided by keys alone, one after the other."""

import pytest

from tests.fakes import HeldJobs, InlineJobs
from tests.gui.invented_adjudication import KeepingDecisions, opened, study
from workbench.domain.adjudications import Cause
from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.adjudication import AdjudicationPresenter
from workbench.gui.presenters.adjudication_sitting import NO_GUIDELINES, SAVED, with_guidelines
from workbench.gui.presenters.adjudication_values import AdjudicationState, ItemPage, Shown


class Sitting:
    """A sitting with its keys."""

    def __init__(self, doing: KeepingDecisions | None = None) -> None:
        self.doing = doing or KeepingDecisions()
        self.presenter = AdjudicationPresenter(self.doing.operations, InlineJobs())
        self.presenter.want(opened())
        self.presenter.sitting.open()

    @property
    def state(self) -> AdjudicationState:
        """What is shown."""
        return self.presenter.state

    @property
    def item(self) -> ItemPage:
        """The disagreement that is open."""
        assert self.state.item is not None
        return self.state.item

    def press(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            self.presenter.sitting.press(key)

    def decisions(self) -> list[tuple[str, int | None, str, bool]]:
        """What is on the disk."""
        return [(one.thing, one.value, one.cause.value, one.withdrawn) for one in self.doing.kept]


def test_a_digit_a_letter_enter() -> None:
    """It is kept, and the next one of the list comes."""
    sitting = Sitting()
    assert sitting.item.place == "1 of 4 to decide"
    sitting.press("6", "S")
    assert (sitting.item.complete, sitting.item.decided, sitting.decisions()) == (True, False, [])
    sitting.press("Return")
    assert sitting.decisions() == [("i1", 2, "slip", False)]
    assert (sitting.state.place, sitting.state.decided) == (1, 1)
    assert sitting.state.message == "Kept: Preference, B · slip."
    assert sitting.item.place == "1 of 3 to decide"
    assert sitting.item.saved


def test_the_cause_may_come_first() -> None:
    """And 0 says that no value is right."""
    sitting = Sitting()
    sitting.press("M", "0", "Return")
    assert sitting.decisions() == [("i1", None, "true ambiguity", False)]


@pytest.mark.parametrize(("keys", "lacking"), [((), "a digit"), (("2",), "a letter"), (("I",), "a digit")])
def test_nothing_is_kept_by_halves(keys: tuple[str, ...], lacking: str) -> None:
    """It says what is missing, and stays."""
    sitting = Sitting()
    sitting.press(*keys, "Return")
    assert lacking in sitting.state.message
    assert (sitting.state.place, sitting.decisions()) == (0, [])


def test_arrows_go_through_the_queue() -> None:
    """What was chosen and not kept is there again; at the ends it is said."""
    sitting = Sitting()
    sitting.press("5", "Up")
    assert sitting.state.message == "That is the first one."
    sitting.press("Down", "Alt+Right", "Down", "Down")
    assert sitting.state.place == 3
    assert sitting.state.message == "That is the last one here."
    sitting.press("Alt+Left", "Up", "Up")
    assert [one.key for one in sitting.item.page.ask.options if one.chosen] == ["5"]


def test_the_columns_stand_as_they_stood() -> None:
    """On return the same rater is in the same place; in another item they stand otherwise."""
    sitting = Sitting()
    sitting.press("Down")
    before = [(one.name, one.value) for one in sitting.item.opinions]
    sitting.press("Down", "Up")
    assert [(one.name, one.value) for one in sitting.item.opinions] == before


def test_undo_takes_back_and_redo_decides_again() -> None:
    """Across items; each is one more line, and nothing that was written goes."""
    sitting = Sitting()
    sitting.press("6", "S", "Return", "2", "P", "Return")
    sitting.press("U")
    assert sitting.state.place == 1
    assert sitting.state.message.startswith("Taken back; it is open again: Correctness · Answer")
    assert [one.key for one in sitting.item.page.ask.options if one.chosen] == ["2", "P"]
    sitting.press("Ctrl+Z", "Ctrl+Z")
    assert sitting.state.message.startswith("Nothing was decided")
    assert (sitting.state.place, sitting.state.decided) == (0, 0)
    sitting.press("Ctrl+Shift+Z", "Ctrl+Y", "Ctrl+Y")
    assert sitting.state.decided == 2
    assert [(value, withdrawn) for _thing, value, _cause, withdrawn in sitting.decisions()] == [
        (2, False),
        (2, False),
        (2, True),
        (2, True),
        (2, False),
        (2, False),
    ]


def test_another_mind_is_another_decision() -> None:
    """Enter goes on when nothing changed; undo brings back what was decided first."""
    sitting = Sitting()
    sitting.presenter.list_shown(Shown.ALL)
    sitting.press("6", "S", "Return", "Up")
    assert sitting.item.decided
    assert sitting.item.state == "✓ B · slip"
    sitting.press("Return")
    assert (sitting.state.place, len(sitting.decisions())) == (1, 1)
    sitting.press("Up", "7")
    assert sitting.item.state == "was B · slip"
    sitting.press("Return", "U")
    assert sitting.state.message.startswith("Decided as before")
    assert [value for _thing, value, _cause, _withdrawn in sitting.decisions()] == [2, 3, 2]


def test_the_last_one_stays() -> None:
    """So that it can be taken back; Escape leads to the queue."""
    sitting = Sitting()
    for _ in range(4):
        sitting.press("1", "S", "Return")
    assert "Everything here is decided" in sitting.state.message
    assert sitting.item.place == "decided"
    sitting.press("Escape")
    assert (sitting.state.item, sitting.state.place, sitting.state.rows) == (None, None, ())


def test_open_ones_come_round_the_end() -> None:
    """After the last of the list comes the first that was passed over; not where all are listed."""
    sitting = Sitting()
    sitting.press("Down", "Down", "Down", "1", "S", "Return")
    assert sitting.state.place == 0
    sitting = Sitting()
    sitting.presenter.list_shown(Shown.ALL)
    sitting.press("Down", "Down", "Down", "1", "S", "Return")
    assert sitting.state.place == 3
    assert "the last one here" in sitting.state.message


def test_a_note_goes_with_the_decision() -> None:
    """Letters belong to the field; Enter goes back, and Enter again keeps all of it."""
    sitting = Sitting()
    sitting.presenter.sitting.typed("nothing is written yet")
    sitting.press("7", "S", "N")
    assert sitting.item.page.ask.field == ""
    sitting.presenter.sitting.typed("As in the guideline of 2024")
    sitting.press("S", "Return", "Return")
    assert sitting.doing.kept[0].note == "As in the guideline of 2024"
    assert sitting.doing.kept[0].cause is Cause.SLIP


def test_guidelines_are_one_key_away() -> None:
    """Other keys rest meanwhile."""
    sitting = Sitting()
    sitting.press("G", "2")
    assert sitting.state.guidelines == study().guidelines
    sitting.press("Escape")
    assert sitting.state.guidelines is None
    assert sitting.item is not None
    assert not sitting.item.complete
    assert with_guidelines(AdjudicationState()).guidelines == NO_GUIDELINES


def test_other_keys_mean_nothing() -> None:
    """Nothing is shown anew."""
    sitting = Sitting()
    before = sitting.state
    sitting.press("X", "Tab")
    assert sitting.state is before


def test_everything_is_saved_and_says_so() -> None:
    """The key of habit does no harm."""
    sitting = Sitting()
    sitting.press("Ctrl+S")
    assert sitting.state.message == SAVED


def test_keys_that_come_early_wait() -> None:
    """The screen moves on when it is on the disk, and what was pressed meanwhile is for the next one."""
    jobs, doing = HeldJobs(), KeepingDecisions()
    presenter = AdjudicationPresenter(doing.operations, jobs)
    presenter.want(opened())
    jobs.last.step(2)
    presenter.sitting.open()
    for key in ("6", "S", "Return", "3", "P"):
        presenter.sitting.press(key)
    assert presenter.state.place == 0
    jobs.last.step(2)
    assert presenter.state.place == 1
    assert presenter.state.item is not None
    assert [one.key for one in presenter.state.item.page.ask.options if one.chosen] == ["3", "P"]
    assert len(doing.kept) == 1


def test_what_cannot_be_written_stays_chosen() -> None:
    """It is said, nothing moves on, and what was pressed meanwhile is dropped."""
    jobs, doing = HeldJobs(), KeepingDecisions()
    presenter = AdjudicationPresenter(doing.operations, jobs)
    presenter.want(opened())
    jobs.last.step(2)
    presenter.sitting.open()
    for key in ("6", "S", "Return", "1"):
        presenter.sitting.press(key)
    jobs.end(WorkbenchError("The decision is not kept: the disk is full."))
    assert presenter.state.message == "The decision is not kept: the disk is full."
    assert presenter.state.failed
    assert presenter.state.item is not None
    assert [one.key for one in presenter.state.item.page.ask.options if one.chosen] == ["6", "S"]


def test_nothing_happens_while_nothing_is_open() -> None:
    """Keys are the queue's then."""
    sitting = Sitting()
    sitting.press("Escape", "6", "S", "Return", "U")
    assert sitting.decisions() == []
    assert sitting.state.item is None
    sitting.presenter.forget()
    sitting.presenter.sitting.typed("x")
    sitting.press("6")
    assert sitting.state.item is None
