"""Chains of events are compared, files taken once, and what was rated is counted."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.studies import chained, key, study
from tests.study.projects import decided, handing_over
from workbench.domain.event_chain import last_link
from workbench.domain.raters import HandOver, Rater
from workbench.domain.studies import Action, Event, Rating
from workbench.formats import ratings_bundle, study_bundle, study_key
from workbench.store.project import Project
from workbench.study.importing import FileTaken, Outcome, compared, coverage, handed_over, study_of, take

STUDY = study_key.sealing(study(), key(study()))
SHA256 = study_bundle.content_sha256(STUDY)


@pytest.fixture(name="project")
def project_fixture(tmp_path: Path) -> Project:
    """A project with a study."""
    project = Project.create(tmp_path / "a.medswb")
    project.studies.add(STUDY, study_bundle.packed(STUDY), study_key.packed(key(STUDY)))
    return project


def file(folder: Path, given: HandOver, name: str = "a.medratings") -> Path:
    """A file of ratings."""
    ratings_bundle.write(folder / name, given)
    return folder / name


def given_by(rater: str = "r1", events: int = 4, text: str = "4") -> HandOver:
    """What a rater hands over."""
    return handing_over(STUDY, SHA256, chained(STUDY, rater, events, text=text), rater)


def forked(events: int, at: int) -> HandOver:
    """What a second copy of the same rater's study hands over: from event `at` on it differs."""
    kept = list(chained(STUDY, "r1", at - 1))
    for event in chained(STUDY, "r1", events, text="1")[at - 1 :]:
        kept.append(replace(event, previous=last_link(STUDY.id, "r1", kept)))
    return handing_over(STUDY, SHA256, kept, "r1")


@given(st.integers(0, 12), st.integers(0, 12), st.integers(1, 13))
def test_chains_are_told_apart(held: int, new: int, at: int) -> None:
    """The same, longer, shorter, or another from some event on."""
    first, second = (
        chained(STUDY, "r1", held),
        forked(new, at).events if new >= at else chained(STUDY, "r1", new),
    )
    outcome, alike = compared(first, second)
    assert alike == min(held, new, at - 1) if new >= at else alike == min(held, new)
    if new >= at and held >= at:
        assert outcome is Outcome.CONFLICT
    else:
        assert outcome is (Outcome.KNOWN if held == new else Outcome.NEWER if new > held else Outcome.OLDER)


def outcome(taken: FileTaken) -> tuple[Outcome, int, int]:
    """What became of a file."""
    return taken.outcome, taken.kept, taken.new_events


def test_the_newest_of_a_chain_is_kept(project: Project, tmp_path: Path) -> None:
    """New, the same again, a newer one, an older one: nothing that was there is lost."""
    first, newer = file(tmp_path, given_by()), file(tmp_path, given_by(events=7), "b.medratings")
    assert outcome(take(project, first)) == (Outcome.NEW, 3, 4)
    again = take(project, first)
    assert outcome(again) == (Outcome.KNOWN, 3, 0)
    assert "already" in again.reason
    assert outcome(take(project, newer)) == (Outcome.NEWER, 3, 3)
    older = take(project, first)
    assert outcome(older) == (Outcome.OLDER, 0, 0)
    assert "3 later events of r1" in older.reason
    (kept,) = handed_over(project, STUDY.id)
    assert kept == given_by(events=7)
    (listed,) = project.studies.handed(STUDY.id)
    assert (listed.events, listed.last_event) == (7, last_link(STUDY.id, "r1", kept.events))


def test_a_fork_is_a_conflict(project: Project, tmp_path: Path) -> None:
    """However long it is; it says from which event on, and what was there stays."""
    take(project, file(tmp_path, given_by(events=6)))
    for events in (4, 6, 9):
        taken = take(project, file(tmp_path, forked(events, 3), "b.medratings"))
        assert outcome(taken) == (Outcome.CONFLICT, 0, 0)
        assert "from event 3 on" in taken.reason
    assert handed_over(project, STUDY.id)[0] == given_by(events=6)


def test_what_is_no_file_of_ratings_is_refused_with_the_reason(project: Project, tmp_path: Path) -> None:
    """Damaged, missing, of a study that is not here, of another version."""
    path = file(tmp_path, given_by())
    data = path.read_bytes()
    path.write_bytes(data[:-9])
    for wrong in (path, tmp_path / "none.medratings"):
        taken = take(project, wrong)
        assert (taken.outcome, taken.rater, taken.ratings) == (Outcome.REFUSED, None, 0)
        assert taken.reason
    other = take(project, file(tmp_path, replace(given_by(), study_id="other", events=())))
    assert other.outcome is Outcome.REFUSED
    assert "does not have (other)" in other.reason
    assert (other.rater, other.ratings, other.kept) == ("r1", 3, 0)
    version = take(project, file(tmp_path, replace(given_by(), bundle_sha256="0" * 64)))
    assert "another version of the study" in version.reason
    stranger = replace(given_by(), rater=replace(given_by().rater, code="x"), events=(), ratings=())
    assert "has no rater “x”" in take(project, file(tmp_path, stranger)).reason
    assert project.studies.handed(STUDY.id) == ()


def test_a_raters_own_study_file_counts_as_well(project: Project, tmp_path: Path) -> None:
    """Ratings name the file of one rater or that of all."""
    own = study_bundle.content_sha256(STUDY, "r1")
    assert take(project, file(tmp_path, replace(given_by(), bundle_sha256=own))).outcome is Outcome.NEW
    others = study_bundle.content_sha256(STUDY, "r2")
    assert take(project, file(tmp_path, replace(given_by(), bundle_sha256=others))).outcome is Outcome.REFUSED


def test_ratings_that_do_not_follow_from_their_events_are_refused(project: Project, tmp_path: Path) -> None:
    """One that was changed, one that was left out, events that say nothing that can be understood."""
    given = given_by()
    first = given.ratings[0]
    for ratings in ((replace(first, comment="changed"), *given.ratings[1:]), given.ratings[1:]):
        taken = take(project, file(tmp_path, replace(given, ratings=ratings)))
        assert taken.outcome is Outcome.REFUSED
        assert "was changed: it does not follow from its events" in taken.reason
    blank = tuple(one for one in given.ratings if one != Rating(one.presentation, {}))
    odd = replace(given, events=chained(STUDY, "r1", 3, text="{"), ratings=())
    assert "cannot be understood" in take(project, file(tmp_path, odd)).reason
    assert take(project, file(tmp_path, replace(given, ratings=blank))).outcome is Outcome.NEW


ODD = st.sampled_from(
    ["", "null", "{}", "[]", '"x"', "1e999", "-1", '{"id": 1}', "[" * 3000, "\ud83d", "true"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(list(Action)), ODD | st.none(), ODD | st.none(), ODD), max_size=6),
)
def test_whatever_events_say_they_are_taken_or_refused(
    project: Project, tmp_path: Path, said: list[tuple[Action, str | None, str | None, str]]
) -> None:
    """A chain that holds may still tell nonsense: it never stops the import of other files."""
    events: list[Event] = []
    for number, (action, old, new, utc) in enumerate(said, start=1):
        event = chained(STUDY, "r1", 1)[0]
        previous = last_link(STUDY.id, "r1", events)
        events.append(
            replace(event, number=number, action=action, old=old, new=new, utc=utc, previous=previous)
        )
    given = HandOver(STUDY.id, SHA256, "tiny", 2, 3, "", "", Rater("r1"), tuple(events), ())
    assert take(project, file(tmp_path, given)).outcome in set(Outcome)


def test_coverage_counts_what_each_rater_was_shown_and_decided(project: Project) -> None:
    """Submitted, or said that it cannot be rated; drafts do not count."""
    found = study_of(project, STUDY.id).study
    assert found == STUDY
    shown = [one.id for one in STUDY.presentations if one.rater == "r2"]
    ratings = (
        Rating(shown[0], {}, submitted=True),
        Rating(shown[1], {}, cannot_rate="broken"),
        Rating(shown[2], {}),
    )
    first = handing_over(STUDY, SHA256, decided(STUDY, "r1", 1), "r1")
    table = coverage(STUDY, [first, replace(given_by("r2"), ratings=ratings)])
    assert table.raters == ("r1", "r2")
    assert [row.given for row in table.rows] == [(1, 1), (0, 1), (0, 0)]
    assert {row.wanted for row in table.rows} == {(1, 1)}
    assert (table.wanted, table.given) == (6, 3)
