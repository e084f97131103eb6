"""Orders of three arms or more, dealt so that raters and instances see every arm everywhere equally often.

A rater's rows are the beginning of a cycle, of which every beginning is as even as can be: no arm stands at a
place more than once more than another, and which of two stands before the other is as even as that allows. So
a rater's rows are even whichever instance gets which; that is chosen so that the raters of an instance see it
as differently as they can.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, cycle, islice

ROUNDS = 8
"""More change nothing worth having."""
Row = tuple[str, ...]
"""Arms from left to right."""
Cycle = tuple[Row, ...]
Costs = Mapping[str, Mapping[Row, int]]
"""{instance: {row: what giving it that row costs}}."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one rater sees of some arms. The cycles in the order in which they are tried."""

    again: Sequence[str]
    """Instances that come a second time: even by themselves."""
    once: Sequence[str]
    cycles: Sequence[Cycle]


def squares(arms: Sequence[str]) -> tuple[Cycle, ...]:
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


def cycles(arms: Sequence[str]) -> tuple[Cycle, ...]:
    """Rows of `squares` in orders of which every beginning is as even as can be.

    Four arms: a row and its mirror image, which the square has too, then the other two. Three arms: one
    square, then the other; a row of the first with one of the second would put an arm twice at a place.
    """
    found = squares(arms)
    if len(found) == 1:
        (square,) = found
        return tuple(
            (row, row[::-1], other, other[::-1])
            for row in square
            for other in square
            if other not in {row, row[::-1]}
        )
    return tuple(
        (*_turned(first, turn), *_turned(second, turn))
        for first, second in (found, found[::-1])
        for turn in range(len(arms))
    )


def dealt(loads: Mapping[str, Load]) -> dict[tuple[str, str], Row]:
    """The row of each rater and instance; all loads are of the same arms, of one square or one pair of them.

    Rater after rater, the rows of their cycle go to the instances so that what the instances have from the
    others is made as even as these rows allow: places first, then which arm stands before which. Each rater's
    turn comes again, for `ROUNDS` rounds at most, as long as that makes something more even.
    """
    held = {instance: Counter[object]() for load in loads.values() for instance in (*load.again, *load.once)}
    found: dict[str, dict[str, Row]] = {rater: {} for rater in loads}
    for _ in range(ROUNDS):
        better = False
        for rater, load in loads.items():
            before = found[rater]
            for instance, row in before.items():
                held[instance].subtract(_told(row))
            costs = _costs(load, held, len(loads))
            total, rows = _best(load, costs)
            if not before or total < _total(before, costs):
                found[rater], better = rows, True
            for instance, row in found[rater].items():
                held[instance].update(_told(row))
        if not better:
            break
    return {(rater, instance): row for rater, rows in found.items() for instance, row in rows.items()}


def _turned(square: Cycle, turn: int) -> Cycle:
    return (*square[turn:], *square[:turn])


def _told(row: Row) -> Iterator[object]:
    """Which arm stands where, and which before which."""
    yield from enumerate(row)
    yield from combinations(row, 2)


def _costs(load: Load, held: Mapping[str, Counter[object]], raters: int) -> Costs:
    """How uneven each instance becomes by each row: half of what the sums of squares of its counts grow by,
    without what is the same for all rows."""
    rows = load.cycles[0]
    # So many that no sum over pairs outweighs a place.
    place = 2 * len(rows[0]) ** 2 * raters + 1
    return {
        instance: {
            row: place * sum(held[instance][one] for one in enumerate(row))
            + sum(
                held[instance][one, other] - held[instance][other, one] for one, other in combinations(row, 2)
            )
            for row in rows
        }
        for instance in (*load.again, *load.once)
    }


def _total(given: Mapping[str, Row], costs: Costs) -> int:
    return sum(costs[instance][row] for instance, row in given.items())


def _best(load: Load, costs: Costs) -> tuple[int, dict[str, Row]]:
    """The cheapest rows for a rater, and what they cost; of the cycles the first that cannot be bettered."""
    least = sum(min(one.values()) for one in costs.values())
    best: tuple[int, dict[str, Row]] | None = None
    for one in load.cycles:
        rows = list(islice(cycle(one), len(costs)))
        begun = len(load.again)
        given = _fitted(load.again, rows[:begun], costs) | _fitted(load.once, rows[begun:], costs)
        total = _total(given, costs)
        if best is None or total < best[0]:
            best = (total, given)
        if total == least:
            break
    assert best is not None
    return best


def _fitted(instances: Sequence[str], rows: Sequence[Row], costs: Costs) -> dict[str, Row]:
    """The cheapest way to give each instance one of the rows: a transportation problem.

    Each takes the cheapest of those that are left; then rows go round as long as that is cheaper (Klein 1967,
    Management Science 14:205-220).
    """
    left = Counter(rows)
    given: dict[str, Row] = {}
    for instance in instances:
        row = min((row for row in left if left[row]), key=lambda row: (costs[instance][row], -left[row]))
        given[instance] = row
        left[row] -= 1
    while round_ := _cheaper(given, costs):
        given |= round_
    return given


def _cheaper(given: Mapping[str, Row], costs: Costs) -> dict[str, Row]:
    """Rows that instances pass on to each other in a ring, so that all together is cheaper; empty for none.

    A ring of negative length among the rows, found by Bellman and Ford's method.
    """
    steps: dict[tuple[Row, Row], tuple[int, str]] = {}
    rows = list(dict.fromkeys(given.values()))
    for instance, row in given.items():
        for other in rows:
            saved = costs[instance][other] - costs[instance][row]
            if other != row and ((row, other) not in steps or saved < steps[row, other][0]):
                steps[row, other] = (saved, instance)
    far = dict.fromkeys(rows, 0)
    came: dict[Row, Row] = {}
    last: Row | None = None
    for _ in rows:
        last = None
        for (row, other), (saved, _instance) in steps.items():
            if far[row] + saved < far[other]:
                far[other], came[other], last = far[row] + saved, row, other
    if last is None:
        return {}
    for _ in rows:
        last = came[last]
    ring, at = {}, last
    while True:
        ring[steps[came[at], at][1]] = at
        at = came[at]
        if at == last:
            return ring
