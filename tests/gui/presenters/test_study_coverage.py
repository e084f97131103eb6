"""Who rated what, as cells."""

from dataclasses import replace

import pytest

from tests.gui.invented_study import RATINGS, STUDY, handed
from workbench.domain.studies import Split
from workbench.gui.presenters.study_coverage import CoverageCell, coverage_grid
from workbench.study.coverage import State


def test_cells_sum_to_the_presentations() -> None:
    """Each presentation is in exactly one cell; training comes first."""
    grid = coverage_grid(STUDY, handed(upto=21))
    shown = sum(len(cell.states) for row in grid.cells for cell in row if cell is not None)
    assert shown == grid.wanted == len(STUDY.presentations)
    assert grid.given == 2 * 49 + 21
    assert Split.TRAINING.value in grid.items[0]
    assert grid.raters == ("r01", "r02", "r03")


def test_what_a_cell_says() -> None:
    """The item and how it stands; each time where it is shown more often."""
    grid = coverage_grid(STUDY, handed(upto=21))
    repeated = next(place for place, cell in enumerate(grid.cells[2]) if cell and len(cell.states) == 2)
    once = next(place for place, cell in enumerate(grid.cells[0]) if cell and len(cell.states) == 1)
    assert grid.words(0, once) == f"r01 · {grid.items[once]}: rated"
    assert "shown 2 times, 1 rated, 1 not rated yet" in grid.words(2, repeated)


def test_an_item_that_a_rater_does_not_have() -> None:
    """Is not assigned."""
    fewer = replace(
        STUDY, presentations=tuple(one for one in STUDY.presentations if one.rater != "r02" or one.number < 3)
    )
    grid = coverage_grid(fewer, ())
    missing = grid.cells[1].index(None)
    assert grid.words(1, missing).endswith("not assigned")


def test_raters_in_words() -> None:
    """Who sent nothing, who put something off."""
    first = replace(RATINGS[0], submitted=False, later=True)
    second = replace(RATINGS[1], cannot_rate="not my field")
    third = replace(RATINGS[2], submitted=False, later=False)
    given = handed((first, second, third, *RATINGS[3:]))
    lines = coverage_grid(STUDY, given[:1]).lines
    assert lines[0].words == "r01: 47 of 49, 1 cannot be rated, 1 put off, 1 begun"
    assert lines[1].words == "r02: no file yet, 49 presentations"


@pytest.mark.parametrize(
    ("states", "state"),
    [
        ((State.DONE, State.DONE), State.DONE),
        ((State.DONE, State.MISSING), State.BEGUN),
        ((State.DONE, State.LATER), State.LATER),
        ((State.DONE, State.CANNOT_RATE), State.CANNOT_RATE),
        ((State.MISSING,), State.MISSING),
    ],
)
def test_several_times_come_to_one_state(states: tuple[State, ...], state: State) -> None:
    """Done only when all are."""
    assert CoverageCell(states).state is state
