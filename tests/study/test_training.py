"""What training items teach."""

from dataclasses import replace

from tests.study.invented import study
from workbench.domain.studies import Rating
from workbench.study.training import passing

STUDY = study(0, training=1)
SHOWN = list(zip(STUDY.presentations, STUDY.items, strict=True))


def test_half_is_enough_for_a_mark_of_half() -> None:
    """Only what was submitted counts; nothing is passed before all is."""
    rating = Rating("r01-001", {"correctness/o1a": 2})
    assert not passing(STUDY, SHOWN, [rating]).passed
    assert passing(STUDY, SHOWN, [replace(rating, submitted=True)]).passed
    assert not passing(replace(STUDY, pass_mark=0.6), SHOWN, [replace(rating, submitted=True)]).passed
    assert passing(replace(STUDY, pass_mark=None), SHOWN, [replace(rating, submitted=True)]).passed
