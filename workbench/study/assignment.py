"""Who sees which instances, and in what order."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.study.sides import Secret

GAP = 25
"""How many places apart an instance and its repeat are at least."""


class Part(StrEnum):
    """What a presentation is for. A rater sees no difference but for training."""

    TRAINING = "training"
    """Before the start, with feedback; never counted."""
    STUDY = "study"
    ANCHOR = "anchor"
    """Seen by every rater, at equal distances: for drift and severity."""
    REPEAT = "repeat"
    """The second time of an instance that was seen before: for agreement with oneself."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One presentation in a rater's order."""

    instance: str
    part: Part

    @property
    def passage(self) -> int:
        """1 the first time, 2 for a repeat."""
        return 2 if self.part is Part.REPEAT else 1


@dataclass(frozen=True, slots=True)
class Order:
    """What one rater sees, from first to last."""

    rater: str
    turns: tuple[Turn, ...]
    reasons: tuple[str, ...] = ()
    """Why there are fewer repeats or anchors than asked for; empty when there are not."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an order has beside the instances of the study."""

    training: tuple[str, ...] = ()
    """In the order they are taught."""
    anchors: tuple[str, ...] = ()
    every: int = 10
    """Each anchor comes after this many others."""
    repeats: float = 0.15
    """The share of a rater's instances that come a second time."""
    gap: int = GAP

    def __post_init__(self) -> None:
        if self.every < 1 or self.gap < 1 or not 0 <= self.repeats <= 1:
            raise ValueError("anchors come after 1 instance or more, repeats after 1 and for a share up to 1")


def assigned(
    secret: Secret, instances: Iterable[str], raters: Sequence[str], overlap: int
) -> dict[str, tuple[str, ...]]:
    """The instances of each rater, by name: each goes to `overlap` raters, and loads differ by one at most.

    Raters with least to do come first; among them those who have shared least with the ones already chosen,
    so that any two raters can be compared; then the keyed hash decides. The order given decides nothing.
    Raises ValueError when there are fewer raters than `overlap`.
    """
    if not 1 <= overlap <= len(set(raters)) or len(set(raters)) < len(raters):
        raise ValueError(f"{overlap} raters of each instance cannot be chosen among {len(set(raters))}")
    found: dict[str, list[str]] = {rater: [] for rater in sorted(raters)}
    shared: Counter[frozenset[str]] = Counter()
    for instance in secret.shuffled(instances, "assignment"):
        tied = {rater: place for place, rater in enumerate(secret.shuffled(raters, "raters", instance))}
        chosen: list[str] = []
        for _ in range(overlap):
            free = [rater for rater in found if rater not in chosen]
            chosen.append(
                min(
                    free,
                    key=lambda rater: (
                        len(found[rater]),
                        sum(shared[frozenset((rater, other))] for other in chosen),
                        tied[rater],
                    ),
                )
            )
        for place, rater in enumerate(chosen):
            found[rater].append(instance)
            shared.update(frozenset((rater, other)) for other in chosen[:place])
    return {rater: tuple(sorted(members)) for rater, members in found.items()}


def order_of(secret: Secret, rater: str, instances: Iterable[str], wishes: Wishes | None = None) -> Order:
    """The order in which a rater sees the instances: the same every time, whatever order they are given in.

    Training first. Then the instances by the keyed hash of (seed, rater, instance); repeats, chosen and
    placed by it, at least `wishes.gap` places after the first time; anchors after every `wishes.every`
    others, in an order of the rater's own.
    """
    wishes = wishes or Wishes()
    own = [one for one in secret.shuffled(set(instances), "order", rater) if one not in wishes.anchors]
    if set(own) & set(wishes.training):
        raise ValueError("an instance is for training and for the study")
    turns = [Turn(one, Part.STUDY) for one in own]
    reasons: list[str] = []
    wanted = round(wishes.repeats * len(own))
    placed = _with_repeats(secret, rater, turns, wanted, wishes.gap)
    if placed < wanted:
        reasons.append(
            f"{placed} of {wanted} repeats: the others would come less than {wishes.gap} places after"
        )
    turns, used = _with_anchors(turns, secret.shuffled(wishes.anchors, "anchors", rater), wishes.every)
    if used < len(wishes.anchors):
        reasons.append(
            f"{used} of {len(wishes.anchors)} anchors: there are no more instances to put between them"
        )
    trained = [Turn(one, Part.TRAINING) for one in wishes.training]
    return Order(rater, (*trained, *turns), tuple(reasons))


def orders(
    secret: Secret,
    instances: Iterable[str],
    raters: Sequence[str],
    overlap: int,
    wishes: Wishes | None = None,
) -> dict[str, Order]:
    """The order of every rater: `assigned`, then `order_of` for each. Anchors are not among the assigned."""
    wishes = wishes or Wishes()
    kept = [instance for instance in instances if instance not in wishes.anchors]
    given: Mapping[str, tuple[str, ...]] = assigned(secret, kept, raters, overlap)
    return {rater: order_of(secret, rater, members, wishes) for rater, members in given.items()}


def _with_repeats(secret: Secret, rater: str, turns: list[Turn], wanted: int, gap: int) -> int:
    """Put up to `wanted` repeats among the turns; how many found a place.

    What is put in later only moves things apart, so that a gap once kept stays.
    """
    placed = 0
    for instance in secret.shuffled([turn.instance for turn in turns], "repeat", rater):
        if placed == wanted:
            break
        first = turns.index(Turn(instance, Part.STUDY))
        places = len(turns) - (first + gap) + 1
        if places <= 0:
            continue
        chosen = int.from_bytes(secret.number("place", rater, instance)[:8], "big") % places
        turns.insert(first + gap + chosen, Turn(instance, Part.REPEAT))
        placed += 1
    return placed


def _with_anchors(turns: list[Turn], anchors: Sequence[str], every: int) -> tuple[list[Turn], int]:
    """The turns with an anchor after every so many, and how many anchors were used."""
    found: list[Turn] = []
    left = iter(anchors)
    used = 0
    for place, turn in enumerate(turns, start=1):
        found.append(turn)
        if place % every == 0 and (anchor := next(left, None)) is not None:
            found.append(Turn(anchor, Part.ANCHOR))
            used += 1
    return found, used
