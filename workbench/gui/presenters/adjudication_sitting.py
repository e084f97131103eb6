"""One disagreement after the other, by keys: chosen, kept, taken back. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from workbench.domain.errors import WorkbenchError
from workbench.domain.key_table import Where
from workbench.gui.presenters.adjudication_desk import AdjudicationDesk
from workbench.gui.presenters.adjudication_history import AdjudicationHistory, Step
from workbench.gui.presenters.adjudication_values import (
    AdjudicationState,
    Disagreement,
    Kept,
    Shown,
    listed,
)
from workbench.gui.presenters.adjudication_words import draft_of, resolution_said, title_of
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.keys_in_force import keys_said
from workbench.gui.presenters.study_values import AdjudicationOperations, OpenStudy

NO_GUIDELINES = "This study has no guidelines."
SAVED = "Every decision is on the disk before the next one comes."
_LISTED = {Shown.OPEN: "to decide", Shown.DECIDED: "decided", Shown.ALL: "disagreements"}


@dataclass(frozen=True, slots=True)
class Around:
    """The queue that a sitting goes through."""

    state: Callable[[], AdjudicationState]
    show: Callable[[AdjudicationState], None]
    opened: Callable[[], OpenStudy]
    """The study whose queue it is; asked only while a disagreement is open."""
    closed: Callable[[], None]
    """The queue is shown again."""


class AdjudicationSitting:
    """Takes keys while a disagreement is open. What is pressed while one is written waits for its turn."""

    def __init__(self, operations: AdjudicationOperations, jobs: Jobs, around: Around) -> None:
        self._around = around
        self._desk = AdjudicationDesk()
        self._history = AdjudicationHistory(operations, jobs, self._failed)
        self._waiting: list[str] = []

    @property
    def busy(self) -> bool:
        """Whether a decision is being written."""
        return self._history.busy

    def forget(self) -> None:
        """What comes is about other ratings, or another study."""
        self._history.forget()
        self._desk.forget()
        self._waiting.clear()

    def open(self, place: int | None = None) -> None:
        """Open the disagreement at a place of the whole queue; the chosen one without it."""
        state = self._around.state()
        place = state.place if place is None else place
        if place is not None:
            self._desk.turn()
            self._refresh(state=replace(state, place=place))

    def typed(self, text: str) -> None:
        """The note that is written is this now."""
        state = self._around.state()
        entry, standing = state.entry, state.kept.standing
        if entry is not None:
            self._desk.typed(entry, self._desk.draft(entry, standing), text)
            self._refresh()

    def press(self, key: str) -> None:
        """Take a key."""
        state = self._around.state()
        entry = state.entry
        if state.queue is None or entry is None or state.item is None:
            return
        if self.busy:
            self._waiting.append(key)
        elif state.guidelines is not None:
            if key in {"Return", "Escape", "G"}:
                self._around.show(replace(state, guidelines=None))
        elif not self._desk.typing and key in (keys := self._keys(entry)):
            keys[key]()
        else:
            draft = self._desk.draft(entry, state.kept.standing)
            said = self._desk.press(state.queue, entry, draft, key)
            if said is not None:
                self._refresh(said)

    def _keys(self, entry: Disagreement) -> dict[str, Callable[[], None]]:
        """Keys that lead elsewhere, or to the disk."""
        return {
            **dict.fromkeys(("Down", "Alt+Right"), partial(self._walk, 1)),
            **dict.fromkeys(("Up", "Alt+Left"), partial(self._walk, -1)),
            **dict.fromkeys(("Return", "Ctrl+Return"), partial(self._decide, entry)),
            **dict.fromkeys(("U", "Ctrl+Z"), partial(self._turn, back=True)),
            **dict.fromkeys(("Ctrl+Shift+Z", "Ctrl+Y"), partial(self._turn, back=False)),
            "Ctrl+S": lambda: self._refresh(SAVED),
            "G": lambda: self._around.show(with_guidelines(self._around.state())),
            "Escape": self._close,
        }

    def _decide(self, entry: Disagreement) -> None:
        """Keep what is chosen and go on; only go on when it is kept already."""
        standing = self._around.state().kept.standing
        draft, before = self._desk.draft(entry, standing), standing.get(entry.key)
        if not draft.complete:
            missing = "what is right, by a digit" if not draft.valued else "why raters differed, by a letter"
            self._refresh(f"Not yet: say {missing}.", failed=True)
        elif before is not None and draft == draft_of(before):
            self._walk(1)
        else:
            self._history.decide(self._around.opened(), entry, draft, before, self._decided)

    def _decided(self, kept: Kept, step: Step) -> None:
        """It is on the disk: the next one, round the end; the same where there is no other."""
        self._desk.drop(step.entry)
        self._desk.turn()
        state = listed(replace(self._around.state(), kept=kept))
        places = [row.entry.place for row in state.rows if row.entry.place != step.entry.place]
        later = [place for place in places if place > step.entry.place]
        if later or (places and state.shown is Shown.OPEN):
            said = f"Kept: {title_of(step.entry)}, {resolution_said(step.entry, step.after)}."
            self._refresh(said, state=replace(state, place=(later or places)[0]))
        else:
            what = "Everything here is decided" if state.shown is Shown.OPEN else "That was the last one here"
            self._refresh(
                f"Kept. {what}. {keys_said('Escape', where=Where.ADJUDICATE)} goes back to the queue.",
                state=state,
            )
        self._go_on()

    def _turn(self, *, back: bool) -> None:
        """Take the last decision back, or make it again."""
        if back and not self._history.can_undo:
            self._refresh("Nothing was decided in this sitting that could be taken back.")
        else:
            turn = self._history.undo if back else self._history.redo
            turn(self._around.opened(), self._turned)

    def _turned(self, kept: Kept, step: Step) -> None:
        """A decision was taken back, or made again: it is shown, with what was chosen."""
        stands = kept.standing.get(step.entry.key)
        self._desk.drop(step.entry)
        if stands is None:
            self._desk.put(step.entry, draft_of(step.after))
        self._desk.turn()
        state = listed(replace(self._around.state(), kept=kept, place=step.entry.place))
        said = "Taken back; it is open again" if stands is None else "Decided as before"
        self._refresh(f"{said}: {title_of(step.entry)}.", state=state)
        self._go_on()

    def _walk(self, by: int) -> None:
        """The next disagreement of the list, or the one before; the list may no longer hold this one."""
        state = self._around.state()
        places = [row.entry.place for row in state.rows]
        at = state.place if state.place is not None else -1
        beyond = [place for place in places if (place > at if by > 0 else place < at)]
        if beyond:
            self.open(beyond[0] if by > 0 else beyond[-1])
        else:
            self._refresh("That is the last one here." if by > 0 else "That is the first one.")

    def _close(self) -> None:
        state = self._around.state()
        rows = state.rows
        place = state.place if state.row is not None else rows[0].entry.place if rows else None
        self._around.show(replace(state, item=None, place=place, message="", failed=False))
        self._around.closed()

    def _go_on(self) -> None:
        """What was pressed meanwhile."""
        waiting, self._waiting = self._waiting, []
        for key in waiting:
            self.press(key)

    def _failed(self, error: WorkbenchError) -> None:
        self._waiting.clear()
        self._refresh(str(error), failed=True)

    def _refresh(
        self, message: str = "", *, failed: bool = False, state: AdjudicationState | None = None
    ) -> None:
        """Show the disagreement that is open as it is now, or as it is in `state`."""
        state = state or self._around.state()
        entry = state.entry
        assert state.queue is not None
        assert entry is not None
        listed_as = _LISTED[state.shown]
        where = f"{state.row + 1} of {len(state.rows)} {listed_as}" if state.row is not None else "decided"
        can = self._history.can_undo, self._history.can_redo
        kept = state.kept.standing, state.kept.saved
        item = self._desk.item(state.queue, entry, kept, where, can)
        self._around.show(replace(state, item=item, message=message, failed=failed))


def with_guidelines(state: AdjudicationState) -> AdjudicationState:
    """The guidelines over what is shown."""
    words = state.queue.study.guidelines if state.queue is not None else ""
    return replace(state, guidelines=words or NO_GUIDELINES)
