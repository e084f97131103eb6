"""Does every instance have an id of its own?"""

from collections.abc import Iterator

from workbench.authoring.checks.findings import Finding, Severity
from workbench.store.drafts import Draft

NAME = "identifiers"


def check(draft: Draft) -> Iterator[Finding]:
    """Ids that the file would give to two instances; those without one get theirs from content."""
    first: dict[str, int] = {}
    for index, instance in enumerate(draft.instances):
        if instance.source_id is None:
            continue
        earlier = first.setdefault(instance.source_id, index)
        if earlier != index:
            message = f"Its id “{instance.source_id}” is also the id of instance {earlier + 1}."
            yield Finding(index, "id", NAME, message, Severity.ERROR)
