"""Questions that come faster than their answers: only the newest matters."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.jobs import Jobs, once

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Question:
    ask: Callable[[], Any]
    answered: Callable[[Any], None]
    failed: Callable[[WorkbenchError], None]


def _ignored(_result: object) -> None:
    """Nobody wants to know any more."""


class Latest:
    """Asks one question at a time. While one is open, the newest waits and those before it are dropped."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._open: _Question | None = None
        self._next: _Question | None = None
        self._answer: Any = None

    @property
    def busy(self) -> bool:
        """Whether a question is open."""
        return self._open is not None

    def ask(
        self,
        function: Callable[[], T],
        answered: Callable[[T], None],
        failed: Callable[[WorkbenchError], None],
    ) -> None:
        """Call `function` in a job; its result reaches `answered` unless a newer question came."""
        question = _Question(function, answered, failed)
        if self._open is None:
            self._start(question)
        else:
            self._next = question

    def forget(self) -> None:
        """Want no answer any more, neither to the open question nor to the one that waits."""
        if self._open is not None:
            self._open = replace(self._open, answered=_ignored, failed=_ignored)
            self._next = None

    def _start(self, question: _Question) -> None:
        self._open, self._next, self._answer = question, None, None
        self._jobs.start(once(question.ask), self._heard, self._ended)

    def _heard(self, answer: object) -> None:
        self._answer = answer

    def _ended(self, error: Exception | None) -> None:
        question, newer, answer = self._open, self._next, self._answer
        self._open = self._next = self._answer = None
        if newer is not None:
            self._start(newer)
        if error is not None and not isinstance(error, WorkbenchError):
            raise error
        if newer is not None or question is None:
            return
        if error is not None:
            question.failed(error)
        else:
            question.answered(answer)
