"""The prompts the engines are measured with: real MedS-Bench instances in the ways people ask them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from workbench.domain.runs import Prompt
from workbench.domain.tasks import Instance, Task
from workbench.evaluation.prompts import paper_prompt
from workbench.evaluation.shots import Shots
from workbench.formats.medsins_json import open_task_file

_SHOTS = 3
# The tasks of which the test data hold enough instances, a language or two of each kind.
_TWELVE = (51, 52, 53, 54, 55, 56, 57, 60, 114, 123, 126, 127)
_LONG = 126
_MCQA = (57, 58, 59, 60, 61, 123, 129)


@dataclass(frozen=True, slots=True)
class Question:
    """A prompt, and what may be answered where the answers are closed."""

    prompt: Prompt
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mix:
    """Some questions that are asked one after the other."""

    name: str
    what: str
    questions: tuple[Question, ...]


def medsbench() -> Path | None:
    """The folder with real MedS-Bench files; None when it is not there."""
    named = os.environ.get("MEDSBENCH_DATA")
    folder = Path(named) if named else Path(__file__).parents[3] / "shared" / "data"
    return folder / "medsbench" if (folder / "medsbench").is_dir() else None


def mixes(folder: Path, share: float) -> Iterator[Mix]:
    """The mixes, with that share of their items: 1 is all of them.

    A task keeps its 16 items, because what is gained depends on it; there are fewer tasks instead.
    """
    tasks = _TWELVE[:: max(1, round(1 / share))]
    yield Mix(
        "fixed_shots_short",
        f"3 fixed shots, 16 items of each of {len(tasks)} tasks",
        tuple(question for number in tasks for question in _asked(folder, number, 16, fixed=True)),
    )
    count = max(24, round(400 * share))
    yield Mix(
        "fixed_shots_long",
        f"3 fixed shots, {count} items of task {_LONG}",
        tuple(_asked(folder, _LONG, count, fixed=True)),
    )
    each = max(1, round(16 * share))
    yield Mix(
        "own_shots",
        f"3 shots of its own for each instance, {each} items of each of {len(_TWELVE)} tasks",
        tuple(question for number in _TWELVE for question in _asked(folder, number, each, fixed=False)),
    )
    each = max(4, round(32 * share))
    zero = tuple(question for number in _MCQA for question in _asked(folder, number, each, shots=0))
    yield Mix("zero_shot", f"0-shot MCQA, {each} items of each of {len(_MCQA)} tasks", zero)
    yield Mix("likelihood", f"the same by the likelihood of the options, {each} items of each", zero)


def _asked(
    folder: Path, number: int, count: int, *, shots: int = _SHOTS, fixed: bool = False
) -> Iterator[Question]:
    task, instances = _task(folder, number)
    chosen = Shots(instances.__getitem__, len(instances), task.id, count=shots, seed=0, fixed=fixed)
    for instance in islice(instances, count):
        yield Question(paper_prompt(task, instance, chosen.of(instance)), _options(number, instance))


def _options(number: int, instance: Instance) -> tuple[str, ...]:
    """What may be answered: the letters that the question lists, or PubMedQA's three words."""
    if number == 123:
        return ("yes", "no", "maybe")
    return tuple(letter for letter in "ABCDE" if f"{letter}: " in instance.input)


def _task(folder: Path, number: int) -> tuple[Task, list[Instance]]:
    (file,) = folder.glob(f"*/task{number}_*.json*")
    with open_task_file(file) as opened:
        return opened.task, [row for row in opened.rows if isinstance(row, Instance)]
