"""What options take is read strictly."""

import argparse
from collections.abc import Callable

import pytest

from workbench.cli import values


@pytest.mark.parametrize(
    ("read", "good", "bad"),
    [
        (values.count, "1", "0"),
        (values.amount, "0", "-1"),
        (values.positive, "0.5", "0"),
        (values.temperature, "0", "-0.1"),
        (values.share, "0", "1.5"),
        (values.positive_share, "1", "0"),
        (values.natural, "0", "-1"),
    ],
)
def test_what_lies_outside_is_refused(read: Callable[[str], object], good: str, bad: str) -> None:
    """The edge of what is meant is taken, and what lies beyond it is refused."""
    assert read(good) == float(good)
    with pytest.raises(argparse.ArgumentTypeError):
        read(bad)


def test_names_stand_between_commas() -> None:
    """Several names are one value."""
    assert values.names("task57,task58") == ("task57", "task58")
