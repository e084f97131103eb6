"""Is anything empty that must hold text?"""

from collections.abc import Iterator

from workbench.authoring.checks.findings import Finding, Severity
from workbench.domain.tasks import Instance
from workbench.store.drafts import Draft

NAME = "empty"


def check(draft: Draft) -> Iterator[Finding]:
    """Instances without input or reference, or with white space instead."""
    for index, instance in enumerate(draft.instances):
        yield from _of_instance(index, instance)
    for place, wording in enumerate(draft.task.definition):
        if place > 0 and not wording.strip():
            message = f"Wording {place + 1} of the definition is empty. Write it or remove it."
            yield Finding(None, "definition", NAME, message, Severity.ERROR)


def _of_instance(index: int, instance: Instance) -> Iterator[Finding]:
    empty = [place for place, text in enumerate(instance.references, 1) if not text.strip()]
    without_reference = len(empty) == len(instance.references)
    if not instance.input.strip() and without_reference:
        yield Finding(index, "input", NAME, "It is empty. Write it or remove it.", Severity.ERROR)
        return
    if not instance.input.strip():
        yield Finding(index, "input", NAME, "The input is empty.", Severity.ERROR)
    if without_reference:
        message = "There is no reference. Write the right output."
        yield Finding(index, "references", NAME, message, Severity.ERROR)
        return
    for place in empty:
        message = f"Reference {place} is empty. Write it or remove it."
        yield Finding(index, "references", NAME, message, Severity.ERROR)
