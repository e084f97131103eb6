"""What a program that is killed while somebody rates has acknowledged, and whether all of it is there."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.study.invented import RATER, ListLog
from workbench.domain.event_chain import broken_at
from workbench.domain.studies import Event, Rating, Study
from workbench.formats.study_bundle import StudyFile
from workbench.store.journal import Journal, journal_file
from workbench.study.ledger import Ledger
from workbench.study.session import Session

DOING = "doing"
"""Told before each call: a kill after it and before the next line came in the middle of the call."""


def told(session: Session) -> str:
    """The last event, and what the rating on screen has come to: told once the call has returned."""
    last = session.recorder.events[-1]
    ledger = session.recorder.ledger
    return json.dumps([last.number, last.id, ledger.on_screen, _told(ledger.rating(ledger.on_screen))])


def begun(session: Session) -> str:
    """Where a sitting goes on: told when the work file has been opened."""
    return json.dumps(["open", len(session.recorder.events), session.recorder.ledger.on_screen])


def next_up(study: Study, events: Sequence[Event]) -> str:
    """The presentation that the next sitting has to begin with; "" when all are done."""
    shown = Session(study, RATER, ListLog(tuple(events))).next_open().presentation
    return "" if shown is None else shown.id


def verified(folder: Path, sent: StudyFile, lines: Sequence[str]) -> tuple[Event, ...]:
    """The events of the work file: sound, and every line that was told is true of them."""
    study = sent.study
    path = journal_file(folder, study.id, sent.sha256, RATER)
    with Journal(path, study.id, sent.sha256, RATER, study.title) as journal:
        assert journal.damage is None
        events = journal.events
    assert broken_at(study.id, RATER, events) is None
    ledger, at = Ledger(), 0
    for line in lines:
        number, name, on_screen, rating = json.loads(line)
        assert len(events) >= number
        assert events[number - 1].id == name
        for event in events[at:number]:
            ledger.add(event)
        at = max(at, number)
        assert (ledger.on_screen, _told(ledger.rating(on_screen))) == (on_screen, rating)
    return events


def _told(rating: Rating) -> str:
    return repr(replace(rating, active_ms=0, wall_ms=0))
