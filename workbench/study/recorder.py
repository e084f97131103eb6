"""Writes a rater's decisions into their work file, each with its time, and keeps what they come to."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from workbench.domain.studies import Action, Event
from workbench.study.active import IDLE_CAP_MS, ActiveTime
from workbench.study.ledger import Ledger


class EventLog(Protocol):
    """What keeps events: a `Journal`, or a list in a test."""

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event, in order."""

    def append(self, event: Event) -> Event:
        """Keep one more; it is safe on return."""

    def close(self) -> None:
        """Let go of it."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """What time it is."""

    utc: Callable[[], str]
    """ISO 8601 with milliseconds."""
    monotonic_ms: Callable[[], int]
    """Never goes back."""


def system_clocks() -> Clocks:
    """This machine's clocks."""
    return Clocks(
        lambda: datetime.now(UTC).isoformat(timespec="milliseconds"), lambda: time.monotonic_ns() // 1_000_000
    )


@dataclass(frozen=True, slots=True)
class Place:
    """What a decision is about."""

    presentation: str = ""
    output: str = ""
    question: str = ""


NOWHERE = Place()


class Recorder:
    """A sitting: events of one session, appended to the log before anything else follows."""

    def __init__(
        self, log: EventLog, rater: str, clocks: Clocks | None = None, idle_cap_ms: int = IDLE_CAP_MS
    ) -> None:
        self._log, self._rater = log, rater
        self._clocks = clocks or system_clocks()
        self.session = new_id()
        self.ledger = Ledger(log.events)
        self.active = ActiveTime(self._clocks.monotonic_ms, idle_cap_ms)
        self.saved = log.events[-1].utc if log.events else ""
        """When the last event was written."""

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event so far, of earlier sittings too."""
        return self._log.events

    def record(
        self,
        action: Action,
        place: Place = NOWHERE,
        old: str | None = None,
        new: str | None = None,
        source: str = "key",
    ) -> Event:
        """Append one event and take it in; on disk on return.

        Raises:
            JournalError: it could not be written. Nothing has changed.
        """
        event = self._log.append(
            Event(
                number=0,
                id=new_id(),
                utc=self._clocks.utc(),
                monotonic_ms=self._clocks.monotonic_ms(),
                session=self.session,
                rater=self._rater,
                action=action,
                presentation=place.presentation,
                output=place.output,
                question=place.question,
                old=old,
                new=new,
                source=source,
                active_ms=self.active.so_far,
            )
        )
        self.active.take()
        self.ledger.add(event)
        self.saved = event.utc
        return event

    def close(self) -> None:
        """Note the end of the sitting, if it can be noted, and let go of the log."""
        try:
            self.record(Action.END)
        finally:
            self._log.close()


def new_id() -> str:
    """An id that sorts by the time it was made: a UUID of version 7."""
    millis = time.time_ns() // 1_000_000
    bits = (millis & ((1 << 48) - 1)) << 80 | uuid.uuid4().int & ((1 << 76) - 1)
    bits = bits & ~(0xF << 76) | 0x7 << 76
    bits = bits & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=bits))
