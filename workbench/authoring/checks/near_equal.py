"""Do two instances ask nearly the same and expect something else?"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from workbench.authoring.checks.findings import Finding, Severity
from workbench.authoring.checks.texts import folded, likeness, sketch
from workbench.domain.tasks import Instance
from workbench.store.drafts import Draft

NAME = "near-equal"

ALIKE = 0.8
"""Shared runs of six characters, of all that either has: one word changed in a short case report."""

_SHARED_MARKS = 1 / 3
"""Of a sketch; texts that are alike share two thirds or more."""
_MOST = 12
"""Instances remembered for each mark: what more of them share is a template, not a case."""


def check(draft: Draft) -> Iterator[Finding]:
    """Inputs that are equal or nearly so while no reference is shared.

    Equal ones are always found, nearly equal ones by a sketch of each input: a thousand instances
    take a fraction of a second.
    """
    same: dict[str, int] = {}
    seen: defaultdict[int, list[int]] = defaultdict(list)
    for index, instance in enumerate(draft.instances):
        flat = folded(instance.input)
        if not flat:
            continue
        marks = sketch(instance.input)
        equal = same.setdefault(flat, index)
        if equal != index and _differ(instance, draft.instances[equal]):
            yield _finding(index, equal, "The same")
        elif equal == index:
            earlier = _nearly(draft, instance, _candidates(marks, seen))
            if earlier is not None:
                yield _finding(index, earlier, "Nearly the same")
        for mark in marks:
            if len(seen[mark]) < _MOST:
                seen[mark].append(index)


def _candidates(marks: tuple[int, ...], seen: defaultdict[int, list[int]]) -> list[int]:
    """Earlier instances whose sketch has enough of these marks."""
    shared = Counter(earlier for mark in marks for earlier in seen[mark])
    enough = len(marks) * _SHARED_MARKS
    return sorted(earlier for earlier, count in shared.items() if count >= enough)


def _nearly(draft: Draft, instance: Instance, candidates: list[int]) -> int | None:
    """The first candidate that is nearly the same and shares no reference."""
    for earlier in candidates:
        other = draft.instances[earlier]
        if _differ(instance, other) and likeness(instance.input, other.input) >= ALIKE:
            return earlier
    return None


def _differ(one: Instance, other: Instance) -> bool:
    """Whether both have references and share none."""
    left = {folded(text) for text in one.references} - {""}
    right = {folded(text) for text in other.references} - {""}
    return bool(left) and bool(right) and not left & right


def _finding(index: int, earlier: int, how: str) -> Finding:
    message = f"{how} input as instance {earlier + 1}, with another reference. Is that meant?"
    return Finding(index, "input", NAME, message, Severity.WARNING)
