"""The Rate screen, made and joined. It needs no project: a rater's work lies beside them."""

import shutil
from functools import partial
from pathlib import Path

from workbench.domain.errors import WorkbenchError
from workbench.domain.raters import HandOver
from workbench.formats import ratings_bundle, study_bundle
from workbench.gui.build.context import Context, Screen
from workbench.gui.presenters.phrases import counted, day_and_time
from workbench.gui.presenters.rate import RatePresenter
from workbench.gui.presenters.rate_opening import OpenedStudy, RateOperations
from workbench.gui.presenters.rate_state import Line
from workbench.gui.views.rate import RateView
from workbench.store.journal import Journal, JournalError, journal_file


def build_rate(context: Context) -> Screen:
    """The Rate screen."""
    presenter = RatePresenter(
        rate_operations(context.home.data / "ratings"), context.jobs, length=context.rating_length
    )
    view = RateView(presenter, dialogs=context.dialogs)

    def close() -> None:
        presenter.attach(lambda _state: None)
        presenter.close()

    return Screen("rate", view, presenter.reload, presenter.cares_about, close)


def rate_operations(folder: Path) -> RateOperations:
    """What the Rate screen does, with work files and copies of studies in `folder`."""
    return RateOperations(
        read=partial(_read, folder),
        known=partial(_known, folder),
        open_log=partial(_open_log, folder),
        write=_write,
    )


def _read(folder: Path, path: Path) -> OpenedStudy:
    """Read a study, and keep a copy: the file that was sent may lie on a stick."""
    found = study_bundle.read(path)
    copy = folder / f"{found.sha256[:20]}.medstudy"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if copy.exists():
            copy.touch()
        else:
            unfinished = copy.with_suffix(".new")
            shutil.copyfile(path, unfinished)
            unfinished.replace(copy)
    except OSError as error:
        raise JournalError(f"Nothing can be kept in {folder} ({error.strerror}). Make room there.") from error
    study = found.study
    begun = tuple(
        code for code in study.raters if journal_file(folder, study.id, found.sha256, code).exists()
    )
    return OpenedStudy(study, found.sha256, begun)


def _known(folder: Path) -> tuple[Line, ...]:
    """The studies that were opened here, the last one first."""
    lines = []
    for path in sorted(folder.glob("*.medstudy"), key=lambda one: one.stat().st_mtime, reverse=True):
        try:
            study = study_bundle.read(path).study
        except WorkbenchError:
            # A copy that was damaged is no work lost: the study file can be opened again.
            continue
        detail = f"{counted(len(study.items), 'item')} · made {day_and_time(study.created)}"
        lines.append(Line(str(path), study.title, detail))
    return tuple(lines)


def _write(path: Path, given: HandOver) -> None:
    """Write a file of ratings, or say why it cannot be."""
    try:
        ratings_bundle.write(path, given)
    except OSError as error:
        raise JournalError(
            f"{path} cannot be written ({error.strerror}). Choose another place; nothing is lost."
        ) from error


def _open_log(folder: Path, opened: OpenedStudy, rater: str) -> tuple[Journal, str]:
    study = opened.study
    path = journal_file(folder, study.id, opened.sha256, rater)
    journal = Journal(path, study.id, opened.sha256, rater, study.title)
    return journal, journal.damage or ""
