"""What the engine's two processes say to each other. Pickled over a pipe that nobody else holds."""

from dataclasses import dataclass, replace

from workbench.domain.runs import Prompt, Sampling, Truncation
from workbench.engines.base import EngineEvent

# From the window's process to the engine's.


@dataclass(frozen=True, slots=True)
class OpenVocabulary:
    """Get ready to count tokens, without the weights."""

    path: str


@dataclass(frozen=True, slots=True)
class Load:
    """Load a model, with everything decided."""

    path: str
    context: int
    cells: int
    sequences: int
    threads: int
    chunk: int
    kv_type: str
    flash_attention: bool
    share_prefix: bool
    deterministic: bool
    gpu_layers: int
    window: int
    extra_buffers: bool = True
    """Weights rearranged for this CPU: faster, and what dies where the CPU promises too much."""
    trial: bool = False
    """Whether a few tokens are computed at once, to see that it works at all."""

    def safer(self) -> tuple["Load", ...]:
        """This order and ever more careful ones, to be tried one after the other."""
        plain = replace(self, extra_buffers=False)
        careful = replace(plain, threads=1, flash_attention=False, kv_type="f16")
        return tuple(dict.fromkeys((self, plain, careful)))


@dataclass(frozen=True, slots=True)
class Count:
    """Say how many tokens a prompt has."""

    prompt: Prompt


@dataclass(frozen=True, slots=True)
class Ask:
    """Begin a job: answer the prompts that follow."""

    job: int
    sampling: Sampling
    truncation: Truncation
    max_prompt_tokens: int | None


@dataclass(frozen=True, slots=True)
class Prompts:
    """Some prompts of a job."""

    job: int
    prompts: tuple[Prompt, ...]
    last: bool


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop a job at once."""

    job: int


Command = OpenVocabulary | Load | Count | Ask | Prompts | Cancel


# From the engine's process to the window's.


@dataclass(frozen=True, slots=True)
class Hello:
    """The process is there."""

    build: str


@dataclass(frozen=True, slots=True)
class Opened:
    """Tokens can be counted."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a model is loaded."""

    fraction: float


@dataclass(frozen=True, slots=True)
class Loaded:
    """Prompts can be asked."""


@dataclass(frozen=True, slots=True)
class Broken:
    """What was asked could not be done."""

    kind: str
    """Name of an EngineError; anything else is a bug."""
    reason: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How many tokens a prompt has, or why they cannot be counted."""

    tokens: int
    broken: Broken | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A job can take more prompts."""

    job: int
    count: int


@dataclass(frozen=True, slots=True)
class Happened:
    """What a job did."""

    job: int
    events: tuple[EngineEvent, ...]
    prefilled: int
    decoded: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A job is over: done or cancelled. The process is ready for the next one."""

    job: int


@dataclass(frozen=True, slots=True)
class Alive:
    """Nothing to say, but there."""


Reply = Hello | Opened | Progress | Loaded | Counted | Wanted | Happened | Ended | Broken | Alive
