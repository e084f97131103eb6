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


class Truncation(StrEnum):
    """What happens to a prompt that does not fit."""

    REFUSE = "refuse"
    """It is not asked; the failure names both lengths."""
    LEFT = "left"
    """The paper's way: tokens are dropped from the beginning (after beginning-of-text)."""


class Answering(StrEnum):
    """How the answer to a prompt with options comes about. Prompts without options are answered freely."""

    FREE = "free"
    """The model writes what it likes."""
    CONSTRAINED = "constrained"
    """The model writes, and can write nothing but one of the options."""
    LIKELIEST = "likeliest"
    """Nothing is written: the option that the model finds likeliest is the answer."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How tokens are chosen. Temperature 0 is greedy: the same text every time.

    Applied in this order: grammar, top-k, min-p, top-p, temperature.
    """

    temperature: float = 0.0
    top_p: float = 1.0
    """The likeliest tokens that have this share of the probability together; 1 for all."""
    top_k: int = 0
    """How many of the likeliest tokens; 0 for all."""
    min_p: float = 0.0
    """Tokens with at least this share of the likeliest one's probability; 0 for all."""
    seed: int = 0
    """A number like any other, 0 too: equal seeds give equal answers."""
    max_new_tokens: int = 200
    """Upstream's default; 1000 where the model's end token is known to be right."""
    stop: tuple[str, ...] = ()
    """Texts that end an answer, besides the model's own end tokens; not part of the answer."""
    answering: Answering = Answering.FREE
    grammar: str = ""
    """What every answer has to follow, in llama.cpp's GBNF; nothing when empty. Its root rule is "root"."""

    @property
    def greedy(self) -> bool:
        """Whether the likeliest token is always taken."""
        return self.temperature == 0.0


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
    options: tuple[str, ...] = ()
    """The answers that are possible, each as the model would write it, where the task is a closed one."""
    sampling: Sampling | None = None
    """How this prompt is answered, where it differs from the others; None when it does not."""

    @property
    def text(self) -> str:
        """The prompt as one string, control tokens spelled out."""
        return "".join(part.text for part in self.parts)


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


IMPORTED = "imported: "
"""What the engine of a run begins with when nobody was asked: the answers come from a file."""


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

    @property
    def imported(self) -> bool:
        """Whether the answers come from somebody else's file; of such a run nothing more can be asked."""
        return self.engine.startswith(IMPORTED)


class Finish(StrEnum):
    """Why an answer ended."""

    STOP = "stop"
    LENGTH = "length"
    CHOSEN = "chosen"
    """It is the likeliest option, and was not written."""


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
class TokenChance:
    """How sure the model was of one token that it wrote."""

    characters: int
    """Code points of the answer's text that came with the token; 0 for a part of a character."""
    logprob: float
    """Natural logarithm of the model's own probability, before temperature, top-k, top-p and grammar."""


@dataclass(frozen=True, slots=True)
class OptionChance:
    """How likely the model found one of a prompt's options."""

    text: str
    tokens: int
    logprob: float
    """Natural logarithm of the probability that the answer begins with the option's tokens."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model answered about one instance."""

    instance_id: str
    text: str
    finish: Finish
    usage: Usage
    chances: tuple[TokenChance, ...] | None = None
    """Of the tokens of the text, in order; None when the engine does not tell, or nothing was written."""
    options: tuple[OptionChance, ...] | None = None
    """Of the prompt's options, in their order; None when the answer was written."""


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
