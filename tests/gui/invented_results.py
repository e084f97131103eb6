"""An invented leaderboard for presenters, views and pictures: eight models, twelve categories."""

from collections.abc import Generator, Sequence
from pathlib import Path
from random import Random

from tests.gui.invented import TEXTS
from workbench.domain.boards import Board, Cell, Column, Row
from workbench.domain.scores import Interval, Protocol
from workbench.gui.presenters.results_values import (
    BoardLoaded,
    ExportKind,
    ItemRow,
    Reliability,
    ReliabilityBin,
    ResultsOperations,
    ScoringProgress,
    TaskTest,
)

OURS = "this project"
PAPER = "npj Digit Med 2025;8:58 Table 1"
PAGE = "leaderboard 2025-01-13 (commit 322ab40)"
TASKS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("MCQA", ("accuracy",), ("MedQA", "MedMCQA", "PubMedQA", "MMedBench-ZH", "MMedBench-JA", "MMedBench-FR")),
    (
        "Text Summarization",
        ("BLEU-1", "ROUGE-L"),
        ("MedQSum", "RCT-Text", "MIMIC-CXR", "MIMIC-IV Ultrasound"),
    ),
    ("Information Extraction", ("F1",), ("PICO-Participant", "PICO-Intervention", "ADE Corpus")),
    ("Concept Explanation", ("BLEU-1", "ROUGE-L"), ("Health Fact Exp.", "DO Entity Exp.", "BioLORD")),
    ("Rationale", ("BLEU-1", "ROUGE-L"), ("MMedBench-EN", "MMedBench-ZH", "MMedBench-JA")),
    ("NER", ("F1",), ("BC4Chem", "BC5Chem", "BC5Disease")),
    ("Diagnosis", ("accuracy",), ("DDXPlus",)),
    ("Treatment Planning", ("accuracy",), ("SEER",)),
    ("Clinical Outcome Prediction", ("accuracy",), ("MIMIC4ED Hospitalization", "MIMIC4ED Critical Triage")),
    ("Text Classification", ("macro-F1",), ("HoC",)),
    ("Fact Verification", ("accuracy",), ("PubMedQA Verification", "PublicHealth")),
    ("NLI", ("accuracy",), ("MedNLI Dis.", "MedNLI Gen.")),
)
MODELS = (
    ("MMedIns-Llama 3 8B", "Q4_K_M", 64.0),
    ("MMedIns-Llama 3 8B", "Q8_0", 65.5),
    ("MMedIns-Llama 3 8B", "Q2_K", 52.0),
    ("Med42-v2 70B Instruct", "Q3_K_M", 61.0),
    ("Qwen 2.5 7B Instruct", "Q5_K_M", 55.0),
    ("Llama-3.1-Aloe-Beta-8B-with-a-very-long-name-that-somebody-gave-a-file", "Q6_K", 53.0),
    ("Demo instruct", "Q4_K_M", 24.0),
    ("gpt-4o-2024-08-06 (endpoint)", "", 68.0),
)
PUBLISHED = (
    ("GPT-4", PAPER, 60.0),
    ("MMedIns-Llama 3", PAPER, 63.9),
    ("MEDITRON", PAPER, 38.0),
    ("Claude-3.5", PAGE, 62.0),
)
CHANCE = {"accuracy": 25.0}


def columns() -> tuple[Column, ...]:
    """Every category's means, then its tasks."""
    made = []
    for category, metrics, tasks in TASKS:
        made += [Column(f"{category}/{metric}", "Mean", category, metric, None) for metric in metrics]
        made += [
            Column(f"{category}-{task}/{metric}", task, category, metric, f"{category}-{task}")
            for task in tasks
            for metric in metrics
        ]
    return tuple(made)


def board(models: int = len(MODELS), published: int = len(PUBLISHED)) -> Board:
    """So many of our models under both protocols, and so many published ones."""
    every = columns()
    rows = []
    for number in range(models):
        model, quantization, level = MODELS[number % len(MODELS)]
        random = Random(number)
        levels = {column.id: min(96.0, max(1.0, level + random.gauss(0, 9))) for column in every}
        for protocol in Protocol:
            cells = tuple((column.id, _cell(column, levels[column.id], protocol, random)) for column in every)
            rows.append(Row(f"r{number}", model, OURS, protocol, cells, quantization, "3955" * 16))
    for model, source, level in PUBLISHED[:published]:
        random = Random(model)
        cells = tuple(
            (column.id, Cell(round(max(1.0, level + random.gauss(0, 8)), 1), doubt=_doubt(model, column)))
            for column in every
            if random.random() < 0.9 or column.category == "MCQA"
        )
        rows.append(Row(f"{source}/{model}", model, source, None, cells))
    return Board(every, tuple(rows))


def _cell(column: Column, level: float, protocol: Protocol, random: Random) -> Cell:
    n = (1273 if column.task_id is not None else 5600) if level > 30 else 36
    value = round(level + (random.uniform(0.3, 6.0) if protocol is Protocol.CORRECTED else 0.0), 4)
    if column.metric == "BLEU-1":
        value = round(value * 0.45, 4)
    half = 12.0 if n < 100 else 2.7 if column.task_id is not None else 1.3
    crash = column.metric == "BLEU-1" and protocol is Protocol.PAPER
    missing = (("upstream cannot score an empty answer", 3),) if crash else ()
    chance = CHANCE.get(column.metric)
    majority = 27.8 if chance is not None else None
    return Cell(value, n, missing, Interval(max(0.0, value - half), value + half), chance, majority)


def _doubt(model: str, column: Column) -> str:
    wrong = model == "MMedIns-Llama 3" and column.id in {"MCQA/accuracy", "Text Summarization/ROUGE-L"}
    return "its tasks' mean is 59.6" if wrong else ""


def items() -> tuple[ItemRow, ...]:
    """Answers in six languages: right, wrong, empty, and one that could not be scored."""
    found = []
    for task_id, text, reference, answers in TEXTS:
        for number, answer in enumerate(answers):
            right = answer.startswith(reference) or reference.lower() in answer.lower()
            at = answer.lower().find(reference.lower())
            spans = ((at, at + len(reference)),) if at >= 0 else ()
            unscored = not answer
            found.append(
                ItemRow(
                    f"{task_id}-{number}",
                    task_id,
                    text,
                    (reference,),
                    answer,
                    None if unscored else 100.0 if right else 0.0,
                    "upstream cannot score an empty answer" if unscored else "",
                    None if unscored else reference if right else answer[:24],
                    spans,
                    None if unscored else 0.94 if right else 0.6,
                )
            )
    return tuple(found)


def task_tests() -> tuple[TaskTest, ...]:
    """Three tasks: one that differs, one that does not, one that could not be tested."""
    return (
        TaskTest(
            *("MCQA-MedQA", "MedQA", "accuracy", 1273, 61.2, 65.8),
            *(Interval(58.5, 63.9), Interval(63.1, 68.4), 4.6, Interval(2.1, 7.0)),
            *("McNemar", 0.0004, 0.0012),
            "B is right more often than A: 4.6 points, and chance does not explain it.",
            differs=True,
        ),
        TaskTest(
            *("NER-BC4Chem", "BC4Chem", "F1", 1500, 54.9, 55.6),
            *(Interval(52.9, 56.8), Interval(53.5, 57.5), 0.7, Interval(-1.1, 2.4)),
            *("permutation", 0.41, 0.41),
            "No difference can be shown; one of more than 2.4 points either way is unlikely.",
        ),
        TaskTest(
            "Diagnosis-DDXPlus",
            "DDXPlus",
            "accuracy",
            n=4,
            first=50.0,
            second=75.0,
            first_interval=None,
            second_interval=None,
            difference=25.0,
            difference_interval=None,
            test="",
            p=None,
            adjusted=None,
            verdict="Too few answers to say anything: 4 that both gave.",
        ),
    )


def reliability() -> Reliability:
    """A model that is too sure of itself."""
    counts = (12, 30, 61, 88, 120, 140, 160, 210, 260, 192)
    bins = []
    for number, n in enumerate(counts):
        sure = number / 10 + 0.055
        right = 0.18 + 0.55 * sure
        half = 0.9 / n**0.5
        bins.append(
            ReliabilityBin(
                number / 10,
                (number + 1) / 10,
                n,
                sure,
                right,
                Interval(max(0.0, right - half), min(1.0, right + half)),
            )
        )
    return Reliability(tuple(bins), sum(counts), 0.148)


class Doing:
    """Operations on the invented board, and what was asked of them."""

    def __init__(self, shown: Board | None = None) -> None:
        self.board = shown if shown is not None else board()
        self.asked: list[tuple[object, ...]] = []

    @property
    def operations(self) -> ResultsOperations:
        """What a presenter takes."""
        return ResultsOperations(
            self._load,
            self._items,
            self._compare,
            self._confidence,
            self._export,
            self._published,
            self._import,
        )

    def _load(self) -> Generator[ScoringProgress | BoardLoaded]:
        self.asked.append(("load",))
        yield ScoringProgress(10, 40, "task57")
        yield BoardLoaded(self.board)

    def _items(self, row: str, column: str, protocol: Protocol) -> Sequence[ItemRow]:
        self.asked.append(("items", row, column, protocol))
        return items()

    def _compare(self, first: str, second: str, protocol: Protocol) -> Sequence[TaskTest]:
        self.asked.append(("compare", first, second, protocol))
        return task_tests()

    def _confidence(self, row: str, column: str, protocol: Protocol) -> Reliability:
        self.asked.append(("confidence", row, column, protocol))
        return reliability()

    def _export(self, kind: ExportKind, path: Path) -> None:
        self.asked.append(("export", kind, path))

    def _published(self, path: Path) -> str:
        self.asked.append(("published", path))
        return "14 rows added"

    def _import(self, paths: Sequence[Path]) -> str:
        self.asked.append(("import", tuple(paths)))
        return "1,273 answers of 1,273 matched"
