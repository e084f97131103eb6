"""Asking a model: what is asked, how, and what came back."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a prompt."""

    text: str
    special: bool = False
    """Whether `text` is a control token of the model, such as "<|eot_id|>". Text of an instance never
    is, even when it looks like one."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked about one instance."""

    instance_id: str
    system: str
    user: str
    parts: tuple[Part, ...]
    """The whole prompt in the model family's format; begins with exactly one beginning-of-text token."""
    shot_ids: tuple[str, ...] = ()
    """Ids of the instances shown as examples."""

    @property
    def text(self) -> str:
        """The prompt as one string, control tokens spelled out."""
        return "".join(part.text for part in self.parts)


class Truncation(StrEnum):
    """What happens to a prompt that does not fit."""

    REFUSE = "refuse"
    """It is not asked; the failure names both lengths."""
    LEFT = "left"
    """The paper's way: tokens are dropped from the beginning (after beginning-of-text)."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How tokens are chosen. Temperature 0 is greedy: the same text every time."""

    temperature: float = 0.0
    top_p: float = 1.0
    seed: int = 0
    max_new_tokens: int = 200
    """Upstream's default; 1000 where the model's end token is known to be right."""
    stop: tuple[str, ...] = ()
    """Texts that end an answer, besides the model's own end tokens; not part of the answer."""

    @property
    def greedy(self) -> bool:
        """Whether the likeliest token is always taken."""
        return self.temperature == 0.0


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What identifies a model: recorded with each run made with it."""

    name: str
    file: str
    """The file's name, or the endpoint's address."""
    sha256: str
    """Of the file; empty for an endpoint, which does not tell."""
    size: int
    """Bytes."""
    metadata: tuple[tuple[str, str], ...] = ()
    """GGUF metadata without the vocabulary: architecture, quantization, context length, template, ..."""


@dataclass(frozen=True, slots=True)
class RunSpec:
    """Everything that decides the completions of a run."""

    model: ModelFacts
    engine: str
    """Engine and build, such as "llama.cpp 0.3.36 (AVX2 FMA F16C)"."""
    tasks: tuple[str, ...]
    shots: int
    """Examples shown before the question: 3 or 0."""
    shot_seed: int
    fixed_shots: bool
    """Whether all instances of a task see the same shots."""
    sampling: Sampling
    limit: int | None = None
    """Instances asked of each task; None for all."""
    sample_seed: int | None = None
    """Which instances `limit` picks; None for the first ones."""
    truncation: Truncation = Truncation.REFUSE
    max_prompt_tokens: int = 2048
    """The paper's input limit."""
    protocol: str = "paper"
    pools: tuple[int, ...] = ()
    """How many instances each of `tasks` held when the run began; shots are drawn from those, so that
    a resumed run sees the same ones although instances were added since."""


class Finish(StrEnum):
    """Why an answer ended."""

    STOP = "stop"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Usage:
    """What one completion cost."""

    prompt_tokens: int
    shared_tokens: int
    """Of the prompt's tokens, those taken from a prefix that was already computed."""
    completion_tokens: int
    prefill_seconds: float
    """Wall time from taking the prompt up to its first token; shared work is not counted again."""
    decode_seconds: float
    """Wall time from the first token to the last."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model answered about one instance."""

    instance_id: str
    text: str
    finish: Finish
    usage: Usage


@dataclass(frozen=True, slots=True)
class Failure:
    """An instance that was asked and not answered."""

    instance_id: str
    kind: str
    """The error's class name, such as "PromptTooLongError"."""
    reason: str


class RunState(StrEnum):
    """Where a run stands."""

    OPEN = "open"
    """Started and not finished: running, paused, stopped or cut off. Can be resumed."""
    DONE = "done"
    """Every instance has a completion or a failure."""
