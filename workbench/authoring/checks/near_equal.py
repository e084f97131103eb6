"""Do two instances ask nearly the same and expect something else?"""

from collections import defaultdict
from collections.abc import Iterator

from workbench.authoring.checks.findings import Finding, Severity
from workbench.authoring.checks.texts import folded, likeness, sketch
from workbench.domain.tasks import Instance
from workbench.store.drafts import Draft

NAME = "near-equal"

ALIKE = 0.8
"""Shared runs of six characters, of all that either has: one word changed in a short case report."""


def check(draft: Draft) -> Iterator[Finding]:
    """Inputs that are equal or nearly so while no reference is shared. Compared by a sketch, so that
    a thousand instances take a fraction of a second."""
    seen: defaultdict[int, list[int]] = defaultdict(list)
    for index, instance in enumerate(draft.instances):
        if not folded(instance.input):
            continue
        candidates = sorted({earlier for mark in sketch(instance.input) for earlier in seen[mark]})
        for earlier in candidates:
            other = draft.instances[earlier]
            if _differ(instance, other) and likeness(instance.input, other.input) >= ALIKE:
                same = folded(instance.input) == folded(other.input)
                message = (
                    f"{'The same' if same else 'Nearly the same'} input as instance {earlier + 1}, "
                    "with another reference. Is that meant?"
                )
                yield Finding(index, "input", NAME, message, Severity.WARNING)
                break
        for mark in sketch(instance.input):
            seen[mark].append(index)


def _differ(one: Instance, other: Instance) -> bool:
    """Whether both have references and share none."""
    left = {folded(text) for text in one.references} - {""}
    right = {folded(text) for text in other.references} - {""}
    return bool(left) and bool(right) and not left & right
