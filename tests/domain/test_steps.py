"""Going through long work, step by step or in one go."""

from collections.abc import Generator

import pytest

from workbench.domain.steps import Steps, ended


def _counted(most: int, closed: list[int] | None = None) -> Generator[int, None, str]:
    try:
        yield from range(most)
    finally:
        if closed is not None:
            closed.append(most)
    return f"{most} done"


def test_the_result_is_there_after_the_last_step() -> None:
    """And the steps are the work's own, in order."""
    steps = Steps(_counted(3))
    assert list(steps) == [0, 1, 2]
    assert steps.result == "3 done"


def test_there_is_no_result_before() -> None:
    """Asking too early is a mistake of the program, and says so."""
    steps = Steps(_counted(3))
    next(iter(steps))
    with pytest.raises(AttributeError):
        _ = steps.result


def test_work_that_is_left_is_closed() -> None:
    """Whoever stops going through it has let go of what it holds."""
    closed: list[int] = []
    going = iter(Steps(_counted(3, closed)))
    next(going)
    del going
    assert closed == [3]


def test_nobody_need_watch() -> None:
    """Work without a single step has a result too."""
    assert ended(_counted(2)) == "2 done"
    assert ended(_counted(0)) == "0 done"
