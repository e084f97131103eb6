"""Leaderboards for the tests of their written forms."""

from workbench.domain.boards import Board, Cell, Column, Row
from workbench.domain.scores import Interval, Protocol

HOSTILE = "</script><script>document.title='taken'</script>\"'><img src=x onerror=\"document.title='taken'\">"
"""A model name that would be code on a page that did not look."""

COLUMNS = (
    Column("MCQA/accuracy", "Mean", "MCQA", "accuracy", None),
    Column("task57/accuracy", "MedQA", "MCQA", "accuracy", "task57", "en"),
    Column("task58/accuracy", "MedQA zh", "MCQA", "accuracy", "task58", "zh"),
    Column("Rationale/BLEU-1", "Mean", "Rationale", "BLEU-1", None),
    Column("Rationale/ROUGE-L", "Mean", "Rationale", "ROUGE-L", None),
    Column("task52/BLEU-1", "MMedBench en", "Rationale", "BLEU-1", "task52", "en"),
    Column("task52/ROUGE-L", "MMedBench en", "Rationale", "ROUGE-L", "task52", "en"),
    Column("NLI/accuracy", "Mean", "NLI", "accuracy", None),
)


def own(run: str, model: str, quantization: str, protocol: Protocol, *values: float) -> Row:
    """A row of a run: the accuracy of task57, then BLEU-1 and ROUGE-L of task52."""
    accuracy, bleu, rouge = values
    cells = (
        ("MCQA/accuracy", Cell(None, 200, tasks=(1, 2))),
        (
            "task57/accuracy",
            Cell(accuracy, 200, (("empty answer", 3),), Interval(accuracy - 5, accuracy + 5), 25.0, 31.5),
        ),
        ("Rationale/BLEU-1", Cell(bleu, 1250, tasks=(1, 6))),
        ("Rationale/ROUGE-L", Cell(rouge, 1250, tasks=(1, 6))),
        ("task52/BLEU-1", Cell(bleu, 1250, interval=Interval(bleu - 1, bleu + 1))),
        ("task52/ROUGE-L", Cell(rouge, 1250, interval=Interval(rouge - 1, rouge + 1))),
    )
    return Row(run, model, "this project", protocol, cells, quantization, "ab" * 32)


def others(model: str, accuracy: float | None, doubt: str = "", bleu: float | None = None) -> Row:
    """A published row."""
    cells = [
        ("MCQA/accuracy", Cell(accuracy, tasks=(1, 2))),
        ("task57/accuracy", Cell(accuracy, doubt=doubt)),
    ]
    if bleu is not None:
        cells += [("task52/BLEU-1", Cell(bleu)), ("task52/ROUGE-L", Cell(bleu / 2))]
    return Row(f"A Journal/{model}", model, "A Journal", None, tuple(cells))


BOARD = Board(
    COLUMNS,
    (
        own("r1", "Small", "Q4_K_M", Protocol.PAPER, 60.0, 9.5, 8.0),
        own("r1", "Small", "Q4_K_M", Protocol.CORRECTED, 66.0, 9.75, 30.0),
        own("r2", "Small", "Q8_0", Protocol.PAPER, 8.5, 10.25, 7.0),
        own("r2", "Small", "Q8_0", Protocol.CORRECTED, 7.0, 11.0, 7.5),
        others("Old", 100.0, bleu=48.5),
        others("Wrong", 75.2, "its tasks' mean is 59.6"),
        others("=1+1", 12.0),
        others(HOSTILE, None, bleu=40.0),
    ),
)
"""Two runs under both protocols, and four published rows, one of them hostile."""
