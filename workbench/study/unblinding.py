"""Opening the blinding of a study: deliberate, and not forgotten."""

from pathlib import Path

from workbench.domain.studies import StudyKey
from workbench.store.project import Project
from workbench.study.operations import open_key

UNBLINDED = "the blinding was opened"
"""As the study's log has it."""


def unblind(project: Path, study_id: str) -> StudyKey:
    """Open the key of a study, after the study's log says so; every time is noted.

    Raises:
        WorkbenchError: the project does not have the key.
        FormatError: the key was changed.
    """
    key = open_key(project, study_id)
    with Project(project) as opened:
        opened.studies.note(study_id, UNBLINDED)
    return key


def unblinded_at(project: Path, study_id: str) -> str | None:
    """When the blinding was opened for the first time, ISO 8601, UTC; None while it never was."""
    with Project(project) as opened:
        notes = opened.studies.notes(study_id)
    return next((one.utc for one in notes if one.what == UNBLINDED), None)
