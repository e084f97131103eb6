"""What an engine is: something that takes prompts and yields what happens to each of them."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

from workbench.domain.runs import Completion, Failure, ModelFacts, Prompt, Sampling, Truncation


@dataclass(frozen=True, slots=True)
class Loading:
    """The model is being loaded."""

    fraction: float
    """From 0 to 1."""
    checking: bool = False
    """Whether its file is being read for the checksum, which comes before and has a fraction of its own."""
    measuring: bool = False
    """Whether the fastest settings are being looked for, which comes before and has a fraction of its own."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing new. Yielded at least every 100 ms, so that whoever iterates can stop at any time."""

    prefilled_tokens: int
    """Prompt tokens computed since the call began."""
    decoded_tokens: int
    """Answer tokens computed since the call began."""


@dataclass(frozen=True, slots=True)
class Began:
    """A prompt's answer is about to start."""

    instance_id: str
    prompt_tokens: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Some more text of an answer; never part of a character. An answer that was chosen has none."""

    instance_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer is complete."""

    completion: Completion


@dataclass(frozen=True, slots=True)
class Failed:
    """A prompt could not be answered; the others go on."""

    failure: Failure


EngineEvent = Loading | Waiting | Began | Piece | Answered | Failed


class Engine(Protocol):
    """A model ready to be asked. Used as a context manager; leaving it frees the model."""

    @property
    def facts(self) -> ModelFacts:
        """What identifies the model; known before it is loaded. May take as long as `identify`."""

    @property
    def build(self) -> str:
        """The engine and its build, for the record."""

    def identify(self) -> Generator[Loading]:
        """Find out what `facts` says, telling how far where that takes a while.

        Raises:
            EngineError: the model cannot be identified.
        """

    def load(self) -> Generator[Loading]:
        """Load the model, saying how far. Does nothing when it is loaded.

        Raises:
            EngineError: the model cannot be loaded; the subclass says why.
        """

    def complete(
        self,
        prompts: Iterable[Prompt],
        sampling: Sampling,
        *,
        truncation: Truncation = Truncation.REFUSE,
        max_prompt_tokens: int | None = None,
    ) -> Generator[EngineEvent]:
        """Ask every prompt; each ends in one `Answered` or `Failed`, in any order.

        A prompt's own `sampling` counts instead of the one given here. Options count as `sampling.answering`
        says; a prompt without options is answered freely.

        Loads the model first when it is not. Closing the generator cancels what is in flight
        within 200 ms and leaves the engine usable.

        Raises:
            EngineError: the engine itself failed; prompts without an end were not answered.
        """

    def count_tokens(self, prompt: Prompt) -> int:
        """Tokens of `prompt` as the model would get it."""

    def close(self) -> None:
        """Free the model. Safe to call twice."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


@runtime_checkable
class Resident(Protocol):
    """An engine whose model takes this machine's memory."""

    @property
    def memory(self) -> int:
        """Bytes that closing the engine frees."""


@runtime_checkable
class Limited(Protocol):
    """An engine that cannot answer in every way: it is asked before a run is begun."""

    def check(self, sampling: Sampling) -> None:
        """Refuse what it cannot do.

        Raises:
            UnsupportedSamplingError: it cannot answer so; the message says what to do instead.
        """
