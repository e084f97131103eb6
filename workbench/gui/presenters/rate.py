"""The Rate screen without the screen: from opening a study file to exporting the ratings, by keys."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters import rate_interludes as interludes
from workbench.gui.presenters.jobs import Jobs, once
from workbench.gui.presenters.rate_desk import RateDesk
from workbench.gui.presenters.rate_length import LengthOperations, SittingLength
from workbench.gui.presenters.rate_opening import OpenedStudy, RateOperations, StudyOpening
from workbench.gui.presenters.rate_sitting import RateSitting
from workbench.gui.presenters.rate_state import Phase, RateState
from workbench.store.changes import Changes
from workbench.study.handing_over import hand_over, ratings_name
from workbench.study.recorder import Clocks, system_clocks

REPEAT_MS = 250
"""The same key again within this, and no other between, is one press: nothing is submitted twice."""
_NOT_TWICE = frozenset({"Return", "Ctrl+Return", "S"})


class RatePresenter:
    """Turns what a rater does into new states of the Rate screen."""

    cares_about = Changes.NOTHING

    def __init__(
        self,
        operations: RateOperations,
        jobs: Jobs,
        clocks: Clocks | None = None,
        length: LengthOperations | None = None,
    ) -> None:
        """Without `length` sittings have no end."""
        self._length = SittingLength(length or LengthOperations(lambda: None, lambda _minutes: None))
        self._do, self._jobs = operations, jobs
        self._clocks = clocks or system_clocks()
        self._opening = StudyOpening(operations, jobs, self._show, self._read)
        self._opened: OpenedStudy | None = None
        self._sitting: RateSitting | None = None
        self._last: tuple[str, int] = ("", 0)
        self._render: Callable[[RateState], None] = lambda _state: None
        self.state = RateState(interlude=interludes.empty(()))

    def attach(self, render: Callable[[RateState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def reload(self) -> None:
        """Look again which studies were opened here, while none is open."""
        if self.state.phase is Phase.EMPTY:
            self._opening.list_known()

    def open(self, path: Path) -> None:
        """Open a study file."""
        self.close()
        self._opening.read(path)

    def press(self, key: str) -> bool:
        """Take a key, such as "3", "Shift+S" or "Ctrl+Return"; whether it meant something."""
        now = self._clocks.monotonic_ms()
        last, self._last = self._last, (key, now)
        if key in _NOT_TWICE and last[0] == key and now - last[1] < REPEAT_MS:
            return True
        self.touch()
        if key == "Ctrl+S":
            saved = self.state.head.saved if self.state.head is not None else ""
            words = f"Everything is saved already ({saved})." if saved else "There is nothing to save."
            self._show(replace(self.state, message=words, failed=False))
            return True
        return self._safely(lambda: self._take(key))

    def act(self, what: Callable[[RateDesk], None], *, quietly: bool = False) -> None:
        """Do something at the desk with the mouse, or type; `quietly` changes nothing on screen."""
        sitting = self._sitting
        if sitting is None or self.state.phase is not Phase.RATING:
            return

        def acted() -> bool:
            self.touch()
            what(sitting.desk)
            if quietly:
                return False
            sitting.refresh(sitting.desk.message)
            self._show(sitting.state)
            return True

        self._safely(acted)

    def point(self, line: int) -> None:
        """A line of the page was clicked: choose it."""
        if self.state.interlude is not None and self.state.interlude.chosen >= 0:
            self._show(replace(self.state, interlude=replace(self.state.interlude, chosen=line)))
            self._safely(lambda: self._take("Return"))

    def touch(self, here: bool = True) -> None:
        """There was a sign of life; or another window has the keyboard now (`here` is False)."""
        if self._sitting is not None:
            active = self._sitting.session.recorder.active
            (active.touch if here else active.leave)()

    @property
    def file_name(self) -> str:
        """What a file of ratings is called; "" while no rater is known."""
        if self._sitting is None:
            return ""
        session = self._sitting.session
        return ratings_name(session.study, session.rater, self._clocks.utc())

    def export(self, path: Path) -> None:
        """Write everything decided so far to a file of ratings."""
        if self._sitting is None or self._opened is None:
            return
        session, sha256 = self._sitting.session, self._opened.sha256
        given, write = (
            hand_over(session.study, sha256, session.rater, session.recorder.events),
            self._do.write,
        )
        state = session.state
        said = f"Exported {state.done} of {state.total} items, {len(given.events):,} events, to {path.name}."

        def ended(error: Exception | None) -> None:
            if error is not None and not isinstance(error, WorkbenchError):
                raise error
            message = said if error is None else str(error)
            self._show(replace(self.state, message=message, failed=error is not None))

        self._jobs.start(once(lambda: write(path, given)), lambda _none: None, ended)

    def close(self) -> None:
        """Leave the study; everything is on disk. The sitting ends."""
        sitting, self._sitting, self._opened = self._sitting, None, None
        self._show(RateState(interlude=interludes.empty(())))
        if sitting is not None:
            self._safely(sitting.session.close)

    def _take(self, key: str) -> bool:
        """A key, wherever one is."""
        interlude = self.state.interlude
        if interlude is not None and interlude.lines and interlude.chosen >= 0 and key in {"Down", "Up"}:
            chosen = (interlude.chosen + (1 if key == "Down" else -1)) % len(interlude.lines)
            self._show(replace(self.state, interlude=replace(interlude, chosen=chosen)))
            return True
        if self._sitting is not None:
            handled = self._sitting.press(key)
            if handled:
                self._show(self._sitting.state)
            elif key == "Escape" and interlude is not None and interlude.other:
                self.close()
                self.reload()
            return handled
        if interlude is None or key not in {"Return", "Escape"}:
            return False
        if key == "Escape":
            self.close()
            self.reload()
        elif self.state.phase is Phase.RATER:
            self._sit(interlude.lines[interlude.chosen].id)
        elif interlude.lines:
            self.open(Path(interlude.lines[interlude.chosen].id))
        else:
            return False
        return True

    def _sit(self, rater: str) -> None:
        """Sit down as this rater."""
        assert self._opened is not None
        log, damage = self._do.open_log(self._opened, rater)
        self._sitting = RateSitting(self._opened.study, rater, log, self._clocks, self._length)
        self._show(replace(self._sitting.state, message=damage, failed=bool(damage)))

    def _read(self, opened: OpenedStudy) -> None:
        self._opened = opened
        self._show(RateState(Phase.RATER, interlude=interludes.raters(opened.study, opened.begun)))
        if len(opened.study.raters) == 1:
            self._safely(lambda: self._sit(opened.study.raters[0]))

    def _safely(self, act: Callable[[], object]) -> bool:
        """Do it; what a person can act on is said, and nothing else has changed."""
        try:
            return act() is not False
        except WorkbenchError as error:
            if self._sitting is not None and self.state.page is not None:
                self._sitting.refresh()
                self._show(self._sitting.state)
            self._show(replace(self.state, message=str(error), failed=True))
            return True

    def _show(self, state: RateState) -> None:
        if state.phase is Phase.RATING and self._sitting is not None:
            self._sitting.state = state
        self.state = state
        self._render(state)
