"""The paper's scores: ours against upstream's arithmetic on the same rows, in CPU time of one core.

Texts are the example rows that upstream published with its code. "seen once": all caches of texts are
empty, and the Japanese dictionary has been used for other texts only (MedS-Bench's Japanese questions), as
it is after the first dozens of rows of a run. "references repeat": the references of those rows against
outputs of several made-up models, each put together from sentences of real outputs of that language.
Upstream's arithmetic has a process of its own, where none of our memory slows it down, nor spares it
Python's search for cycles.
"""

import gc
import json
import multiprocessing
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nltk

from tests.bench import upstream_scoring as upstream
from workbench.evaluation.metrics.paper import chinese, english, japanese, mcqa, overlap, tokens
from workbench.evaluation.metrics.paper.punkt import data_folder
from workbench.evaluation.metrics.paper.rationale import LANGUAGES
from workbench.evaluation.metrics.paper.table import read_table, table_of

ROUNDS = 4
SAMPLE = 8
"""Rows of each language that upstream scores in a round: it is slow."""
MODELS = 8
ITEMS = 100_000

Row = tuple[str, str, str]


def measure() -> dict[str, object]:
    """All figures, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.bench_scoring"],
        check=True,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
    )
    result: dict[str, object] = json.loads(done.stdout)
    return result


def _measure() -> dict[str, object]:
    _find_data()
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, spawning, initializer=_find_data) as apart:
        return _measured(_real_rows(), apart)


def _find_data() -> None:
    nltk.data.path.insert(0, str(data_folder().parents[2]))


def _measured(rows: dict[str, list[Row]], apart: ProcessPoolExecutor) -> dict[str, object]:
    before = time.process_time()
    for of_language in rows.values():
        _ours(of_language[0])
    start_up = time.process_time() - before
    for of_language in rows.values():
        apart.submit(_upstreams, of_language[0]).result()
    found: dict[str, object] = {
        "start-up, processor seconds": start_up,
        "texts seen once": _compared(_rounds_once(rows, apart)),
        "references repeat over models": _compared(_rounds_repeated(rows, apart)),
        "metric alone": _metric_alone(rows),
        "peak memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        f"{ITEMS:,} multiple-choice items": _classification(),
    }
    return found


def _data() -> Path:
    named = os.environ.get("MEDSBENCH_DATA")
    return Path(named) if named else Path(__file__).parents[3] / "shared" / "data"


def _real_rows() -> dict[str, list[Row]]:
    table = read_table(next(_data().glob("eval_results_Rationale_*.csv")))
    rows: dict[str, list[Row]] = {language: [] for language in LANGUAGES.values()}
    for row in table.by_name:
        language = LANGUAGES[row.task_id]
        rows[language].append((language, str(row.reference).strip(), str(row.output).strip()))
    return rows


def _ours(row: Row) -> tuple[float | None, ...]:
    language, reference, output = row
    language = language if language in {"zh", "ja"} else "en"
    return tuple(score.value for score in overlap.compared(reference, output, language))


def _forget(questions: Sequence[str]) -> None:
    for cached in (tokens.parts, english._ends_sentence, chinese._block, chinese._unknown):
        cached.cache_clear()
    japanese._segmenter.cache_clear()
    for text in questions:
        japanese.words(text)


Timed = dict[str, tuple[float, float, float, int]]
"""By language: upstream's and our seconds for the sample's rows; ours for one of all rows; their number."""


def _rounds_once(rows: dict[str, list[Row]], apart: ProcessPoolExecutor) -> list[Timed]:
    rounds = []
    questions = _questions({text for row in rows["ja"] for text in row})
    for number in range(ROUNDS):
        _forget(questions)
        rounds.append(_timed(rows, number, apart))
    return rounds


def _questions(scored: set[str]) -> list[str]:
    file = next((_data() / "medsbench" / "Rationale").glob("task54_*"))
    instances = json.loads(file.read_text(encoding="utf-8"))["Instances"]
    return [text for instance in instances if (text := str(instance["input"])) not in scored]


def _rounds_repeated(rows: dict[str, list[Row]], apart: ProcessPoolExecutor) -> list[Timed]:
    rounds = []
    questions = _questions({text for row in rows["ja"] for text in row})
    for number in range(ROUNDS):
        chooser = random.Random(number)
        _forget(questions)
        made = {language: _recombined(of_language, chooser) for language, of_language in rows.items()}
        rounds.append(_timed(made, number, apart))
    return rounds


def _recombined(rows: Sequence[Row], chooser: random.Random) -> list[Row]:
    parts = [re.findall(r"[^.。]*[.。]?\s*", output) for _, _, output in rows]
    sentences = [sentence for output in parts for sentence in output if sentence.strip()]
    made = []
    for _ in range(MODELS):
        for place, (language, reference, _) in enumerate(rows):
            count = max(1, sum(bool(sentence.strip()) for sentence in parts[place]))
            made.append((language, reference, "".join(chooser.choices(sentences, k=count)).strip()))
    return made


def _timed(rows: dict[str, list[Row]], number: int, apart: ProcessPoolExecutor) -> Timed:
    found: Timed = {}
    for language, of_language in rows.items():
        sample = random.Random(number).sample(range(len(of_language)), SAMPLE)
        theirs = list(apart.map(_upstreams, [of_language[place] for place in sample]))
        ours = [_seconds(_ours, row) for row in of_language]
        if [ours[place][1] for place in sample] != [scores for _, scores in theirs]:
            raise AssertionError(f"not upstream's numbers ({language})")
        found[language] = (
            sum(seconds for seconds, _ in theirs),
            sum(ours[place][0] for place in sample),
            sum(seconds for seconds, _ in ours) / len(ours),
            len(ours),
        )
    return found


def _upstreams(row: Row) -> tuple[float, tuple[float | None, ...]]:
    return _seconds(lambda row: tuple(100 * value for value in upstream.row(*row)), row)


def _seconds(
    score: Callable[[Row], tuple[float | None, ...]], row: Row
) -> tuple[float, tuple[float | None, ...]]:
    before = time.process_time()
    scores = score(row)
    return time.process_time() - before, scores


def _compared(rounds: Sequence[Timed]) -> dict[str, object]:
    """Six languages equally mixed: the sum over as many rows of each, the same ones for upstream and us."""
    ratios = [
        sum(theirs for theirs, *_ in timed.values()) / sum(ours for _, ours, *_ in timed.values())
        for timed in rounds
    ]
    mixed = [len(timed) / sum(row for *_, row, _ in timed.values()) for timed in rounds]
    return {
        "times upstream": statistics.median(ratios),
        "times upstream, least and most": f"{min(ratios):.1f} to {max(ratios):.1f}",
        "rows a second, mixed": statistics.median(mixed),
        "rows a second": {
            language: statistics.median([1 / timed[language][2] for timed in rounds])
            for language in rounds[0]
        },
        "times upstream by language": {
            language: statistics.median([timed[language][0] / timed[language][1] for timed in rounds])
            for language in rounds[0]
        },
        "rows": sum(number for *_, number in rounds[0].values()),
    }


def _metric_alone(rows: dict[str, list[Row]]) -> dict[str, object]:
    """From tokens to both scores, Japanese left out: upstream's time with it is nearly all for tokens."""
    gc.disable()  # for both, as scoring a row does
    ratios = []
    for number in range(ROUNDS):
        theirs = ours = 0.0
        for language in ("en", "fr", "es", "ru", "zh"):
            sample = rows[language][number::ROUNDS]
            ready = [_ready(row) for row in sample]
            before = time.process_time()
            for first, second, reference, answer in ready:
                upstream.bleu(first, second)
                upstream.rouge(reference, answer)
            between = time.process_time()
            for first, second, reference, answer in ready:
                overlap.compared_parts(
                    tokens.Parts(first, reference), tokens.Parts(second, answer), reference, answer
                )
            theirs += (between - before) / len(sample)
            ours += (time.process_time() - between) / len(sample)
        ratios.append(theirs / ours)
    gc.enable()
    return {
        "times upstream": statistics.median(ratios),
        "least and most": f"{min(ratios):.1f} to {max(ratios):.1f}",
    }


def _ready(row: Row) -> tuple[list[str], list[str], str, str]:
    language, reference, answer = row
    first, second = upstream.tokens(language)(reference, answer)
    if language == "zh":
        reference, answer = " ".join(first), " ".join(second)
    return first, second, reference, answer


def _classification() -> dict[str, object]:
    chooser = random.Random(1)
    rows = [
        (
            f"task{chooser.choice((57, 58, 122))}",
            "q",
            chooser.choice("ABCD"),
            chooser.choice(("A", "b.", "C: x")),
        )
        for _ in range(ITEMS)
    ]
    before = time.process_time()
    table = table_of(rows)
    between = time.process_time()
    scored = [
        (row.task_id, mcqa.SCRIPT.scores(row.task_id, row.reference, row.output)) for row in table.by_name
    ]
    mcqa.SCRIPT.totals(scored)
    after = time.process_time()
    return {"read as upstream reads them, s": between - before, "scored and added up, s": after - between}


if __name__ == "__main__":
    print(json.dumps(_measure()))
