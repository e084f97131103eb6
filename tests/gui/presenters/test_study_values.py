"""What the Study screen is given."""

from workbench.gui.presenters.study_values import StudyExport, StudyLine
from workbench.study.result_operations import KINDS


def test_how_much_is_rated_in_words() -> None:
    """Both numbers."""
    line = StudyLine("s", "A study", "pair-5 en", 40, 3, 1037, 1200, has_key=True)
    assert line.coverage == "1,037 of 1,200 presentations"


def test_every_kind_for_others_can_be_asked_for() -> None:
    """By the name that the operation knows."""
    assert [kind.value for kind in StudyExport] == list(KINDS)
