"""What the engine costs on MedS-Bench, beside the ways that people run such models today.

Each way answers the same prompts with the same threads, one way after the other, round by round, in one run:
our engine, a loop over llama-cpp-python's `create_completion`, and llama.cpp's server with 1, 4 and 8 slots.
CPU-seconds count, because other programs on the machine touch them less than the clock; loading a model is
not counted anywhere, nor is our self-test. A ratio is the median of the rounds' ratios. Models have a real
shape and random weights: as much work as a real one, and answers without sense, so that answers are as long
as they may be.

The environment decides how much is measured: BENCH_MODEL (1b-Q4_K_M, 1b-Q8_0, 0.25b-Q4_K_M, 0.25b-Q8_0 or
demo), BENCH_MIXES (some of their names), BENCH_SHARE (of the items of each mix; tasks keep their 16 items),
BENCH_ROUNDS, BENCH_MINUTES (after which no further round begins), BENCH_SLOTS (of the servers: 1,4,8, or
none), BENCH_CACHE (where model files are kept).
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import platformdirs

from tests.bench.llama_shape import LLAMA_1B, LLAMA_QUARTER, random_llama
from tests.bench.machine_limits import memory_bandwidth
from tests.bench.mixes import Mix, medsbench, mixes
from workbench.domain.runs import Answering, Prompt, Sampling
from workbench.engines.base import Answered
from workbench.engines.llama.client import LlamaEngine
from workbench.engines.llama.engine_process import EngineProcess
from workbench.engines.llama.header import read_header
from workbench.engines.llama.plan import plan
from workbench.engines.llama.process import main
from workbench.engines.llama.settings import LlamaSettings, usable_cores
from workbench.paths import shipped_models

CONTEXT = 4096
NEW_TOKENS = 32
SLOTS = tuple(int(slots) for slots in os.environ.get("BENCH_SLOTS", "1,4,8").split(",") if slots)
PLAIN = "haswell"
"""The code that the wheels of llama-cpp-python have: AVX2 for everybody."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What answering all prompts took."""

    wall: float
    cpu: float
    texts: tuple[str, ...]


def measure() -> dict[str, object]:
    """Ask every mix in every way, as often as there is time for, and compare."""
    folder = medsbench()
    if folder is None:
        return {"skipped": "the MedS-Bench files are not there; set MEDSBENCH_DATA"}
    began = time.monotonic()
    minutes, rounds = float(os.environ.get("BENCH_MINUTES", "60")), int(os.environ.get("BENCH_ROUNDS", "5"))
    chosen = os.environ.get("BENCH_MODEL", "1b-Q4_K_M")
    path = model_file(chosen)
    wanted = os.environ.get("BENCH_MIXES", "").split(",")
    every = mixes(folder, float(os.environ.get("BENCH_SHARE", "0.0834")))
    asked = tuple(mix for mix in every if wanted == [""] or mix.name in wanted)
    with ExitStack() as stack:
        ways = Ways(path, stack)
        costs: dict[str, list[dict[str, Cost]]] = {mix.name: [] for mix in asked}
        for done in range(rounds):
            if done and time.monotonic() - began > 60 * minutes:
                break
            for mix in asked:
                costs[mix.name].append(dict(ways.ask(mix)))
                said = {name: round(cost.cpu, 1) for name, cost in costs[mix.name][-1].items()}
                print(f"round {done + 1}, {mix.name}: CPU-seconds {said}", file=sys.stderr, flush=True)
        return {
            "model": chosen,
            "settings": repr(ways.engine.tuned),
            "minutes": (time.monotonic() - began) / 60,
            "mixes": {mix.name: figures(mix, costs[mix.name]) for mix in asked},
            "same_as_llama_cpp_python_at_one_sequence": ways.identical(asked[0]),
            "limits": ways.limits(),
        }


def figures(mix: Mix, rounds: Sequence[dict[str, Cost]]) -> dict[str, object]:
    """How many times as much the others need, and what ours took."""
    count = len(mix.questions)
    found: dict[str, object] = {"what": mix.what, "items": count, "rounds": len(rounds)}
    servers = [f"server_{slots}" for slots in SLOTS if f"server_{slots}" in rounds[0]]
    found["vs_llama_cpp_python"] = median(costs["loop"].cpu / costs["ours"].cpu for costs in rounds)
    found["vs_best_server"] = found["vs_server_8"] = None
    if servers:
        found["vs_best_server"] = median(
            min(costs[name].cpu for name in servers) / costs["ours"].cpu for costs in rounds
        )
    if "server_8" in servers:
        found["vs_server_8"] = median(costs["server_8"].cpu / costs["ours"].cpu for costs in rounds)
    found["cpu_s_per_item"] = {
        name: median(costs[name].cpu for costs in rounds) / count for name in rounds[0]
    }
    found["items_per_s"] = {name: count / median(costs[name].wall for costs in rounds) for name in rounds[0]}
    return found


def model_file(name: str) -> Path:
    """The model of that name; made when it is not there."""
    if name == "demo":
        return shipped_models() / "demo-instruct.gguf"
    size, _dash, quantization = name.partition("-")
    shape = {"1b": LLAMA_1B, "0.25b": LLAMA_QUARTER}[size]
    return random_llama(size, shape, quantization, cache())


def cache() -> Path:
    """Where model files of the benchmark are kept, and what engines find out."""
    named = os.environ.get("BENCH_CACHE")
    return Path(named) if named else platformdirs.user_cache_path("meds-workbench-bench")


class Ways:
    """The ways to ask one model."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        self._path = path
        settings = LlamaSettings(context=CONTEXT, threads=usable_cores())
        self.engine = stack.enter_context(LlamaEngine(path, settings, cache()))
        for _event in self.engine.load():
            pass
        self._weighed: dict[str, Cost] = {}

    def ask(self, mix: Mix) -> Iterator[tuple[str, Cost]]:
        """Every way's cost for the mix, ours first."""
        weighing = mix.name == "likelihood"
        yield "ours", self._ours([question.prompt for question in mix.questions], weighing, mix)
        asked = json.dumps([{"tokens": ids, "most": NEW_TOKENS} for ids in self.tokens(mix)])
        if weighing and self._weighed:
            # The others generate, and have just done so with the same prompts.
            yield from self._weighed.items()
            return
        threads = str(usable_cores())
        found = {"loop": run("reference_loop", [str(self._path), PLAIN, threads, str(CONTEXT)], asked)}
        yield "loop", found["loop"]
        if mix.name == "zero_shot":
            self._weighed = found
        if not weighing:
            for slots in SLOTS:
                options = [str(self._path), str(slots), threads, str(CONTEXT)]
                yield f"server_{slots}", run("reference_server", options, asked)

    def tokens(self, mix: Mix) -> list[list[int]]:
        """The prompts of the mix as token ids."""
        parts = [[(part.text, part.special) for part in question.prompt.parts] for question in mix.questions]
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.reference_tokens", str(self._path)],
            input=json.dumps(parts),
            check=True,
            capture_output=True,
            text=True,
        )
        found: list[list[int]] = json.loads(done.stdout.splitlines()[-1])
        return found

    def identical(self, mix: Mix) -> float:
        """The share of greedy answers that are llama-cpp-python's, at one sequence with the same code."""
        few = replace(mix, questions=mix.questions[:4])
        asked = json.dumps([{"tokens": ids, "most": NEW_TOKENS} for ids in self.tokens(few)])
        settings = LlamaSettings(
            context=CONTEXT, threads=usable_cores(), chunk=512, deterministic=True, extra_buffers=True
        )
        with LlamaEngine(self._path, settings, cache()) as engine:
            kind = engine.build.partition("(")[2].partition(")")[0]
            found = answers(
                engine, [question.prompt for question in few.questions], Sampling(max_new_tokens=NEW_TOKENS)
            )
        options = [str(self._path), kind, str(usable_cores()), str(CONTEXT), "alone"]
        texts = run("reference_loop", options, asked).texts
        # llama-cpp-python leaves out bytes that are no character; ours shows that there was something.
        same = [
            found[question.prompt.instance_id].replace("\ufffd", "") == text
            for question, text in zip(few.questions, texts, strict=True)
        ]
        return sum(same) / len(same)

    def limits(self) -> dict[str, float]:
        """What the hardware allows, and how much of it reading prompts and writing answers reach."""
        header = read_header(self._path)
        weights = header.size - header.weights_at
        settings = LlamaSettings(context=CONTEXT, threads=usable_cores())
        order, _fit = plan(self._path, header, settings, self.engine.tuned)
        self.engine.close()
        process = EngineProcess(main, 60)
        measuring = process.measuring((replace(order, sequences=1), order))
        try:
            while True:
                next(measuring)
        except StopIteration as end:
            one, many = end.value
        process.close()
        bandwidth = memory_bandwidth(usable_cores())
        return {
            "memory_gb_per_s": bandwidth / 1e9,
            "decode_tokens_per_s_one_sequence": one.decode_per_s,
            "decode_share_of_bandwidth_one_sequence": weights * one.decode_per_s / bandwidth,
            "decode_tokens_per_s_all_sequences": many.decode_per_s,
            "decode_share_of_bandwidth_all_sequences": weights
            * many.decode_per_s
            / many.order.sequences
            / bandwidth,
            "prefill_tokens_per_s": many.prefill_per_s,
            "prefill_share_of_bandwidth": weights * many.prefill_per_s / many.order.chunk / bandwidth,
        }

    def _ours(self, prompts: list[Prompt], weighing: bool, mix: Mix) -> Cost:
        if weighing:
            prompts = [replace(question.prompt, options=question.options) for question in mix.questions]
        how = Answering.LIKELIEST if weighing else Answering.FREE
        assert self.engine.pid is not None
        wall, cpu = time.perf_counter(), time.process_time() + cpu_seconds(self.engine.pid)
        texts = answers(self.engine, prompts, Sampling(max_new_tokens=NEW_TOKENS, answering=how))
        cpu = time.process_time() + cpu_seconds(self.engine.pid) - cpu
        ordered = tuple(texts[prompt.instance_id] for prompt in prompts)
        return Cost(time.perf_counter() - wall, cpu, ordered)


def answers(engine: LlamaEngine, prompts: Sequence[Prompt], sampling: Sampling) -> dict[str, str]:
    """What our engine answers, by instance."""
    return {
        event.completion.instance_id: event.completion.text
        for event in engine.complete(prompts, sampling)
        if isinstance(event, Answered)
    }


def run(module: str, options: list[str], asked: str) -> Cost:
    """Run one of the other ways in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{module}", *options],
        input=asked,
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(done.stdout.strip().splitlines()[-1])
    return Cost(found["wall"], found["cpu"], tuple(found["texts"]))


def cpu_seconds(pid: int) -> float:
    """CPU time that the process has used so far. Linux only."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
