"""Files of ratings come in: each is checked, taken once, and the newest of a chain of events is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from workbench.domain.errors import FormatError, UnknownNameError
from workbench.domain.event_chain import last_link, link
from workbench.domain.raters import HandOver
from workbench.domain.studies import Event, Rating, Split, Study
from workbench.formats import ratings_bundle, study_bundle
from workbench.formats.sealed_zip import file_bytes
from workbench.formats.study_bundle import StudyFile
from workbench.store.project import Project
from workbench.study.ledger import ratings_of

_NONSENSE = (ValueError, TypeError, KeyError, AttributeError, AssertionError, RecursionError)
"""What events raise whose values this program never wrote: whoever can seal a file can write any."""


class Outcome(StrEnum):
    """What became of a file."""

    NEW = "new"
    """The first that came from this rater."""
    NEWER = "newer"
    """It goes on where the one that the project had ends, and takes its place."""
    KNOWN = "known"
    """The project had its events already."""
    OLDER = "older"
    """The project has all its events and later ones; it was left out."""
    CONFLICT = "conflict"
    """It goes another way than what the project has; it was left out."""
    REFUSED = "refused"
    """It is damaged, changed, foreign, or of another study."""


TAKEN = frozenset({Outcome.NEW, Outcome.NEWER})


@dataclass(frozen=True, slots=True)
class FileTaken:
    """What became of one file of ratings."""

    file: Path
    outcome: Outcome
    reason: str
    """For people: a sentence without a full stop; "" where there is nothing to say."""
    study_id: str | None = None
    """None when the file does not tell."""
    rater: str | None = None
    ratings: int = 0
    """Presentations that something was decided about."""
    kept: int = 0
    """Of those, the ones that the project has now, from this file or the same from another."""
    events: int = 0
    new_events: int = 0
    """That the project did not have."""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How often an item was rated, by rater."""

    item_id: str
    split: Split
    wanted: tuple[int, ...]
    """Times that each rater is shown it."""
    given: tuple[int, ...]
    """Of those, the ones that each decided: submitted, or said that it cannot be rated."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who rated what of a study by now."""

    study_id: str
    title: str
    raters: tuple[str, ...]
    rows: tuple[CoverageRow, ...]

    @property
    def wanted(self) -> int:
        """Presentations of all raters."""
        return sum(sum(row.wanted) for row in self.rows)

    @property
    def given(self) -> int:
        """Of those, the decided ones."""
        return sum(sum(row.given) for row in self.rows)


def take(project: Project, path: Path, known: dict[str, StudyFile] | None = None) -> FileTaken:
    """Bring in one file, or say why not; what the project had before is never lost.

    Args:
        known: studies that were read already, by id; those that are read now are added.
    """
    known = {} if known is None else known
    try:
        data = file_bytes(path)
        given = ratings_bundle.parsed(path, data)
    except FormatError as error:
        return FileTaken(path, Outcome.REFUSED, error.reason)
    try:
        held = known.get(given.study_id) or known.setdefault(
            given.study_id, study_of(project, given.study_id)
        )
        ratings_bundle.check_fits(path, held.study, _hashes(held, given.rater.code), given)
        _check_replay(path, held.study, given)
    except UnknownNameError:
        reason = f"it is of a study that this project does not have ({given.study_id})"
    except FormatError as error:
        reason = error.reason
    else:
        return _kept(project, path, data, given)
    return FileTaken(
        path,
        Outcome.REFUSED,
        reason,
        given.study_id,
        given.rater.code,
        _decided(given),
        events=len(given.events),
    )


def study_of(project: Project, study_id: str) -> StudyFile:
    """A study of the project.

    Raises:
        UnknownNameError: the project has no such study.
    """
    return study_bundle.parsed(Path(f"{study_id}.medstudy"), project.studies.file(study_id))


def handed_over(project: Project, study_id: str) -> tuple[HandOver, ...]:
    """What raters handed over in a study, by rater in the order of the first import."""
    return tuple(
        ratings_bundle.parsed(Path(f"{rater}.medratings"), data)
        for rater, data in project.studies.handed_files(study_id)
    )


def _hashes(held: StudyFile, rater: str) -> Iterator[str]:
    """The hashes of the files that a rater can have got."""
    yield held.sha256
    if rater in held.study.raters:
        yield study_bundle.content_sha256(held.study, rater, held.licences)


def coverage(study: Study, given: Sequence[HandOver]) -> Coverage:
    """Who rated what: for each item how often each rater is shown it, and how often they decided."""
    decided = {
        rating.presentation
        for one in given
        for rating in one.ratings
        if rating.submitted or rating.cannot_rate is not None
    }
    place = {rater: number for number, rater in enumerate(study.raters)}
    wanted = {item.id: [0] * len(place) for item in study.items}
    done = {item.id: [0] * len(place) for item in study.items}
    for shown in study.presentations:
        wanted[shown.item_id][place[shown.rater]] += 1
        done[shown.item_id][place[shown.rater]] += shown.id in decided
    rows = tuple(
        CoverageRow(item.id, item.split, tuple(wanted[item.id]), tuple(done[item.id])) for item in study.items
    )
    return Coverage(study.id, study.title, study.raters, rows)


def compared(held: Sequence[Event], new: Sequence[Event]) -> tuple[Outcome, int]:
    """How a chain goes on from one of the same study and rater, and how many events they begin with alike."""
    # Equal hashes say that all before is equal, too; the first that differs is found by halves.
    low, high = 0, min(len(held), len(new))
    while low < high:
        alike = (low + high + 1) // 2
        if link(held[alike - 1]) == link(new[alike - 1]):
            low = alike
        else:
            high = alike - 1
    alike = low
    if alike == len(held):
        return (Outcome.KNOWN if len(new) == alike else Outcome.NEWER), alike
    return (Outcome.OLDER if alike == len(new) else Outcome.CONFLICT), alike


def _check_replay(path: Path, study: Study, given: HandOver) -> None:
    """Refuse ratings that do not follow from their events: nobody changes the one without the other."""
    try:
        expected = {one.presentation: one for one in ratings_of(study, given.rater.code, given.events)}
    except _NONSENSE as error:
        raise FormatError(
            path, f"its events cannot be understood: {error or 'a value is of no known kind'}"
        ) from None
    told = {one.presentation: one for one in given.ratings}
    for place, rating in expected.items():
        if told.get(place, Rating(place, {})) != rating:
            raise FormatError(path, f"its rating of {place} was changed: it does not follow from its events")


def _decided(given: HandOver) -> int:
    """Ratings that say anything."""
    return sum(one != Rating(one.presentation, {}) for one in given.ratings)


def _kept(project: Project, path: Path, data: bytes, given: HandOver) -> FileTaken:
    """Keep a sound file of a study of the project where it says more than what is there."""
    rater = given.rater.code
    with project.transaction():
        held_file = project.studies.handed_file(given.study_id, rater)
        if held_file is None:
            outcome, alike, held = Outcome.NEW, 0, 0
        else:
            events = ratings_bundle.parsed(path, held_file).events
            outcome, alike = compared(events, given.events)
            held = len(events)
        if outcome in TAKEN:
            last = last_link(given.study_id, rater, given.events)
            project.studies.keep(given.study_id, rater, len(given.events), last, data)
    said = {
        Outcome.OLDER: f"the project has {held - alike} later events of {rater}",
        Outcome.KNOWN: f"the project has these events of {rater} already",
        Outcome.CONFLICT: f"from event {alike + 1} on it is another history than the one the project has of "
        f"{rater}: two copies of the study were rated under one code",
    }
    lost = outcome in {Outcome.CONFLICT, Outcome.OLDER}
    return FileTaken(
        path,
        outcome,
        said.get(outcome, ""),
        given.study_id,
        rater,
        _decided(given),
        0 if lost else _decided(given),
        len(given.events),
        len(given.events) - alike if outcome in TAKEN else 0,
    )
