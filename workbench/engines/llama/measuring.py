"""How fast a model reads and writes with given settings, in the engine's process."""

import time
from collections.abc import Callable

import numpy as np

from workbench.domain.runs import Sampling
from workbench.engines.llama.cells import Tokens
from workbench.engines.llama.choice import TokenChoice
from workbench.engines.llama.messages import Load
from workbench.engines.llama.native import LoadedModel
from workbench.engines.llama.scheduler import Stretch

_SMALL = 32
_READ = 512
_PREFIX = 256
_STEPS = 8
_ATTEMPTS = 3
_TRIAL_TOKENS = 24


def try_out(model: LoadedModel, order: Load) -> None:
    """Compute a few tokens in every way that will be used. What does not work on this machine dies here."""
    tokens = np.arange(min(_TRIAL_TOKENS, order.chunk, model.vocabulary.size), dtype=np.int32)
    choice = TokenChoice(Sampling(), "")
    model.clear()
    choice.choose(model.decode([Stretch(0, 0, tokens, 1)])[0])
    for sequence in range(1, order.sequences):
        model.copy(0, sequence, len(tokens))
    for count in sorted({1, order.sequences}):
        work = [Stretch(sequence, len(tokens), tokens[:1], 1) for sequence in range(count)]
        for row in model.decode(work):
            choice.choose(row)
        for sequence in range(count):
            model.keep(sequence, len(tokens))
    model.clear()


def speeds(model: LoadedModel, order: Load, seconds: float) -> tuple[float, float]:
    """Prompt tokens read and answer tokens written per second, with all of the order's sequences.

    The best of a few attempts each: what else the machine does can only make it slower.

    Args:
        model: The model with its sequences; they are empty afterwards.
        order: How it was loaded.
        seconds: How long each attempt may take, roughly.
    """
    tokens = np.random.default_rng(0).integers(0, model.vocabulary.size, _READ).astype(np.int32)
    model.clear()
    # The first step reads the weights from the disk; the second says how much can be asked for.
    _read(model, order, tokens[:_SMALL])
    took = _timed(lambda: _read(model, order, tokens[:_SMALL]))
    count = int(min(_READ, order.context, max(_SMALL, _SMALL * seconds / took)))
    read = count / min(_timed(lambda: _read(model, order, tokens[:count])) for _ in range(_ATTEMPTS))
    written = order.sequences / _step_seconds(model, order, min(count, _PREFIX), seconds)
    model.clear()
    return read, written


def _read(model: LoadedModel, order: Load, tokens: Tokens) -> None:
    model.keep(0, 0)
    for at in range(0, len(tokens), order.chunk):
        piece = tokens[at : at + order.chunk]
        model.decode([Stretch(0, at, piece, 1)])


def _step_seconds(model: LoadedModel, order: Load, prefix: int, seconds: float) -> float:
    """The shortest time for a token of every sequence, after so many tokens that all share."""
    model.keep(0, prefix)
    for sequence in range(1, order.sequences):
        model.copy(0, sequence, prefix)
    one, times = np.ones(1, np.int32), list[float]()
    while len(times) < _STEPS and sum(times) < seconds:
        at = prefix + len(times)
        work = [Stretch(sequence, at, one, 1) for sequence in range(order.sequences)]
        times.append(_timed(lambda work=work: model.decode(work)))  # type: ignore[misc]
    return min(times)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
