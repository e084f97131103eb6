"""What runs come to, computed once: kept by what it is made of, so that only what changed is scored again."""

import json
import struct
from collections.abc import Generator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from typing import Any

from workbench.domain.scores import Interval, Protocol, TaskScore
from workbench.evaluation.answered import Tasks, rows_of
from workbench.evaluation.means import intervals_of_means
from workbench.evaluation.metrics.corrected.measures import MEASURES
from workbench.evaluation.metrics.paper.scripts import SCRIPTS
from workbench.evaluation.paper_tables import tables_of
from workbench.evaluation.scoring import RESAMPLES, Part, ScoringProgress, score_run, task_number
from workbench.evaluation.statistics.estimates import Draws
from workbench.store.project import Project
from workbench.store.totals import KeptTotal

METHOD = 1
"""Raised with every change of how tasks' numbers, baselines and intervals are made of items' scores."""
_MEANS = ""
"""What the intervals of means are kept under."""


@dataclass(frozen=True, slots=True)
class RunTotals:
    """What a run scored under a protocol, with how sure each number and each mean is."""

    run_id: str
    protocol: Protocol
    tasks: tuple[TaskScore, ...]
    intervals: tuple[tuple[str, Interval], ...]
    """Of means over tasks and of tasks that are counted together, by the column's id."""


def content_of(project: Project, run_id: str) -> bytes:
    """A digest of all that a run's scores are made of, which are its rows, their tasks and its files.

    Raises:
        UnknownNameError: the project has no such run.
    """
    digest = blake2b(digest_size=16)
    tasks: dict[str, None] = {}
    for row in rows_of(project, run_id):
        tasks.setdefault(row.task_id)
        seen = (row.number, row.task_id, row.instance_id, row.input, row.references, row.output)
        digest.update(json.dumps((*seen, row.language, row.lacks, row.file, row.cells)).encode())
    known = Tasks(project)
    tables = {
        file: ([script.name for script in table.scripts], table.columns)
        for file, table in tables_of(project, run_id).items()
    }
    digest.update(repr(([known.get(task_id) for task_id in tasks], tables)).encode("utf-8", "surrogatepass"))
    return digest.digest()


def totals_of(
    project: Project, run_id: str, protocol: Protocol, content: bytes, *, resamples: int = RESAMPLES
) -> Generator[ScoringProgress, None, RunTotals]:
    """What a run comes to; scored are only the measures that changed since, or all when the run did.

    Stop iterating to cancel: then everything that is slow is kept, and no total.

    Args:
        content: of the run, as `content_of` has it.

    Raises:
        UnknownNameError: the project has no such run.
        WorkbenchError: the paper's tokenizers are not installed.
    """
    slot = (protocol.value, resamples)
    keys = {name: _key(content, *slot, name, version) for name, version in _measures(protocol)}
    held = project.totals.held(run_id, slot)
    new = [name for name, key in keys.items() if name not in held or held[name].key != key]
    if new:
        scored = yield from score_run(project, run_id, protocol, resamples=resamples, measures=new)
        made = [_kept(name, keys[name], [one for one in scored.parts if one.measure == name]) for name in new]
        project.totals.keep(run_id, slot, made)
        held |= {one.measure: one for one in made}
    parts = {name: json.loads(held[name].numbers) for name in keys}
    tasks = tuple(sorted(map(_score, (one for of in parts.values() for one in of)), key=task_number))
    key = _key(b"".join(keys.values()))
    if _MEANS not in held or held[_MEANS].key != key:
        draws = _drawn(parts, project.totals.draws(run_id, slot), resamples)
        made = [KeptTotal(_MEANS, key, json.dumps(_plain(intervals_of_means(tasks, draws))))]
        project.totals.keep(run_id, slot, made)
        held[_MEANS] = made[0]
    intervals = tuple((column, Interval(*ends)) for column, ends in json.loads(held[_MEANS].numbers))
    return RunTotals(run_id, protocol, tasks, intervals)


def _measures(protocol: Protocol) -> list[tuple[str, int]]:
    """The measures of a protocol with their versions."""
    if protocol is Protocol.PAPER:
        return [(name, script.measure.version) for name, script in SCRIPTS.items()]
    return [(measure.name, measure.version) for measure in MEASURES]


def _key(*seen: object) -> bytes:
    return blake2b(repr((METHOD, *seen)).encode(), digest_size=16).digest()


def _kept(measure: str, key: bytes, parts: Sequence[Part]) -> KeptTotal:
    numbers = [asdict(part.score) | {"drawn": part.draws is not None} for part in parts]
    drawn = [part.draws for part in parts if part.draws is not None]
    return KeptTotal(measure, key, json.dumps(numbers), b"".join(map(_packed, drawn)))


def _packed(draws: Draws) -> bytes:
    return struct.pack(f"<{len(draws)}f", *draws)


def _drawn(
    parts: Mapping[str, Sequence[Mapping[str, object]]], kept: Mapping[str, bytes], resamples: int
) -> dict[tuple[str, str], Draws]:
    """The numbers in each resample, by task and metric."""
    found: dict[tuple[str, str], Draws] = {}
    for name, numbers in parts.items():
        drawn = [(str(one["task_id"]), str(one["metric"])) for one in numbers if one["drawn"]]
        rows = struct.iter_unpack(f"<{resamples}f", kept[name])
        found.update(zip(drawn, rows, strict=True))
    return found


def _score(kept: Mapping[str, Any]) -> TaskScore:
    """A task's score as it was kept."""
    values = {name: value for name, value in kept.items() if name != "drawn"}
    for name in ("missing", "unread"):
        values[name] = tuple(map(tuple, values[name]))
    if values["interval"] is not None:
        values["interval"] = Interval(**values["interval"])
    return TaskScore(**values)


def _plain(intervals: Mapping[str, Interval]) -> list[tuple[str, tuple[float, float]]]:
    return [(column, (one.low, one.high)) for column, one in intervals.items()]
