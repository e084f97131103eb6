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


def assert_rows(scored: Scored, expected: list[dict[str, Any]], key: str = "score", part: str = "") -> None:
    """Every row has upstream's doubles or its type of exception; a row that it passes over has a reason."""
    assert len(scored) == len(expected)
    for place, ((_, scores), row) in enumerate(zip(scored, expected, strict=True)):
        wanted = row.get(key)
        if part and isinstance(wanted, dict):
            wanted = wanted.get(part)
        if scores is None:
            assert wanted is None or part, f"row {place}"
        elif scores[0].reason.startswith("upstream leaves out"):
            # Run on such a row alone, upstream prints the 0 of a task without rows.
            assert wanted in (0, [0, 0]), f"row {place}"
            assert "scored_calls" not in row
            assert "tp" not in row
        elif crash := exception_of(scores[0]):
            assert crash == str(wanted).split(": ")[1], f"row {place}"
        else:
            assert [score.value for score in scores] == _numbers(wanted), f"row {place}"


def _numbers(value: Any) -> list[float]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else [value]


def assert_totals(totals: Totals, expected: dict[str, Any]) -> None:
    """Every printed column has upstream's doubles."""
    assert not totals.stopped_by
    found = {column.name: list(column.values) for column in totals.printed}
    assert found == {name: value if isinstance(value, list) else [value] for name, value in expected.items()}


def assert_averages(totals: Totals, results_csv: str) -> None:
    """The averages, at upstream's two decimals, are in the last cell that it printed."""
    last = results_csv.strip().rpartition(",")[2]
    assert [f"{value:.2f}" for value in totals.averages if value is not None] == last.split("/")
