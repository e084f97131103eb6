"""How sure a model was of an answer, as stretches to tint, words to read and options to list. No Qt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from math import exp

from workbench.domain.runs import Completion, Finish, OptionChance, TokenChance
from workbench.evaluation.confidence import mean_probability, shares
from workbench.gui.presenters import phrases

MOST_LISTED = 6
"""Options that are listed one by one; of more, the likeliest."""
UNKNOWN = "No probabilities were kept with this answer: it is older than they are, or its engine tells none."
NOTHING_WRITTEN = "Nothing was written, so there is nothing to be sure of."


class Doubt(StrEnum):
    """How far a token was from certain."""

    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    UNLIKELY = "unlikely"


FROM = ((0.9, None), (0.5, Doubt.LIKELY), (0.2, Doubt.DOUBTFUL), (0.0, Doubt.UNLIKELY))
"""From which probability on a token is of a kind, the surest first; None is not tinted."""
LEGEND: tuple[tuple[str, Doubt | None], ...] = (
    ("90% and more", None),
    ("50% to 90%", Doubt.LIKELY),
    ("20% to 50%", Doubt.DOUBTFUL),
    ("under 20%", Doubt.UNLIKELY),
)
"""What the tints mean."""


@dataclass(frozen=True, slots=True)
class Tint:
    """A stretch of an answer that the model was less than sure of."""

    start: int
    """First code point."""
    end: int
    """Code point after the last."""
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One option, with its part of the probability that all have together."""

    text: str
    """What tells it from the others."""
    whole: str
    """As the model would write it."""
    share: float
    """From 0 to 1."""
    chosen: bool


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure a model was of one answer."""

    words: str
    """In one line; or why it is not known."""
    tints: tuple[Tint, ...] = ()
    shares: tuple[ShareLine, ...] = ()
    rest: str = ""
    """What is said of the options that are not listed; empty when all are."""
    by_token: bool = False
    """Whether each token's probability is known, so that words without a tint were sure."""


def confidence_of(completion: Completion | None) -> Confidence:
    """What there is to show about an answer."""
    if completion is not None and completion.options:
        return _of_options(completion.text, completion.options)
    if completion is None or completion.chances is None or completion.finish is Finish.CHOSEN:
        return Confidence(UNKNOWN)
    mean = mean_probability(completion.chances)
    if mean is None:
        return Confidence(NOTHING_WRITTEN)
    count = phrases.counted(len(completion.chances), "token")
    found = tuple(tints(completion.text, completion.chances))
    return Confidence(f"Mean probability {mean:.0%} of {count}", found, by_token=True)


def tints(text: str, chances: Sequence[TokenChance]) -> Iterator[Tint]:
    """The stretches of `text` that were doubtful, without white space at their ends.

    Neighbours of one kind are one stretch. A character that several tokens make has the probability of
    them all.
    """
    start = at = 0
    doubt: Doubt | None = None
    for characters, logprob in _whole_characters(chances):
        end = min(at + characters, len(text))
        now = _doubt(exp(logprob))
        if now is not doubt:
            yield from _trimmed(text, start, at, doubt)
            start, doubt = at, now
        at = end
    yield from _trimmed(text, start, at, doubt)


def _whole_characters(chances: Sequence[TokenChance]) -> Iterator[tuple[int, float]]:
    """Each token that ends a character, with its logarithm and those of the parts before it."""
    parts = 0.0
    for chance in chances:
        parts += chance.logprob
        if chance.characters:
            yield chance.characters, parts
            parts = 0.0


def _doubt(probability: float) -> Doubt | None:
    return next(doubt for least, doubt in FROM if probability >= least)


def _trimmed(text: str, start: int, end: int, doubt: Doubt | None) -> Iterator[Tint]:
    """The stretch without white space at its ends; nothing when there is no more to it, or no doubt."""
    part = text[start:end]
    if doubt is not None and part.strip():
        first = start + len(part) - len(part.lstrip())
        yield Tint(first, first + len(part.strip()), doubt)


def _of_options(text: str, options: Sequence[OptionChance]) -> Confidence:
    told = shares(options)
    lines = tuple(
        ShareLine(short, option.text, share, option.text == text)
        for short, option, share in zip(
            told_apart([option.text for option in options]), options, told, strict=True
        )
    )
    own = next((line.share for line in lines if line.chosen), None)
    among = f"{len(options)} options"
    words = f"Chosen with {own:.0%} among {among}" if own is not None else f"Chosen among {among}"
    if len(lines) <= MOST_LISTED:
        return Confidence(words, shares=lines)
    ranked = sorted(lines, key=lambda line: line.share, reverse=True)
    listed, others = tuple(ranked[:MOST_LISTED]), ranked[MOST_LISTED:]
    left = sum(line.share for line in others)
    return Confidence(words, shares=listed, rest=f"{len(others)} more with {left:.0%} together")


def told_apart(options: Sequence[str]) -> tuple[str, ...]:
    """Each option without the words that all begin with: “B” of “The right answer is B”."""
    if len(options) < 2:
        return tuple(options)
    common = sum(1 for _ in takewhile(lambda letters: len(set(letters)) == 1, zip(*options, strict=False)))
    cut = options[0][:common].rfind(" ") + 1
    return tuple(option[cut:] or option for option in options)
