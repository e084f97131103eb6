"""Figures hold their numbers inside themselves, in order, and readable without colour."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from tests.formats.reports import HOSTILE
from workbench.domain.reports import Bar, Flow, Forest, ForestRow, Line, Lines, Stacked
from workbench.formats.report_figures import WIDTH, flow, forest, lines, stacked, ticks

FOREST = Forest(
    "F",
    (ForestRow("low", -5.0, -9.0, 0.5, "−5"), ForestRow("none", None, None, None, "undefined")),
    -1,
    1,
    (0.0,),
    ("worse", "better"),
)
STACKED = Stacked(
    "S", (("1", "Wrong"), ("2", "Right")), (Bar("A1", "Axis", (1, 3)), Bar("A2", "Axis", (0, 0)))
)
LINES = Lines("L", tuple(Line(f"R{n}", ((1, 0.5), (2, 0.5))) for n in range(3)), "x", "y", 0.0)
FLOW = Flow("Fl", (("10 in the study", ("2 left",)), ("8 analysed " * 9, ())))


def _drawn(svg: str) -> ElementTree.Element:
    """The figure as XML, which it must be."""
    return ElementTree.fromstring(svg)


@pytest.mark.parametrize("svg", [forest(FOREST), stacked(STACKED), lines(LINES), flow(FLOW)])
def test_figures_stay_inside(svg: str) -> None:
    """Nothing begins left of 0 or ends right of the width."""
    root = _drawn(svg)
    for one in root.iter():
        for name in ("x", "x1", "x2", "cx"):
            if one.get(name) is not None:
                assert -0.1 <= float(one.get(name) or 0) <= WIDTH + 0.1
        if one.tag == "rect":
            assert float(one.get("x") or 0) + float(one.get("width") or 0) <= WIDTH + 0.1


def test_no_number_is_no_dot() -> None:
    """The row says why."""
    root = _drawn(forest(FOREST))
    assert len([one for one in root.iter() if one.tag == "circle"]) == 1
    assert "undefined" in forest(FOREST)
    assert "← worse" in forest(FOREST)


def test_parts_of_a_bar_have_signs_and_counts() -> None:
    """So that they can be read in grey, and by a screen reader."""
    svg = stacked(STACKED)
    assert "Right: 3 of 4 (75 %)" in svg
    assert ">2: 75%<" in svg
    assert "n = 0" in svg


def test_lines_have_dashes_and_names_apart() -> None:
    """Three lines that end in one place have names below each other."""
    root = _drawn(lines(LINES))
    dashes = [one.get("stroke-dasharray") for one in root.iter() if one.tag == "polyline"]
    assert len(set(dashes)) == 3
    ends = [float(one.get("y") or 0) for one in root.iter() if "name" in (one.get("class") or "")]
    assert all(after - before >= 13 for before, after in pairwise(ends))
    assert lines(Lines("none", (), "x", "y")) == ""


def test_flow_is_wrapped() -> None:
    """Long text takes more rows."""
    assert flow(FLOW).count("analysed") >= 9


def test_text_is_text() -> None:
    """Whatever it says."""
    assert "<script" not in forest(Forest(HOSTILE, (ForestRow(HOSTILE, 1, 0, 1, HOSTILE),), 0, 1))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (-100, 100, [-100, -50, 0, 50, 100]),
        (0.31, 0.32, None),
        (2, 2, [2]),
    ],
)
def test_ticks_are_round(start: float, end: float, expected: list[float] | None) -> None:
    """And not too many."""
    found = list(ticks(start, end))
    assert len(found) <= 7
    assert all(start - 1e-9 <= tick <= end + 1e-9 for tick in found)
    assert expected is None or found == pytest.approx(expected)
