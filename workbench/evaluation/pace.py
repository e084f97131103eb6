"""How fast an engine reads prompts and writes answers, and how long the rest will take."""

from workbench.domain.runs import Usage
from workbench.engines.awake import Awake

_WINDOW = 0.5
"""Seconds that make an observation. Counters stand still while a chunk of a prompt is computed, so shorter
ones would see chunks that cost nothing and time in which nothing happened."""
_MEMORY = 0.98
"""What an observation counts for after the next one: about half a minute is remembered."""
_CERTAIN = 0.02
"""How far reading and writing must have varied against each other, as a share, to tell them apart."""


class Rates:
    """Seconds per prompt token and per answer token, told apart although both happen at once.

    Sequences are decoded together: the same tenth of a second reads one prompt and writes seven
    answers. Two costs are fitted to what was observed, by least squares.
    """

    def __init__(self) -> None:
        self._read = self._wrote = 0
        self._seconds = 0.0
        self._reads = self._writes = self._both = 0.0
        self._read_time = self._write_time = 0.0
        self._prompt_tokens = self._answer_tokens = self._items = 0

    def observe(self, prefilled_tokens: int, decoded_tokens: int, seconds: float) -> None:
        """Take in the engine's counters as they stand, `seconds` after the last time."""
        read, wrote = prefilled_tokens - self._read, decoded_tokens - self._wrote
        self._seconds += seconds
        if self._seconds < _WINDOW or not (read or wrote):
            return
        seconds, self._seconds = self._seconds, 0.0
        self._read, self._wrote = prefilled_tokens, decoded_tokens
        self._reads = self._reads * _MEMORY + read * read
        self._writes = self._writes * _MEMORY + wrote * wrote
        self._both = self._both * _MEMORY + read * wrote
        self._read_time = self._read_time * _MEMORY + read * seconds
        self._write_time = self._write_time * _MEMORY + wrote * seconds

    def go_on_from(self, prefilled_tokens: int, decoded_tokens: int) -> None:
        """Take the counters as they stand: what led to them is not looked at, as after a sleep."""
        self._read, self._wrote, self._seconds = prefilled_tokens, decoded_tokens, 0.0

    def answered(self, usage: Usage) -> None:
        """Take in what one completion cost."""
        self._prompt_tokens += usage.prompt_tokens - usage.shared_tokens
        self._answer_tokens += usage.completion_tokens
        self._items += 1

    def costs(self) -> tuple[float | None, float | None]:
        """Seconds per prompt token and per answer token; None for what cannot be told."""
        if not self._writes:
            return (self._read_time / self._reads if self._reads else None), None
        if not self._reads:
            return None, self._write_time / self._writes
        certain = self._reads * self._writes - self._both * self._both
        if certain <= _CERTAIN * self._reads * self._writes:
            return None, None
        read = (self._read_time * self._writes - self._write_time * self._both) / certain
        write = (self._write_time * self._reads - self._read_time * self._both) / certain
        return (read if read > 0 else None), (write if write > 0 else None)

    def per_second(self) -> tuple[float | None, float | None]:
        """Prompt tokens and answer tokens per second; None for what cannot be told."""
        read, write = self.costs()
        return (1 / read if read else None), (1 / write if write else None)

    def seconds_left(self, items: int, elapsed: float) -> float | None:
        """How long `items` more will take, when they are like those before; None before the first answer."""
        if not self._items:
            return None
        read, write = self.costs()
        if read is None or write is None:
            return elapsed / self._items * items
        return (self._prompt_tokens * read + self._answer_tokens * write) / self._items * items


class Tempo:
    """The rates of an engine that is being listened to, by the clock of a run."""

    def __init__(self, clock: Awake) -> None:
        self._clock, self._rates = clock, Rates()
        self._began = clock()
        self.seen = self._began
        """When the engine was heard last, by the run's clock."""

    def begin(self) -> None:
        """From here on the engine is asked."""
        self._began = self.seen = self._clock()

    def count_anew(self) -> None:
        """The engine is asked again, and its counters begin at nothing."""
        self._rates.go_on_from(0, 0)

    def pass_over(self) -> float:
        """Count what passed since the engine was heard last as no work; how long it was."""
        now = self._clock()
        passed, self.seen = now - self.seen, now
        self._began += passed
        return passed

    def heard(self, prefilled_tokens: int, decoded_tokens: int) -> None:
        """Take the engine's counters; those of a sleep tell nothing."""
        now = self._clock()
        if self._clock.slept:
            self._rates.go_on_from(prefilled_tokens, decoded_tokens)
        else:
            self._rates.observe(prefilled_tokens, decoded_tokens, now - self.seen)
        self.seen = now

    def answered(self, usage: Usage) -> None:
        """Take in what one completion cost."""
        self._rates.answered(usage)

    def per_second(self) -> tuple[float | None, float | None]:
        """Prompt tokens and answer tokens per second; None for what cannot be told."""
        return self._rates.per_second()

    def seconds_left(self, items: int) -> float | None:
        """How long `items` more will take; None before the first answer."""
        return self._rates.seconds_left(items, self.seen - self._began)
