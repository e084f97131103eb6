"""Upstream's own results, kept as cases beside the checkout: what the scripts here are compared with."""

import json
from pathlib import Path
from typing import Any

from workbench.domain.scores import Score
from workbench.evaluation.metrics.paper.rows import exception_of
from workbench.evaluation.metrics.paper.script import Script, Totals
from workbench.evaluation.metrics.paper.table import Table, TableRow, read_table

Scored = list[tuple[str, tuple[Score, ...] | None]]


def score_table(script: Script, table: Table) -> Scored:
    """Every row of a table by one script."""
    rows: tuple[TableRow, ...] = table.by_place if script.by_place else table.by_name
    return [(row.task_id, script.scores(row.task_id, row.reference, row.output)) for row in rows]


def load(shared_data: Path, name: str) -> tuple[Table, dict[str, Any]]:
    """A case's table and what upstream made of it."""
    folder = shared_data / "scoring_cases"
    expected: dict[str, Any] = json.loads((folder / f"{name}.expected.json").read_text(encoding="utf-8"))
    return read_table(folder / f"{name}.csv"), expected


def assert_rows(scored: Scored, expected: list[Any]) -> None:
    """Every row has upstream's doubles, its type of exception, or no value where it passes over the row."""
    assert len(scored) == len(expected)
    for place, ((_, scores), wanted) in enumerate(zip(scored, expected, strict=True)):
        assert _plain(scores) == _wanted(wanted), f"row {place}"


def _plain(scores: tuple[Score, ...] | None) -> object:
    if scores is None:
        return None
    if crash := exception_of(scores[0]):
        return crash
    values = [score.value for score in scores]
    if None in values:
        assert all(score.reason for score in scores)
        return None
    return values


def _wanted(value: Any) -> object:
    if isinstance(value, str):
        return value.split(": ")[1]
    if isinstance(value, dict):
        return list(value.values())
    if value is None or isinstance(value, list):
        return value
    return [value]


def assert_totals(totals: Totals, expected: dict[str, Any]) -> None:
    """Every printed column has upstream's doubles."""
    assert not totals.stopped_by
    found = {column.name: list(column.values) for column in totals.printed}
    assert found == {name: value if isinstance(value, list) else [value] for name, value in expected.items()}


def assert_averages(totals: Totals, results_csv: str) -> None:
    """The averages, at upstream's two decimals, are in the last cell that it printed."""
    last = results_csv.strip().rpartition(",")[2]
    assert [f"{value:.2f}" for value in totals.averages if value is not None] == last.split("/")


