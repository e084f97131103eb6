"""What a person can do with studies: build, send out, open, take in what raters hand over, look."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.domain.errors import UnknownNameError, WorkbenchError
from workbench.domain.raters import HandOver
from workbench.domain.studies import Study, StudyKey
from workbench.formats import study_bundle, study_key
from workbench.formats.files import write_whole
from workbench.formats.sealed_zip import file_bytes
from workbench.formats.study_bundle import StudyFile
from workbench.store.project import Project
from workbench.store.studies import StudySummary
from workbench.study.building import Built, StudyOrder, build
from workbench.study.importing import (
    TAKEN,
    Coverage,
    FileTaken,
    coverage,
    handed_over,
    study_of,
    take,
)
from workbench.study.preparing import Treatment, left, named_in, treating

_SHOWN_OF_ID = 8


@dataclass(frozen=True, slots=True)
class FileWritten:
    """A file that was sent out."""

    file: Path
    rater: str | None
    """Whose; None for a file of all raters, and for the key."""
    presentations: int
    """0 for the key."""


@dataclass(frozen=True, slots=True)
class RatingsImported:
    """What became of files of ratings together."""

    files: tuple[FileTaken, ...]
    coverage: tuple[Coverage, ...]
    """Of each study that the files are of, as it stands now."""

    @property
    def rows_in(self) -> int:
        """Presentations that the files that could be read decide something about."""
        return sum(one.ratings for one in self.files)

    @property
    def rows_kept(self) -> int:
        """Of those, the ones that the project has now."""
        return sum(one.kept for one in self.files)

    @property
    def taken(self) -> int:
        """Files that brought something new."""
        return sum(one.outcome in TAKEN for one in self.files)


def build_study(
    project: Path,
    order: StudyOrder,
    *,
    treatment: Treatment = Treatment.EVEN,
    licences: Mapping[str, str] | None = None,
) -> Built:
    """Make the study that `order` asks for and keep it in the project with its key.

    Args:
        treatment: what is done to answers, the same for all arms; the key says what was changed.
        licences: texts that go with the study, by name.

    Raises:
        UnknownNameError: the project has no such run or instance.
        WorkbenchError: such a study cannot be; says why.
    """
    with Project(project) as opened:
        models = [opened.runs.spec(run_id).model.name for run_id in order.runs]
        built = build(opened, order, prepare=treating(treatment, models))
        file = study_bundle.packed(built.study, licences=licences)
        opened.studies.add(built.study, file, study_key.packed(built.key))
    found = left(built.study, built.key)
    told = tuple(f"the blinding check finds “{kind}” {count} times" for kind, count in found.items())
    return replace(built, notes=(*built.notes, *told, *named_in(built.study, models)))


def list_studies(project: Path) -> tuple[StudySummary, ...]:
    """The project's studies, the newest first."""
    with Project(project) as opened:
        return opened.studies.summaries()


def export_study(
    project: Path, study_id: str, folder: Path, raters: Sequence[str] = (), *, together: bool = False
) -> tuple[FileWritten, ...]:
    """Write a study's files to a folder, one for each rater or one for all. The key is never among them.

    Args:
        raters: whose files; all when empty.
        together: whether one file holds the presentations of all raters.

    Raises:
        UnknownNameError: the project has no such study, or the study no such rater.
    """
    with Project(project) as opened:
        held = study_of(opened, study_id)
    study = held.study
    for rater in raters:
        if rater not in study.raters:
            raise UnknownNameError("rater", rater, study.raters)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for one in (None,) if together else raters or study.raters:
        name = f"study_{study.id[:_SHOWN_OF_ID]}{'' if one is None else f'_{one}'}.medstudy"
        study_bundle.write(folder / name, study, one, held.licences)
        shown = sum(one in {None, shown.rater} for shown in study.presentations)
        written.append(FileWritten(folder / name, one, shown))
    return tuple(written)


def export_key(project: Path, study_id: str, file: Path) -> FileWritten:
    """Write the key of a study, which opens its blinding, to a file.

    Raises:
        WorkbenchError: the project does not have it.
    """
    with Project(project) as opened:
        data = opened.studies.key_file(study_id)
    if data is None:
        raise WorkbenchError(f"The project does not have the key of the study {study_id}.")
    write_whole(file, data)
    return FileWritten(file, None, 0)


def open_study(path: Path) -> StudyFile:
    """The study in a file, as a rater has it.

    Raises:
        FormatError: it is no study file, of another version, damaged, changed or made to do harm.
    """
    return study_bundle.read(path)


def add_study(project: Path, path: Path, key: Path | None = None) -> Study:
    """Keep a study that was built elsewhere, with the presentations of all raters, in the project.

    Raises:
        FormatError: a file is not what it should be, or the key is not the study's.
        WorkbenchError: it is the file of one rater, or the project has another study under its id.
    """
    data = file_bytes(path)
    found = study_bundle.parsed(path, data)
    if found.rater is not None:
        raise WorkbenchError(f"{path.name} holds the presentations of {found.rater} alone.")
    if key is not None:
        study_key.check_fits(key, found.study, study_key.read(key))
    with Project(project) if project.exists() else Project.create(project) as opened:
        opened.studies.add(found.study, data, None if key is None else file_bytes(key))
    return found.study


def import_ratings(project: Path, paths: Sequence[Path]) -> Generator[FileTaken, None, RatingsImported]:
    """Take in files of ratings one by one; who rated what by now is returned.

    Taking the same or a newer file in again does no harm; an older one is left out, and so is one that tells
    another history. A file that is refused stops none of the others.

    Raises:
        ProjectError: the project cannot be used.
    """
    taken: list[FileTaken] = []
    read: dict[str, StudyFile] = {}
    with Project(project) as opened:
        for path in dict.fromkeys(paths):
            one = take(opened, path, read)
            taken.append(one)
            yield one
        known = {study.id for study in opened.studies.summaries()}
        studies = dict.fromkeys(one.study_id for one in taken if one.study_id in known)
        covered = tuple(
            coverage((read.get(made_id) or study_of(opened, made_id)).study, handed_over(opened, made_id))
            for made_id in studies
            if made_id is not None
        )
    return RatingsImported(tuple(taken), covered)


def study_coverage(project: Path, study_id: str) -> Coverage:
    """Who rated what of a study by now."""
    with Project(project) as opened:
        return coverage(study_of(opened, study_id).study, handed_over(opened, study_id))


def study_ratings(project: Path, study_id: str) -> tuple[Study, tuple[HandOver, ...]]:
    """A study and what raters handed over, still blinded."""
    with Project(project) as opened:
        return study_of(opened, study_id).study, handed_over(opened, study_id)


def open_key(project: Path, study_id: str) -> StudyKey:
    """The key of a study of the project, made sure to be the one that the study was built with.

    Raises:
        WorkbenchError: the project does not have it.
        FormatError: it was changed.
    """
    with Project(project) as opened:
        study, data = study_of(opened, study_id).study, opened.studies.key_file(study_id)
    if data is None:
        raise WorkbenchError(f"The project does not have the key of the study {study_id}.")
    path = Path(f"{study_id}.medkey")
    key = study_key.parsed(path, data)
    study_key.check_fits(path, study, key)
    return key
