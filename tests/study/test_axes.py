"""What is asked, and what lacks."""

from dataclasses import replace

from tests.study.invented import instrument, study
from workbench.domain.studies import Rating, Unanswered
from workbench.study.axes import axes, lacking
from workbench.study.instrument_logic import What
from workbench.study.sheet import span_in

STUDY = study(1)
SHOWN = STUDY.presentations[0]


def test_axes_go_question_by_question() -> None:
    """Each question about every answer from left to right, then the next."""
    found = axes(instrument(), SHOWN, Rating(SHOWN.id, {}))
    assert [axis.key for axis in found][:3] == ["correctness/o1a", "correctness/o1b", "completeness/o1a"]
    assert found[-1].key == "preference"
    assert found[0].reason_key == "correctness.why/o1a"


def test_a_single_answer_is_not_preferred() -> None:
    """To what?"""
    single = replace(SHOWN, outputs=("o1a",))
    assert "preference" not in [axis.key for axis in axes(instrument(), single, Rating(SHOWN.id, {}))]


def test_a_marked_error_is_evidence() -> None:
    """In the answer that was rated low, not in the other."""
    rating = Rating(SHOWN.id, {"correctness/o1a": 1, "correctness/o1b": Unanswered.CANNOT_JUDGE})
    lacks = [one for one in lacking(instrument(), SHOWN, rating) if one.what is What.EVIDENCE]
    assert [(one.question, one.output) for one in lacks] == [("correctness", "o1a")]
    for output, left in ((STUDY.outputs[0], 0), (STUDY.outputs[1], 1)):
        marked = replace(rating, spans=(span_in(output, 0, 5, "wrong-fact", "minor"),))
        found = [one.what is What.EVIDENCE for one in lacking(instrument(), SHOWN, marked)]
        assert sum(found) == left


def test_the_preferred_of_several_is_told_by_its_place() -> None:
    """Among three or four answers any place answers the question."""
    several = study(1, arms=4)
    shown = several.presentations[0]
    for value, lacks in ((4, False), (None, True)):
        rating = Rating(shown.id, {} if value is None else {"preference": value})
        assert ("preference" in [one.question for one in lacking(instrument(), shown, rating)]) is lacks
