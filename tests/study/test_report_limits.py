"""Limitations come from the numbers."""

from dataclasses import replace

from tests.study.reported import ABOUT
from tests.study.simulated import simulated
from workbench.study.report_limits import limitations


def test_limitations_name_who_and_how_much() -> None:
    """The side, the drift, the weak axes."""
    text = " ".join(limitations(simulated(), ABOUT))
    names = simulated().names
    assert f"Rater {names['r01']} chose the left answer in 7" in text
    assert f"Rater {names['r03']} became stricter on Correctness" in text
    assert "Clarity 0.0" in text
    assert "40 items were judged" in text


def test_what_is_not_known_is_said() -> None:
    """Of raters, and of the blinding."""
    found = replace(simulated(), blinding=None, no_blinding="nobody guessed")
    text = " ".join(limitations(found, replace(ABOUT, raters=())))
    assert "is not recorded here" in text
    assert "Whether the blinding worked is not known: nobody guessed." in text
