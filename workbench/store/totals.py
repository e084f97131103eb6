"""What runs came to under a measure, kept beside the key of what it was made of."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.store.completions import number_of
from workbench.store.database import transaction

Slot = tuple[str, int]
"""The protocol's name, and how many resamples an interval has."""


@dataclass(frozen=True, slots=True)
class KeptTotal:
    """What a measure made of a run."""

    measure: str
    """Its name; empty for the intervals of means over tasks."""
    key: bytes
    """Equal as long as what it was made of is."""
    numbers: str
    """JSON."""
    draws: bytes = b""
    """The numbers in each resample; empty where it was read without them."""


class Totals:
    """The totals that are kept in one open project: of each run, protocol and measure the newest."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def held(self, run_id: str, slot: Slot) -> dict[str, KeptTotal]:
        """What is kept of a run, by measure, without the draws."""
        rows = self._connection.execute(
            "SELECT measure, key, numbers FROM run_total WHERE run = ? AND protocol = ? AND resamples = ?",
            (number_of(self._connection, run_id), *slot),
        )
        return {measure: KeptTotal(measure, key, numbers) for measure, key, numbers in rows}

    def draws(self, run_id: str, slot: Slot) -> dict[str, bytes]:
        """The numbers in each resample, by measure."""
        rows = self._connection.execute(
            "SELECT measure, draws FROM run_total WHERE run = ? AND protocol = ? AND resamples = ?",
            (number_of(self._connection, run_id), *slot),
        )
        return dict(rows.fetchall())

    def keep(self, run_id: str, slot: Slot, totals: Iterable[KeptTotal]) -> None:
        """Keep totals in the place of those that were there; all of them or none."""
        number = number_of(self._connection, run_id)
        with transaction(self._connection):
            self._connection.executemany(
                "INSERT OR REPLACE INTO run_total VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(number, slot[0], one.measure, slot[1], one.key, one.numbers, one.draws) for one in totals],
            )
