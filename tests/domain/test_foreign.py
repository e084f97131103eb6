"""Answers from other people's files are plain values."""

from workbench.domain.foreign import ForeignRow, ImportedRow


def test_equal_rows_are_equal() -> None:
    """They can be compared and put into sets."""
    assert len({ForeignRow(0, "task1", ("a",), "b", "c"), ForeignRow(0, "task1", ("a",), "b", "c")}) == 1
    assert ImportedRow(0, 1, None, None, "c", None).prompt is None
