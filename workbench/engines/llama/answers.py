"""What is being made for one request: an answer token by token, or the likelihoods of its options."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.runs import (
    Completion,
    Finish,
    OptionChance,
    Sampling,
    TokenChance,
    Usage,
)
from workbench.engines.llama.answer_text import AnswerText
from workbench.engines.llama.cells import Tokens
from workbench.engines.llama.choice import Constraint, Row, TokenChoice, normalizer
from workbench.engines.llama.weighing import Path, Weighing


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """A prompt as tokens, known to fit."""

    instance_id: str
    tokens: Tokens
    sampling: Sampling
    constraint: Constraint | None = None
    options: tuple[tuple[str, Tokens], ...] = ()
    """The answers whose likelihoods are wanted, as text and as tokens. With them nothing is written."""

    @property
    def room(self) -> int:
        """Tokens that the prompt and what follows it can take."""
        longest = max((len(tokens) for _text, tokens in self.options), default=self.sampling.max_new_tokens)
        return len(self.tokens) + longest


class Written:
    """An answer in the making."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._choice = TokenChoice(request.sampling, request.instance_id, request.constraint)
        self._text = AnswerText(request.sampling.stop)
        self._logprobs: list[float] = []
        self._lengths: list[int] = []
        self.finish: Finish | None = Finish.LENGTH if request.sampling.max_new_tokens < 1 else None
        """Why the answer ended; None while it goes on."""

    @property
    def count(self) -> int:
        """Tokens written."""
        return len(self._logprobs)

    def choose(self, row: Row) -> int:
        """The next token, which may be one that ends the answer."""
        token = self._choice.choose(row)
        self._logprobs.append(float(row[token]) - normalizer(row))
        return token

    def end(self) -> str:
        """The token chosen last ended the answer: it is no part of it. The rest of the text."""
        self._logprobs.pop()
        return self._ended(Finish.STOP)

    def add(self, piece: bytes) -> str:
        """Take the text of the token chosen last; what is certain of it now."""
        before = self._text.length
        said = self._text.add(piece)
        self._lengths.append(self._text.length - before)
        if self._text.stopped or self._choice.complete:
            return said + self._ended(Finish.STOP)
        if self.count >= self._request.sampling.max_new_tokens:
            return said + self._ended(Finish.LENGTH)
        return said

    def completion(self, usage: Usage) -> Completion:
        """The answer as it is."""
        assert self.finish is not None
        left = len(self._text.text)
        chances = []
        for length, logprob in zip(self._lengths, self._logprobs, strict=True):
            # A stop text, and a character that was never finished, were read and are no part of the answer.
            chances.append(TokenChance(min(length, left), logprob))
            left -= min(length, left)
        return Completion(
            self._request.instance_id, self._text.text, self.finish, usage, chances=tuple(chances)
        )

    def _ended(self, finish: Finish) -> str:
        self.finish = finish
        return self._text.end()


class Chosen:
    """The likelihoods of a request's options in the making."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._weighing = Weighing([tokens for _text, tokens in request.options])
        self.paths = tuple(self._weighing.paths())
        self.began = 0.0
        """When the first token was computed; `completion` takes the same clock."""
        self.shared = 0
        """Tokens of the prompt that had been computed already."""

    def take(self, path: Path, first: int, rows: Sequence[Row]) -> bool:
        """Take in rows that `path` asked for, from the one at place `first` on; whether all are there."""
        self._weighing.take(path, first, rows)
        return self._weighing.is_complete

    def completion(self, now: float) -> Completion:
        """The likeliest option; the first one of equals."""
        found = tuple(
            OptionChance(text, len(tokens), logprob)
            for (text, tokens), logprob in zip(self._request.options, self._weighing.likelihoods, strict=True)
        )
        likeliest = max(found, key=lambda option: option.logprob)
        usage = Usage(len(self._request.tokens), self.shared, 0, now - self.began, 0.0)
        return Completion(self._request.instance_id, likeliest.text, Finish.CHOSEN, usage, options=found)
