"""An engine whose answers are given beforehand: for tests and the tutorial. Behaves like a real one."""

import hashlib
import math
import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from types import TracebackType
from typing import Self

from workbench.domain.errors import EngineDiedError, EngineError, PromptTooLongError
from workbench.domain.runs import (
    Answering,
    Completion,
    Failure,
    Finish,
    ModelFacts,
    OptionChance,
    Prompt,
    Sampling,
    TokenChance,
    Truncation,
    Usage,
)
from workbench.engines.base import Answered, Began, EngineEvent, Failed, Loading, Piece, Waiting

_HEARTBEAT = 0.05


class ScriptedEngine:
    """Gives the answers of a table or of a function. A token is a word with the space before it.

    Where a prompt has options and one of them is wanted, the script's answer picks it: the option it is,
    or has in it, else the first. How sure the model was is made up, the same every time. A script is
    taken to follow any grammar.
    """

    def __init__(
        self,
        answers: Mapping[str, str] | Callable[[Prompt], str],
        *,
        name: str = "scripted",
        failing: Mapping[str, str] | None = None,
        dies_after: int | None = None,
        load_error: EngineError | None = None,
        context: int = 1_000_000,
        delay: float = 0.0,
    ) -> None:
        """Take the script.

        Args:
            answers: Answers by instance id, or a function from a prompt to its answer.
            name: The model's name; another name is another model, with another sha256.
            failing: Instance ids that fail, each with its reason.
            dies_after: Answers after which the engine dies, once; it can be loaded again afterwards.
            load_error: Raised by every attempt to load.
            context: Tokens that a prompt and its answer may have together.
            delay: Seconds before each piece of an answer.
        """
        self._answers = answers if callable(answers) else _from_table(answers)
        self._failing = dict(failing or {})
        self._dies_after = dies_after
        self._load_error = load_error
        self._context = context
        self._delay = delay
        self._facts = ModelFacts(
            name=name,
            file=f"{name}.script",
            sha256=hashlib.sha256(name.encode()).hexdigest(),
            size=0,
            metadata=(("architecture", "scripted"), ("context_length", str(context))),
        )
        self.loaded = False
        self.asked: list[str] = []
        """Ids of the instances asked so far, in order: what a test looks at."""

    @property
    def facts(self) -> ModelFacts:
        """What identifies the script."""
        return self._facts

    @property
    def build(self) -> str:
        """The engine, for the record."""
        return "scripted 1"

    def identify(self) -> Generator[Loading]:
        """A script is known from the beginning."""
        yield from ()

    def load(self) -> Generator[Loading]:
        """Pretend to load a model."""
        if self.loaded:
            return
        yield Loading(0.0)
        if self._load_error is not None:
            raise self._load_error
        self.loaded = True
        yield Loading(1.0)

    def complete(
        self,
        prompts: Iterable[Prompt],
        sampling: Sampling,
        *,
        truncation: Truncation = Truncation.REFUSE,
        max_prompt_tokens: int | None = None,
    ) -> Generator[EngineEvent]:
        """Answer every prompt in order."""
        yield from self.load()
        prefilled = decoded = ended = 0
        for prompt in prompts:
            yield Waiting(prefilled, decoded)
            if self._dies_after is not None and ended >= self._dies_after:
                self._dies_after, self.loaded = None, False
                raise EngineDiedError("The engine died, as its script says.", -9)
            self.asked.append(prompt.instance_id)
            own = prompt.sampling or sampling
            for event in self._answer(prompt, own, truncation, max_prompt_tokens):
                yield event
                if isinstance(event, Answered):
                    prefilled += event.completion.usage.prompt_tokens
                    decoded += event.completion.usage.completion_tokens
                    ended += 1

    def count_tokens(self, prompt: Prompt) -> int:
        """Words and control tokens of `prompt`."""
        return sum(1 if part.special else len(_tokens(part.text)) for part in prompt.parts)

    def close(self) -> None:
        """Forget the pretended model."""
        self.loaded = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _answer(
        self, prompt: Prompt, sampling: Sampling, truncation: Truncation, max_prompt_tokens: int | None
    ) -> Generator[EngineEvent]:
        count = self.count_tokens(prompt)
        limit = max(0, self._context - sampling.max_new_tokens)
        if max_prompt_tokens is not None:
            limit = min(limit, max_prompt_tokens)
        if count > limit and truncation is Truncation.REFUSE:
            yield _failed(prompt, PromptTooLongError(count, limit))
            return
        count = min(count, limit)
        if prompt.instance_id in self._failing:
            yield _failed(prompt, EngineError(self._failing[prompt.instance_id]))
            return
        try:
            answer = self._answers(prompt)
        except EngineError as error:
            yield _failed(prompt, error)
            return
        yield Began(prompt.instance_id, count)
        yield from self._written(prompt, answer, count, sampling)

    def _written(self, prompt: Prompt, answer: str, count: int, sampling: Sampling) -> Generator[EngineEvent]:
        """The answer to a prompt of `count` tokens: written, or chosen."""
        options = prompt.options if sampling.answering is not Answering.FREE else ()
        chosen = bool(options) and sampling.answering is Answering.LIKELIEST
        answer = _picked(answer, options) if options else answer
        pieces, finish = ([], Finish.CHOSEN) if chosen else _cut(answer, sampling)
        began = time.monotonic()
        if chosen:
            yield from self._wait(count, 0)
        for piece in pieces:
            yield from self._wait(count, len(pieces))
            yield Piece(prompt.instance_id, piece)
        usage = Usage(count, 0, len(pieces), 0.0, time.monotonic() - began)
        yield Answered(
            Completion(
                prompt.instance_id,
                answer if chosen else "".join(pieces),
                finish,
                usage,
                None if chosen else _chances(prompt.instance_id, pieces),
                _option_chances(prompt, answer) if chosen else None,
            )
        )

    def _wait(self, prefilled: int, decoded: int) -> Generator[Waiting]:
        until = time.monotonic() + self._delay
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _HEARTBEAT))
            yield Waiting(prefilled, decoded)


def _from_table(answers: Mapping[str, str]) -> Callable[[Prompt], str]:
    def answer(prompt: Prompt) -> str:
        if prompt.instance_id not in answers:
            raise EngineError(f"The script has no answer for the instance “{prompt.instance_id}”.")
        return answers[prompt.instance_id]

    return answer


def _tokens(text: str) -> list[str]:
    """`text` cut before every run of spaces, so that the pieces joined are the text."""
    tokens: list[str] = []
    for character in text:
        if not tokens or (character.isspace() and not tokens[-1].isspace()):
            tokens.append(character)
        else:
            tokens[-1] += character
    return tokens


def _cut(answer: str, sampling: Sampling) -> tuple[list[str], Finish]:
    """The answer's tokens up to a stop text or the allowed length."""
    ends = [at for stop in sampling.stop if stop and (at := answer.find(stop)) >= 0]
    pieces = _tokens(answer[: min(ends)] if ends else answer)
    if len(pieces) > sampling.max_new_tokens:
        return pieces[: sampling.max_new_tokens], Finish.LENGTH
    return pieces, Finish.STOP


def _picked(answer: str, options: Sequence[str]) -> str:
    """The option that `answer` means."""
    meant = [option for option in options if option == answer.strip()] or [
        option for option in options if option in answer
    ]
    return meant[0] if meant else options[0]


def _number(*key: object) -> int:
    """A number from 0 to 15 that depends on `key` alone."""
    return hashlib.sha256(repr(key).encode("utf-8", "replace")).digest()[0] % 16


def _chances(instance_id: str, pieces: Sequence[str]) -> tuple[TokenChance, ...]:
    """Made up: mostly certain, sometimes down to one in ten, and such as half precision holds."""
    return tuple(
        TokenChance(len(piece), -(max(0, _number(instance_id, place, piece) - 9) ** 2) / 16)
        for place, piece in enumerate(pieces)
    )


def _option_chances(prompt: Prompt, chosen: str) -> tuple[OptionChance, ...]:
    """Made up: the chosen option has the most, the others share what is left unequally."""
    rest = -1.5 - math.log(len(prompt.options))
    return tuple(
        OptionChance(
            option,
            len(_tokens(option)),
            -0.375 if option == chosen else rest - _number(prompt.instance_id, option) / 8,
        )
        for option in prompt.options
    )


def _failed(prompt: Prompt, error: EngineError) -> Failed:
    return Failed(Failure(prompt.instance_id, type(error).__name__, str(error)))
