"""Runs for the tests of scoring: answers of a script, and tables of other people."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from workbench.domain.ids import instance_id
from workbench.domain.runs import Prompt
from workbench.domain.tasks import Instance, Task
from workbench.engines.scripted import ScriptedEngine
from workbench.evaluation.foreign import ResultsImported, import_results
from workbench.evaluation.operations import start_run
from workbench.evaluation.runner import RunEnded, RunOrder
from workbench.formats.leaderboard_csv import LeaderboardRow, write
from workbench.store.project import Project

ORDER = RunOrder(tasks=(), shots=0)
Said = Mapping[str, str] | Callable[[Prompt], str]


def instances(task_id: str, *rows: tuple[str, ...]) -> list[Instance]:
    """Instances of a task: an input and its references each."""
    return [
        Instance(instance_id(task_id, text, references, 0), task_id, text, references)
        for text, *others in rows
        for references in [tuple(others)]
    ]


def project_of(path: Path, tasks: Mapping[str, Sequence[Instance]], **definitions: str) -> Path:
    """A project with tasks; some with a definition of their own."""
    with Project.create(path) as opened, opened.transaction():
        for task_id, rows in tasks.items():
            definition = definitions.get(task_id, "Answer.")
            opened.tasks.add(Task(task_id, f"{task_id}_x", definition=(definition,)), rows)
    return path


def asked(
    project: Path,
    said: Said,
    *tasks: str,
    name: str = "mine",
    failing: Iterable[str] = (),
    order: RunOrder = ORDER,
) -> str:
    """Run a script over tasks; the run's id."""
    engine = ScriptedEngine(said, name=name, failing=dict.fromkeys(failing, "no"))
    order = replace(order, tasks=tasks)
    *_, last = start_run(project, engine, order)
    assert isinstance(last, RunEnded)
    return last.run_id


def taken(project: Path, file: Path, rows: Iterable[tuple[str, str, str, str]], model: str = "theirs") -> str:
    """Import a table of (task, prompt, GT, output); the run's id."""
    write(file, (LeaderboardRow(*row) for row in rows))
    *_, last = import_results(project, [file], model)
    assert isinstance(last, ResultsImported)
    return last.run_id
