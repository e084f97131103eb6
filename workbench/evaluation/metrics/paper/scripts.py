"""Upstream's twelve scripts, by name and by task."""

from workbench.domain.errors import UnknownNameError
from workbench.evaluation.metrics.paper import (
    classification,
    diagnosis,
    entities,
    explanation,
    extraction,
    inference,
    mcqa,
    outcome,
    rationale,
    summarization,
    treatment,
    verification,
)
from workbench.evaluation.metrics.paper.script import Script

SCRIPTS: dict[str, Script] = {
    script.name: script
    for script in (
        mcqa.SCRIPT,
        diagnosis.SCRIPT,
        treatment.SCRIPT,
        inference.CLASSIFICATION,
        inference.GENERATION,
        entities.SCRIPT,
        extraction.SCRIPT,
        outcome.SCRIPT,
        classification.SCRIPT,
        explanation.SCRIPT,
        summarization.SCRIPT,
        verification.LABELS,
        verification.TEXTS,
        rationale.SCRIPT,
    )
}
"""By name; the two scripts that score two kinds of tasks are here twice."""

_BY_TASK = {task: script for script in SCRIPTS.values() for task in script.tasks}


def script_of(task_id: str) -> Script | None:
    """The script that scores a task; None when upstream has none for it."""
    return _BY_TASK.get(task_id)


def script_named(name: str) -> Script:
    """The script with this name, or an error that lists the names."""
    try:
        return SCRIPTS[name]
    except KeyError:
        raise UnknownNameError("script", name, tuple(SCRIPTS)) from None
