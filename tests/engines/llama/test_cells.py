"""The book of cells counts what is shared once."""

import numpy as np

from workbench.engines.llama.cells import Cells, common


def tokens(*numbers: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """An array of token numbers."""
    return np.array(numbers, np.int32)


def test_common_beginning() -> None:
    """Up to the first difference, or the end of the shorter one."""
    assert common(tokens(1, 2, 3), tokens(1, 2, 4)) == 2
    assert common(tokens(1, 2), tokens(1, 2, 4)) == 2
    assert common(tokens(), tokens(1)) == 0


def test_copied_cells_count_once_for_as_long_as_anybody_holds_them() -> None:
    """The first holder may let go; the cells are free when the last one does."""
    cells = Cells(capacity=100, sequences=3, context=50)
    cells.extend(0, tokens(1, 2, 3, 4))
    cells.copy(0, 1, 3)
    cells.extend(1, tokens(9))
    assert cells.used == 5
    cells.keep(0, 0)
    assert cells.used == 4
    assert cells.shared(1, tokens(1, 2, 3, 9, 9)) == 4
    cells.keep(1, 2)
    assert cells.used == 2
    cells.keep(1, 0)
    assert cells.used == 0


def test_a_copy_that_goes_on_does_not_reuse_the_owners_cells() -> None:
    """Both write after the same beginning, each in cells of its own."""
    cells = Cells(capacity=100, sequences=2, context=50)
    cells.extend(0, tokens(1, 2, 3))
    cells.copy(0, 1, 3)
    cells.extend(0, tokens(4))
    cells.extend(1, tokens(5))
    assert cells.used == 5
    cells.keep(0, 1)
    cells.extend(0, tokens(6, 7))
    assert cells.used == 6
    assert cells.shared(0, tokens(1, 6, 7)) == 3
    assert cells.shared(1, tokens(1, 2, 3, 5)) == 4


def test_clear_frees_everything() -> None:
    """As at the start."""
    cells = Cells(capacity=100, sequences=2, context=50)
    cells.extend(0, tokens(1, 2, 3))
    cells.copy(0, 1, 2)
    cells.clear()
    assert cells.used == cells.length(0) == cells.length(1) == 0
