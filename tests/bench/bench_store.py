"""Import, first rows and search on a generated task file of the size of the largest real one (DDXPlus)."""

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from pathlib import Path

from workbench.library.operations import FileImported, import_paths
from workbench.store.project import Project

INSTANCES = 134_529
MEGABYTES = 169
CHINESE_INSTANCES = 20_000

_COMMON = "patient the of and with a history is in to for no pain he she has was on are as".split()
_HEAD = {
    "Contributors": ["nobody"],
    "Source": ["generated"],
    "URL": [""],
    "Categories": ["Diagnosis"],
    "Reasoning": [],
    "Definition": ["Name the disease."],
    "Input_language": ["English"],
    "Output_language": ["English"],
    "Instruction_language": ["English"],
    "Domains": ["Medicine"],
    "Positive Examples": [],
    "Negative Examples": [],
}


def measure() -> dict[str, object]:
    """Import, look and search, each in a process of its own; every figure is of this run."""
    with tempfile.TemporaryDirectory(prefix="bench-store-") as place:
        folder = Path(place)
        english, chinese = folder / "task130_generated.json", folder / "task58_generated.json"
        _write(english, _english(), INSTANCES)
        _write(chinese, _chinese(), CHINESE_INSTANCES)
        project = folder / "bench.medswb"
        found: dict[str, object] = {"import": _in_child("import", project, english)}
        found["import of Chinese text"] = _in_child("import", project, chinese)
        found["import again"] = _in_child("import", project, english)
        found["project MB"] = project.stat().st_size / 1e6
        found["rows"] = _in_child("rows", project)
        found["search"] = _in_child("search", project)
        return found


def _in_child(what: str, *paths: Path) -> dict[str, object]:
    """The same figures whatever this process has done before."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.bench_store", what, *map(str, paths)],
        check=True,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
    )
    result: dict[str, object] = json.loads(done.stdout)
    return result


def _import(project: Path, file: Path) -> dict[str, object]:
    before, cpu = time.perf_counter(), time.process_time()
    (done,) = [event for event in import_paths(project, [file]) if isinstance(event, FileImported)]
    seconds, cpu_seconds = time.perf_counter() - before, time.process_time() - cpu
    return {
        "instances": done.rows_kept,
        "known": done.rows_known,
        "MB": file.stat().st_size / 1e6,
        "seconds": seconds,
        "processor seconds": cpu_seconds,
        "MB/s": file.stat().st_size / 1e6 / seconds,
        "peak memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _rows(path: Path) -> dict[str, object]:
    before = time.perf_counter()
    with Project(path) as project:
        project.tasks.rows("task130", 0, 100)
        found: dict[str, object] = {"open and first rows ms": (time.perf_counter() - before) * 1000}
        pages = [
            _milliseconds(partial(project.tasks.rows, "task130", offset, 200))
            for offset in range(0, INSTANCES, 1000)
        ]
        found["page of 200, median ms"] = statistics.median(pages)
        found["page of 200, slowest ms"] = max(pages)
        found["tasks ms"] = _milliseconds(project.tasks.summaries)
    return found


def _search(path: Path) -> dict[str, object]:
    words = _vocabulary()
    asked = {
        "rare word": words[40_000],
        "word": words[2_000],
        "word in every instance": "patient",
        "two common words": "history pain",
        "common phrase": '"of the"',
        "unfinished word": "pat",
        "eight common words": " ".join(_COMMON[:8]),
        "thirty words": " ".join(words[:30]),
        "nothing": "zzzzzz",
        "Chinese character": "的",
        "Chinese, two characters": "糖尿",
        "Chinese, inner word": "尿病",
        "Chinese and Latin": "糖尿病 HbA1c",
    }
    found: dict[str, object] = {}
    slowest = 0.0
    with Project(path) as project:
        for name, text in asked.items():
            times = [_milliseconds(partial(project.tasks.search, text)) for _ in range(5)]
            found[f"{name}, first ms"], found[f"{name}, median ms"] = times[0], statistics.median(times)
            slowest = max(slowest, *times)
    found["slowest ms"] = slowest
    return found


def _milliseconds(ask: Callable[[], object]) -> float:
    before = time.perf_counter()
    ask()
    return (time.perf_counter() - before) * 1000


def _vocabulary() -> list[str]:
    """Some 60,000 different words, the commonest first."""
    chance = random.Random(7)
    ends = ("", "", "n", "s", "r", "sis", "tion", "é")
    return list(
        dict.fromkeys(
            [*_COMMON]
            + [
                "".join(
                    chance.choice("bcdfglmnprstv") + chance.choice("aeiou")
                    for _ in range(chance.choice((1, 2, 2, 3, 3, 4)))
                )
                + chance.choice(ends)
                for _ in range(60_000)
            ]
        )
    )


def _zipf(count: int) -> list[float]:
    return list(accumulate(1 / (place + 1) ** 1.05 for place in range(count)))


def _english() -> Iterator[tuple[str, str]]:
    chance, words = random.Random(8), _vocabulary()
    weights = _zipf(len(words))
    number = 0
    while True:
        number += 1
        text = " ".join(chance.choices(words, cum_weights=weights, k=173))
        sex, age = chance.choice("MF"), chance.randint(1, 99)
        yield f"Age: {age}, sex: {sex}, patient {number}. {text}?", " ".join(chance.choices(words, k=2))


def _chinese() -> Iterator[tuple[str, str]]:
    chance = random.Random(9)
    characters = [chr(0x4E00 + chance.randrange(3500)) for _ in range(3000)]
    words = ["的", "患者", "糖尿病", "治疗"] + [
        "".join(chance.choices(characters, k=chance.choice((1, 2, 2, 2, 3)))) for _ in range(20_000)
    ]
    weights = _zipf(len(words))
    while True:
        parts = ("".join(chance.choices(words, cum_weights=weights, k=10)) for _ in range(12))
        yield "，".join(parts) + "。CT检查，HbA1c升高？", chance.choice("ABCDE")


def _write(file: Path, rows: Iterator[tuple[str, str]], count: int) -> None:
    """A task file in upstream's layout."""
    with file.open("w", encoding="utf-8") as out:
        out.write(json.dumps(_HEAD, indent=4)[:-2] + ',\n    "Instances": [\n')
        for place in range(count):
            text, reference = next(rows)
            row = json.dumps({"input": text, "output": reference}, ensure_ascii=False, indent=4)
            out.write((",\n" if place else "") + row)
        out.write("\n    ]\n}\n")


_PARTS: dict[str, Callable[..., dict[str, object]]] = {"import": _import, "rows": _rows, "search": _search}

if __name__ == "__main__":
    print(json.dumps(_PARTS[sys.argv[1]](*map(Path, sys.argv[2:]))))
