"""The parts about the arms."""

from tests.study.reported import section, table, whole
from workbench.domain.reports import Forest, Stacked


def test_arms_are_named_with_their_builds() -> None:
    """Quantization and hash."""
    arms = section(whole(), "arms")
    assert table(arms, "Arms").rows[1][:3] == ("A2", "model-2", "Q8_0")
    assert table(arms, "Builds").rows[0][2] == "0" * 64


def test_distributions_are_drawn_by_arm() -> None:
    """Axes with the same levels in one figure, the others in another."""
    figures = [one for one in section(whole(), "ratings").blocks if isinstance(one, Stacked)]
    assert [len(one.levels) for one in figures] == [5, 2]
    assert [sum(bar.counts) for bar in figures[0].bars][:2] == [120, 120]
    assert figures[0].levels[0] == ("1", "Wrong")


def test_tests_have_both_p_values() -> None:
    """As computed, and after Holm."""
    rows = table(section(whole(), "ratings"), "Paired tests").rows
    assert [row[0] for row in rows] == ["Correctness", "Clarity", "Acceptable"]
    assert all(float(row[6].strip("< ")) >= float(row[5].strip("< ")) for row in rows)


def test_missing_answers_are_told_at_their_worst() -> None:
    """Of the one axis where something could not be judged."""
    (row,) = table(section(whole(), "ratings"), "Sensitivity").rows
    assert row[:2] == ("Clarity", "A2 − A1")


def test_preferences_are_second_less_first_as_ratings_are() -> None:
    """One direction throughout the report."""
    part = section(whole(), "preferences")
    row = table(part, "Preferences between").rows[0]
    assert row[1] == "A2 against A1"
    assert int(row[3]) > int(row[5])
    figure = next(one for one in part.blocks if isinstance(one, Forest))
    assert (figure.rows[0].value or 0) > 0
    assert figure.ends == ("A1 preferred", "A2 preferred")


def test_ranking_stands_beside_its_adjusted_one() -> None:
    """For length."""
    rows = table(section(whole(), "preferences"), "Ranking").rows
    assert [row[0] for row in rows].count("as voted") == 2
    assert [row[0] for row in rows].count("adjusted for length") == 2


def test_errors_are_called_by_their_labels() -> None:
    """Errors first."""
    rows = table(section(whole(), "errors"), "Errors and omissions by").rows
    assert rows[0][:3] == ("Error", "Wrong fact", "Major")
    assert rows[-1][:3] == ("Omission", "Red flag", "Minor")
    assert table(section(whole(), "errors"), "Checklist").rows[0][0] == "A1"
