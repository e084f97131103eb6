"""Instances as passages, and marks in them."""

from workbench.gui.presenters.passages import MOST_MARKS, around_mark, hits


def test_marks_are_counted_in_code_points() -> None:
    """A character beyond the first plane is one place, not two."""
    assert hits("🫀 糖尿病 and 糖尿", "糖尿") == ((2, 4), (10, 12))


def test_a_common_word_does_not_drown_the_drawing() -> None:
    """At most some hundred marks in one passage; none without a search."""
    assert len(hits("pain " * 1000, "pain")) == MOST_MARKS
    assert hits("pain", "") == ()


def test_a_narrow_column_begins_near_the_first_mark() -> None:
    """The hit is in view, from the beginning of a word; earlier for wide characters."""
    text, marks = around_mark("A long way before the kidney failed", ((22, 28),))
    assert text == "…before the kidney failed"
    assert text[slice(*marks[0])] == "kidney"
    text, marks = around_mark("患者は三日前から右の側腹部に痛みがあり発熱した", ((19, 21),))
    assert text[slice(*marks[0])] == "発熱"
    assert marks[0][0] <= 8


def test_a_mark_at_the_beginning_leaves_the_text_alone() -> None:
    """Nothing is cut off that need not be."""
    assert around_mark("The kidney", ((4, 10),)) == ("The kidney", ((4, 10),))
    assert around_mark("The kidney", ()) == ("The kidney", ())
