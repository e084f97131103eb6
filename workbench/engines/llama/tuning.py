"""Settings that fit: how fast a model is in different ways on this machine, found out once and remembered.

What is fastest cannot be told from what a processor says of itself: rearranged weights make reading prompts
twice as slow on one and twice as fast on the next. So one setting after the other is measured, each with the
best values of those before it.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from workbench.engines.base import Loading
from workbench.engines.llama.messages import Load, Measured
from workbench.engines.llama.remembered import Remembered, key_of
from workbench.engines.llama.settings import LlamaSettings, usable_cores

# What a MedS-Bench item costs beside its shots, about: tokens that only its prompt has, and its answer's.
_PROMPT, _ANSWER = 300, 32
# Answers stand still while a step reads a prompt: no longer than this.
_LONGEST_STEP = 3.0
_CHUNKS = (128, 256, 512)
# Unpacking the weights costs a step the same for 8 answers as for 60. Not more: with 64 tokens in a step
# llama.cpp looks at the cache in blocks, which see everything that any of their answers sees.
_SEQUENCES = (8, 16, 32, 60)


@dataclass(frozen=True, slots=True)
class Tuned:
    """What was fastest, and how fast that was."""

    threads: int
    chunk: int
    sequences: int
    extra_buffers: bool
    flash_attention: bool
    kv_type: str
    prefill_per_s: float
    """Prompt tokens read per second."""
    decode_per_s: float
    """Answer tokens written per second, by all sequences together."""


Measuring = Callable[[tuple[Load, ...]], Generator[Loading, None, list[Measured]]]
"""Measures orders one after the other; those that do not work are left out."""


class Tunings:
    """What was found out for the models of this machine."""

    def __init__(self, cache_dir: Path | None) -> None:
        self._memory = Remembered(cache_dir, "engine_tuning.json")

    def of(self, path: Path) -> Tuned | None:
        """What was found for the model at `path`; None when it was never measured here, or has changed."""
        found: Mapping[str, Any] | None = self._memory.get(_key(path))
        with suppress(TypeError):
            return Tuned(**found) if found is not None else None
        return None

    def remember(self, path: Path, tuned: Tuned) -> None:
        """Keep what was found."""
        self._memory.put(_key(path), asdict(tuned))

    def forget(self, path: Path) -> None:
        """Let the next load go by what is usual."""
        self._memory.drop(_key(path))


def search(
    order: Load, settings: LlamaSettings, measure: Measuring
) -> Generator[Loading, None, Tuned | None]:
    """Find the fastest values of what `settings` leave open. None when nothing could be measured.

    What is best so far is measured again beside each change of it, because a machine does other things too.
    """
    best: Measured | None = None
    kinds = [kind for kind in _MARGINS if getattr(settings, kind) is None]
    for place, kind in enumerate(kinds):
        base = best.order if best is not None else order
        others = (_changed(base, kind, value) for value in _others(kind, base))
        for event in (measuring := _Returning(measure(tuple(dict.fromkeys((base, *others)))))):
            yield replace(event, fraction=(place + event.fraction) / len(kinds))
        found = measuring.value
        if found and found[0].order == base:
            best = min(found, key=partial(_cost, kind, base))
    return None if best is None else _tuned(best)


_MARGINS = {
    "threads": 1.1,
    "extra_buffers": 1.03,
    "sequences": 1.03,
    "chunk": 1.03,
    "flash_attention": 1.25,
    "kv_type": 1.25,
}
"""What is measured, in this order, and how much faster a change has to be to be made.

A core that computes is taken from the window. What was measured with a few hundred tokens turns with some
thousand where attention decides, and a smaller type of keys and values touches the answers.
"""


def _others(kind: str, base: Load) -> Sequence[object]:
    """Other values than those of `base`."""
    match kind:
        case "extra_buffers" | "flash_attention":
            return (not getattr(base, kind),)
        case "threads":
            cores = usable_cores()
            return tuple({cores, max(1, cores - 1), max(1, cores // 2)} - {base.threads})
        case "kv_type":
            return ("q8_0",) if base.flash_attention else ()
        case "chunk":
            return _CHUNKS
        case _:
            return tuple(count for count in _SEQUENCES if count <= base.chunk)


def _changed(order: Load, kind: str, value: Any) -> Load:
    return replace(order, **{kind: value})


def _cost(kind: str, base: Load, measured: Measured) -> float:
    """Seconds by which ways are compared that differ in `kind`; a change from `base` has to be worth it."""
    # How many answers are written at once makes no difference to reading.
    reading = 0.0 if kind == "sequences" else _PROMPT / measured.prefill_per_s
    step = measured.order.chunk / measured.prefill_per_s
    seconds = reading + _ANSWER / measured.decode_per_s
    return seconds * max(1.0, step / _LONGEST_STEP) * (1.0 if measured.order == base else _MARGINS[kind])


def _tuned(best: Measured) -> Tuned:
    order = best.order
    return Tuned(
        order.threads,
        order.chunk,
        order.sequences,
        order.extra_buffers,
        order.flash_attention,
        order.kv_type,
        best.prefill_per_s,
        best.decode_per_s,
    )


class _Returning:
    """Iterates a generator and keeps what it returns."""

    def __init__(self, steps: Generator[Loading, None, list[Measured]]) -> None:
        self._steps = steps
        self.value: list[Measured] = []

    def __iter__(self) -> Generator[Loading]:
        self.value = yield from self._steps


def _key(path: Path) -> str:
    return key_of(path, usable_cores())
