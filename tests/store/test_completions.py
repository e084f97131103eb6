"""Finding a completion stays quick in a project with very many."""

import sqlite3
from pathlib import Path

import pytest

from tests.store.samples import project_with


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT text FROM completion WHERE request = ?",
        "SELECT text FROM completion WHERE instance_id = ?",
        "SELECT text FROM completion WHERE run = ?",
        "SELECT reason FROM failure WHERE run = ?",
        "SELECT task_id FROM planned WHERE run = ?",
    ],
)
def test_look_ups_use_an_index(tmp_path: Path, statement: str) -> None:
    """No look-up reads a whole table."""
    project_with(tmp_path / "a.medswb", []).close()
    connection = sqlite3.connect(tmp_path / "a.medswb")
    plan = str(connection.execute(f"EXPLAIN QUERY PLAN {statement}", ("x",)).fetchall())
    connection.close()
    assert "SEARCH" in plan
    assert "SCAN" not in plan
