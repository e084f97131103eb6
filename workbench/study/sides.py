"""Where each answer stands on the screen: decided by a keyed hash, balanced, and the same every time.

Whoever does not hold the study's secret learns nothing from the outcome: an answer's identity is a keyed hash
too, and sides are balanced over the arms. The secret goes into the key file, never to a rater.
"""

import hashlib
import hmac
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.study.rows import Load, cycles, dealt

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


Wanted = Mapping[str, Mapping[str, Sequence[str]]]
"""{rater: {instance: the arms that it shows}}."""


def sides(
    secret: Secret, wanted: Wanted, repeats: Mapping[str, Collection[str]] | None = None
) -> dict[tuple[str, str, int], Side]:
    """Where the arms of each instance stand for each rater of a study, by (rater, instance, passage).

    `repeats` names the instances that a rater sees a second time, with their sides swapped. For each rater
    and set of arms, every arm stands at every place as often as any other to within one: in the first
    passage, in the repeats, and with two arms in both together; and of each two, one stands before the other
    as often as after it to within two. The raters of an instance see it as evenly: to within one with two
    arms, and with more where all see the same instances; where they do not, as evenly as `rows.dealt` finds.
    All of it depends on who sees what and on nothing else, not on the order in which it is given or asked
    for: the keyed hash of (seed, rater, instance, passage) decides.
    """
    again = {rater: set((repeats or {}).get(rater, ())) for rater in wanted}
    groups: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for rater, instances in wanted.items():
        if not again[rater] <= set(instances):
            raise ValueError(f"{sorted(again[rater] - set(instances))} come again, but never came")
        for instance, arms in instances.items():
            groups.setdefault(_checked(arms), {}).setdefault(rater, []).append(instance)
    found: dict[tuple[str, str, int], Side] = {}
    for arms, members in groups.items():
        dealt = (
            _opposed(secret, arms, members, again) if len(arms) == 2 else _dealt(secret, arms, members, again)
        )
        for (rater, instance), row in dealt.items():
            found[rater, instance, 1] = Side(rater, instance, 1, row)
            if instance in again[rater]:
                found[rater, instance, 2] = Side(rater, instance, 2, row[::-1])
    return dict(sorted(found.items()))


def shown(secret: Secret, side: Side) -> tuple[str, ...]:
    """What a rater's file holds of a presentation: the outputs from left to right, by identity."""
    return tuple(secret.output_id(side.instance, arm) for arm in side.arms)


Members = Mapping[str, Sequence[str]]
"""{rater: instances} that show the same arms."""
Seen = tuple[str, str]
"""(rater, instance)."""


def _opposed(
    secret: Secret, arms: tuple[str, ...], members: Members, again: Mapping[str, Collection[str]]
) -> dict[Seen, tuple[str, ...]]:
    """Left and right for two arms, balanced for each rater and for each instance.

    What a rater sees is put into pairs, repeats with repeats, and so are the raters of an instance: the two
    of a pair get opposite sides. Each is in one pair of either kind at most, so that pairs form chains and
    rings in which kinds take turns, and a ring has an even number: it always comes out. The keyed hash tells
    the pairs and the side that each chain begins with.
    """
    drawn = {
        (rater, instance): secret.number("side", rater, instance, 1)
        for rater, instances in members.items()
        for instance in instances
    }
    ordered = sorted(drawn, key=lambda seen: (drawn[seen], seen))
    by_rater: dict[str, list[Seen]] = {}
    by_instance: dict[str, list[Seen]] = {}
    for seen in ordered:
        by_rater.setdefault(seen[0], []).append(seen)
        by_instance.setdefault(seen[1], []).append(seen)
    partners: dict[Seen, list[Seen]] = {seen: [] for seen in ordered}
    for rater, own in by_rater.items():
        first = [seen for seen in own if seen[1] in again[rater]]
        rest = [seen for seen in own if seen[1] not in again[rater]]
        left = _paired(first, partners) + _paired(rest, partners)
        _paired(left, partners)
    for shared in by_instance.values():
        _paired(shared, partners)
    sides_of: dict[Seen, tuple[str, ...]] = {}
    for seen in ordered:
        if seen not in sides_of:
            turned = drawn[seen][-1] % 2 == 1
            _along(seen, arms[::-1] if turned else arms, partners, sides_of)
    return sides_of


def _paired(those: Sequence[Seen], partners: dict[Seen, list[Seen]]) -> list[Seen]:
    """Note each two that follow each other as a pair; what is left over, at most one."""
    for one, other in zip(those[::2], those[1::2], strict=False):
        partners[one].append(other)
        partners[other].append(one)
    return list(those[len(those) // 2 * 2 :])


def _along(
    start: Seen,
    row: tuple[str, ...],
    partners: Mapping[Seen, Sequence[Seen]],
    sides_of: dict[Seen, tuple[str, ...]],
) -> None:
    """Give `start` its side and everything it is chained to the opposite one, in turn."""
    waiting = [(start, row)]
    while waiting:
        seen, given = waiting.pop()
        if seen not in sides_of:
            sides_of[seen] = given
            waiting += [(partner, given[::-1]) for partner in partners[seen]]


def _dealt(
    secret: Secret, arms: tuple[str, ...], members: Members, again: Mapping[str, Collection[str]]
) -> dict[Seen, tuple[str, ...]]:
    """Rows for each rater; the keyed hash tells in which order raters, instances and rows are tried."""
    tried = cycles(secret.shuffled(arms, "arms", *arms))
    loads = {}
    for rater in secret.shuffled(members, "raters", *arms):
        order = {instance: secret.number("side", rater, instance, 1) for instance in members[rater]}
        ordered = sorted(order, key=lambda one: (order[one], one))
        turns = secret.shuffled(map(str, range(len(tried))), "rows", rater, *arms)
        loads[rater] = Load(
            [one for one in ordered if one in again[rater]],
            [one for one in ordered if one not in again[rater]],
            [tried[int(turn)] for turn in turns],
        )
    return dealt(loads)


def _checked(arms: Sequence[str]) -> tuple[str, ...]:
    """The arms by name: the order in which an instance lists them decides nothing. Raises ValueError."""
    if not 1 <= len(set(arms)) == len(arms) <= MOST_ARMS:
        raise ValueError(f"a presentation shows 1 to {MOST_ARMS} different arms, not {list(arms)}")
    return tuple(sorted(arms))
