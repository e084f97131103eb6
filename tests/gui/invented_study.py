"""Studies for the Study screen's tests: operations that answer from a simulated study and remember."""

from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

from tests.gui.invented_adjudication import KeepingDecisions
from tests.study.simulated import INSTRUMENT, key_of, ratings_of, study_of
from workbench.domain.raters import HandOver, Rater
from workbench.domain.studies import Instrument, Rating
from workbench.evaluation.statistics.estimates import Resampling
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
from workbench.study.blinded import BlindedResults, blinded_results
from workbench.study.blinding.findings import Output
from workbench.study.blinding.linter import lint
from workbench.study.blinding_check import BlindingCheck, Found
from workbench.study.building import Lesson, StudyOrder
from workbench.study.planner import outcome
from workbench.study.preparing import Treatment
from workbench.study.results import Results, results
from workbench.study.setups import Setup

FEW = Resampling(resamples=40)
KEY = key_of()
STUDY = study_of()
RATINGS = ratings_of(STUDY, KEY)
RUNS = (
    RunChoice("r-1", "demo-instruct Q8_0 · 3-shot · 21 Nov 2026, 09:44", 120, ("task57", "task60")),
    RunChoice("r-2", "demo-instruct Q4_K_M · 3-shot · 21 Nov 2026, 11:02", 120, ("task57", "task60")),
    RunChoice("r-3", "MMedIns-Llama-3 Q4_K_M · 0-shot · 22 Nov 2026, 17:30", 80, ("task57",)),
)
CHINESE = replace(INSTRUMENT, title="四项评分", language="zh", about="测试用。")
ANSWERS = (
    ("As an AI language model, I would start amoxicillin 500 mg three times a day for seven days.", "Q8_0"),
    ("Start amoxicillin <|eot_id|> and see the patient again in two days.", "Q4_K_M"),
    ("Take aspirin every day and measure the blood pressure. After a week of that, and", "Q4_K_M"),
)


def handed(ratings: Sequence[Rating] = RATINGS, upto: int | None = None) -> tuple[HandOver, ...]:
    """What raters sent back; the last of them only as far as presentation `upto`."""
    found = []
    for code in STUDY.raters:
        own = tuple(one for one in ratings if one.presentation.startswith(code))
        if upto is not None and code == STUDY.raters[-1]:
            own = own[:upto]
        found.append(HandOver(STUDY.id, "0" * 64, "test-4", 2, 1, "0.1", "2026-11-24", Rater(code), (), own))
    return tuple(found)


def checked(treatment: Treatment = Treatment.EVEN) -> BlindingCheck:
    """A check that found a name, a mark and an answer that was cut off."""
    outputs = [
        Output(f"the answer {place}", f"i{place}", arm, text) for place, (text, arm) in enumerate(ANSWERS)
    ]
    of = {one.id: one for one in outputs}
    found = tuple(
        Found(
            one.kind,
            one.sentence,
            of[one.output].instance,
            "task57",
            of[one.output].arm,
            of[one.output].text,
            one.start,
            one.end,
        )
        for one in lint(outputs)
    )
    left = {one.kind: 1 for one in found if treatment is Treatment.NONE or one.kind.value == "cut off"}
    return BlindingCheck(
        120,
        {"not drawn into the sample": 20},
        100,
        200,
        found,
        left,
        2 if treatment is Treatment.EVEN else 0,
        (),
    )


class DoingStudies:
    """Operations that remember what was asked."""

    def __init__(self, *, runs: Sequence[RunChoice] = RUNS, studies: bool = True, rated: bool = True) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.unblinded: str | None = None
        self.given = handed() if rated else ()
        self.has_key = True
        self.kept: Setup | None = None
        self.instruments: tuple[Instrument, ...] = (INSTRUMENT, CHINESE)
        self._runs, self._studies = tuple(runs), studies
        self.operations = StudyOperations(
            studies=self._lines,
            choices=lambda: SetupChoices(self._runs, self.instruments, (), self.kept),
            keep_setup=self._keep_setup,
            plan=outcome,
            check=self._check,
            lessons=lambda _file: (Lesson({"correctness": 5}, "It is right.", prompt="x", answers=("y",)),),
            build=self._build,
            open=self._open,
            export_raters=lambda study, folder: self._write("raters", study, folder),
            export_key=lambda study, file: self._write("key", study, file),
            import_ratings=self._import,
            blinded=self._blinded,
            unblind=self._unblind,
            arms=self._arms,
            keep_instrument=self._keep,
            report=lambda opened, _found, folder: self._write("report", opened.study.id, folder),
            for_others=self._for_others,
            adjudication=KeepingDecisions().operations,
        )

    def _keep_setup(self, setup: Setup) -> None:
        self.kept = setup

    def _lines(self) -> Sequence[StudyLine]:
        if not self._studies:
            return ()
        wanted = len(STUDY.presentations)
        given = sum(one.submitted for hand in self.given for one in hand.ratings)
        return (
            StudyLine(STUDY.id, STUDY.title, "test-4 en", len(STUDY.items), 3, given, wanted, has_key=True),
            StudyLine("other", "Doses in discharge letters, second round", "core-6 zh", 60, 5, 0, 345, False),
        )

    def _check(self, order: StudyOrder, treatment: Treatment) -> BlindingCheck:
        self.asked.append(("check", order.runs, treatment))
        return checked(treatment)

    def _build(self, order: StudyOrder, treatment: Treatment) -> BuildOutcome:
        self.asked.append(("build", order, treatment))
        self._studies = True
        said = "Built: 120 instances in = 100 in the study + 20 left out, 20 not drawn into the sample"
        return BuildOutcome(STUDY.id, said, ("there is nothing to learn from before the start",))

    def _open(self, study_id: str) -> OpenStudy:
        self.asked.append(("open", study_id))
        return OpenStudy(replace(STUDY, id=study_id), self.given, self.has_key, self.unblinded)

    def _write(self, what: str, study_id: str, path: Path) -> str:
        self.asked.append((what, study_id, path))
        return f"{what} written to {path.name}."

    def _import(self, files: Sequence[Path]) -> Generator[FileTold | RatingsTold]:
        self.asked.append(("import", tuple(files)))
        self.given = handed()
        told = tuple(
            FileTold(file.name, "new", "")
            if file.suffix == ".medratings"
            else FileTold(file.name, "refused", "it is no zip")
            for file in files
        )
        yield from told
        yield RatingsTold("144 ratings in = 144 kept + 0 left out; 1 of 1 files brought something new", told)

    def _blinded(self, opened: OpenStudy) -> Generator[Computing | BlindedReady]:
        self.asked.append(("blinded", opened.study.id))
        for event in blinded_results(opened.study, _ratings(opened), FEW):
            if isinstance(event, BlindedResults):
                yield BlindedReady(event)
            else:
                yield Computing(event.done, event.total, event.about)

    def _unblind(self, study_id: str) -> None:
        self.asked.append(("unblind", study_id))
        self.unblinded = "2026-11-25T09:44:00+00:00"

    def _arms(self, opened: OpenStudy) -> Generator[Computing | ArmsReady]:
        self.asked.append(("arms", opened.study.id))
        key = replace(KEY, study_id=opened.study.id)
        for event in results(opened.study, key, _ratings(opened), resampling=FEW):
            if isinstance(event, Results):
                yield ArmsReady(event)
            else:
                yield Computing(event.done, event.total, event.about)

    def _keep(self, instrument: Instrument) -> str:
        self.asked.append(("keep", instrument))
        return "Kept as version 3 in test-4.json."

    def _for_others(self, opened: OpenStudy, found: Results, kind: StudyExport, file: Path) -> str:
        self.asked.append(("export", kind, file))
        return f"40 in = 40 in {file.name} + 0 left out."


def _ratings(opened: OpenStudy) -> list[Rating]:
    return [rating for one in opened.given for rating in one.ratings]
