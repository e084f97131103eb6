"""Disagreements that nobody had: three raters of one small study, and decisions that are kept in memory."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tests.study import invented
from workbench.domain.adjudications import Cause, Resolution
from workbench.domain.errors import WorkbenchError
from workbench.domain.raters import HandOver, Rater
from workbench.domain.reports import Table
from workbench.domain.studies import Instrument, Omission, Presentation, Rating, Span, Study, StudyOutput
from workbench.evaluation.statistics.estimates import Resampling
from workbench.gui.presenters.adjudication_values import Draft, Kept, Queue
from workbench.gui.presenters.adjudication_words import queue_of
from workbench.gui.presenters.study_tables import adjudication_table
from workbench.gui.presenters.study_values import AdjudicationOperations, OpenStudy
from workbench.study.adjudication import Case, before_after, queue, resolve, standing, withdraw
from workbench.study.instruments import find_instrument

RATERS = ("r01", "r02", "r03")
PLAIN = {
    "en": (
        "A 61-year-old man notices less urine two weeks after cardiac catheterization. His toes are blue and "
        "painful, blood pressure is 156/96 mmHg. Creatinine rose from 1.1 to 4.2 mg/dL, eosinophils are 11 "
        "%. He takes naproxen for his knees. What is the most likely cause of his renal failure, and what is "
        "to be done?",
        (
            "The findings point to contrast nephropathy. Eosinophilia is not expected to matter here. "
            "Hydrate, stop naproxen, and follow creatinine every day until it falls.",
            "Most likely cholesterol embolization after the catheter: livedo, blue toes and eosinophilia "
            "fit. Treatment is supportive; stop naproxen, treat the blood pressure, avoid anticoagulants.",
        ),
        ("Eosinophilia is not expected to matter here.", "Blue toes were in the case. It ignores them."),
        "Blue toes are never mentioned",
    ),
    "zh": (
        "一名六十一岁男性在心导管术后两周发现尿量减少。双足趾发紫、疼痛，血压 156/96 mmHg。"
        "肌酐由 1.1 升至 4.2 mg/dL，嗜酸性粒细胞占 11 %。"
        "他因膝关节疼痛服用萘普生。肾功能衰竭最可能的原因是什么？应如何处理？",
        (
            "检查结果提示造影剂肾病。此处嗜酸性粒细胞增多没有意义。应当补液，停用萘普生，并每日复查肌酐直至下降。",
            "最可能是导管术后的胆固醇栓塞：网状青斑、足趾发紫和嗜酸性粒细胞增多均支持诊断。"
            "以支持治疗为主；停用萘普生，控制血压，避免抗凝。",
        ),
        ("此处嗜酸性粒细胞增多没有意义。", "病例中提到足趾发紫，回答没有考虑。"),
        "没有提到足趾发紫",
    ),
}
"""By language: the case, two answers, an error of the first with a rater's comment, and what it lacks."""
VALUES = {"r01": (1, 5, 2), "r02": (4, 4, 1), "r03": (2, 5, -3)}
"""Correctness of both answers of the first item, and the preference."""


@cache
def study(language: str = "en", items: int = 4) -> Study:
    """A study in one language; every rater has every item, with sides of their own."""
    prompt, answers, _error, _lacks = PLAIN[language]
    made = invented.study(items)
    outputs = [
        StudyOutput(f"o{number}{letter}", f"i{number}", answers[place])
        for number in range(1, items + 1)
        for place, letter in enumerate("ab")
    ]
    shown = [
        Presentation(
            f"{rater}-{number:03}",
            rater,
            f"i{number}",
            tuple(f"o{number}{letter}" for letter in ("ab" if (number + place) % 2 else "ba")),
            number,
        )
        for place, rater in enumerate(RATERS)
        for number in range(1, items + 1)
    ]
    return replace(
        made,
        items=tuple(replace(one, prompt=prompt, language=language) for one in made.items),
        outputs=tuple(outputs),
        presentations=tuple(shown),
        instrument=_instrument(language),
    )


def _instrument(language: str) -> Instrument:
    """Two scales of the shipped instrument, and the preference of another one."""
    scales, pair = (find_instrument(name, language).instrument for name in ("core-6", "pair-5"))
    return replace(scales, questions=(*scales.questions[:2], pair.questions[0]))


def ratings(of: Study) -> tuple[Rating, ...]:
    """What the raters make of it: they differ about the first item, and a little about the second."""
    return tuple(_rating(of, shown) for shown in of.presentations)


def opened(of: Study | None = None) -> OpenStudy:
    """The study with what raters handed over."""
    of = of or study()
    given = tuple(
        HandOver(of.id, "0" * 64, "i", 1, 1, "0.1", "2026-11-24", Rater(code), (), own)
        for code in RATERS
        for own in [tuple(one for one in ratings(of) if one.presentation.startswith(code))]
    )
    return OpenStudy(of, given, True, None)


def _rating(of: Study, shown: Presentation) -> Rating:
    first, second, preference = of.instrument.questions
    item = shown.item_id[1:]
    a, b = f"o{item}a", f"o{item}b"
    right, better, likes = VALUES[shown.rater] if item == "1" else (2, 5, 2)
    if item == "2" and shown.rater == "r02":
        right = 3
    sign = 1 if shown.outputs == (a, b) else -1
    _prompt, texts, (quote, comment), lacks = PLAIN[of.items[0].language]
    start = texts[0].index(quote)
    span = Span("s", a, start, start + len(quote), quote, "", "", "wrong-fact", "major")
    marked = item == "1" and shown.rater != "r02"
    return Rating(
        shown.id,
        {
            f"{first.id}/{a}": right,
            f"{first.id}/{b}": better,
            f"{second.id}/{a}": 3,
            f"{second.id}/{b}": 4,
            preference.id: sign * likes,
        },
        spans=(span,) if marked else (),
        omissions=(Omission("o", a, lacks, "missed-red-flag", "major"),)
        if marked and shown.rater == "r03"
        else (),
        comment=comment if marked and shown.rater == "r01" else "",
        submitted=True,
    )


class KeepingDecisions:
    """Operations of the adjudication that keep decisions in memory, chained as on the disk."""

    def __init__(self) -> None:
        self.kept: list[Resolution] = []
        self.fails: WorkbenchError | None = None
        """Raised instead of keeping the next decision."""
        self.operations = AdjudicationOperations(
            queue=self._queue,
            kept=lambda _opened: self._standing(),
            decide=self._decide,
            restore=self._restore,
            agreement=self._agreement,
        )

    def _queue(self, of: OpenStudy) -> Queue:
        return queue_of(of.study, queue(of.study, _ratings(of), (), "seed"))

    def _decide(self, of: OpenStudy, case: Case, draft: Draft) -> Kept:
        assert draft.cause is not None
        return self._append(of, case, draft.value, draft.cause, draft.note)

    def _restore(self, of: OpenStudy, case: Case, wanted: Resolution | None) -> Kept:
        if wanted is not None:
            return self._append(of, case, wanted.value, wanted.cause, wanted.note)
        earlier = standing(self.kept)[case.question, case.thing]
        withdraw(of.study, tuple(self.kept), earlier, self.kept.append, utc=self._now())
        return self._standing()

    def _append(self, of: OpenStudy, case: Case, value: int | None, cause: Cause, note: str) -> Kept:
        if self.fails is not None:
            raise self.fails
        resolve(
            of.study,
            tuple(self.kept),
            case,
            self.kept.append,
            value=value,
            cause=cause,
            adjudicator="c1",
            utc=self._now(),
            note=note,
        )
        return self._standing()

    def _standing(self) -> Kept:
        return Kept(
            standing(self.kept), self.kept[-1].utc if self.kept else "", "ward.decisions-0190b8f0.jsonl"
        )

    def _agreement(self, of: OpenStudy) -> Table | None:
        found = before_after(of.study, _ratings(of), self.kept, Resampling(resamples=40))
        return adjudication_table(of.study, found) if found else None

    def _now(self) -> str:
        return f"2026-11-25T09:{len(self.kept):02}:00+00:00"


def _ratings(of: OpenStudy) -> Sequence[Rating]:
    return [rating for one in of.given for rating in one.ratings]
