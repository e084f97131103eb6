"""Only the newest of several questions matters."""

import pytest

from tests.fakes import HeldJobs, InlineJobs
from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.latest import Latest


def _failed(error: WorkbenchError) -> None:
    raise AssertionError(error)


def test_an_answer_arrives() -> None:
    """A question that nothing overtakes is answered."""
    heard: list[int] = []
    Latest(InlineJobs()).ask(lambda: 7, heard.append, _failed)
    assert heard == [7]


def test_newer_questions_drop_older_ones() -> None:
    """Of three quick questions only the first and the last are asked, and only the last is answered."""
    jobs, heard, asked = HeldJobs(), list[str](), list[str]()

    def question(name: str) -> None:
        def ask() -> str:
            asked.append(name)
            return name

        latest.ask(ask, heard.append, _failed)

    latest = Latest(jobs)
    for name in ("first", "second", "third"):
        question(name)
    assert len(jobs.started) == 1
    jobs.started[0].step(2)
    jobs.started[1].step(2)
    assert (asked, heard) == (["first", "third"], ["third"])
    assert not latest.busy


def test_an_answer_may_lead_to_the_next_question() -> None:
    """Asking from inside an answer works."""
    heard: list[int] = []
    latest = Latest(InlineJobs())

    def again(number: int) -> None:
        heard.append(number)
        if number < 3:
            latest.ask(lambda: number + 1, again, _failed)

    latest.ask(lambda: 1, again, _failed)
    assert heard == [1, 2, 3]


def test_what_a_person_can_act_on_is_told() -> None:
    """A `WorkbenchError` reaches whoever asked."""
    jobs, told = HeldJobs(), list[str]()
    Latest(jobs).ask(lambda: 1, lambda _answer: None, lambda error: told.append(str(error)))
    jobs.end(WorkbenchError("gone"))
    assert told == ["gone"]


def test_the_error_of_a_question_that_was_overtaken_is_not_told() -> None:
    """Nobody wants to know why an old question failed."""
    jobs, heard = HeldJobs(), list[int]()
    latest = Latest(jobs)
    latest.ask(lambda: 1, heard.append, _failed)
    latest.ask(lambda: 2, heard.append, _failed)
    jobs.started[0].end(WorkbenchError("gone"))
    jobs.started[1].step(2)
    assert heard == [2]


def test_a_bug_is_not_swallowed() -> None:
    """Anything but a `WorkbenchError` goes on to the crash report."""
    jobs = HeldJobs()
    latest = Latest(jobs)
    latest.ask(lambda: 1, lambda _answer: None, _failed)
    with pytest.raises(ZeroDivisionError):
        jobs.end(ZeroDivisionError())
    assert not latest.busy


def test_a_forgotten_question_is_not_answered() -> None:
    """After `forget`, what was asked leads to nothing, and the next question works."""
    jobs, heard = HeldJobs(), list[int]()
    latest = Latest(jobs)
    latest.forget()
    latest.ask(lambda: 1, heard.append, _failed)
    latest.forget()
    jobs.last.step(2)
    latest.ask(lambda: 2, heard.append, _failed)
    jobs.last.step(2)
    assert heard == [2]
