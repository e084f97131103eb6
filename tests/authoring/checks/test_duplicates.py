"""Nothing is written twice."""

from tests.authoring.samples import draft, instance
from workbench.authoring.checks.duplicates import check


def test_a_copy_is_found_whatever_its_spacing() -> None:
    """Case, white space, punctuation and the width of letters make no new instance."""
    rows = (
        instance(1, "He coughs.", "Yes"),
        instance(2, "he  COUGHS", "yes."),
        instance(3, "She coughs", "yes"),
    )
    (found,) = check(draft(*rows))
    assert (found.index, found.field) == (1, "input")


def test_the_same_input_with_another_reference_is_no_copy() -> None:
    """That is for another check to say."""
    assert list(check(draft(instance(1, "a", "b"), instance(2, "a", "c")))) == []


def test_empty_instances_are_no_copies() -> None:
    """Two instances not written yet are not duplicates."""
    assert list(check(draft(instance(1, ""), instance(2, "")))) == []


def test_a_reference_is_there_once() -> None:
    """Accepting an answer twice means nothing."""
    (found,) = check(draft(instance(1, "a", "b", "c", "b")))
    assert found.message == "Reference 3 is there twice."
