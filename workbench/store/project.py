"""A project: one SQLite file with tasks, runs, drafts, studies and published numbers."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Self

from workbench.domain.errors import ProjectError, ProjectMissingError
from workbench.store import search
from workbench.store.database import bulk as without_log
from workbench.store.database import connect, transaction
from workbench.store.drafts import Drafts
from workbench.store.foreign import ForeignRows
from workbench.store.integrity import check_header, check_structure, log_size, note, translated
from workbench.store.migrate import migrate, newest_version
from workbench.store.published import PublishedNumbers
from workbench.store.runs import Runs
from workbench.store.scores import Scores
from workbench.store.studies import Studies
from workbench.store.tasks import Tasks
from workbench.store.totals import Totals


class Project:
    """An open project. Belongs to the thread that opened it; SQLite sees to that."""

    def __init__(self, path: Path) -> None:
        if path.is_dir():
            raise ProjectError(f"{path} is a folder. Name a project file (*.medswb) instead.")
        if not path.is_file():
            raise ProjectMissingError(f"There is no project at {path}. Import a task file to make one.")
        with translated(path):
            check_header(path, newest_version())
            log = log_size(path)
            connection = connect(path)
            try:
                self._sound = check_structure(path, connection, log)
                migrate(connection, path)
            except BaseException:
                connection.close()
                raise
        search.prepare(connection)
        self.path = path
        self._connection = connection
        self.tasks = Tasks(connection)
        self.runs = Runs(connection)
        self.drafts = Drafts(connection)
        self.foreign = ForeignRows(connection)
        self.published = PublishedNumbers(connection)
        self.scores = Scores(connection)
        self.studies = Studies(connection)
        self.totals = Totals(connection)

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new, empty project; refuses a path where something is."""
        if path.exists():
            raise ProjectError(f"{path} is there already. Open it, or choose another name.")
        path.parent.mkdir(parents=True, exist_ok=True)
        # Under another name until it is complete: whoever is cut off leaves no half-made project.
        unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
        with translated(path):
            try:
                with closing(connect(unfinished, create=True)) as connection:
                    migrate(connection, unfinished)
                unfinished.replace(path)
            finally:
                unfinished.unlink(missing_ok=True)
        return cls(path)

    @contextmanager
    def transaction(self, *, bulk: bool = False) -> Iterator[None]:
        """All of the block's writes or none; inside another transaction a part of that one.

        `bulk` is for loading a file: faster where the project holds no instance yet and nobody else has
        it open.
        """
        loading = bulk and not self._connection.in_transaction and self._is_empty()
        journal = without_log(self._connection) if loading else nullcontext()
        with translated(self.path), journal, transaction(self._connection):
            yield

    def close(self) -> None:
        """Close the file. What was written is on disk already."""
        self._connection.close()
        # Nothing is left of the log when this was the last connection.
        if self._sound and self.path.is_file() and not log_size(self.path):
            note(self.path)

    def _is_empty(self) -> bool:
        return self._connection.execute("SELECT 1 FROM instance LIMIT 1").fetchone() is None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.DatabaseError):
            with translated(self.path):
                raise error
