"""Which of upstream's scripts would be run on a table, and whether it finds its columns there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.catalogue import benchmark_folder
from workbench.evaluation.metrics.paper.script import Script
from workbench.evaluation.metrics.paper.scripts import SCRIPTS
from workbench.store.project import Project

_PREFIX = "eval_results_"
_PLACES = {0: "task_id", 2: "GT", 3: "output"}


@dataclass(frozen=True, slots=True)
class PaperTable:
    """One of the tables that a run was imported from."""

    scripts: tuple[Script, ...] = ()
    """The script that it is named after, in its halves; none when its name tells nothing: then every script
    would be run on it."""
    columns: tuple[str, ...] = ()
    """As its first line has them; none when that is not known."""

    def passed_over(self, task_id: str) -> str:
        """Why no script looks at a row of this task."""
        if not self.scripts:
            return f"upstream has no script for {task_id or 'rows without a task'}"
        name = _file_of(self.scripts[0])
        return (
            f"upstream's {name}.py, which the file is named after, does not look at {task_id or 'such rows'}"
        )

    def misplaced(self, script: Script) -> str:
        """Why `script` would not find the columns that it wants, or find others; empty when it does."""
        if not self.columns:
            return ""
        if not script.by_place:
            lacking = next((name for name in _PLACES.values() if name not in self.columns), None)
            return "" if lacking is None else f"upstream finds no column that is spelled {lacking}: KeyError"
        for place, name in _PLACES.items():
            there = self.columns[place] if place < len(self.columns) else "nothing"
            if there.strip().casefold() != name.casefold():
                said = f"in this file {there} stands where it wants {name}"
                return f"upstream takes columns by their place, and {said}"
        return ""


NO_TABLE = PaperTable()
"""What our own runs would be written to: nothing is out of place in it."""


def tables_of(project: Project, run_id: str) -> dict[str, PaperTable]:
    """The tables of an imported run, by what its rows call them; nothing for a run of our own.

    Raises:
        UnknownNameError: the project has no such run.
    """
    if not project.foreign.counts(run_id).rows:
        return {}
    layouts = project.foreign.layouts(run_id)
    files = project.runs.spec(run_id).model.metadata
    return {
        f"file {number}": PaperTable(scripts_named_by(name), layouts.get(number, ()))
        for number, (name, _sha256) in enumerate(files)
    }


def scripts_named_by(file: str) -> tuple[Script, ...]:
    """The script that a file is named after: by its own name, or its folder's, as in upstream's files."""
    name = file.removeprefix(_PREFIX).casefold()
    found = [(known, scripts) for known, scripts in _KNOWN.items() if re.match(rf"{known}(?![a-z])", name)]
    return max(found, key=lambda pair: len(pair[0]))[1] if found else ()


def _file_of(script: Script) -> str:
    """Upstream's file without its ending; the halves of one are told apart by a word behind it."""
    return script.name.partition(" ")[0]


def _known(scripts: Sequence[Script]) -> Mapping[str, tuple[Script, ...]]:
    """Scripts by every name that a file of their results has, in small letters."""
    found: dict[str, tuple[Script, ...]] = {}
    for script in scripts:
        folder = next((name for task in script.tasks if (name := benchmark_folder(task))), _file_of(script))
        for name in dict.fromkeys((_file_of(script).casefold(), folder.casefold())):
            found[name] = (*found.get(name, ()), script)
    return found


_KNOWN = _known(tuple(SCRIPTS.values()))
