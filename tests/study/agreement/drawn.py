"""Hypothesis strategies: what raters may say of a few items."""

from hypothesis import strategies as st

LEVELS = (1, 2, 3, 4, 5)


def answers(gaps: bool = True, raters: int | None = None) -> st.SearchStrategy[list[list[int | None]]]:
    """Answers from 1 to 5 of two to five raters about two to nine items, some missing with `gaps`."""
    level: st.SearchStrategy[int | None] = st.sampled_from(LEVELS)
    cell = st.one_of(level, level, st.none()) if gaps else level
    count = st.integers(2, 5) if raters is None else st.just(raters)
    return count.flatmap(
        lambda columns: st.lists(st.lists(cell, min_size=columns, max_size=columns), min_size=2, max_size=9)
    )


def paired(rows: list[list[int | None]]) -> bool:
    """Whether an item has two answers."""
    return any(sum(value is not None for value in row) >= 2 for row in rows)
