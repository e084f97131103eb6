"""The Compare screen without a screen."""

from collections.abc import Sequence

import pytest

from tests.fakes import HeldJobs, InlineJobs
from tests.gui.invented import LONG, answers, comparison, run_summary
from workbench.domain.errors import WorkbenchError
from workbench.evaluation.comparison import Comparison, ComparisonRow
from workbench.gui.presenters.compare import (
    AT_FIRST,
    ComparePresenter,
    CompareState,
    Only,
    Phase,
    Switch,
)
from workbench.gui.presenters.confidence import UNKNOWN, Confidence
from workbench.store.runs import RunSummary

RUNS = [run_summary(number, f"model {number}") for number in range(1, 6)]


def _presenter(runs: Sequence[RunSummary] = tuple(RUNS[:3])) -> ComparePresenter:
    presenter = ComparePresenter(lambda: runs, comparison, answers, InlineJobs())
    presenter.reload()
    return presenter


def test_the_newest_two_runs_of_a_task_are_compared_at_once() -> None:
    """Without a click the newest two runs stand side by side, the older one first."""
    state = _presenter().state
    assert (state.phase, state.chosen) == (Phase.READY, (RUNS[1].id, RUNS[2].id))
    assert state.page is not None
    assert [pane.letter for pane in state.page.panes] == ["A", "B"]


def test_two_models_are_rather_compared_than_one_with_itself() -> None:
    """Where the newest run repeats a model, the other model's run is taken."""
    runs = [run_summary(1, "one"), run_summary(2, "two"), run_summary(3, "two")]
    assert _presenter(runs).state.chosen == (runs[0].id, runs[2].id)


@pytest.mark.parametrize("runs", [[], [RUNS[0]], [RUNS[0], run_summary(2, answered=0)]])
def test_with_fewer_than_two_runs_there_is_nothing_to_compare(runs: list[RunSummary]) -> None:
    """A run without answers does not count."""
    assert _presenter(runs).state.phase is Phase.NO_RUNS


def test_runs_of_different_tasks_wait_for_a_choice() -> None:
    """Nothing is suggested that shares no task; the person chooses."""
    runs = [run_summary(1, tasks=("task1",)), run_summary(2, tasks=("task2",))]
    presenter = _presenter(runs)
    phases = [presenter.state.phase]
    for place, run in enumerate(runs):
        presenter.choose(place, run.id)
        phases.append(presenter.state.phase)
    assert phases == [Phase.CHOOSE, Phase.CHOOSE, Phase.READY]


def test_a_run_that_has_another_letter_trades_places() -> None:
    """Choosing B's run for A makes A's run B; a run is never compared with itself."""
    presenter = _presenter()
    first, second = presenter.state.chosen
    presenter.choose(0, second)
    assert presenter.state.chosen == (second, first)


def test_up_to_four_runs_and_never_fewer_than_two() -> None:
    """Runs are added newest first, and taken away down to two."""
    presenter = _presenter(RUNS)
    presenter.add()
    presenter.add()
    assert len(presenter.state.chosen) == 4
    assert not presenter.state.can_add
    presenter.add()
    assert len(presenter.state.chosen) == 4
    for _ in range(3):
        presenter.choose(0, None)
    assert len(presenter.state.chosen) == 2


def test_the_summary_counts_what_is_shared() -> None:
    """Shared instances, same texts, and exact matches of each run, out of all that is shared."""
    paired = _presenter().state.paired
    assert paired is not None
    assert (paired.shared, paired.same, paired.right) == (7, 2, (5, 2))
    assert dict(paired.counts)[Only.FIRST_RIGHT] == 3


def test_white_space_at_the_ends_does_not_make_an_answer_wrong() -> None:
    """Exact match means: equal once both are trimmed."""
    row = ComparisonRow("i1", "task1", "Question", (" Yes\n",), ("Yes ", "No"))
    presenter = ComparePresenter(
        lambda: RUNS, lambda _ids: Comparison(tuple(RUNS[:2]), (row,)), answers, InlineJobs()
    )
    presenter.reload()
    assert presenter.state.lines[0].right == (True, False)


def test_stepping_finds_the_next_of_a_kind_or_says_there_is_none() -> None:
    """Next disagreement and “A right, B wrong” jump over the others, both ways."""
    presenter = _presenter()
    presenter.step(1, Only.FIRST_RIGHT)
    assert presenter.state.at == 1
    presenter.step(1, Only.DIFFERENT)
    assert presenter.state.at == 3
    presenter.step(-1)
    assert presenter.state.at == 2
    presenter.step(1, Only.SECOND_RIGHT)
    assert "B has right and A wrong after" in presenter.state.message
    presenter.go_to(0)
    presenter.step(-1, Only.DIFFERENT)
    assert "before" in presenter.state.message
    presenter.go_to(99)
    assert presenter.state.at == 0


def test_a_list_of_some_stays_near_the_instance_on_screen() -> None:
    """Filtering goes to the same instance, or the next that is listed."""
    presenter = _presenter()
    presenter.go_to(2)
    presenter.list_only(Only.FIRST_RIGHT)
    assert [line.number for line in presenter.state.lines] == [2, 4, 5]
    assert presenter.state.page is not None
    assert presenter.state.page.number == 4
    presenter.list_only(Only.SECOND_RIGHT)
    assert presenter.state.page is None


def test_words_that_differ_are_marked_unless_turned_off() -> None:
    """Marks can be turned off and on; same answers have none."""
    presenter = _presenter()
    presenter.go_to(0)

    def marks() -> list[object]:
        page = presenter.state.page
        assert page is not None
        return [pane.stretches for pane in page.panes]

    assert all(marks())
    presenter.flip(Switch.MARKS)
    assert not any(marks())
    presenter.flip(Switch.MARKS)
    assert all(marks())
    presenter.go_to(2)
    assert not any(marks())


def _sure(presenter: ComparePresenter) -> list[Confidence | None]:
    page = presenter.state.page
    assert page is not None
    return [pane.confidence for pane in page.panes]


def test_confidence_is_shown_instead_of_marked_words() -> None:
    """Turned on, each answer is tinted by how sure its model was; turned off, the words are marked again."""
    presenter = _presenter()
    assert Switch.CONFIDENCE not in presenter.state.on
    presenter.flip(Switch.CONFIDENCE)
    page = presenter.state.page
    assert page is not None
    assert any(confidence and confidence.tints for confidence in _sure(presenter))
    assert presenter.state.explains_tints
    assert not any(pane.stretches for pane in page.panes)
    assert presenter.state.on == {Switch.REFERENCE, Switch.TOGETHER, Switch.CONFIDENCE}
    presenter.step(1)
    assert all(_sure(presenter))
    presenter.flip(Switch.CONFIDENCE)
    assert _sure(presenter) == [None, None]
    assert Switch.MARKS in presenter.state.on


def test_marking_words_ends_the_view_of_confidence() -> None:
    """What the key promises is what one sees, at the first press."""
    presenter = _presenter()
    presenter.flip(Switch.CONFIDENCE)
    presenter.flip(Switch.MARKS)
    page = presenter.state.page
    assert page is not None
    assert presenter.state.on == AT_FIRST
    assert all(pane.stretches for pane in page.panes)
    presenter.flip(Switch.MARKS)
    assert Switch.MARKS not in presenter.state.on


def test_an_answer_without_probabilities_says_so() -> None:
    """Of four runs one has none; the others are not affected."""
    presenter = _presenter(RUNS)
    presenter.add()
    presenter.add()
    presenter.flip(Switch.CONFIDENCE)
    words = [confidence.words for confidence in _sure(presenter) if confidence is not None]
    assert words[3] == UNKNOWN
    assert all("Mean probability" in said for said in words[:3])


def test_confidence_of_another_instance_is_dropped() -> None:
    """Looked up in a job: the text is there before it, and it never lands on another page or view."""
    jobs = HeldJobs()
    presenter = ComparePresenter(lambda: RUNS[:2], comparison, answers, jobs)
    presenter.reload()
    for _ in range(2):
        jobs.last.step(2)
    presenter.flip(Switch.CONFIDENCE)
    assert _sure(presenter) == [None, None]
    presenter.go_to(1)
    jobs.last.step(2)
    assert _sure(presenter) == [None, None]
    jobs.last.step(2)
    assert all(_sure(presenter))
    presenter.go_to(2)
    presenter.flip(Switch.CONFIDENCE)
    jobs.last.step(2)
    assert _sure(presenter) == [None, None]


def test_an_empty_answer_marks_nothing() -> None:
    """Beside an empty answer every word would be marked, and say nothing."""
    presenter = _presenter(RUNS)
    presenter.add()
    presenter.go_to(6)
    page = presenter.state.page
    assert page is not None
    assert page.panes[2].text == ""
    assert page.panes[0].stretches != ((0, len(LONG * 8) - 1),)


def test_long_texts_are_compared_in_a_job_and_shown_at_once() -> None:
    """The text is there before its marks; marks of an instance that was left are dropped."""
    jobs = HeldJobs()
    presenter = ComparePresenter(lambda: RUNS[:2], comparison, answers, jobs)
    presenter.reload()
    for _ in range(2):
        jobs.last.step(2)
    presenter.go_to(6)
    page = presenter.state.page
    assert page is not None
    assert page.marking
    presenter.go_to(2)
    jobs.last.step(2)
    assert presenter.state.page is not None
    assert presenter.state.page.number == 3
    presenter.go_to(6)
    jobs.last.step(2)
    assert presenter.state.page is not None
    assert presenter.state.page.panes[1].stretches
    assert not presenter.state.page.marking


def test_reading_again_stays_at_the_instance() -> None:
    """When a run has gone on, the instance on screen stays on screen."""
    presenter = _presenter()
    presenter.go_to(4)
    presenter.reload()
    assert presenter.state.at == 4
    assert presenter.state.phase is Phase.READY


def test_a_deleted_run_leaves_its_letter_empty() -> None:
    """What is no longer there is no longer compared."""
    runs = list(RUNS[:3])
    presenter = _presenter(runs)
    del runs[2]
    presenter.reload()
    assert presenter.state.chosen == (RUNS[1].id, None)
    assert presenter.state.phase is Phase.CHOOSE


def test_another_screen_can_bring_up_an_instance() -> None:
    """From Browse one comes to the very instance, with the runs that answered it."""
    presenter = ComparePresenter(lambda: RUNS, comparison, answers, InlineJobs())
    presenter.compare((RUNS[0].id, RUNS[1].id), "task60-0")
    assert presenter.state.chosen == (RUNS[0].id, RUNS[1].id)
    assert presenter.state.page is not None
    assert presenter.state.page.task_id == "task60"


def test_runs_without_a_shared_instance_say_so() -> None:
    """Nothing in common is a state of its own."""
    presenter = ComparePresenter(lambda: RUNS, lambda _ids: Comparison((), ()), answers, InlineJobs())
    presenter.reload()
    assert presenter.state.phase is Phase.NOTHING_SHARED


def test_what_a_person_can_act_on_is_shown() -> None:
    """A damaged project becomes a message."""

    def broken() -> Sequence[RunSummary]:
        raise WorkbenchError("The project is damaged.")

    presenter = ComparePresenter(broken, comparison, answers, InlineJobs())
    presenter.reload()
    assert (presenter.state.phase, presenter.state.message) == (Phase.FAILED, "The project is damaged.")


def test_a_view_is_right_from_its_first_moment() -> None:
    """Attaching sends the present state, then every later one."""
    seen: list[CompareState] = []
    presenter = _presenter()
    presenter.attach(seen.append)
    presenter.flip(Switch.REFERENCE)
    assert [Switch.REFERENCE in state.switches for state in seen] == [True, False]
