"""An invented project for the Browse screen: tasks in six languages, and what was answered about them."""

from collections.abc import Sequence

from workbench.domain.errors import UnknownNameError
from workbench.domain.runs import Completion, Finish, RunState, Usage
from workbench.domain.tasks import Instance, Task
from workbench.gui.presenters.browse_list import BrowseReads
from workbench.store.rows import InstanceRow, start_of
from workbench.store.runs import RunSummary
from workbench.store.search import Found, Hit
from workbench.store.tasks import TaskSummary
from workbench.store.words import parse

RUNS = (
    RunSummary(
        "r-1", "2026-11-21T09:44:12Z", "demo-instruct", 3, ("task57",), 10, 10, 0, RunState.DONE, 12.0
    ),
    RunSummary("r-2", "2026-11-21T10:02:40Z", "demo-base", 0, ("task57",), 10, 10, 0, RunState.DONE, 9.0),
)

_HEADS = (
    ("task57", "task57_clinic_en", "Multiple-choice QA", "en", "MedQA"),
    ("task58", "task58_clinic_zh", "Multiple-choice QA", "zh", "MedQA"),
    ("task59", "task59_clinic_ja", "Multiple-choice QA", "ja", "IgakuQA"),
    ("task60", "task60_clinic_fr", "Multiple-choice QA", "fr", "FrenchMedMCQA"),
    ("task61", "task61_clinic_ru", "Multiple-choice QA", "ru", "RuMedBench"),
    ("task129", "task129_clinic_es", "Multiple-choice QA", "es", "HeadQA"),
    ("task112", "task112_reports_en", "Text Summarization", "en", "MIMIC-CXR"),
    ("task130", "task130_ward_en", "Diagnosis", "en", "DDXPlus"),
    ("task900", "task900_mixed_notes", "Explanation", None, None),
)

TEXTS = {
    "en": (
        "Question: A 61-year-old man has less urine and malaise two weeks after cardiac catheterization. "
        "He takes insulin, naproxen and metoprolol. Both feet show a mottled, purplish discoloration. "
        "Creatinine 4.2 mg/dL, eosinophils 11 %.\n\nWhat is the most likely cause?\n"
        "A: Contrast nephropathy\nB: Cholesterol embolization\nC: Interstitial nephritis\n"
        "D: Papillary necrosis",
        ("B: Cholesterol embolization", "Cholesterol embolization"),
    ),
    "zh": (
        "患者，男，58岁，突发胸痛两小时，向左肩放射，伴大汗。心电图示下壁导联ST段抬高，"
        "血压90/60 mmHg。\n\n首选的治疗是什么？",
        ("急诊冠状动脉介入治疗",),
    ),
    "ja": (
        "72歳の女性。三日前から右の側腹部に痛みがあり、発熱と排尿時痛を伴う。尿検査で白血球が多数みられた。\n\n"
        "最も考えられる診断はどれか。",
        ("急性腎盂腎炎",),
    ),
    "fr": (
        "Une femme de 34 ans consulte pour une fatigue, une pâleur et des règles abondantes depuis six mois. "
        "L’hémoglobine est à 8,9 g/dL, le volume globulaire à 71 fL.\n\nQuel est le diagnostic ?",
        ("Anémie ferriprive",),
    ),
    "ru": (
        "Мужчина 45 лет жалуется на приступы сердцебиения и потливость. Давление во время приступа 210/120, "
        "между приступами нормальное.\n\nКакой диагноз наиболее вероятен?",
        ("Феохромоцитома",),
    ),
    "es": (
        "Mujer de 52 años con astenia, intolerancia al frío y aumento de peso. La piel está seca y la voz es "
        "ronca. TSH 48 mU/L.\n\n¿Cuál es el diagnóstico más probable?",
        ("Hipotiroidismo primario",),
    ),
}
"""Language to input and references."""

STARTS = {
    "en": ("Emergency room, case ", "Cardiology ward, case ", "General practice, case "),
    "zh": ("急诊科病例", "心内科病例", "全科门诊病例"),
    "ja": ("救急外来の症例", "循環器内科の症例", "診療所の症例"),
    "fr": ("Urgences, dossier ", "Cardiologie, dossier ", "Médecine générale, dossier "),
    "ru": ("Приёмное отделение, случай ", "Кардиология, случай ", "Поликлиника, случай "),
    "es": ("Urgencias, caso ", "Cardiología, caso ", "Atención primaria, caso "),
}
"""Language to how inputs after the first begin, so that a list looks like one."""
LONG = (
    "Findings of the ward round, day {day}: temperature 37.{day} °C, creatinine falling, no new complaints. "
)
WARD = "Age: 48. Sex: F. A cough with yellow sputum and fever for four days. What is the diagnosis?"


class Shelf:
    """Reads of an invented project, as the store would answer them."""

    def __init__(self, counts: dict[str, int] | None = None) -> None:
        self.counts = (
            counts if counts is not None else {head[0]: 12 for head in _HEADS} | {"task130": 134_529}
        )
        self.asked: list[tuple[str, tuple[str, ...] | None]] = []

    @property
    def reads(self) -> BrowseReads:
        """What a Browse presenter takes."""
        return BrowseReads(self.summaries, self.rows, self.instance, self.task, self.completions, self.search)

    def summaries(self) -> tuple[TaskSummary, ...]:
        """The tasks there are."""
        return tuple(
            TaskSummary(task_id, name, category, language, self.counts[task_id], dataset)
            for task_id, name, category, language, dataset in _HEADS
            if task_id in self.counts
        )

    def rows(self, task_id: str, offset: int, limit: int) -> Sequence[InstanceRow]:
        """A page of rows."""
        return [self._row(task_id, number) for number in range(offset + 1, offset + limit + 1)]

    def instance(self, instance_id: str) -> Instance:
        """An instance by its id, “task57-3”."""
        task_id, number = instance_id.split("-")
        if int(number) > self.counts.get(task_id, 0):
            raise UnknownNameError("instance", instance_id)
        language = (
            next(head[3] for head in _HEADS if head[0] == task_id) or ("en", "zh", "fr")[int(number) % 3]
        )
        text, references = TEXTS[language]
        if int(number) > 1 and language in STARTS:
            text = f"{STARTS[language][int(number) % 3]}{int(number) + 30} · {text}"
        if task_id == "task112":
            text = "".join(LONG.format(day=day % 9 + 1) for day in range(120))
        if task_id == "task130":
            text, references = WARD, ("Bronchitis",)
        return Instance(instance_id, task_id, text, references, None, language)

    def task(self, task_id: str) -> Task:
        """A task's head."""
        name = next(head[1] for head in _HEADS if head[0] == task_id)
        definition = "Read the question and its options and give the one right option, in its language."
        return Task(task_id, name, (definition,), ("Question Answering",), domains=("Medicine",))

    def completions(self, instance_id: str) -> Sequence[tuple[RunSummary, Completion]]:
        """Two answers about the first instance of task57, none about others."""
        if instance_id != "task57-1":
            return ()
        answers = (
            (
                "B: Cholesterol embolization. Livedo and eosinophilia soon after an arterial procedure.",
                Finish.STOP,
            ),
            ("The contrast agent harmed the kidneys, and the kidneys were harmed by", Finish.LENGTH),
        )
        return tuple(
            (run, Completion(instance_id, text, finish, Usage(420, 300, 40, 0.8, 1.1)))
            for run, (text, finish) in zip(RUNS, answers, strict=True)
        )

    def search(self, text: str, task_ids: tuple[str, ...] | None) -> Found:
        """The first instances of the tasks in which `text` stands."""
        self.asked.append((text, task_ids))
        query = parse(text)
        hits = []
        for task_id in task_ids if task_ids is not None else tuple(self.counts):
            instance = self.instance(f"{task_id}-1")
            line = instance.input.replace("\n", " ")
            spans = tuple(query.spans(line))
            if spans:
                hits.append(Hit(self._row(task_id, 1), task_id, "input", line[:200], spans))
        return Found(tuple(hits), len(hits), True)

    def _row(self, task_id: str, number: int) -> InstanceRow:
        instance = self.instance(f"{task_id}-{number}")
        return InstanceRow(
            number, instance.id, start_of(instance.input), len(instance.references), instance.language
        )
