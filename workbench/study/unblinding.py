"""Opening the blinding of a study: deliberate, and not forgotten."""

from pathlib import Path

from workbench.domain.studies import StudyKey
from workbench.formats import study_key
from workbench.store.project import Project
from workbench.study.importing import study_of
from workbench.study.operations import open_key

UNBLINDED = "the blinding was opened"
"""As the study's log has it."""


def unblind(project: Path, study_id: str, file: Path | None = None) -> StudyKey:
    """Open the key of a study, from `file` or the project's own; the study's log has it, every time.

    Raises:
        UnknownNameError: the project has no such study.
        WorkbenchError: the project does not have the key, and no file was given.
        FormatError: the file is no key, or not this study's; the key was changed.
    """
    if file is None:
        key = open_key(project, study_id)
        with Project(project) as opened:
            opened.studies.note(study_id, UNBLINDED)
        return key
    key = study_key.read(file)
    with Project(project) as opened:
        study_key.check_fits(file, study_of(opened, study_id).study, key)
        opened.studies.note(study_id, UNBLINDED)
    return key


def unblinded_at(project: Path, study_id: str) -> str | None:
    """When the blinding was opened for the first time, ISO 8601, UTC; None while it never was."""
    with Project(project) as opened:
        notes = opened.studies.notes(study_id)
    return next((one.utc for one in notes if one.what == UNBLINDED), None)
