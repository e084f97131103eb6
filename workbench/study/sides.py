"""Where each answer stands on the screen: decided by a keyed hash, balanced, and the same every time.

Whoever does not hold the study's secret learns nothing from the outcome: an answer's identity is a keyed hash
too, and sides are balanced over the arms. The secret goes into the key file, never to a rater.
"""

import hashlib
import hmac
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST_ARMS = 4
ID_DIGITS = 20
"""Hexadecimal digits of an output's identity: 80 bits, so that no two meet."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What decides a study's sides and orders, and hides its arms. Never part of a bundle."""

    key: bytes
    """At least 16 random bytes."""
    seed: str
    """May be published: without the key it tells nothing."""

    def __post_init__(self) -> None:
        if len(self.key) < 16:
            raise ValueError("a key of fewer than 16 bytes can be guessed")

    def __repr__(self) -> str:
        return f"Secret(seed={self.seed!r})"

    def number(self, *parts: Hashable) -> bytes:
        """HMAC-SHA256 of the seed and `parts`, keyed: 32 bytes that sort at random, always the same."""
        # The length before each part keeps ("a", "bc") and ("ab", "c") apart.
        told = [str(part).encode() for part in (self.seed, *parts)]
        message = b"".join(len(part).to_bytes(8, "big") + part for part in told)
        return hmac.digest(self.key, message, hashlib.sha256)

    def shuffled(self, names: Iterable[str], *parts: Hashable) -> list[str]:
        """`names` in an order that only the key tells; the order given decides nothing."""
        return sorted(names, key=lambda name: (self.number(*parts, name), name))

    def output_id(self, instance: str, arm: str) -> str:
        """The identity of an arm's answer to an instance, which tells neither."""
        return self.number("output", instance, arm).hex()[:ID_DIGITS]


@dataclass(frozen=True, slots=True)
class Side:
    """How one presentation shows its arms. The coordinator's: a rater is given `shown` of it."""

    rater: str
    instance: str
    passage: int
    """1 the first time, 2 for a hidden repeat."""
    arms: tuple[str, ...]
    """From left to right."""


def sides(
    secret: Secret,
    rater: str,
    instances: Mapping[str, Sequence[str]],
    repeats: Iterable[str] = (),
) -> dict[tuple[str, int], Side]:
    """Where the arms of each of a rater's instances stand, by (instance, passage).

    `instances` names the arms that each shows; `repeats` those that come a second time, with their sides
    swapped. For each set of arms, every arm stands at every place as often as any other to within one, in the
    first passage and in the repeats, and with two arms in both together. It depends on the instances a rater
    has and on nothing else: not on the order in which they are given or asked for. Within each set the keyed
    hash of (seed, rater, instance, passage) puts the instances in order, and rows of a Latin square are dealt
    out in that order; two rows, for two arms, are left and right in turn.
    """
    again = set(repeats)
    if not again <= set(instances):
        raise ValueError(f"{sorted(again - set(instances))} come again, but never came")
    groups: dict[tuple[str, ...], list[str]] = {}
    for instance, arms in instances.items():
        groups.setdefault(_checked(arms), []).append(instance)
    found: dict[tuple[str, int], Side] = {}
    for arms, members in groups.items():
        # What comes again is dealt first, so that the repeats are balanced by themselves.
        dealt = sorted(members, key=lambda one: (one not in again, secret.number("side", rater, one, 1), one))
        rows = _rows(secret, rater, arms, len(members))
        for instance, row in zip(dealt, rows, strict=True):
            found[instance, 1] = Side(rater, instance, 1, row)
            if instance in again:
                found[instance, 2] = Side(rater, instance, 2, row[::-1])
    return dict(sorted(found.items()))


def shown(secret: Secret, side: Side) -> tuple[str, ...]:
    """What a rater's file holds of a presentation: the outputs from left to right, by identity."""
    return tuple(secret.output_id(side.instance, arm) for arm in side.arms)


def squares(arms: Sequence[str]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Latin squares of the arms, each arm once in each row and each column.

    With an even number one square in which each arm follows each other once; with three arms two squares, of
    which the second is the first mirrored, so that both together do the same. Williams 1949, Experimental
    designs balanced for the estimation of residual effects of treatments, Australian Journal of Scientific
    Research A 2:149-168.
    """
    size = len(arms)
    first = [(place + 1) // 2 if place % 2 else (size - place // 2) % size for place in range(size)]
    square = tuple(tuple(arms[(place + turn) % size] for place in first) for turn in range(size))
    return (square,) if size % 2 == 0 else (square, tuple(row[::-1] for row in square))


def _rows(secret: Secret, rater: str, arms: tuple[str, ...], many: int) -> list[tuple[str, ...]]:
    """As many rows as there are instances: whole squares one after the other, rows shuffled within each."""
    named = secret.shuffled(arms, "arms", rater, *arms)
    choice = squares(named)
    rows: list[tuple[str, ...]] = []
    for block in range(-(-many // len(arms))):
        square = choice[block % len(choice)]
        if len(arms) == 2:
            # Left and right in turn all through: any beginning is balanced.
            rows += square
            continue
        order = secret.shuffled(map(str, range(len(square))), "rows", rater, block, *arms)
        rows += [square[int(row)] for row in order]
    return rows[:many]


def _checked(arms: Sequence[str]) -> tuple[str, ...]:
    """The arms by name: the order in which an instance lists them decides nothing. Raises ValueError."""
    if not 1 <= len(set(arms)) == len(arms) <= MOST_ARMS:
        raise ValueError(f"a presentation shows 1 to {MOST_ARMS} different arms, not {list(arms)}")
    return tuple(sorted(arms))
