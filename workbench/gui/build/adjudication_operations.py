"""What the adjudication does, bound to a project: the same operations and the same file as the command's."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.domain.adjudications import Resolution
from workbench.domain.reports import Table
from workbench.gui.presenters.adjudication_values import Draft, Kept, Queue
from workbench.gui.presenters.adjudication_words import queue_of
from workbench.gui.presenters.study_tables import adjudication_table
from workbench.gui.presenters.study_values import AdjudicationOperations, OpenStudy

if TYPE_CHECKING:
    from workbench.study.adjudication import Case
    from workbench.study.result_operations import Rated

ADJUDICATOR = "adjudicator"
"""The code under which decisions are kept, as the command's without another."""

# What computes needs numpy and scipy, which are not loaded before there is something to compute.


def adjudication_operations(project: Path) -> AdjudicationOperations:
    """The operations on the disagreements of a project's studies."""
    return AdjudicationOperations(
        queue=_queue,
        kept=partial(_kept, project),
        decide=partial(_decide, project),
        restore=partial(_restore, project),
        agreement=partial(_agreement, project),
    )


def _queue(opened: OpenStudy) -> Queue:
    from workbench.study import result_operations  # noqa: PLC0415 - see above

    return queue_of(opened.study, result_operations.disagreements(_rated(opened), ()))


def _kept(project: Path, opened: OpenStudy) -> Kept:
    from workbench.study import result_operations  # noqa: PLC0415 - see above

    file = _file(project, opened)
    return _standing(file, result_operations.read_decisions(_rated(opened), file))


def _decide(project: Path, opened: OpenStudy, case: "Case", draft: Draft) -> Kept:
    from workbench.study import result_operations  # noqa: PLC0415 - see above

    assert draft.cause is not None
    file = _file(project, opened)
    decided = result_operations.decide_case(
        _rated(opened),
        file,
        case,
        value=draft.value,
        cause=draft.cause,
        adjudicator=ADJUDICATOR,
        note=draft.note,
    )
    return _standing(file, decided)


def _restore(project: Path, opened: OpenStudy, case: "Case", wanted: Resolution | None) -> Kept:
    from workbench.study import result_operations  # noqa: PLC0415 - see above

    given, file = _rated(opened), _file(project, opened)
    if wanted is None:
        return _standing(file, result_operations.take_back(given, file, (case.question, case.thing)))
    decided = result_operations.decide_case(
        given,
        file,
        case,
        value=wanted.value,
        cause=wanted.cause,
        adjudicator=wanted.adjudicator,
        note=wanted.note,
    )
    return _standing(file, decided)


def _agreement(project: Path, opened: OpenStudy) -> Table | None:
    from workbench.study import result_operations  # noqa: PLC0415 - see above

    given = _rated(opened)
    decided = result_operations.read_decisions(given, _file(project, opened))
    found = result_operations.compared_agreement(given, decided)
    return adjudication_table(opened.study, found) if found else None


def _rated(opened: OpenStudy) -> "Rated":
    from workbench.study import result_operations  # noqa: PLC0415 - see above

    return result_operations.Rated(opened.study, opened.given)


def _file(project: Path, opened: OpenStudy) -> Path:
    from workbench.study import result_operations  # noqa: PLC0415 - see above

    return result_operations.decisions_file(project, opened.study.id)


def _standing(file: Path, decided: tuple[Resolution, ...]) -> Kept:
    from workbench.study.adjudication import standing  # noqa: PLC0415 - see above

    return Kept(standing(decided), decided[-1].utc if decided else "", file.name)
