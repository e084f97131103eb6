"""The report has what a journal's reader needs, from real numbers."""

from tests.study.reported import ABOUT, adjudicated, section, whole
from tests.study.simulated import key_of, study_of
from workbench.domain.reports import Points, Table
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.report import report
from workbench.study.results import Results, results


def test_sections_are_in_a_readers_order() -> None:
    """Each once, with something in it."""
    assert [one.id for one in whole().sections] == [
        *("summary", "design", "flow", "arms", "ratings", "preferences", "errors", "agreement", "again"),
        *("raters", "blinding", "missing", "methods", "limitations", "checklists"),
    ]


def test_main_numbers_are_told_first() -> None:
    """The second arm is the better one, and is said to be."""
    (points,) = section(whole(), "summary").blocks
    assert isinstance(points, Points)
    assert points.entries[0].startswith("Preference: A2 was preferred in ")
    assert "Correctness: A2 less A1 is 0." in points.entries[1]


def test_adjudication_is_told_where_there_was_one() -> None:
    """Between what is missing and the methods."""
    (table,) = section(adjudicated(), "adjudication").blocks
    assert isinstance(table, Table)
    assert sum(int(row[1]) for row in table.rows) == 2
    assert "item fault" in table.rows[0][2]


def test_tables_are_as_wide_as_their_heads() -> None:
    """In every section."""
    for made in (whole(), adjudicated()):
        for one in made.sections:
            for block in one.blocks:
                if isinstance(block, Table):
                    assert {len(row) for row in block.rows} <= {len(block.heads)}, block.title


def test_raters_are_not_named() -> None:
    """Neither by the study's codes nor otherwise."""
    told = repr(whole())
    assert not any(code in told for code in ("r01", "r02", "r03"))
    assert "R1" in told


def test_a_study_without_ratings_has_a_report() -> None:
    """It says so."""
    study, key = study_of(items=2, repeats=0), key_of(2)
    *_, found = results(study, key, (), resampling=Resampling(resamples=20))
    assert isinstance(found, Results)
    assert "There are no ratings yet." in repr(report(found, ABOUT))
