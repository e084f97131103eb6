"""What a rater hands over: all their events, what these come to, and when they worked."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby

from workbench import __version__
from workbench.domain.raters import HandOver, Rater, Sitting
from workbench.domain.studies import Action, Event, Study
from workbench.study.ledger import ratings_of


def hand_over(study: Study, bundle_sha256: str, rater: str, events: Sequence[Event]) -> HandOver:
    """All that `rater` decided so far, finished or not."""
    consents = [event.utc for event in events if event.action is Action.CONSENT]
    return HandOver(
        study_id=study.id,
        bundle_sha256=bundle_sha256,
        instrument_id=study.instrument.id,
        instrument_version=study.instrument.version,
        guidelines_version=study.guidelines_version,
        program=__version__,
        created=datetime.now(UTC).isoformat(timespec="milliseconds"),
        rater=Rater(rater, consented=consents[-1] if consents else None),
        events=tuple(events),
        ratings=ratings_of(study, rater, events),
        sittings=sittings(events),
    )


def sittings(events: Sequence[Event]) -> tuple[Sitting, ...]:
    """The stretches of work, in order; idle is what passed beyond active time, breaks aside."""
    found = []
    for session, group in groupby(events, key=lambda event: event.session):
        own = list(group)
        active = sum(event.active_ms for event in own)
        last = own[-1]
        wall = last.monotonic_ms - own[0].monotonic_ms - _on_break(own)
        found.append(
            Sitting(
                id=session,
                began=own[0].utc,
                ended=last.utc if last.action is Action.END else None,
                active_ms=active,
                idle_ms=max(0, wall - active),
                breaks=sum(event.action is Action.PAUSE for event in own),
            )
        )
    return tuple(found)


def ratings_name(study: Study, rater: str, when: str) -> str:
    """The name of a file of ratings: study, rater and time, and nothing else."""
    return f"ratings_{study.id[:8]}_{rater}_{when[:19].replace(':', '').replace('-', '')}.medratings"


def _on_break(events: Sequence[Event]) -> int:
    """Milliseconds between the beginnings of breaks and their ends."""
    total, began = 0, None
    for event in events:
        if event.action is Action.PAUSE:
            began = event.monotonic_ms
        elif event.action is Action.RESUME and began is not None:
            total, began = total + event.monotonic_ms - began, None
    return total + (events[-1].monotonic_ms - began if began is not None else 0)
