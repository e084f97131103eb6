"""Choices that a seed decides: which instances are asked, and which are shown as examples.

A choice is made by SHA-256 alone, so it is the same with every version of Python and on every
machine. `random` does not promise that for its sampling functions.
"""

import hashlib
import json
from collections.abc import Callable, Iterator

from workbench.domain.tasks import Instance


def shuffled(size: int, *key: object) -> Iterator[int]:
    """The numbers below `size`, each once, in an order that `key` decides.

    A Fisher-Yates shuffle that remembers only what it moved: the first few of a million cost as
    little as the first few of ten.
    """
    text = json.dumps(key, ensure_ascii=True, separators=(",", ":")).encode()
    moved: dict[int, int] = {}
    for place in range(size):
        digest = hashlib.sha256(text + b"#%d" % place).digest()
        chosen = place + int.from_bytes(digest[:16], "big") % (size - place)
        value = moved.get(chosen, chosen)
        moved[chosen] = moved.pop(place, place)
        yield value


def sample(size: int, count: int, *key: object) -> tuple[int, ...]:
    """`count` of the numbers below `size` in rising order, chosen by `key`; all when there are no more."""
    if count >= size:
        return tuple(range(size))
    order = shuffled(size, "sample", *key)
    return tuple(sorted(next(order) for _ in range(count)))


class Shots:
    """The examples shown to the instances of one task."""

    def __init__(
        self, at: Callable[[int], Instance], size: int, task_id: str, *, count: int, seed: int, fixed: bool
    ) -> None:
        """Shots from the instances `at(0)` to `at(size - 1)` of the task `task_id`.

        Args:
            count: how many each instance is shown.
            seed: decides which.
            fixed: whether all instances see the same ones.
        """
        self._at = at
        self._size = size
        self._task_id = task_id
        self._count = count
        self._seed = seed
        self._fixed = fixed
        self._first: list[Instance] = []
        self._rest = (at(place) for place in shuffled(size, "fixed shots", seed, task_id))

    def of(self, instance: Instance) -> tuple[Instance, ...]:
        """The shots of `instance`: never itself, never one with the same input.

        Fewer than asked for when the task has too few others.
        """
        if not self._count:
            return ()
        chosen: list[Instance] = []
        for other in self._fixed_order() if self._fixed else self._own_order(instance):
            if other.id != instance.id and other.input != instance.input:
                chosen.append(other)
            if len(chosen) == self._count:
                break
        return tuple(chosen)

    def _own_order(self, instance: Instance) -> Iterator[Instance]:
        """The task's instances in an order of this instance's own."""
        for place in shuffled(self._size, "shots", self._seed, self._task_id, instance.id):
            yield self._at(place)

    def _fixed_order(self) -> Iterator[Instance]:
        """The task's instances in the order that all its instances share; read once, as far as needed."""
        yield from self._first
        for instance in self._rest:
            self._first.append(instance)
            yield instance
