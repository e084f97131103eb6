"""What the Study screen asks for and is given: studies, plans, blinding checks, results, files. No Qt."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.domain.adjudications import Resolution
from workbench.domain.raters import HandOver
from workbench.domain.reports import Table
from workbench.domain.studies import Instrument, Study
from workbench.gui.presenters.adjudication_values import Draft, Kept, Queue
from workbench.study.blinding_check import BlindingCheck
from workbench.study.building import Lesson, StudyOrder
from workbench.study.planner import Outcome, Plan
from workbench.study.preparing import Treatment
from workbench.study.setups import Setup

if TYPE_CHECKING:
    # They need numpy, which is not loaded before there is something to compute.
    from workbench.study.adjudication import Case
    from workbench.study.blinded import BlindedResults
    from workbench.study.results import Results


class StudyExport(StrEnum):
    """What results are given on as, by the name of the operation."""

    TABLES = "csv"
    """Every decision in long and in wide form, with a codebook."""
    WORKBOOK = "xlsx"
    """The same as one Excel workbook."""
    PREFERENCES = "dpo"
    RUBRICS = "healthbench"
    COMPARISONS = "comparator"
    BATTLES = "arena"


@dataclass(frozen=True, slots=True)
class StudyLine:
    """A study in the list."""

    id: str
    title: str
    instrument: str
    """Its id and language."""
    items: int
    raters: int
    given: int
    """Presentations that are decided."""
    wanted: int
    has_key: bool

    @property
    def coverage(self) -> str:
        """How much of it is rated, in words."""
        return f"{self.given:,} of {self.wanted:,} presentations"


@dataclass(frozen=True, slots=True)
class RunChoice:
    """A run that may be an arm."""

    id: str
    title: str
    """The model, how it was asked, and when."""
    answered: int
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetupChoices:
    """What a study can be made of."""

    runs: tuple[RunChoice, ...]
    instruments: tuple[Instrument, ...]
    problems: tuple[str, ...] = ()
    """Files of instruments that hold none."""
    kept: Setup | None = None
    """What was chosen before the program was closed."""


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """A study that was built."""

    id: str
    sentence: str
    """Rows in = rows out."""
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenStudy:
    """A study of the project with what raters handed over."""

    study: Study
    given: tuple[HandOver, ...]
    has_key: bool
    unblinded: str | None
    """When the blinding was opened for the first time, ISO 8601, UTC; None while it is closed."""


@dataclass(frozen=True, slots=True)
class FileTold:
    """What became of one file of ratings."""

    name: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class RatingsTold:
    """What became of files of ratings together."""

    sentence: str
    """Rows in = rows out."""
    files: tuple[FileTold, ...]


@dataclass(frozen=True, slots=True)
class Computing:
    """How far results are."""

    done: int
    total: int
    about: str


@dataclass(frozen=True, slots=True)
class BlindedReady:
    """What is known while the blinding is closed. The last event of `blinded`."""

    results: "BlindedResults"


@dataclass(frozen=True, slots=True)
class ArmsReady:
    """Everything, by arm. The last event of `arms`."""

    results: "Results"


@dataclass(frozen=True, slots=True)
class AdjudicationOperations:
    """What adjudicating does, bound to a project."""

    queue: Callable[[OpenStudy], Queue]
    kept: Callable[[OpenStudy], Kept]
    decide: Callable[[OpenStudy, "Case", Draft], Kept]
    """On the disk when it returns."""
    restore: Callable[[OpenStudy, "Case", Resolution | None], Kept]
    """Makes what is decided what it was: appended, nothing is removed. None opens the disagreement again."""
    agreement: Callable[[OpenStudy], Table | None]
    """Before and after what is decided; None when nothing is."""


@dataclass(frozen=True, slots=True)
class StudyOperations:
    """What the Study screen does, bound to a project."""

    studies: Callable[[], Sequence[StudyLine]]
    choices: Callable[[], SetupChoices]
    plan: Callable[[Plan], Outcome]
    check: Callable[[StudyOrder, Treatment], BlindingCheck]
    lessons: Callable[[Path], tuple[Lesson, ...]]
    """Items to learn from, of a file of JSON lines."""
    keep_setup: Callable[[Setup], None]
    """Writes down what is chosen, so that it is there the next time."""
    build: Callable[[StudyOrder, Treatment], BuildOutcome]
    open: Callable[[str], OpenStudy]
    export_raters: Callable[[str, Path], str]
    """Writes a file for each rater into a folder; gives a sentence."""
    export_key: Callable[[str, Path], str]
    import_ratings: Callable[[Sequence[Path]], Generator[FileTold | RatingsTold]]
    """Each file, then all of them together."""
    blinded: Callable[[OpenStudy], Generator[Computing | BlindedReady]]
    unblind: Callable[[str], None]
    """Opens the blinding, which the study's log keeps."""
    arms: Callable[[OpenStudy], Generator[Computing | ArmsReady]]
    """Only after the blinding was opened."""
    keep_instrument: Callable[[Instrument], str]
    """Writes an instrument into the person's own folder, as the next version; gives a sentence."""
    report: Callable[[OpenStudy, "Results", Path], str]
    """Writes the report into a folder; gives a sentence."""
    for_others: Callable[[OpenStudy, "Results", StudyExport, Path], str]
    """Writes into a folder; gives a sentence: rows in = rows out."""
    adjudication: AdjudicationOperations
