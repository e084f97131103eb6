"""Is any text of a length that will not work, or that nobody meant?"""

from collections.abc import Iterator
from statistics import median

from workbench.authoring.checks.findings import Finding, Severity
from workbench.authoring.checks.texts import rough_tokens
from workbench.store.drafts import Draft

NAME = "length"

PROMPT_LIMIT = 2048
"""The paper's limit of a prompt, in tokens; what is beyond is cut off."""
ANSWER_LIMIT = 1000
"""Tokens upstream lets a model answer with, at most."""

_OUTLIER = 12
_ENOUGH_INSTANCES = 5


def check(draft: Draft) -> Iterator[Finding]:
    """Prompts and references beyond what the paper's protocol lets through, and stray long inputs.

    Tokens are counted roughly, and the message says so; the prompt's preview shows the same count.
    """
    definition = rough_tokens(draft.task.instruction)
    lengths = [len(instance.input) for instance in draft.instances if instance.input.strip()]
    usual = median(lengths) if len(lengths) >= _ENOUGH_INSTANCES else None
    for index, instance in enumerate(draft.instances):
        tokens = definition + rough_tokens(instance.input)
        if tokens > PROMPT_LIMIT:
            message = (
                f"At a rough count the prompt has {tokens:,} tokens without any example; "
                f"the paper's limit is {PROMPT_LIMIT:,}, and its beginning is cut off."
            )
            yield Finding(index, "input", NAME, message, Severity.WARNING)
        elif usual is not None and len(instance.input) > _OUTLIER * max(usual, 80):
            message = f"Over {_OUTLIER} times as long as the usual input here. Was too much pasted?"
            yield Finding(index, "input", NAME, message, Severity.WARNING)
        for place, reference in enumerate(instance.references, 1):
            spoken = rough_tokens(reference)
            if spoken > ANSWER_LIMIT:
                message = (
                    f"At a rough count reference {place} has {spoken:,} tokens; "
                    f"answers are cut off at {ANSWER_LIMIT:,}."
                )
                yield Finding(index, "references", NAME, message, Severity.WARNING)
