"""What the window can do with project files; imported once the window is up."""

from datetime import datetime, timedelta
from pathlib import Path

from workbench.domain.errors import ProjectError
from workbench.gui.presenters.projects import ProjectOperations
from workbench.gui.presenters.window import ProjectFacts
from workbench.library.operations import open_demo
from workbench.paths import Paths
from workbench.store.backup import back_up, backups_folder, newest_backup, restore
from workbench.store.project import Project
from workbench.store.rescue import rescue

BACKUP_EVERY = timedelta(days=1)
"""A backup is made by itself when a project is opened, at most this often."""


def facts_of(project: Path) -> ProjectFacts:
    """Size and times of a project's file, its log and its newest backup."""
    parts = [part for part in (project, project.with_name(f"{project.name}-wal")) if part.exists()]
    backup = newest_backup(project)
    return ProjectFacts(
        project,
        sum(part.stat().st_size for part in parts),
        max((_written(part) for part in parts), default=None),
        _written(backup) if backup is not None else None,
    )


def project_operations(home: Paths) -> ProjectOperations:
    """The operations on project files, for jobs."""
    return ProjectOperations(
        check=_check,
        create=_create,
        demo=lambda: _check(open_demo(home)),
        back_up=_back_up,
        restore=_restore,
        wants_backup=_wants_backup,
        rescue=_rescue,
    )


def _check(project: Path) -> Path:
    with Project(project):
        return project


def _create(project: Path) -> Path:
    with Project.create(project):
        return project


def _restore(project: Path, backup: Path) -> Path:
    restore(project, backup)
    return _check(project)


def _rescue(project: Path, folder: Path) -> str:
    found = rescue(project, folder)
    saved = sum(part.saved for part in found)
    lost = sum(part.lost or 0 for part in found)
    unknown = " or more" if any(part.lost is None for part in found) else ""
    return f"{saved:,} rows saved in {folder.name}; {lost:,}{unknown} cannot be read"


def _wants_backup(project: Path) -> bool:
    """Whether there is something to lose: work since a backup of yesterday or before, or work without any."""
    facts = facts_of(project)
    if facts.saved is None:
        return False
    if facts.backup is None:
        with Project(project) as opened:
            return bool(opened.runs.summaries() or opened.drafts.summaries())
    return facts.saved > facts.backup and datetime.now() - facts.backup > BACKUP_EVERY


def _back_up(project: Path) -> Path:
    try:
        return back_up(project)
    except OSError as error:
        raise ProjectError(
            f"No backup of {project.name} could be made in {backups_folder(project)}: "
            f"{error.strerror or error}. Make room there or check the folder, then use “Back up now”."
        ) from error


def _written(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime)
