"""What the engine's two processes say to each other. Pickled over a pipe that nobody else holds."""

from dataclasses import dataclass, replace

from workbench.domain.runs import Prompt, Sampling, Truncation
from workbench.engines.base import EngineEvent
from workbench.engines.llama.devices import Device

# From the window's process to the engine's.


@dataclass(frozen=True, slots=True)
class Begin:
    """Load llama.cpp's own libraries; the first thing that is said."""

    variant: str | None = None
    """The kind of processor whose code is used; None for the best that this one says it can run."""
    graphics: bool = True
    """Whether graphics cards are looked for, which a broken driver may not survive."""


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
    """Weights rearranged when they are loaded. Faster on some processors, slower on others, and what dies
    where a processor promises AMX and does not keep it."""
    variant: str | None = None
    """The kind of processor whose code is used; None where a build has only one."""
    rows: int = 64
    """Rows of logits that one step can give: at least one for each sequence."""
    trial: bool = False
    """Whether a few tokens are computed at once, to see that it works at all."""

    def safer(self, variants: tuple[str, ...] = ()) -> tuple["Load", ...]:
        """This order and ever more careful ones, to be tried one after the other.

        Args:
            variants: Kinds of processors whose code may work here, the best first.
        """
        plain = replace(self, extra_buffers=False)
        if self.gpu_layers:
            # One more attempt tells whether it was the processor that failed; after it the card is to blame.
            safe = "haswell" if "haswell" in variants else self.variant
            return tuple(dict.fromkeys((self, replace(plain, variant=safe))))
        lesser = variants[variants.index(self.variant) + 1 :] if self.variant in variants else ()
        # The next one, the best without AVX-512, and the least: each start of a process takes a second.
        chosen = (*lesser[:1], *(variant for variant in lesser if variant == "haswell"), *lesser[-1:])
        others = tuple(replace(plain, variant=variant) for variant in chosen)
        careful = replace((plain, *others)[-1], threads=1, flash_attention=False, kv_type="f16")
        return tuple(dict.fromkeys((self, plain, *others, careful)))


@dataclass(frozen=True, slots=True)
class Measure:
    """Load a model in the ways given, one after the other, and find out how fast each is."""

    orders: tuple[Load, ...]
    seconds: float
    """How long each measurement may take at most, beside loading."""


@dataclass(frozen=True, slots=True)
class Count:
    """Say how many tokens a prompt has."""

    prompt: Prompt


@dataclass(frozen=True, slots=True)
class CheckGrammar:
    """Say whether answers can be held to a grammar; the vocabulary is open."""

    text: str


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


Command = Begin | OpenVocabulary | Load | Measure | Count | CheckGrammar | Ask | Prompts | Cancel


# From the engine's process to the window's.


@dataclass(frozen=True, slots=True)
class Hello:
    """The process is there, and has llama.cpp's libraries."""

    build: str
    """llama.cpp and its version."""
    variant: str | None = None
    """The kind of processor whose code it uses; None where a build has only one."""
    variants: tuple[str, ...] = ()
    """All kinds whose code this processor says it can run, the best first."""
    devices: tuple[Device, ...] = ()
    """What can compute: processors and graphics cards."""
    graphics: bool = False
    """Whether the build has code for graphics cards."""


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
class Measured:
    """How fast a model is in one of the ways that were asked about."""

    order: Load
    prefill_per_s: float
    """Prompt tokens read per second."""
    decode_per_s: float
    """Answer tokens written per second, by all of the order's sequences together."""


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
    seconds: float = 0.0
    """Spent in computing since the job began; waiting is not in it."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A job is over: done or cancelled. The process is ready for the next one."""

    job: int


@dataclass(frozen=True, slots=True)
class Alive:
    """Nothing to say, but there."""


Reply = Hello | Opened | Progress | Loaded | Measured | Counted | Wanted | Happened | Ended | Broken | Alive
