"""What a coordinator does with the results of a study: compute, decide, report, give on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workbench import __version__
from workbench.domain.adjudications import Cause, Resolution
from workbench.domain.errors import WorkbenchError
from workbench.domain.raters import HandOver
from workbench.domain.studies import Rating, Study, StudyKey
from workbench.evaluation.statistics.estimates import Resampling
from workbench.formats import (
    arena_battles,
    healthbench_jsonl,
    llm_comparator_json,
    preferences_jsonl,
    resolutions_jsonl,
    sheets_csv,
    sheets_xlsx,
)
from workbench.formats.study_report_html import page
from workbench.store.backup import DECISIONS
from workbench.store.project import Project
from workbench.study.adjudication import (
    BeforeAfter,
    Case,
    before_after,
    broken_at,
    queue,
    resolve,
    standing,
    withdraw,
)
from workbench.study.agreement.findings import AxisAgreement
from workbench.study.agreement.report import axis_agreement
from workbench.study.importing import handed_over, study_of
from workbench.study.judged import judged, judgements, scale_of, sources, together
from workbench.study.report import report
from workbench.study.report_methods import Circumstances
from workbench.study.result_exports import battles, comparisons, preferred_pairs, rubrics
from workbench.study.result_sheets import codebook, sheets
from workbench.study.results import Results, ResultsStep, results

KINDS = ("csv", "xlsx", "dpo", "healthbench", "comparator", "arena")
"""What results can be given on as."""
USUAL = Resampling(resamples=2_000)


@dataclass(frozen=True, slots=True)
class Rated:
    """A study with what raters handed over. Still blinded."""

    study: Study
    handed: tuple[HandOver, ...]

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """All ratings of all raters."""
        return tuple(rating for one in self.handed for rating in one.ratings)


@dataclass(frozen=True, slots=True)
class ResultFile:
    """A file that results were written to."""

    file: Path
    rows: int
    left_out: tuple[tuple[str, int], ...] = ()
    """Reasons, and how many for each."""


def rated(project: Path, study_id: str) -> Rated:
    """A study of the project and its ratings.

    Raises:
        UnknownNameError: the project has no such study.
    """
    with Project(project) as opened:
        return Rated(study_of(opened, study_id).study, handed_over(opened, study_id))


def study_results(
    given: Rated,
    key: StudyKey,
    *,
    authors: Mapping[str, int] | None = None,
    resampling: Resampling,
) -> Iterator[ResultsStep | Results]:
    """Everything that a study found, step by step; see `results.results`.

    Raises:
        WorkbenchError: an arm of `authors` is none of the key's.
    """
    stray = set(authors or {}) - {arm.id for arm in key.arms}
    if stray:
        known = ", ".join(arm.id for arm in key.arms)
        raise WorkbenchError(f"The study has no arm {min(stray)}. There are: {known}.")
    yield from results(given.study, key, given.ratings, authors=authors, resampling=resampling)


def blinded_agreement(given: Rated, resampling: Resampling) -> Iterator[AxisAgreement]:
    """The agreement on each question, one by one, without opening the key."""
    rows = judged(given.study, given.ratings)
    clusters, answers = sources(rows), together(given.study)
    for question in given.study.instrument.questions:
        scale = scale_of(question, answers)
        if scale is not None:
            found = judgements(rows, question, answers)
            yield axis_agreement(question.id, found, scale, resampling=resampling, clusters=clusters)


def decisions_file(project: Path, study_id: str) -> Path:
    """Where the decisions about a study's disagreements are kept unless another file is named: beside the
    project."""
    # A study that was built elsewhere may have any id; a file may not have any name.
    safe = "".join(letter for letter in study_id if letter.isalnum() or letter == "-")
    return project.with_name(project.stem + DECISIONS.format(safe[:64]))


def read_decisions(given: Rated, file: Path) -> tuple[Resolution, ...]:
    """The decisions in a file.

    Raises:
        FormatError: it is damaged.
        WorkbenchError: they are of another study, or were changed.
    """
    found = resolutions_jsonl.read(file)
    if any(one.study_id != given.study.id for one in found):
        raise WorkbenchError(f"{file.name} holds decisions of another study than {given.study.id}.")
    broken = broken_at(given.study.id, found)
    if broken is not None:
        raise WorkbenchError(f"{file.name}: decision {broken} does not follow those before it.")
    return found


def disagreements(given: Rated, decided: Sequence[Resolution]) -> tuple[Case, ...]:
    """What is to be decided, and what was; raters stand in an order that the study's id decides."""
    return queue(given.study, given.ratings, decided, given.study.key_sha256)


def decide(
    given: Rated,
    file: Path,
    about: tuple[str, str],
    *,
    value: int | None,
    cause: Cause,
    adjudicator: str,
    note: str = "",
) -> Resolution:
    """Decide the disagreement on a question (first) about a thing (second); it is on the disk afterwards.

    Raises:
        WorkbenchError: there is no such disagreement, or the question does not take the value.
    """
    case = next((one for one in disagreements(given, ()) if (one.question, one.thing) == about), None)
    if case is None:
        raise WorkbenchError(f"Raters do not disagree about {about[1]} on {about[0]}.")
    made = decide_case(given, file, case, value=value, cause=cause, adjudicator=adjudicator, note=note)
    return made[-1]


def decide_case(
    given: Rated,
    file: Path,
    case: Case,
    *,
    value: int | None,
    cause: Cause,
    adjudicator: str,
    note: str = "",
) -> tuple[Resolution, ...]:
    """Decide a disagreement that was read before; all decisions, the new one last and on the disk.

    Raises:
        WorkbenchError: the question does not take the value.
    """
    decided = read_decisions(given, file)
    try:
        made = resolve(
            given.study,
            decided,
            case,
            lambda one: resolutions_jsonl.append(file, one),
            value=value,
            cause=cause,
            adjudicator=adjudicator,
            utc=_now(),
            note=note,
        )
    except ValueError as error:
        raise WorkbenchError(f"{error}.") from None
    return (*decided, made)


def take_back(given: Rated, file: Path, about: tuple[str, str]) -> tuple[Resolution, ...]:
    """Open a disagreement again that was decided; all decisions, this last one on the disk.

    Raises:
        WorkbenchError: it is not decided.
    """
    decided = read_decisions(given, file)
    earlier = standing(decided).get(about)
    if earlier is None:
        raise WorkbenchError(f"Nothing is decided about {about[1]} on {about[0]}.")
    made = withdraw(
        given.study, decided, earlier, lambda one: resolutions_jsonl.append(file, one), utc=_now()
    )
    return (*decided, made)


def compared_agreement(
    given: Rated, decided: Sequence[Resolution], resampling: Resampling = USUAL
) -> tuple[BeforeAfter, ...]:
    """Agreement as rated and with what was decided, on each question with a decision."""
    return before_after(given.study, given.ratings, decided, resampling) if decided else ()


def circumstances(
    given: Rated, decided: Sequence[Resolution] = (), resampling: Resampling | None = None
) -> Circumstances:
    """What a report tells beside the results."""
    compared = compared_agreement(given, decided, resampling or USUAL)
    return Circumstances(__version__, _now(), tuple(one.rater for one in given.handed), compared)


def report_page(found: Results, about: Circumstances) -> str:
    """The report as one page."""
    return page(report(found, about))


def write_results(
    found: Results, given: Rated, folder: Path, kinds: Sequence[str] = KINDS
) -> tuple[ResultFile, ...]:
    """Write results for other programs to a folder, which is made; `kinds` are of `KINDS`."""
    folder.mkdir(parents=True, exist_ok=True)
    files: list[ResultFile] = []
    made = sheets(found, {one.rater.code: one.sittings for one in given.handed})
    if "csv" in kinds:
        every = (*made, codebook(made))
        written = sheets_csv.write(folder, every)
        files += [ResultFile(file, len(sheet.rows)) for file, sheet in zip(written, every, strict=True)]
    if "xlsx" in kinds:
        file = folder / "results.xlsx"
        sheets_xlsx.write(file, (*made, codebook(made, "sheet", "")))
        files.append(ResultFile(file, sum(len(sheet.rows) for sheet in made)))
    if "dpo" in kinds:
        pairs = preferred_pairs(found)
        text = preferences_jsonl.text(pairs.rows)
        files.append(_written(folder / "preferences.jsonl", text, len(pairs.rows), pairs.left_out))
    if "healthbench" in kinds:
        items = rubrics(found)
        text = healthbench_jsonl.text(items.rows)
        files.append(_written(folder / "healthbench.jsonl", text, len(items.rows), items.left_out))
    if "comparator" in kinds:
        both = comparisons(found)
        names = [f"{arm.id}: {arm.model} {arm.quantization}".strip() for arm in found.key.arms]
        first, second = (*names, "", "")[:2]
        text = llm_comparator_json.text(found.study.title, (first, second), both.rows)
        files.append(_written(folder / "llm_comparator.json", text, len(both.rows), both.left_out))
    if "arena" in kinds:
        fought = battles(found)
        text = arena_battles.text(fought.rows)
        files.append(_written(folder / "arena_battles.json", text, len(fought.rows), fought.left_out))
    return tuple(files)


def _written(file: Path, text: str, rows: int, left_out: tuple[tuple[str, int], ...]) -> ResultFile:
    file.write_text(text, encoding="utf-8", newline="")
    return ResultFile(file, rows, left_out)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
