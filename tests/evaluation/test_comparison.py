"""Runs side by side, counted in pairs."""

from workbench.domain.runs import RunState
from workbench.evaluation.comparison import Comparison, ComparisonRow, Paired
from workbench.store.runs import RunSummary


def row(*texts: str, references: tuple[str, ...] = ("yes",)) -> ComparisonRow:
    """A row with the given answers."""
    return ComparisonRow("i", "task900", "Is it?", references, texts)


def summary(name: str) -> RunSummary:
    """A run's summary that says nothing much."""
    return RunSummary(
        id=name,
        created="2026-11-21T10:00:00Z",
        model=name,
        shots=3,
        tasks=("task900",),
        asked=4,
        answered=4,
        failed=0,
        state=RunState.DONE,
        seconds=1.0,
    )


def test_white_space_at_the_ends_is_no_difference() -> None:
    """Answers are the same, and are a reference, whatever white space surrounds them."""
    assert row(" yes\n", "yes").same
    assert row(" yes\n", "yes ").matches == (True, True)
    assert not row("yes", "y es").same
    assert row("yes", "Yes").matches == (True, False)


def test_any_reference_counts() -> None:
    """Several accepted outputs are all accepted; none at all matches nothing."""
    assert row("b", references=("a", "b")).matches == (True,)
    assert row("", references=()).matches == (False,)


def test_counts_in_pairs() -> None:
    """How many are the same, how many match, and who alone was right."""
    comparison = Comparison(
        (summary("a"), summary("b")),
        (row("yes", "yes"), row("yes", "no"), row("maybe", "yes"), row("no", "no"), row("no", "maybe")),
    )
    assert (comparison.same, comparison.different) == (2, 3)
    assert comparison.matches == (2, 2)
    assert comparison.paired == Paired(both=1, first_only=1, second_only=1, neither=2)


def test_an_empty_comparison_counts_nothing() -> None:
    """Runs that share no instance have zero of everything."""
    comparison = Comparison((summary("a"), summary("b")), ())
    assert (comparison.same, comparison.different, comparison.matches) == (0, 0, (0, 0))
