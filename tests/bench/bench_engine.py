"""What the engine gains by computing shared beginnings once, and how it stands beside llama-cpp-python.

Three ways of answering the same prompts, in turn, with the same threads, in one run: our engine, our
engine without sharing, and a plain loop over llama-cpp-python. CPU-seconds count more than items per
second, because other programs on the machine touch them less. Medians.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median

from tests.engines.tiny_model import SLOW, write_model
from workbench.domain.runs import Prompt, Sampling
from workbench.domain.tasks import Instance
from workbench.engines.base import Answered
from workbench.engines.llama.client import LlamaEngine
from workbench.engines.llama.settings import LlamaSettings, usable_cores
from workbench.evaluation.prompts import paper_prompt
from workbench.formats.medsins_json import open_task_file
from workbench.paths import resources, shipped_models

ROUNDS = 5
SHOTS = 3
CONTEXT = 4096
SAMPLING = Sampling(max_new_tokens=48)


@dataclass(frozen=True, slots=True)
class Cost:
    """What answering all prompts took."""

    wall: float
    cpu: float
    texts: tuple[str, ...]


def measure() -> dict[str, object]:
    """Answer the demo tasks in three ways and compare."""
    prompts = demo_prompts()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        path = shipped_models() / "demo-instruct.gguf"
        if not path.is_file():
            path = write_model(folder / "random.gguf", SLOW)
        engines = {
            "ours": LlamaSettings(context=CONTEXT),
            "ours, nothing shared": LlamaSettings(context=CONTEXT, share_prefix=False),
        }
        ways: dict[str, Callable[[], Cost]] = {}
        for name, settings in engines.items():
            engine = stack.enter_context(LlamaEngine(path, settings, folder))
            list(engine.load())
            ways[name] = lambda engine=engine: ask(engine, prompts)  # type: ignore[misc]
        ways["llama-cpp-python"] = lambda: ask_plainly(path, prompts)
        tokens = sum(engine.count_tokens(prompt) for prompt in prompts)
        costs: dict[str, list[Cost]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                costs[name].append(way())
    return figures(path, prompts, tokens, costs)


def figures(
    path: Path, prompts: list[Prompt], tokens: int, costs: dict[str, list[Cost]]
) -> dict[str, object]:
    """Medians, and how many times as much the others need."""
    count = len(prompts)
    cpu = {name: median(cost.cpu for cost in found) / count for name, found in costs.items()}
    plain = costs["llama-cpp-python"][0].texts
    return {
        "model": path.name,
        "items": count,
        "prompt_tokens_per_item": tokens / count,
        "items_per_s": {name: count / median(cost.wall for cost in found) for name, found in costs.items()},
        "cpu_s_per_item": cpu,
        "vs_nothing_shared": cpu["ours, nothing shared"] / cpu["ours"],
        "vs_llama_cpp_python": cpu["llama-cpp-python"] / cpu["ours"],
        "same_text_as_llama_cpp_python": {
            name: sum(map(str.__eq__, found[0].texts, plain)) / count for name, found in costs.items()
        },
    }


def demo_prompts() -> list[Prompt]:
    """Every demo instance but the shots, with the first instances of its task as fixed shots."""
    found: list[Prompt] = []
    for file in sorted((resources() / "demo").glob("task*.json")):
        with open_task_file(file) as opened:
            rows: Iterable[Instance] = (row for row in opened.rows if isinstance(row, Instance))
            shots = tuple(islice(rows, SHOTS))
            found += [paper_prompt(opened.task, instance, shots) for instance in rows]
    return found


def ask(engine: LlamaEngine, prompts: list[Prompt]) -> Cost:
    """Answer all prompts with our engine; its process and this one are counted."""
    assert engine.pid is not None
    texts: dict[str, str] = {}
    wall, cpu = time.perf_counter(), time.process_time() + cpu_seconds(engine.pid)
    for event in engine.complete(prompts, SAMPLING):
        if isinstance(event, Answered):
            texts[event.completion.instance_id] = event.completion.text
    cpu = time.process_time() + cpu_seconds(engine.pid) - cpu
    return Cost(time.perf_counter() - wall, cpu, tuple(texts[prompt.instance_id] for prompt in prompts))


def ask_plainly(path: Path, prompts: list[Prompt]) -> Cost:
    """Answer all prompts in a loop over llama-cpp-python; loading is not counted."""
    threads = max(1, usable_cores() - 1)
    command = [sys.executable, "-m", "tests.bench.reference_loop", str(path)]
    command += [str(threads), str(CONTEXT), str(SAMPLING.max_new_tokens)]
    asked = json.dumps([[(part.text, part.special) for part in prompt.parts] for prompt in prompts])
    done = subprocess.run(command, input=asked, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    return Cost(found["wall"], found["cpu"], tuple(found["texts"]))


def cpu_seconds(pid: int) -> float:
    """CPU time that the process has used so far. Linux only."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
