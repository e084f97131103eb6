"""What the Study screen does, bound to a project."""

from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.domain.errors import FormatError, WorkbenchError
from workbench.domain.steps import Steps
from workbench.domain.studies import Instrument
from workbench.formats.files import write_whole
from workbench.gui.build.adjudication_operations import adjudication_operations
from workbench.gui.presenters import phrases
from workbench.gui.presenters.study_values import (
    ArmsReady,
    BlindedReady,
    BuildOutcome,
    Computing,
    FileTold,
    OpenStudy,
    RatingsTold,
    RunChoice,
    SetupChoices,
    StudyExport,
    StudyLine,
    StudyOperations,
)
from workbench.store.project import Project
from workbench.store.runs import RunSummary
from workbench.study import setups
from workbench.study.blinding_check import BlindingCheck, check_blinding
from workbench.study.building import StudyOrder
from workbench.study.importing import coverage, handed_over, study_of
from workbench.study.instruments import keep_instrument, known_instruments
from workbench.study.lessons import read as read_lessons
from workbench.study.operations import (
    build_study,
    export_key,
    export_study,
    import_ratings,
    open_key,
)
from workbench.study.planner import outcome
from workbench.study.preparing import Treatment
from workbench.study.unblinding import unblind, unblinded_at

if TYPE_CHECKING:
    from workbench.study.result_operations import ResultFile
    from workbench.study.results import Results

REPORT = "report.html"
OWN_INSTRUMENTS = "instruments"
"""The folder beside a project for instruments that belong to it."""


def study_operations(project: Path, instruments: Path) -> StudyOperations:
    """The operations on the studies of a project; `instruments` is the person's own folder."""
    own = (project.parent / OWN_INSTRUMENTS, instruments)
    return StudyOperations(
        studies=partial(_studies, project),
        choices=partial(_choices, project, own),
        plan=outcome,
        check=partial(_check, project),
        lessons=read_lessons,
        keep_setup=partial(setups.write, setups.kept_beside(project)),
        build=partial(_build, project),
        open=partial(_open, project),
        export_raters=partial(_export_raters, project),
        export_key=partial(_export_key, project),
        import_ratings=partial(_import, project),
        blinded=_blinded,
        unblind=partial(_unblind, project),
        arms=partial(_arms, project),
        keep_instrument=partial(_keep_instrument, instruments, own),
        report=partial(_report, project),
        for_others=_for_others,
        adjudication=adjudication_operations(project),
    )


def _studies(project: Path) -> Sequence[StudyLine]:
    with Project(project) as opened:
        lines = []
        for summary in opened.studies.summaries():
            study = study_of(opened, summary.id).study
            covered = coverage(study, handed_over(opened, summary.id))
            lines.append(
                StudyLine(
                    study.id,
                    study.title,
                    f"{study.instrument.id} {study.instrument.language}",
                    len(study.items),
                    len(study.raters),
                    covered.given,
                    covered.wanted,
                    summary.has_key,
                )
            )
    return lines


def _choices(project: Path, own: Sequence[Path]) -> SetupChoices:
    with Project(project) as opened:
        runs = tuple(_run(one) for one in opened.runs.summaries() if one.answered)
    known = known_instruments(own)
    problems = [str(one) for one in known.problems]
    kept, file = None, setups.kept_beside(project)
    if file.exists():
        try:
            kept = setups.read(file)
        except FormatError as error:
            problems.append(str(error))
    return SetupChoices(runs, tuple(one.instrument for one in known.entries), tuple(problems), kept)


def _run(one: RunSummary) -> RunChoice:
    asked = phrases.protocol_said(one.shots, one.answering)
    title = f"{one.model} · {asked} · {phrases.day_and_time(one.created)}"
    return RunChoice(one.id, title, one.answered, one.tasks)


def _check(project: Path, order: StudyOrder, treatment: Treatment) -> BlindingCheck:
    return check_blinding(
        project,
        order.runs,
        tasks=order.tasks,
        size=order.size,
        strata=order.strata,
        seed=order.seed,
        treatment=treatment,
    )


def _build(project: Path, order: StudyOrder, treatment: Treatment) -> BuildOutcome:
    built = build_study(project, order, treatment=treatment)
    choice, study = built.choice, built.study
    reasons = "".join(f", {count:,} {reason}" for reason, count in choice.reasons.items())
    sentence = (
        f"Built: {choice.considered:,} instances in = {len(choice.chosen):,} in the study + "
        f"{len(choice.left_out):,} left out{reasons}; {len(study.presentations):,} presentations, "
        f"{phrases.counted(len(built.key.changes), 'change')} of answers noted in the key."
    )
    return BuildOutcome(study.id, sentence, built.notes)


def _open(project: Path, study_id: str) -> OpenStudy:
    with Project(project) as opened:
        study = study_of(opened, study_id).study
        given = handed_over(opened, study_id)
        has_key = opened.studies.key_file(study_id) is not None
    return OpenStudy(study, given, has_key, unblinded_at(project, study_id))


def _export_raters(project: Path, study_id: str, folder: Path) -> str:
    written = export_study(project, study_id, folder)
    names = phrases.counted(len(written), "file")
    return f"{names} written to {folder.name}, one for each rater. None of them leads to an arm."


def _export_key(project: Path, study_id: str, file: Path) -> str:
    export_key(project, study_id, file)
    return f"The key is in {file.name}. Keep it apart, and never send it to a rater."


def _import(project: Path, files: Sequence[Path]) -> Generator[FileTold | RatingsTold]:
    steps = Steps(import_ratings(project, files))
    told: list[FileTold] = []
    for one in steps:
        told.append(FileTold(one.file.name, one.outcome.value, one.reason))
        yield told[-1]
    result = steps.result
    left = result.rows_in - result.rows_kept
    sentence = f"{result.rows_in:,} ratings in = {result.rows_kept:,} kept + {left:,} left out"
    yield RatingsTold(
        f"{sentence}; {result.taken:,} of {len(told):,} files brought something new", tuple(told)
    )


def _unblind(project: Path, study_id: str) -> None:
    unblind(project, study_id)


def _keep_instrument(folder: Path, own: Sequence[Path], instrument: Instrument) -> str:
    kept = keep_instrument(folder, instrument, own)
    return f"Kept as version {kept.instrument.version} in {kept.file.name}."


# What computes needs numpy and scipy, which are not loaded before there is something to compute.


def _blinded(opened: OpenStudy) -> Generator[Computing | BlindedReady]:
    from workbench.study.blinded import BlindedResults, blinded_results  # noqa: PLC0415 - see above

    ratings = [rating for one in opened.given for rating in one.ratings]
    for event in blinded_results(opened.study, ratings):
        if isinstance(event, BlindedResults):
            yield BlindedReady(event)
        else:
            yield Computing(event.done, event.total, event.about)


def _arms(project: Path, opened: OpenStudy) -> Generator[Computing | ArmsReady]:
    from workbench.study.results import Results, results  # noqa: PLC0415 - see above

    if opened.unblinded is None:
        raise WorkbenchError("This study is still blinded: unblind it first, which is logged.")
    key = open_key(project, opened.study.id)
    ratings = [rating for one in opened.given for rating in one.ratings]
    for event in results(opened.study, key, ratings):
        if isinstance(event, Results):
            yield ArmsReady(event)
        else:
            yield Computing(event.done, event.total, event.about)


def _report(project: Path, opened: OpenStudy, found: "Results", folder: Path) -> str:
    from workbench.study import result_operations  # noqa: PLC0415 - see above

    given = result_operations.Rated(opened.study, opened.given)
    written = result_operations.write_results(found, given, folder, (StudyExport.TABLES.value,))
    file = result_operations.decisions_file(project, opened.study.id)
    decided = result_operations.read_decisions(given, file)
    page = result_operations.report_page(found, result_operations.circumstances(given, decided))
    write_whole(folder / REPORT, page.encode())
    return f"{REPORT} and {phrases.counted(len(written), 'table')} written to {folder.name}."


def _for_others(opened: OpenStudy, found: "Results", kind: StudyExport, folder: Path) -> str:
    from workbench.study import result_operations  # noqa: PLC0415 - see above

    given = result_operations.Rated(opened.study, opened.given)
    written = result_operations.write_results(found, given, folder, (kind.value,))
    return "; ".join(map(_rows_said, written)) + "."


def _rows_said(one: "ResultFile") -> str:
    left = sum(count for _reason, count in one.left_out)
    said = f"{one.rows + left:,} in = {one.rows:,} in {one.file.name} + {left:,} left out"
    reasons = ", ".join(f"{count:,} {reason}" for reason, count in one.left_out)
    return f"{said} ({reasons})" if reasons else said
