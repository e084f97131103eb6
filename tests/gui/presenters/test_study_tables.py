"""Results as rows of text."""

from dataclasses import replace
from functools import cache

from tests.gui.invented_study import FEW, KEY, RATINGS, STUDY
from workbench.domain.adjudications import Cause, Resolution
from workbench.domain.reports import Table
from workbench.gui.presenters.study_tables import (
    adjudication_table,
    arm_tables,
    axis_detail,
    axis_rows,
    rater_tables,
)
from workbench.study.adjudication import Case, before_after, queue, resolve
from workbench.study.blinded import BlindedResults, blinded_results
from workbench.study.results import Results, results


@cache
def blinded(*, rated: bool = True) -> BlindedResults:
    """What is known before the key."""
    *_, found = blinded_results(STUDY, RATINGS if rated else (), FEW)
    assert isinstance(found, BlindedResults)
    return found


@cache
def opened() -> Results:
    """Everything."""
    *_, found = results(STUDY, KEY, RATINGS, resampling=FEW)
    assert isinstance(found, Results)
    return found


def titled(tables: tuple[Table, ...], title: str) -> Table:
    """The table with that title."""
    return next(table for table in tables if table.title == title)


def test_each_question_has_its_coefficients() -> None:
    """α of levels in an order, κ of labels, Gwet's beside it, with intervals."""
    rows = {row.question: row for row in axis_rows(STUDY, blinded())}
    assert rows["correctness"].name == "Correctness"
    assert rows["correctness"].beyond.startswith("α 0.")
    assert " to " in rows["correctness"].beyond
    assert rows["correctness"].gwet.startswith("AC2 ")
    assert rows["author"].beyond.startswith("κ ")
    assert rows["author"].gwet.startswith("AC1 ")
    assert rows["author-certainty"].beyond == "α undefined"
    assert "all ratings are equal" in rows["author-certainty"].tip


def test_a_question_in_full() -> None:
    """A sentence, every coefficient with the reason where it has no value, and who said what."""
    detail = axis_detail(STUDY, blinded().agreement[0])
    assert detail.sentence.startswith("Two raters of an item gave the same answer")
    values = {name: value for name, value, _n in detail.coefficients.rows}
    assert values["Cohen's κ"] == "undefined: it is for two raters, not 3"
    assert "Intervals: " in detail.coefficients.note
    part, item, said = detail.disagreements.rows[0]
    assert part.endswith(" %")
    assert "answer" in item
    assert "r01 " in said


def test_raters_and_nothing_about_arms() -> None:
    """Sides, repeats, severity with drift; nothing of nothing."""
    tables = rater_tables(STUDY, blinded())
    assert [table.title for table in tables] == [
        "Which side was chosen",
        "The same again: hidden repeats",
        "Severity and drift",
    ]
    assert titled(tables, "Which side was chosen").rows[0][1] == "all"
    assert "−" in titled(tables, "Severity and drift").rows[2][4]
    assert "model-1" not in repr(tables)
    assert rater_tables(STUDY, blinded(rated=False)) == ()


def test_arms_by_the_names_of_their_models() -> None:
    """Pairs, strengths with ranks, means, tests."""
    tables = arm_tables(opened())
    assert [table.title for table in tables] == [
        "Preference",
        "Strength (Bradley-Terry with ties)",
        "Means",
        "Differences",
    ]
    strongest = titled(tables, "Strength (Bradley-Terry with ties)").rows[0]
    assert (strongest[0], strongest[2]) == ("A2 · model-2", "1")
    assert "A2 · model-2 − A1 · model-1" in {row[1] for row in titled(tables, "Differences").rows}


def test_a_preference_without_a_ranking() -> None:
    """Only its pairs."""
    found = replace(opened(), preferences=(replace(opened().preferences[0], ranking=None),))
    assert [table.title for table in arm_tables(found)] == ["Preference", "Means", "Differences"]


def test_agreement_before_and_after_what_is_decided() -> None:
    """A row for each question with a decision: how many, why, what it changes."""
    kept: list[Resolution] = []
    case = queue(STUDY, RATINGS)[0]
    resolve(
        STUDY, (), case, kept.append, value=case_value(case), cause=Cause.SLIP, adjudicator="c", utc="2026"
    )
    table = adjudication_table(STUDY, before_after(STUDY, RATINGS, kept, FEW))
    (row,) = table.rows
    assert row[1:3] == ("1", "1 slip")
    assert row[4].startswith(("α", "κ"))


def case_value(case: Case) -> int:
    """What one of the raters said."""
    value = case.opinions[0].value
    assert isinstance(value, int)
    return value
