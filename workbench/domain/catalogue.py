"""What MedS-Bench consists of: its categories and its tasks, with dataset, language and metric.

Source: Wu, Qiu et al., npj Digital Medicine 2025, Fig. 1 and Tables 1 to 8, and the task ids of the
released metric scripts. The paper counts 52 tasks; the scripts name 53.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """The 11 categories of the benchmark, in the order of the paper's Fig. 1."""

    MCQA = "Multiple-choice QA"
    SUMMARIZATION = "Text Summarization"
    EXTRACTION = "Information Extraction"
    EXPLANATION = "Explanation"
    NER = "Named Entity Recognition"
    DIAGNOSIS = "Diagnosis"
    TREATMENT = "Treatment Planning"
    OUTCOME = "Clinical Outcome Prediction"
    CLASSIFICATION = "Text Classification"
    VERIFICATION = "Fact Verification"
    INFERENCE = "Natural Language Inference"


class Metric(StrEnum):
    """What a task's completions are measured by."""

    ACCURACY = "accuracy"
    OVERLAP = "BLEU-1/ROUGE-L"
    ENTITY_F1 = "micro-F1"
    LABEL_F1 = "macro-F1"


@dataclass(frozen=True, slots=True)
class BenchmarkTask:
    """One of the benchmark's tasks."""

    id: str
    category: Category
    dataset: str
    language: str
    metric: Metric


def _rows(
    category: Category, metric: Metric, datasets: dict[int, str], language: str = "en"
) -> list[BenchmarkTask]:
    """One benchmark task for each number and dataset."""
    return [
        BenchmarkTask(f"task{number}", category, name, language, metric) for number, name in datasets.items()
    ]


_REGIONS = ("abdomen", "brain", "chest", "heart", "neck", "spine")
_MCQA = Category.MCQA, Metric.ACCURACY
_RATIONALE = Category.EXPLANATION, Metric.OVERLAP

BENCHMARK: dict[str, BenchmarkTask] = {
    task.id: task
    for task in (
        *_rows(*_MCQA, {57: "MedQA", 122: "MedMCQA", 123: "PubMedQA"}),
        *_rows(*_MCQA, {58: "MedQA"}, "zh"),
        *_rows(*_MCQA, {59: "IgakuQA"}, "ja"),
        *_rows(*_MCQA, {60: "FrenchMedMCQA"}, "fr"),
        *_rows(*_MCQA, {61: "RuMedBench"}, "ru"),
        *_rows(*_MCQA, {129: "HeadQA"}, "es"),
        *_rows(
            Category.SUMMARIZATION,
            Metric.OVERLAP,
            {114: "MedQSum", 110: "RCT-Text", 112: "MIMIC-CXR", 78: "MIMIC-IV ultrasound"}
            | {83 + place: "MIMIC-IV CT" for place in range(len(_REGIONS))}
            | {89 + place: "MIMIC-IV MRI" for place in range(len(_REGIONS))},
        ),
        *_rows(
            Category.EXTRACTION,
            Metric.ACCURACY,
            {
                1: "PICO participant",
                2: "PICO intervention",
                3: "PICO outcome",
                29: "ADE dose",
                74: "PMC-Patient",
            },
        ),
        *_rows(
            Category.EXPLANATION, Metric.OVERLAP, {18: "PUBLICHEALTH", 46: "Disease Ontology", 50: "BioLORD"}
        ),
        *_rows(*_RATIONALE, {51: "MMedBench"}, "zh"),
        *_rows(*_RATIONALE, {52: "MMedBench"}),
        *_rows(*_RATIONALE, {53: "MMedBench"}, "fr"),
        *_rows(*_RATIONALE, {54: "MMedBench"}, "ja"),
        *_rows(*_RATIONALE, {55: "MMedBench"}, "ru"),
        *_rows(*_RATIONALE, {56: "MMedBench"}, "es"),
        *_rows(
            Category.NER,
            Metric.ENTITY_F1,
            {125: "BC4Chem", 126: "BC5Chem", 127: "BC5Disease", 128: "Species800"},
        ),
        *_rows(Category.DIAGNOSIS, Metric.ACCURACY, {130: "DDXPlus"}),
        *_rows(Category.TREATMENT, Metric.ACCURACY, {131: "SEER"}),
        *_rows(
            Category.OUTCOME,
            Metric.ACCURACY,
            {117: "MIMIC4ED hospitalization", 118: "MIMIC4ED 72 h revisit", 119: "MIMIC4ED critical triage"},
        ),
        *_rows(Category.CLASSIFICATION, Metric.LABEL_F1, {106: "HoC"}),
        *_rows(Category.VERIFICATION, Metric.ACCURACY, {12: "PubMedQA answer", 16: "PUBLICHEALTH"}),
        *_rows(Category.VERIFICATION, Metric.OVERLAP, {100: "EBMS"}),
        *_rows(Category.INFERENCE, Metric.ACCURACY, {41: "MedNLI"}),
        *_rows(Category.INFERENCE, Metric.OVERLAP, {42: "MedNLI generation"}),
    )
}
"""The benchmark's tasks by id."""


class Listed(StrEnum):
    """Where the labels of a closed task are listed."""

    INPUT = "input"
    """Each input has its own, by letter: "Options: A: ...\\tB: ...\\t"."""
    DEFINITION = "definition"
    """The task's definition has them, quoted, in brackets."""


@dataclass(frozen=True, slots=True)
class Closed:
    """How the answers of a task are written that has one right label out of a few."""

    labels: tuple[str, ...] | Listed
    """The same for every instance, or where they are to be read."""
    form: str | None = "{}"
    """An answer, with "{}" for its label; None when it depends on the language, see `LETTER_FORMS`."""


LETTER_FORMS = {
    "en": "The right answer is {}",
    "zh": "正确答案是 {}",
    "ja": "正しい答えは {}",
    "fr": "La bonne réponse est {}",
    "ru": "Правильный ответ: {}",
    "es": "La respuesta correcta es {}",
}
"""How the answer to a multiple-choice question begins, by language. The option's text follows."""

_LETTERED = Closed(Listed.INPUT, None)
_DEMO_DIAGNOSES = (
    *("asthma", "appendicitis", "migraine", "gout", "pneumonia", "kidney stone", "hypothyroidism"),
    *("heart failure", "shingles", "influenza"),
)
_INFERRED = Closed(("entailment", "contradiction", "neutral"))

CLOSED: dict[str, Closed] = {
    **{f"task{number}": _LETTERED for number in (57, 58, 59, 60, 61, 122, 129)},
    "task123": Closed(("yes", "no", "maybe")),
    "task12": Closed(("yes", "no")),
    "task16": Closed(("0", "1", "2")),
    "task41": _INFERRED,
    **{f"task{number}": Closed(("True", "False")) for number in (117, 118, 119)},
    "task130": Closed(Listed.DEFINITION, "The diagnosis result is {}."),
    "task131": Closed(Listed.DEFINITION, "The treatment planning is: {}"),
    # Demo tasks, so that all of this can be tried without the benchmark. Not task9007: one of its labels
    # begins like another.
    "task9001": _LETTERED,
    "task9006": Closed(_DEMO_DIAGNOSES, "The diagnosis result is {}."),
    "task9008": Closed(("true", "false")),
    "task9010": Closed(("yes", "no")),
    "task9011": _INFERRED,
}
"""The tasks whose answers are one of a few, by id. No answer begins another one of its task."""

_DIAGNOSES = {
    "inguinal, hernia": "Inguinal hernia",
    "guillain-barré syndrome": "Guillain-Barré syndrome",
    "acute copd exacerbation / infection": "Acute COPD exacerbation / infection",
    "hiv (initial infection)": "HIV (initial infection)",
    "possible nstemi / stemi": "Possible NSTEMI / STEMI",
} | {name: name.upper() for name in ("gerd", "psvt", "sle", "urti")}


def diagnosis_spelled(label: str) -> str:
    """A diagnosis of task130's definition, which is all in small letters, as its references spell it."""
    return _DIAGNOSES.get(label, label[:1].upper() + label[1:])


_SPELLINGS: dict[str, Category] = {category.value.lower(): category for category in Category} | {
    "question answering": Category.MCQA,
    "mcqa": Category.MCQA,
    "summarization": Category.SUMMARIZATION,
    "rationale": Category.EXPLANATION,
    "ner": Category.NER,
    "nli": Category.INFERENCE,
}

_FOLDERS = {
    Category.MCQA: "MCQA",
    Category.SUMMARIZATION: "Text_summarization",
    Category.EXTRACTION: "Information_extraction",
    Category.EXPLANATION: "Explanation",
    Category.NER: "NER",
    Category.DIAGNOSIS: "Diagnosis",
    Category.TREATMENT: "Treatment_planning",
    Category.OUTCOME: "Clinical_outcome_prediction",
    Category.CLASSIFICATION: "Text_classification",
    Category.VERIFICATION: "Fact_verication",
    Category.INFERENCE: "NLI",
}


def benchmark_folder(task_id: str) -> str | None:
    """The folder that a task of the benchmark stands in, in upstream's spelling; None for other tasks.

    The category Explanation is two folders: one of MMedBench's rationales, one of the rest.
    """
    known = BENCHMARK.get(task_id)
    if known is None:
        return None
    return "Rationale" if known.dataset == "MMedBench" else _FOLDERS[known.category]


def category_of(task_id: str, spelled: Sequence[str]) -> str:
    """The category a task is listed under: the benchmark's for its tasks, else what its file says."""
    known = BENCHMARK.get(task_id)
    if known is not None:
        return known.category.value
    for name in spelled:
        category = _SPELLINGS.get(name.strip().lower())
        if category is not None:
            return category.value
    return next((name.strip() for name in spelled if name.strip()), "Uncategorised")
