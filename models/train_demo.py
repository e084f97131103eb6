"""Trains the two demo models on the demo tasks, on the CPU, with fixed seeds.

For development only: PyTorch is not among the locked requirements. In an environment of its own:

    python3 -m venv /tmp/train-venv
    /tmp/train-venv/bin/pip install torch==2.13.0 numpy gguf regex      # the CPU build of torch is enough
    /tmp/train-venv/bin/python -m models.train_demo       # writes build/demo/*-f16.gguf
    .venv/bin/python -m models.finish_demo                # quantizes them into models/

`base` reads the instances as running text. `instruct` goes on from there with the paper's prompts in
the Llama 3 chat format, without and with three shots; only the answers count in its loss.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from models.making import texts
from models.making.cards import BASE, INSTRUCT
from models.making.gguf_file import write_gguf
from models.making.network import Network, Shape
from models.making.tokenizer import Tokenizer

BUILD = Path(__file__).resolve().parents[1] / "build" / "demo"
SEED = 20260701
VOCABULARY = 3072

ROWS = (256, 512, 512, 512, 512, 1024, 1024, 1024, 2048, 4096)
"""Lengths of the rows of running text. A few are as long as the context, so that far positions are learnt."""

Batch = list[tuple[list[int], int]]
"""Token sequences, each with the number of tokens before those that count."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of training."""

    name: str
    steps: int
    rate: float
    tokens: int = 4096
    """About how many tokens a step reads."""


def reading(tokenizer: Tokenizer, chance: random.Random, phase: Phase) -> Iterator[Batch]:
    """Batches of running text: a few instances, one after the other, to a row."""
    instances = [instance for rows in texts.demo_tasks().values() for instance in rows]
    while True:
        length = chance.choice(ROWS)
        batch: Batch = []
        for _ in range(max(1, phase.tokens // length)):
            row: list[int] = []
            while len(row) <= length:
                row += texts.running_text(tokenizer, texts.varied(chance.choice(instances), chance, 0.5))
            batch.append((row[: length + 1], 1))
        yield batch


def talking(tokenizer: Tokenizer, chance: random.Random, phase: Phase) -> Iterator[Batch]:
    """Batches of prompts with answers, without shots and with three, of about one length to a batch."""
    tasks = texts.demo_tasks()
    pool: list[tuple[list[int], int]] = []
    while True:
        for task, rows in tasks.items():
            for instance in rows * texts.TIMES.get(task.id, 1):
                others = [other for other in rows if other is not instance]
                shots = chance.sample(others, 3) if chance.random() < 0.4 else []
                shots = [texts.varied(shot, chance, 0.3) for shot in shots]
                asked = texts.varied(instance, chance, 0.4)
                pool.append(texts.conversation(tokenizer, task, asked, shots))
        chance.shuffle(pool)
        pool.sort(key=lambda item: len(item[0]) // 64)
        batches: list[Batch] = [[]]
        for item in pool:
            if batches[-1] and (len(batches[-1]) + 1) * len(item[0]) > phase.tokens:
                batches.append([])
            batches[-1].append(item)
        chance.shuffle(batches)
        yield from batches
        pool = []


def tensors(batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """Inputs and wanted outputs, padded on the right; what does not count is -1."""
    longest = max(len(ids) for ids, _ in batch) - 1
    tokens = torch.zeros(len(batch), longest, dtype=torch.long)
    wanted = torch.full((len(batch), longest), -1, dtype=torch.long)
    for row, (ids, before) in enumerate(batch):
        tokens[row, : len(ids) - 1] = torch.tensor(ids[:-1])
        wanted[row, before - 1 : len(ids) - 1] = torch.tensor(ids[before:])
    return tokens, wanted


def learn(network: Network, batches: Iterator[Batch], phase: Phase) -> dict[str, float]:
    """Train `network` for one phase; the figures for the model card."""
    matrices = [p for p in network.blk.parameters() if p.dim() > 1]
    others = [p for p in network.parameters() if p.dim() == 1] + [network.token_embd.weight]
    optimizers = [
        torch.optim.Muon(matrices, lr=phase.rate * 6, momentum=0.95, weight_decay=0.01),
        torch.optim.AdamW(others, lr=phase.rate, betas=(0.9, 0.95), weight_decay=0.0),
    ]

    def share(step: int) -> float:
        """Of the full rate: rises over 20 steps, then falls in a straight line."""
        return min(1.0, (step + 1) / 20, 1.04 - step / phase.steps)

    schedules = [torch.optim.lr_scheduler.LambdaLR(optimizer, share) for optimizer in optimizers]
    began, seen, mean = time.monotonic(), 0, 0.0
    for step in range(phase.steps):
        tokens, wanted = tensors(next(batches))
        with torch.autocast("cpu", torch.bfloat16):
            loss = network.loss(tokens, wanted)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        for optimizer, schedule in zip(optimizers, schedules, strict=True):
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
        seen += tokens.numel()
        mean = loss.item() if step == 0 else 0.95 * mean + 0.05 * loss.item()
        if step % 20 == 0 or step == phase.steps - 1:
            elapsed = time.monotonic() - began
            print(
                f"{phase.name} step {step} loss {mean:.4f} {seen / elapsed:.0f} tok/s {elapsed:.0f} s",
                flush=True,
            )
    return {"loss": round(mean, 4), "tokens": seen, "seconds": round(time.monotonic() - began)}


def main() -> None:
    """Train both models and write them with 16-bit weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--base-steps", type=int, default=240)
    parser.add_argument("--instruct-steps", type=int, default=420)
    options = parser.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    tasks = texts.demo_tasks()
    plain = [text for rows in tasks.values() for row in rows for text in (row.input, *row.references)]
    heads = [" ".join(task.definition) for task in tasks]
    tokenizer = Tokenizer.trained([*plain, *heads, *texts.VARIANT_WORDS], VOCABULARY)
    tokenizer.save(BUILD / "tokenizer.json")
    network = Network(Shape(len(tokenizer)))
    print(f"{len(tokenizer)} tokens, {sum(p.numel() for p in network.parameters()):,} weights")
    figures: dict[str, object] = {"shape": asdict(network.shape), "seed": SEED}
    for phase, batches, card in (
        (Phase("base", options.base_steps, 3e-3), reading, BASE),
        (Phase("instruct", options.instruct_steps, 3e-3), talking, INSTRUCT),
    ):
        figures[phase.name] = learn(network, batches(tokenizer, chance, phase), phase)
        write_gguf(BUILD / f"{card.file}-f16.gguf", network, tokenizer, card)
    (BUILD / "figures.json").write_text(json.dumps(figures, indent=2), "utf-8")


if __name__ == "__main__":
    main()
