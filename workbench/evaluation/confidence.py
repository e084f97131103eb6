"""How sure a model was: probabilities from the logarithms that completions keep."""

from collections.abc import Sequence
from math import exp, fsum

from workbench.domain.runs import OptionChance, TokenChance


def mean_probability(chances: Sequence[TokenChance] | None) -> float | None:
    """The mean of the tokens' probabilities, or None when nothing is known or nothing was written."""
    if not chances:
        return None
    return fsum(exp(chance.logprob) for chance in chances) / len(chances)


def shares(options: Sequence[OptionChance]) -> tuple[float, ...]:
    """How the probability is shared among the options alone: together 1."""
    if not options:
        return ()
    # From the likeliest down, so that options which are all very unlikely do not become zeros.
    highest = max(option.logprob for option in options)
    weights = [exp(option.logprob - highest) for option in options]
    whole = fsum(weights)
    return tuple(weight / whole for weight in weights)


def share_of(options: Sequence[OptionChance] | None, text: str) -> float | None:
    """The share of the option that is `text`; None when there are no options, or it is none of them."""
    found = zip(options or (), shares(options or ()), strict=True)
    return next((share for option, share in found if option.text == text), None)
