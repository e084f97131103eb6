"""The parts about the raters."""

from tests.study.reported import section, table, whole, words
from tests.study.simulated import simulated
from workbench.domain.reports import Forest, Panels
from workbench.study.report_raters import agreed, beyond_chance


def test_agreement_is_of_axes_not_of_guesses() -> None:
    """Raters need not agree on who wrote an answer."""
    names = [one.axis for one in agreed(simulated())]
    assert names == ["correctness", "clarity", "preference", "acceptable", "main-point", "made-up"]


def test_the_coefficient_fits_the_scale() -> None:
    """α of levels, κ of labels."""
    told = [(one.axis, beyond_chance(one)) for one in agreed(simulated())]
    assert all(found is not None for _, found in told)
    kinds = {axis: found.name.split()[0] for axis, found in told if found is not None}
    assert kinds["correctness"] == "Krippendorff's"
    assert kinds["made-up"] == "Fleiss'"


def test_agreement_is_drawn_and_told() -> None:
    """Every row has its interval as text."""
    part = section(whole(), "agreement")
    figure = next(one for one in part.blocks if isinstance(one, Forest))
    assert len(figure.rows) == 6
    assert table(part, "Agreement by axis").rows[0][0] == "Correctness"
    assert table(part, "Where raters disagree").long


def test_self_agreement_is_told_for_all_and_each() -> None:
    """All raters first."""
    part = section(whole(), "again")
    assert {row[1] for row in table(part, "Hidden repeats, all").rows} == {"all"}
    assert {row[1] for row in table(part, "Hidden repeats, each").rows} == {"R1", "R2", "R3"}
    assert len(table(part, "Preferences that turned").rows) == 4


def test_drift_is_a_figure_for_each_axis() -> None:
    """A panel for each rater, a point with its interval for each presentation, the note once."""
    part = section(whole(), "raters")
    figures = [one for one in part.blocks if isinstance(one, Panels)]
    assert len({figure.title for figure in figures}) == 3
    assert [bool(figure.note) for figure in figures] == [True, False, False]
    for figure in figures:
        assert [panel.label for panel in figure.panels] == ["R1", "R2", "R3"]
        for panel in figure.panels:
            places = [point.across for point in panel.points]
            assert places == sorted(set(places))
            known = [point for point in panel.points if point.low is not None and point.high is not None]
            assert len(known) > len(panel.points) / 2
            assert all((one.low or 0) <= one.up <= (one.high or 0) for one in known)
    assert len(table(part, "Severity").rows) == 9
    assert table(part, "Time").rows[0][1] == "49"


def test_blinding_is_told_against_chance() -> None:
    """With the interval's verdict."""
    assert "guessing at random gets 50 %: chance lies within the interval" in words(
        section(whole(), "blinding")
    )


def test_what_is_missing_is_told_by_reason() -> None:
    """And each item has a sign for each rater."""
    part = section(whole(), "missing")
    assert table(part, "Missing answers").heads[2:] == ("Cannot judge", "Not asked")
    assert set(table(part, "Coverage").rows[0][1:]) == {"●"}
