"""The leaderboard as files: a page, tables, what upstream takes, and what anyone needs to repeat the runs."""

import platform
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from workbench import __version__
from workbench.domain.boards import Board
from workbench.domain.errors import FormatError, WorkbenchError
from workbench.evaluation.metrics.corrected.measures import MEASURES
from workbench.evaluation.metrics.paper.scripts import SCRIPTS
from workbench.evaluation.operations import export_leaderboard_csv
from workbench.formats import board_csv, board_html, board_latex, board_markdown, run_manifest
from workbench.formats.files import write_whole
from workbench.formats.run_manifest import RunManifest
from workbench.store.project import Project

WRITERS: dict[str, Callable[[Board], str]] = {
    "html": board_html.page,
    "csv": board_csv.table,
    "md": board_markdown.document,
    "tex": board_latex.document,
}
"""What writes the leaderboard, by the ending of the file."""

_TOKENIZERS = ("nltk", "jieba", "janome", "sacrebleu", "rouge-score", "spacy", "pandas")


def write_board(board: Board, file: Path) -> None:
    """Write the leaderboard to `file`, whole or not at all; its ending says as what.

    Raises:
        WorkbenchError: the ending is none of those that there are.
        FormatError: the file cannot be written.
    """
    writer = WRITERS.get(file.suffix.lower().removeprefix("."))
    if writer is None:
        known = ", ".join(f".{name}" for name in WRITERS)
        raise WorkbenchError(f"“{file.name}” does not end in one of {known}: name the file by what it is.")
    _write(file, writer(board))


def write_submissions(project: Path, folder: Path) -> tuple[Path, ...]:
    """Write the CSV files that upstream's leaderboard takes, of every run that a model was asked in.

    Raises:
        WorkbenchError: no run has completions.
        FormatError: a file cannot be written.
    """
    with Project(project) as opened:
        runs = [run.id for run in opened.runs.summaries() if run.answered]
        asked = [run_id for run_id in runs if not opened.foreign.counts(run_id).rows]
    if not asked:
        raise WorkbenchError(
            "There is nothing to hand in: no run of this project has completions of its own."
        )
    files = []
    for run_id in asked:
        # Upstream tells models apart by the file's name alone, and two runs may be of one model.
        to = folder if len(asked) == 1 else folder / run_id
        files += [written.file for written in export_leaderboard_csv(project, run_id, to)]
    return tuple(files)


def write_manifests(project: Path, folder: Path) -> tuple[Path, ...]:
    """Write a manifest of every run, named by its id.

    Raises:
        FormatError: a file cannot be written.
    """
    files = []
    with Project(project) as opened:
        for run in opened.runs.summaries():
            file = folder / f"{run.id}.manifest.json"
            _write(file, run_manifest.document(_manifest(opened, run.id)))
            files.append(file)
    return tuple(files)


def _manifest(project: Project, run_id: str) -> RunManifest:
    summary, spec = project.runs.summary(run_id), project.runs.spec(run_id)
    metrics = {f"paper/{name}": script.measure.version for name, script in SCRIPTS.items()}
    return RunManifest(
        run_id,
        summary.created,
        spec,
        project.runs.planned(run_id),
        summary.answered,
        summary.failed,
        dict(spec.model.metadata).get("quantization", ""),
        __version__,
        f"{platform.platform()}, {platform.machine()}, Python {platform.python_version()}",
        metrics | {f"corrected/{measure.name}": measure.version for measure in MEASURES},
        {name: _version(name) for name in _TOKENIZERS},
    )


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, text.encode())
    except OSError as error:
        raise FormatError(file, f"it cannot be written: {error.strerror}") from None
