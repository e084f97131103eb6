"""What a report needs beside the results, for tests."""

from functools import cache

from tests.study.simulated import key_of, ratings_of, simulated, study_of
from workbench.domain.adjudications import Cause, Resolution
from workbench.domain.raters import Rater
from workbench.domain.reports import Report, Section, Table, Words
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.adjudication import before_after, queue, resolve
from workbench.study.report import report
from workbench.study.report_methods import Circumstances

RATERS = (
    Rater("r01", "cardiology", 12, "DE"),
    Rater("r02", "cardiology", 4, "FR"),
    Rater("r03", "general practice", 7, "DE"),
)
ABOUT = Circumstances("0.1.0", "2025-03-09T10:00:00Z", RATERS)


@cache
def whole() -> Report:
    """The report of the simulated study."""
    return report(simulated(), ABOUT)


@cache
def adjudicated() -> Report:
    """The same after two decisions."""
    study, key = study_of(), key_of()
    ratings = ratings_of(study, key)
    kept: list[Resolution] = []
    for case in queue(study, ratings)[:2]:
        resolve(
            study, tuple(kept), case, kept.append, value=None, cause=Cause.ITEM_FAULT, adjudicator="c", utc=""
        )
    decided = before_after(study, ratings, kept, Resampling(resamples=50))
    return report(simulated(), Circumstances("0.1.0", "2025-03-09T10:00:00Z", RATERS, decided))


def section(made: Report, name: str) -> Section:
    """The section of that id."""
    return next(one for one in made.sections if one.id == name)


def table(made: Section, title: str) -> Table:
    """The table whose title begins so."""
    return next(one for one in made.blocks if isinstance(one, Table) and one.title.startswith(title))


def words(made: Section) -> str:
    """All paragraphs of a section."""
    return " ".join(text for one in made.blocks if isinstance(one, Words) for text in one.paragraphs)
