"""What raters hand over is a plain value."""

from dataclasses import FrozenInstanceError

import pytest

from tests.formats.studies import hand_over, study


def test_what_was_handed_over_does_not_change() -> None:
    """It is frozen, and equal to what was made alike."""
    given = hand_over(study())
    assert given == hand_over(study())
    with pytest.raises(FrozenInstanceError):
        given.rater.code = "other"  # type: ignore[misc]
