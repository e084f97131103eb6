"""Training compares a rating with what is expected."""

import pytest

from tests.study.instrument_cases import SMALL, rating
from workbench.domain.errors import UnknownNameError
from workbench.domain.studies import Split, StudyItem
from workbench.study.instrument_feedback import Compared, feedback, passed, share_right


def item(**expected: int) -> StudyItem:
    """A training item; two underscores stand for the stroke before an output's id."""
    values = {key.replace("__", "/"): value for key, value in expected.items()}
    return StudyItem("i", "task1", "?", split=Split.TRAINING, expected=values or None, feedback="Because.")


def test_values_are_compared_in_the_instruments_order() -> None:
    """One for all answers, or one for each; what was not asked or not answered is not right."""
    given = rating({"harm/a": 3, "harm/b": 2, "better": 1, "likely/a": 1})
    told = feedback(SMALL, item(better=1, harm=3, likely__a=1), given, ("a", "b"))
    assert told.compared == (
        Compared("harm", "a", 3, 3),
        Compared("harm", "b", 3, 2),
        Compared("likely", "a", 1, None),
        Compared("better", "", 1, 1),
    )
    assert [one.right for one in told.compared] == [True, False, False, True]
    assert (told.share, told.why) == (0.5, "Because.")


def test_an_outputs_own_value_comes_before_the_common_one() -> None:
    """The second answer is expected to be harmful."""
    given = rating({"harm/a": 3, "harm/b": 1})
    assert feedback(SMALL, item(harm=3, harm__b=1), given, ("a", "b")).share == 1.0


@pytest.mark.parametrize("key", ["other", "harm__c", "better__a"])
def test_what_is_expected_of_nothing_is_refused(key: str) -> None:
    """A misspelt id would otherwise never be right."""
    with pytest.raises(UnknownNameError, match=key.replace("__", "/")):
        feedback(SMALL, item(**{key: 1}), rating({}), ("a", "b"))


def test_a_rater_passes_by_the_share_over_all_items() -> None:
    """At the mark, without a mark, and where nothing is expected."""
    good = feedback(SMALL, item(better=1, harm=3), rating({"better": 1, "harm/a": 3}), ("a",))
    bad = feedback(SMALL, item(better=1, harm=3), rating({"better": 0, "harm/a": 3}), ("a",))
    none = feedback(SMALL, item(), rating({}), ("a",))
    assert share_right([good, bad, none]) == 0.75
    assert (none.share, share_right([])) == (None, None)
    assert passed([good, bad], 0.75)
    assert not passed([good, bad], 0.76)
    assert passed([bad], None)
    assert passed([none], 0.9)
