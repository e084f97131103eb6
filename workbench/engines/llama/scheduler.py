"""Decides what is computed in each step: which prompts are begun, what they share, who writes on.

Prompts with the same beginning are begun one after the other, the longest first. A prompt takes over what
any sequence already holds of it; while another sequence is still computing a beginning that it needs too,
it waits. So a shared beginning, however deeply nested, is computed once, without anybody saying where it
ends. Steps that read prompts and steps that write a token of every answer take turns, so that answers keep
streaming. Nothing here depends on the clock: the same prompts make the same steps.
"""

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np

from workbench.domain.runs import Usage
from workbench.engines.awake import Awake
from workbench.engines.base import Answered, Began, EngineEvent, Piece
from workbench.engines.llama.answers import Chosen, Request, Written
from workbench.engines.llama.cells import Cells, Tokens, common
from workbench.engines.llama.choice import Row
from workbench.engines.llama.weighing import Path

# No step takes so many seconds: then the machine slept, or the process was stopped.
_LONGEST_STEP = 60.0
# Sharing fewer tokens than this is not worth waiting for.
_WORTH_WAITING = 16
# A step of so many tokens or more looks at the cache in blocks of 64 tokens, and a block at everything that
# any of its tokens sees: answers beside a prompt would then cost more than apart. (llama.cpp's tiles for
# flash attention on a CPU.) Below it, one step for both is less work than two.
_BLOCK = 64


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Tokens to be computed for one sequence."""

    sequence: int
    position: int
    """Of the first one."""
    tokens: Tokens
    rows: int
    """How many of the last ones' logits are wanted."""


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
    rows: int = 64
    """Rows of logits in one step, at least one for each sequence."""
    together: bool = False
    """Whether reading and writing are always one step: a graphics card has no use for small ones."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one step did."""

    events: tuple[EngineEvent, ...]
    prefilled: int
    """Prompt tokens computed so far."""
    decoded: int
    """Answer tokens computed so far."""


@dataclass(eq=False, slots=True)
class _Reading:
    """Tokens to be read for a request: its prompt, or its prompt and a path through its options."""

    request: Request
    tokens: Tokens
    rows: int
    room: int
    """Tokens that it can take with what follows."""
    chosen: Chosen | None = None
    path: Path | None = None


@dataclass(eq=False, slots=True)
class _Active:
    """A sequence at work."""

    reading: _Reading
    sequence: int
    shared: int
    began: float
    first: float = 0.0
    written: Written | None = None
    """The answer, from its first token on."""
    latest: int = 0
    """The token that was written last and is to be computed next."""


class Scheduler:
    """Answers requests with a few sequences of one model."""

    def __init__(self, model: Model, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._model = model
        self._clock = Awake(clock, _LONGEST_STEP)
        self._limits = limits
        self._cells = Cells(limits.cells, limits.sequences, limits.context)
        self._waiting: deque[_Reading] = deque()
        self._active: list[_Active] = []
        self._windows: Iterator[Sequence[Request]] = iter(())
        self._events: list[EngineEvent] = []
        self._prefilled = self._decoded = 0
        self._has_read = False
        """Whether the last step read prompts: then it is the answers' turn."""
        self._has_left = False
        """Whether an answer ended in the last step."""

    def run(self, windows: Iterator[Sequence[Request]]) -> Generator[Step]:
        """Answer everything in `windows`, one after the other. Close the generator to cancel."""
        self._windows = windows
        self._prefilled = self._decoded = 0
        # What an earlier run left behind would make other steps than a fresh start does.
        self._clear()
        try:
            while self._admit():
                self._compute()
                # Looked at after each step: what lies between two looks is counted or not as a whole.
                self._clock()
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
        self._has_read = self._has_left = False

    def _admit(self) -> bool:
        """Begin what can be begun; whether there is anything to compute."""
        if self._has_left and self._next_waiting():
            # Only what others begin with is kept: every step looks at every cell.
            for sequence in _left_free(self._limits.sequences, self._active):
                held = (self._cells.shared(sequence, reading.tokens) for reading in self._waiting)
                self._keep(sequence, max(held))
        self._has_left = False
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
            for request in in_order(window):
                self._waiting.extend(_readings(request))
        return True

    def _begin(self, reading: _Reading) -> bool:
        """Give `reading` a sequence; False when it has to wait for a shared beginning or for room."""
        source, ready = self._best_source(reading)
        coming = max((common(active.reading.tokens, reading.tokens) for active in self._active), default=0)
        # What gives rows is always computed.
        coming = min(coming, len(reading.tokens) - reading.rows)
        if self._limits.share and coming >= ready + _WORTH_WAITING:
            return False
        free = _left_free(self._limits.sequences, self._active)
        target = source if source in free else min(free, key=self._cells.length)
        self._keep(target, ready if target == source else 0)
        if not self._make_room(reading.room - ready, source):
            if self._active:
                return False
            ready = 0
            self._keep(target, 0)
        if ready and target != source:
            self._cells.copy(source, target, ready)
            self._model.copy(source, target, ready)
        self._active.append(_Active(reading, target, ready, self._clock()))
        chosen, request = reading.chosen, reading.request
        if chosen is None or reading.path is chosen.paths[0]:
            if chosen is not None:
                chosen.began, chosen.shared = self._clock(), ready
            self._events.append(Began(request.instance_id, len(request.tokens)))
        return True

    def _best_source(self, reading: _Reading) -> tuple[int, int]:
        """The sequence that holds most of the beginning of `reading`, and how much of it."""
        if not self._limits.share:
            return 0, 0
        free = _left_free(self._limits.sequences, self._active)
        known = reading.tokens[: len(reading.tokens) - reading.rows]
        found = [
            (self._cells.shared(sequence, known), sequence in free, -sequence)
            for sequence in range(self._limits.sequences)
        ]
        ready, _is_free, sequence = max(found)
        if self._limits.deterministic:
            # Only whole chunks: the rest is computed in the same steps as if nothing had been there.
            ready -= ready % self._limits.chunk
        return -sequence, ready

    def _make_room(self, own: int, source: int) -> bool:
        """Whether `own` more tokens fit beside what the others may still need."""
        needed = own + sum(
            active.reading.room - self._cells.length(active.sequence) for active in self._active
        )
        for sequence in _left_free(self._limits.sequences, self._active):
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
        """One step: a token of every answer that is being written, or as much of prompts as fits, or both."""
        writing = [active for active in self._active if active.written is not None]
        work = self._to_read(writing)
        readers = [active for active, _stretch in work]
        tokens = len(writing) + sum(len(stretch.tokens) for _active, stretch in work)
        self._has_read = bool(readers) and (not writing or tokens < _BLOCK or not self._has_read)
        if self._limits.together or tokens < _BLOCK:
            work = _to_write(writing, self._cells) + work
        elif not self._has_read:
            work = _to_write(writing, self._cells)
        rows = self._model.decode([stretch for _active, stretch in work])
        for active, stretch in work:
            at = self._cells.length(active.sequence)
            self._cells.extend(stretch.sequence, stretch.tokens)
            taken, rows = rows[: stretch.rows], rows[stretch.rows :]
            if active.written is not None:
                self._write(active, active.written, taken[0])
            else:
                self._prefilled += len(stretch.tokens)
                self._has_been_read(active, at + len(stretch.tokens), taken)

    def _to_read(self, writing: Sequence[_Active]) -> list[tuple[_Active, Stretch]]:
        """As much of prompts as fits into a step, beside the answers that may be in it too."""
        work: list[tuple[_Active, Stretch]] = []
        left, rows = self._limits.chunk - len(writing), self._limits.rows - len(writing)
        for active in self._active:
            if active.written is not None:
                continue
            at, reading = self._cells.length(active.sequence), active.reading
            # The first token whose row is wanted.
            first = len(reading.tokens) - reading.rows
            end = min(len(reading.tokens), at + left, max(at, first) + rows)
            if end <= at:
                break
            wanted = max(0, end - max(at, first))
            work.append((active, Stretch(active.sequence, at, reading.tokens[at:end], wanted)))
            left, rows = left - (end - at), rows - wanted
        return work

    def _has_been_read(self, active: _Active, length: int, rows: Sequence[Row]) -> None:
        """Some of a prompt has been read, `length` tokens by now; the rows that were wanted of it."""
        reading = active.reading
        if reading.chosen is not None and reading.path is not None:
            first = length - len(rows) - (len(reading.tokens) - reading.rows)
            if rows and reading.chosen.take(reading.path, first, rows):
                self._events.append(Answered(reading.chosen.completion(self._clock())))
            if length == len(reading.tokens):
                self._leave(active)
        elif rows:
            active.first = self._clock()
            active.written = Written(reading.request)
            if active.written.finish is None:
                self._write(active, active.written, rows[0])
            else:
                self._answered(active, active.written)

    def _write(self, active: _Active, written: Written, row: Row) -> None:
        """Choose the next token of an answer, which may be its end."""
        token = written.choose(row)
        if self._model.ends(token):
            said = written.end()
        else:
            active.latest = token
            self._decoded += 1
            said = written.add(self._model.piece(token))
        if said:
            self._events.append(Piece(active.reading.request.instance_id, said))
        if written.finish is not None:
            self._answered(active, written)

    def _answered(self, active: _Active, written: Written) -> None:
        usage = Usage(
            prompt_tokens=len(active.reading.tokens),
            shared_tokens=active.shared,
            completion_tokens=written.count,
            prefill_seconds=active.first - active.began,
            decode_seconds=self._clock() - active.first,
        )
        self._events.append(Answered(written.completion(usage)))
        self._leave(active)

    def _leave(self, active: _Active) -> None:
        self._active.remove(active)
        self._has_left = True


def _to_write(writing: Sequence[_Active], cells: Cells) -> list[tuple[_Active, Stretch]]:
    """A token of every answer."""
    return [
        (
            active,
            Stretch(active.sequence, cells.length(active.sequence), np.array([active.latest], np.int32), 1),
        )
        for active in writing
    ]


def _left_free(sequences: int, active: Sequence[_Active]) -> list[int]:
    """Sequences that are not at work."""
    taken = {one.sequence for one in active}
    return [sequence for sequence in range(sequences) if sequence not in taken]


def in_order(requests: Sequence[Request]) -> list[Request]:
    """Requests with the same beginning side by side, and of those the longest first.

    A group begins where what neighbours share falls back to what the whole has in common; groups are put
    in order in the same way, so that beginnings within beginnings stay together too.
    """
    return _in_order(sorted(requests, key=lambda request: request.tokens.tolist()))


def _in_order(requests: list[Request]) -> list[Request]:
    if len(requests) < 2:
        return requests
    whole = common(requests[0].tokens, requests[-1].tokens)
    groups = [[requests[0]]]
    for before, request in pairwise(requests):
        if common(before.tokens, request.tokens) >= whole + _WORTH_WAITING:
            groups[-1].append(request)
        else:
            groups.append([request])
    if len(groups) == 1:
        # Neighbours share more than the whole does, a little less each: there is no place to part them.
        return sorted(requests, key=_length, reverse=True)
    ordered = [_in_order(group) for group in groups]
    ordered.sort(key=lambda group: max(map(_length, group)), reverse=True)
    return [request for group in ordered for request in group]


def _length(request: Request) -> int:
    return len(request.tokens)


def _readings(request: Request) -> list[_Reading]:
    """What has to be read for a request: its prompt, or one path for each branch of its options."""
    if not request.options:
        return [_Reading(request, request.tokens, 1, request.room)]
    chosen = Chosen(request)
    return [
        _Reading(
            request, np.concatenate((request.tokens, path.tokens)), path.rows, request.room, chosen, path
        )
        for path in chosen.paths
    ]
