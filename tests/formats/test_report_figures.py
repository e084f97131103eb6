"""Figures hold their numbers inside themselves, in order, and readable without colour."""

from xml.etree import ElementTree

import pytest

from tests.formats.reports import HOSTILE
from workbench.domain.reports import Bar, Flow, Forest, ForestRow, Panel, Panels, Point, Stacked
from workbench.formats.report_figures import WIDTH, flow, forest, panels, stacked, ticks

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
POINTS = (Point(1, 0.5, 0.2, 0.9), Point(2, 0.5, None, None), Point(3, 0.6, 0.5, 0.7), Point(4, 1, 0.9, 1.2))
PANELS = Panels("P", tuple(Panel(f"R{n}", POINTS) for n in range(6)), "x", "y", 0.0)
FLOW = Flow("Fl", (("10 in the study", ("2 left",)), ("8 analysed " * 9, ())))


def _drawn(svg: str) -> ElementTree.Element:
    """The figure as XML, which it must be."""
    return ElementTree.fromstring(svg)


@pytest.mark.parametrize("svg", [forest(FOREST), stacked(STACKED), panels(PANELS), flow(FLOW)])
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


def test_panels_have_the_same_axes() -> None:
    """Each panel its line, and a band wherever there are intervals; the same point is at the same height."""
    root = _drawn(panels(PANELS))
    lines = [(one.get("points") or "").split() for one in root.iter() if one.tag == "polyline"]
    assert [len(line) for line in lines] == [4] * 6
    heights = [[float(place.split(",")[1]) for place in line] for line in lines]
    assert heights[0] == heights[3]
    assert heights[0] != heights[4]
    assert [high - heights[4][0] for high in heights[4]] == pytest.approx(
        [high - heights[0][0] for high in heights[0]], abs=0.11
    )
    bands = [one for one in root.iter() if one.get("class") == "band"]
    assert len(bands) == 2 * 6
    names = [one.text for one in root.iter() if one.get("class") == "group"]
    assert names == [f"R{number}" for number in range(6)]


def test_a_panel_without_a_point_is_left_out() -> None:
    """And a figure without a panel is none."""
    assert panels(Panels("none", (), "x", "y")) == ""
    assert panels(Panels("none", (Panel("R", ()),), "x", "y")) == ""
    single = panels(Panels("one", (Panel("R", ()), Panel("S", POINTS[:1])), "x", "y"))
    assert "S" in [one.text for one in _drawn(single).iter()]


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
