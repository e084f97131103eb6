"""Checklists have all their items, open where nothing is known."""

import pytest

from workbench.domain.reports import Table
from workbench.study.report_checklists import CHART, MI_CLEAR, OPEN, TRIPOD, checklists_section


@pytest.mark.parametrize(("items", "count"), [(CHART, 12), (TRIPOD, 19), (MI_CLEAR, 6)])
def test_every_item_is_there_once(items: tuple[tuple[str, str, str], ...], count: int) -> None:
    """Numbered from 1."""
    assert [number for number, _, _ in items] == [str(place) for place in range(1, count + 1)]


def test_what_is_not_known_is_open() -> None:
    """The rest is filled in."""
    for block in checklists_section({"models": "A1: m"}).blocks:
        assert isinstance(block, Table)
        assert {row[2] for row in block.rows} <= {OPEN, "A1: m"}
    assert "A1: m" in repr(checklists_section({"models": "A1: m"}))


def test_an_item_may_ask_for_several_things() -> None:
    """TRIPOD-LLM's sixth asks which model it was, and how it was set."""
    tripod = checklists_section({"models": "A1: m", "sampling": "A1: greedy"}).blocks[1]
    assert isinstance(tripod, Table)
    assert tripod.rows[5][2] == "A1: m; A1: greedy"
    assert tripod.rows[11][2] == OPEN
