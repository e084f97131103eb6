"""Decides what is computed in each step: which prompts are begun, what they share, who writes on.

Prompts are begun in an order that puts those with the same beginning side by side. A prompt takes over
what any sequence already holds of it; while another sequence is still computing a beginning that it
needs too, it waits. So a shared beginning, however deeply nested, is computed once, without anybody
saying where it ends. Each step computes one token for every answer that is being written, and fills up
with prompts. Nothing here depends on the clock: the same prompts make the same steps.
"""

import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from workbench.domain.runs import Completion, Finish, Sampling, Usage
from workbench.engines.base import Answered, Began, EngineEvent, Piece
from workbench.engines.llama.answer_text import AnswerText
from workbench.engines.llama.cells import Cells, Tokens, common
from workbench.engines.llama.choice import Row, TokenChoice

# Sharing fewer tokens than this is not worth waiting for.
_WORTH_WAITING = 16


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """A prompt as tokens, known to fit."""

    instance_id: str
    tokens: Tokens


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Tokens to be computed for one sequence."""

    sequence: int
    position: int
    """Of the first one."""
    tokens: Tokens
    wanted: bool
    """Whether the logits after the last one are wanted."""


class Model(Protocol):
    """What computes: llama.cpp, or a stand-in."""

    def decode(self, stretches: Sequence[Stretch]) -> list[Row]:
        """Compute the stretches; the wanted rows in their order, valid until the next call."""

    def copy(self, source: int, target: int, length: int) -> None:
        """Let `target` hold the first `length` tokens of `source` too."""

    def keep(self, sequence: int, length: int) -> None:
        """Let `sequence` drop everything after its first `length` tokens."""

    def clear(self) -> None:
        """Let all sequences drop everything."""

    def ends(self, token: int) -> bool:
        """Whether `token` ends an answer."""

    def piece(self, token: int) -> bytes:
        """The text of `token`."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the scheduler may use."""

    sequences: int
    context: int
    cells: int
    chunk: int
    share: bool = True
    deterministic: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What one step did."""

    events: tuple[EngineEvent, ...]
    prefilled: int
    """Prompt tokens computed so far."""
    decoded: int
    """Answer tokens computed so far."""


@dataclass(eq=False, slots=True)
class _Answer:
    """An answer in the making."""

    request: Request
    sequence: int
    shared: int
    choice: TokenChoice
    text: AnswerText
    began: float
    first: float = 0.0
    written: int = 0
    latest: int | None = None
    """The token chosen last; None while the prompt is being computed."""


class Scheduler:
    """Answers requests with a few sequences of one model."""

    def __init__(self, model: Model, limits: Limits) -> None:
        self._model = model
        self._limits = limits
        self._cells = Cells(limits.cells, limits.sequences, limits.context)
        self._waiting: deque[Request] = deque()
        self._active: list[_Answer] = []
        self._windows: Iterator[Sequence[Request]] = iter(())
        self._sampling = Sampling()
        self._events: list[EngineEvent] = []
        self._prefilled = self._decoded = 0

    def run(self, windows: Iterator[Sequence[Request]], sampling: Sampling) -> Generator[Step]:
        """Answer everything in `windows`, one after the other. Close the generator to cancel."""
        self._windows, self._sampling = windows, sampling
        self._prefilled = self._decoded = 0
        # What an earlier run left behind would make other steps than a fresh start does.
        self._clear()
        try:
            while self._admit():
                self._compute()
                yield Step(tuple(self._events), self._prefilled, self._decoded)
                self._events.clear()
        finally:
            self._clear()

    def _clear(self) -> None:
        self._waiting.clear()
        self._active.clear()
        self._events.clear()
        self._cells.clear()
        self._model.clear()

    def _admit(self) -> bool:
        """Begin what can be begun; whether there is anything to compute."""
        while len(self._active) < self._limits.sequences and self._next_waiting():
            if not self._begin(self._waiting[0]):
                break
            self._waiting.popleft()
        return bool(self._active)

    def _next_waiting(self) -> bool:
        while not self._waiting:
            window = next(self._windows, None)
            if window is None:
                return False
            # By tokens: those with the same beginning come to stand side by side.
            self._waiting.extend(sorted(window, key=lambda request: request.tokens.tolist()))
        return True

    def _begin(self, request: Request) -> bool:
        """Give `request` a sequence; False when it has to wait for a shared beginning or for room."""
        source, ready = self._best_source(request)
        coming = max((common(answer.request.tokens, request.tokens) for answer in self._active), default=0)
        # The last token is always computed, because its row says how the answer begins.
        coming = min(coming, len(request.tokens) - 1)
        if self._limits.share and coming >= ready + _WORTH_WAITING:
            return False
        free = self._free()
        target = source if source in free else min(free, key=self._cells.length)
        self._keep(target, ready if target == source else 0)
        if not self._make_room(len(request.tokens) - ready, source):
            if self._active:
                return False
            ready = 0
            self._keep(target, 0)
        if ready and target != source:
            self._cells.copy(source, target, ready)
            self._model.copy(source, target, ready)
        choice = TokenChoice(self._sampling, request.instance_id)
        text = AnswerText(self._sampling.stop)
        self._active.append(_Answer(request, target, ready, choice, text, time.monotonic()))
        self._events.append(Began(request.instance_id, len(request.tokens)))
        return True

    def _best_source(self, request: Request) -> tuple[int, int]:
        """The sequence that holds most of the beginning of `request`, and how much of it."""
        if not self._limits.share:
            return 0, 0
        free = self._free()
        found = [
            (self._cells.shared(sequence, request.tokens[:-1]), sequence in free, -sequence)
            for sequence in range(self._limits.sequences)
        ]
        ready, _is_free, sequence = max(found)
        if self._limits.deterministic:
            # Only whole chunks: the rest is computed in the same steps as if nothing had been there.
            ready -= ready % self._limits.chunk
        return -sequence, ready

    def _free(self) -> list[int]:
        taken = {answer.sequence for answer in self._active}
        return [sequence for sequence in range(self._limits.sequences) if sequence not in taken]

    def _make_room(self, own: int, source: int) -> bool:
        """Whether a prompt with `own` tokens to compute, and its answer, fits beside the others."""
        promised = sum(
            len(answer.request.tokens) + self._sampling.max_new_tokens - self._cells.length(answer.sequence)
            for answer in self._active
        )
        needed = own + self._sampling.max_new_tokens + promised
        for sequence in self._free():
            if self._cells.used + needed <= self._cells.capacity:
                break
            if sequence != source:
                self._keep(sequence, 0)
        return self._cells.used + needed <= self._cells.capacity

    def _keep(self, sequence: int, length: int) -> None:
        if self._cells.length(sequence) > length:
            self._cells.keep(sequence, length)
            self._model.keep(sequence, length)

    def _compute(self) -> None:
        """One step: a token of every answer that is being written, then as much of prompts as fits."""
        work: list[tuple[_Answer, Stretch]] = []
        left = self._limits.chunk
        for answer in sorted(self._active, key=lambda answer: answer.latest is None):
            at = self._cells.length(answer.sequence)
            if answer.latest is not None:
                tokens = np.array([answer.latest], np.int32)
            else:
                tokens = answer.request.tokens[at : at + left]
            if not len(tokens):
                break
            left -= len(tokens)
            wanted = at + len(tokens) >= len(answer.request.tokens)
            work.append((answer, Stretch(answer.sequence, at, tokens, wanted)))
        rows = iter(self._model.decode([stretch for _answer, stretch in work]))
        for answer, stretch in work:
            self._cells.extend(stretch.sequence, stretch.tokens)
            if answer.latest is None:
                self._prefilled += len(stretch.tokens)
            if stretch.wanted:
                self._write(answer, next(rows))

    def _write(self, answer: _Answer, row: Row) -> None:
        """Choose the next token of `answer`, which may be its end."""
        if not answer.written:
            answer.first = time.monotonic()
        if answer.written >= self._sampling.max_new_tokens:
            self._finish(answer, Finish.LENGTH)
            return
        token = answer.choice.choose(row)
        if self._model.ends(token):
            self._finish(answer, Finish.STOP)
            return
        answer.latest = token
        answer.written += 1
        self._decoded += 1
        self._say(answer, answer.text.add(self._model.piece(token)))
        if answer.text.stopped:
            self._finish(answer, Finish.STOP)
        elif answer.written >= self._sampling.max_new_tokens:
            self._finish(answer, Finish.LENGTH)

    def _say(self, answer: _Answer, text: str) -> None:
        if text:
            self._events.append(Piece(answer.request.instance_id, text))

    def _finish(self, answer: _Answer, finish: Finish) -> None:
        self._say(answer, answer.text.end())
        usage = Usage(
            prompt_tokens=len(answer.request.tokens),
            shared_tokens=answer.shared,
            completion_tokens=answer.written,
            prefill_seconds=answer.first - answer.began,
            decode_seconds=time.monotonic() - answer.first,
        )
        completion = Completion(answer.request.instance_id, answer.text.text, finish, usage)
        self._events.append(Answered(completion))
        self._active.remove(answer)
        # The prompt stays, for those that begin like it; the answer is of no use to anybody.
        self._keep(answer.sequence, len(answer.request.tokens))
