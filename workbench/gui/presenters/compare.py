"""The Compare screen without the screen: two to four runs, one instance at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import combinations

from workbench.domain.errors import WorkbenchError
from workbench.domain.runs import Completion
from workbench.evaluation.comparison import Comparison, ComparisonRow
from workbench.gui.presenters import phrases
from workbench.gui.presenters.confidence import Confidence, confidence_of
from workbench.gui.presenters.differences import Stretch, unshared
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.latest import Latest
from workbench.store.changes import Changes
from workbench.store.runs import RunSummary

LETTERS = "ABCD"
FEWEST, MOST = 2, len(LETTERS)
QUICK_CHARACTERS = 2_500
"""Texts up to this long together are compared at once; longer ones in a job, so that keys stay quick."""


class Phase(StrEnum):
    """How far the screen has come."""

    NO_RUNS = "no runs"
    """The project holds fewer than two runs with answers."""
    CHOOSE = "choose"
    """Runs are there; too few are chosen."""
    LOADING = "loading"
    NOTHING_SHARED = "nothing shared"
    FAILED = "failed"
    """The runs could not be read; the message says why."""
    READY = "ready"


class Only(StrEnum):
    """Which of the shared instances are listed, or jumped to."""

    ALL = "all"
    DIFFERENT = "different"
    """Not all answers are the same text, white space at the ends aside."""
    FIRST_RIGHT = "first right"
    """A's answer equals a reference and another run's does not."""
    SECOND_RIGHT = "second right"
    """B's answer equals a reference and A's does not."""


class Switch(StrEnum):
    """What is on or off on this screen."""

    REFERENCE = "reference"
    TOGETHER = "together"
    MARKS = "marks"
    """Words that the answers do not share are marked, unless confidence is shown."""
    CONFIDENCE = "confidence"
    """How sure the models were is shown instead."""


AT_FIRST = frozenset(Switch) - {Switch.CONFIDENCE}
"""What is on when the screen is new."""


@dataclass(frozen=True, slots=True)
class RunChoice:
    """A run that can be compared."""

    id: str
    title: str
    detail: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A shared instance in the list."""

    number: int
    """Its place among all shared instances, from 1."""
    task_id: str
    start: str
    same: bool
    right: tuple[bool, ...]

    def among(self, only: Only) -> bool:
        """Whether the line is one of those."""
        match only:
            case Only.ALL:
                return True
            case Only.DIFFERENT:
                return not self.same
            case Only.FIRST_RIGHT:
                return self.right[0] and not all(self.right[1:])
            case Only.SECOND_RIGHT:
                return self.right[1] and not self.right[0]


@dataclass(frozen=True, slots=True)
class Pane:
    """One run's answer to the instance on screen."""

    letter: str
    title: str
    text: str
    right: bool
    stretches: tuple[Stretch, ...] | None = ()
    """Words that the others do not have; None when the texts are too long to be compared by words."""
    confidence: Confidence | None = None
    """How sure the model was; None while nobody asked, or it is not looked up yet."""


@dataclass(frozen=True, slots=True)
class Page:
    """The instance on screen."""

    number: int
    task_id: str
    instance_id: str
    input: str
    references: tuple[str, ...]
    panes: tuple[Pane, ...]
    same: bool
    marking: bool = False
    """Whether the words are still being compared."""


@dataclass(frozen=True, slots=True)
class Paired:
    """What the chosen runs have in common."""

    shared: int
    same: int
    right: tuple[int, ...]
    """For each run, how many answers equal a reference."""
    counts: tuple[tuple[Only, int], ...]
    """How many shared instances each list would have."""


@dataclass(frozen=True, slots=True)
class CompareState:
    """Everything the Compare screen shows."""

    phase: Phase = Phase.LOADING
    choices: tuple[RunChoice, ...] = ()
    chosen: tuple[str | None, ...] = (None, None)
    """A run for each letter; None where none is chosen yet."""
    paired: Paired | None = None
    only: Only = Only.ALL
    lines: tuple[Line, ...] = ()
    at: int | None = None
    """Which of `lines` is on screen."""
    page: Page | None = None
    switches: frozenset[Switch] = AT_FIRST
    message: str = ""

    @property
    def on(self) -> frozenset[Switch]:
        """What can be seen to be on: words are not marked while confidence is shown."""
        return self.switches - {Switch.MARKS} if Switch.CONFIDENCE in self.switches else self.switches

    @property
    def explains_tints(self) -> bool:
        """Whether words are tinted by their probability, so that it has to be said how."""
        panes = self.page.panes if self.page is not None else ()
        return any(pane.confidence is not None and pane.confidence.by_token for pane in panes)

    @property
    def can_add(self) -> bool:
        """Whether one more run can be compared."""
        return len(self.chosen) < min(MOST, len(self.choices))


class ComparePresenter:
    """Turns what a person does into new states of the Compare screen."""

    cares_about = Changes.RUNS | Changes.TASKS

    def __init__(
        self,
        runs: Callable[[], Sequence[RunSummary]],
        compare: Callable[[Sequence[str]], Comparison],
        answers: Callable[[Sequence[str], str], Sequence[Completion | None]],
        jobs: Jobs,
    ) -> None:
        self._runs, self._compare, self._answers = runs, compare, answers
        self._listing, self._comparing, self._marking = Latest(jobs), Latest(jobs), Latest(jobs)
        self._wanted: str | None = None
        self._rows: tuple[ComparisonRow, ...] = ()
        self._all: tuple[Line, ...] = ()
        self._render: Callable[[CompareState], None] = lambda _state: None
        self.state = CompareState()

    def attach(self, render: Callable[[CompareState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def reload(self) -> None:
        """Read the project's runs again, and compare again what was compared."""
        self._listing.ask(lambda: tuple(self._runs()), self._listed, self._failed)

    def compare(self, run_ids: Sequence[str], instance_id: str) -> None:
        """Compare these runs, beginning with this instance."""
        self._wanted = instance_id
        self._show(replace(self.state, chosen=tuple(run_ids)))
        self.reload()

    def choose(self, place: int, run_id: str | None) -> None:
        """Compare `run_id` under the letter of `place`, or one run less when it is None.

        A run that had another letter trades with the one it replaces.
        """
        chosen = list(self.state.chosen)
        if run_id is None:
            del chosen[place]
        else:
            if run_id in chosen:
                chosen[chosen.index(run_id)] = chosen[place]
            chosen[place] = run_id
        if len(chosen) >= FEWEST:
            self._load(tuple(chosen))

    def add(self) -> None:
        """Compare one more run: the newest that is not chosen yet."""
        free = [choice.id for choice in self.state.choices if choice.id not in self.state.chosen]
        if self.state.can_add and free:
            self._load((*self.state.chosen, free[0]))

    def flip(self, switch: Switch) -> None:
        """Turn something on the screen on or off. Marked words and confidence take turns."""
        switches = self.state.switches ^ {switch}
        if switch is Switch.MARKS and Switch.CONFIDENCE in switches:
            switches = switches - {Switch.CONFIDENCE} | {Switch.MARKS}
        self._show(replace(self.state, switches=switches))
        if switch in {Switch.MARKS, Switch.CONFIDENCE} and self.state.at is not None:
            self.go_to(self.state.at)

    def list_only(self, only: Only) -> None:
        """List some of the shared instances; stay near the one on screen."""
        lines = tuple(line for line in self._all if line.among(only))
        number = self.state.page.number if self.state.page else 0
        at = next((place for place, line in enumerate(lines) if line.number >= number), 0)
        self._show(replace(self.state, only=only, lines=lines, at=None, page=None))
        self.go_to(at)

    def go_to(self, at: int) -> None:
        """Show the listed instance at `at`, its words compared at once when they are few.

        How sure the models were is looked up in a job, for this instance alone.
        """
        if not 0 <= at < len(self.state.lines):
            return
        line = self.state.lines[at]
        page = _page(line, self._rows[line.number - 1], self.state)
        marks = Switch.MARKS in self.state.on and not page.same
        quick = sum(len(pane.text) for pane in page.panes) <= QUICK_CHARACTERS
        page = with_marks(page) if marks and quick else replace(page, marking=marks)
        self._show(replace(self.state, at=at, page=page, message=""))
        later: Callable[[], Page] | None = partial(with_marks, page) if page.marking else None
        if Switch.CONFIDENCE in self.state.on:
            runs = [run for run in self.state.chosen if run is not None]
            later = partial(_with_confidence, page, partial(self._answers, runs, page.instance_id))
        if later is not None:
            self._marking.ask(later, lambda marked: self._show(_paged(self.state, marked)), self._failed)

    def step(self, by: int, only: Only = Only.ALL) -> None:
        """Go to the next listed instance of a kind, or the one before; say so when there is none."""
        at = (self.state.at if self.state.at is not None else -1) + by
        while 0 <= at < len(self.state.lines):
            if self.state.lines[at].among(only):
                self.go_to(at)
                return
            at += by
        if self.state.lines:
            where = "after" if by > 0 else "before"
            self._show(replace(self.state, message=f"No {_SOUGHT[only]} {where} this one in the list."))

    def _listed(self, summaries: tuple[RunSummary, ...]) -> None:
        choices = tuple(
            run_choice(summary)
            for summary in sorted(summaries, key=lambda summary: summary.created, reverse=True)
            if summary.answered
        )
        known = {choice.id for choice in choices}
        chosen = tuple(run if run in known else None for run in self.state.chosen)
        if len(choices) < FEWEST:
            self._show(CompareState(Phase.NO_RUNS, choices, switches=self.state.switches))
            return
        self._show(replace(self.state, choices=choices))
        self._load(chosen if any(chosen) else _suggested(choices))

    def _load(self, chosen: tuple[str | None, ...]) -> None:
        """Read what the chosen runs share, off the window's thread."""
        run_ids = tuple(run for run in chosen if run is not None)
        again = chosen == self.state.chosen and self.state.phase is Phase.READY
        state = replace(self.state, chosen=chosen, message="")
        if len(run_ids) < len(chosen):
            self._comparing.forget()
            self._show(replace(state, phase=Phase.CHOOSE, paired=None, lines=(), at=None, page=None))
            return
        self._show(state if again else replace(state, phase=Phase.LOADING))
        self._comparing.ask(partial(_shared, self._compare, run_ids), self._loaded, self._failed)

    def _loaded(self, found: "_Shared") -> None:
        before = self._wanted or (self.state.page.instance_id if self.state.page else None)
        self._wanted = None
        self._rows, self._all = found.rows, found.lines
        phase = Phase.READY if found.rows else Phase.NOTHING_SHARED
        self._show(replace(self.state, phase=phase, paired=found.paired, page=None, only=Only.ALL))
        self.list_only(Only.ALL)
        self.go_to(next((at for at, row in enumerate(found.rows) if row.instance_id == before), 0))

    def _failed(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, phase=Phase.FAILED, message=str(error)))

    def _show(self, state: CompareState) -> None:
        self.state = state
        self._render(state)


_SOUGHT = {
    Only.ALL: "instance",
    Only.DIFFERENT: "disagreement",
    Only.FIRST_RIGHT: "instance that A has right and another run wrong",
    Only.SECOND_RIGHT: "instance that B has right and A wrong",
}


@dataclass(frozen=True, slots=True)
class _Shared:
    """What a comparison found, ready to be listed."""

    rows: tuple[ComparisonRow, ...]
    lines: tuple[Line, ...]
    paired: Paired


def run_choice(summary: RunSummary) -> RunChoice:
    """How a run is offered for comparison."""
    answers = phrases.counted(summary.answered, "answer")
    when = phrases.day_and_time(summary.created)
    return RunChoice(
        summary.id,
        f"{summary.model} · {phrases.protocol_said(summary.shots, summary.answering)}",
        f"{phrases.tasks_said(summary.tasks)} · {answers} · {when}",
        summary.tasks,
    )


def _suggested(choices: Sequence[RunChoice]) -> tuple[str | None, ...]:
    """The newest two runs about the same task, of different models where there are such."""
    pairs = [
        (older, newer) for newer, older in combinations(choices, 2) if set(newer.tasks) & set(older.tasks)
    ]
    for older, newer in pairs:
        if older.title != newer.title:
            return older.id, newer.id
    return (pairs[0][0].id, pairs[0][1].id) if pairs else (None, None)


def _shared(compare: Callable[[Sequence[str]], Comparison], run_ids: Sequence[str]) -> _Shared:
    """Everything the runs share, with its lines and its counts."""
    rows = compare(run_ids).rows
    lines = tuple(
        Line(number, row.task_id, phrases.start_of(row.input), row.same, row.matches)
        for number, row in enumerate(rows, 1)
    )
    right = tuple(sum(line.right[place] for line in lines) for place in range(len(run_ids)))
    counts = tuple((only, sum(line.among(only) for line in lines)) for only in Only)
    return _Shared(rows, lines, Paired(len(lines), sum(line.same for line in lines), right, counts))


def _paged(state: CompareState, page: Page) -> CompareState:
    """`state` with `page`, unless something else is on screen by now."""
    there = state.page is not None and state.page.instance_id == page.instance_id
    sure = any(pane.confidence is not None for pane in page.panes)
    return replace(state, page=page) if there and sure == (Switch.CONFIDENCE in state.on) else state


def _page(line: Line, row: ComparisonRow, state: CompareState) -> Page:
    """The instance of `line`, its words not compared yet."""
    titles = {choice.id: choice.title for choice in state.choices}
    panes = tuple(
        Pane(LETTERS[place], titles.get(run_id or "", ""), row.texts[place], line.right[place])
        for place, run_id in enumerate(state.chosen)
    )
    return Page(line.number, row.task_id, row.instance_id, row.input, row.references, panes, line.same)


def with_marks(page: Page) -> Page:
    """`page` with the words marked that the answers do not share.

    In A, those that any other answer lacks; in the others, those that A lacks.
    """
    first, *others = page.panes
    # Beside an empty answer every word would be marked, and say nothing.
    texts = [pane.text for pane in others if pane.text.strip()]
    marked = replace(first, stretches=unshared(first.text, texts))
    base = [first.text] if first.text.strip() else []
    rest = tuple(replace(pane, stretches=unshared(pane.text, base)) for pane in others)
    return replace(page, panes=(marked, *rest), marking=False)


def _with_confidence(page: Page, answers: Callable[[], Sequence[Completion | None]]) -> Page:
    """`page` with how sure each model was."""
    panes = tuple(
        replace(pane, confidence=confidence_of(answer))
        for pane, answer in zip(page.panes, answers(), strict=True)
    )
    return replace(page, panes=panes)
