"""Is any instance written twice?"""

from collections.abc import Iterator

from workbench.authoring.checks.findings import Finding, Severity
from workbench.authoring.checks.texts import folded
from workbench.store.drafts import Draft

NAME = "duplicates"


def check(draft: Draft) -> Iterator[Finding]:
    """Instances that differ from an earlier one in nothing but case, white space and punctuation.

    Within an instance: references that are there twice.
    """
    first: dict[tuple[str, tuple[str, ...]], int] = {}
    for index, instance in enumerate(draft.instances):
        key = folded(instance.input)
        if key:
            earlier = first.setdefault((key, tuple(sorted(map(folded, instance.references)))), index)
            if earlier != index:
                message = f"The same as instance {earlier + 1}. Remove one of them."
                yield Finding(index, "input", NAME, message, Severity.WARNING)
        for place, reference in enumerate(instance.references):
            if reference.strip() and reference in instance.references[:place]:
                message = f"Reference {place + 1} is there twice."
                yield Finding(index, "references", NAME, message, Severity.WARNING)
