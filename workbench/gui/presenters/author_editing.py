"""The draft at hand: what it is now, what it was, and which part of it is shown. No project, no jobs."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from workbench.authoring import history
from workbench.authoring.history import History
from workbench.domain.tasks import Instance, Task
from workbench.gui.presenters.author_edits import Edit, HeadEdits, InstanceEdits, InstanceList, Typed
from workbench.store.drafts import Draft


@dataclass(frozen=True, slots=True)
class Focus:
    """Where the cursor is wanted. Asked for once: a view follows each `serial` one time."""

    serial: int = 0
    field: str = ""


@dataclass(frozen=True, slots=True)
class EditingState:
    """The draft as it is shown."""

    draft: Draft | None = None
    adding: bool = False
    """Whether the task is in the project already, so that its head stays as it is."""
    selected: int | None = None
    """The instance at hand; None for the head of the task."""
    can_undo: bool = False
    can_redo: bool = False
    focus: Focus = Focus()

    @property
    def instance(self) -> Instance | None:
        """The instance at hand."""
        if self.draft is None or self.selected is None:
            return None
        return self.draft.instances[self.selected]


class Editing:
    """Turns edits into states, and keeps the states."""

    def __init__(self, show: Callable[[EditingState, bool], None]) -> None:
        """Editing whose states reach `show`, with whether typing goes on, so that more of it is to come."""
        self._show_state = show
        self._history: History | None = None
        self.state = EditingState()
        self.head = HeadEdits(self._apply_to_head)
        self.instance = InstanceEdits(self._apply)
        self.instances = InstanceList(
            self._apply, self._select, lambda: (self.state.draft, self.state.selected)
        )

    def begin(self, draft: Draft, adding: bool, before: tuple[Draft, ...] = ()) -> None:
        """Show a draft and what it was before: its head, or for new instances of a task, the last of them."""
        self._history = history.begun(draft, before)
        at = len(draft.instances) - 1 if adding and draft.instances else None
        focus = Focus(self.state.focus.serial + 1, "name" if at is None else "input")
        self._show(EditingState(draft, adding, at, can_undo=bool(before), focus=focus))

    def end(self) -> None:
        """Show no draft."""
        self._history = None
        self._show(EditingState(focus=self.state.focus))

    def settle(self, task: Task) -> None:
        """Hear that the task was given out as `task`: the head is so in every state, and stays."""
        if self._history is not None:
            self._history = history.with_head(self._history, task)
            self._show(replace(self._now(self._history), adding=True))

    def close_step(self) -> None:
        """End the step that is being typed."""
        if self._history is not None:
            self._history = history.closed(self._history)

    def undo(self) -> None:
        """Take the last step back, and show where it was."""
        if self._history is not None:
            self._travel(history.undone(self._history))

    def redo(self) -> None:
        """Do again what was undone, and show where."""
        if self._history is not None:
            self._travel(history.redone(self._history))

    def _apply_to_head(self, edit: Edit, typed: Typed | None) -> None:
        if not self.state.adding:
            self._apply(edit, typed)

    def _apply(self, edit: Edit, typed: Typed | None) -> None:
        if self._history is None:
            return
        field = typed.field if typed is not None else None
        changed = history.changed(self._history, edit(self._history.draft), field)
        if changed is not self._history:
            self._history = history.closed(changed) if typed is not None and typed.over else changed
            self._show(self._now(changed), typing=typed is not None)

    def _select(self, index: int | None, field: str) -> None:
        self.close_step()
        if self._history is None:
            return
        state = replace(self.state, selected=index)
        if field:
            state = replace(state, focus=Focus(self.state.focus.serial + 1, field))
        self._show(state)

    def _travel(self, there: History) -> None:
        """Show another state of the history, and the place where it differs."""
        assert self._history is not None
        before, self._history = self._history.draft, there
        if there.draft == before:
            return
        place = history.place_of_change(before, there.draft)
        self._show(self._now(there, place))

    def _now(self, now: History, place: int | None = -1) -> EditingState:
        """The state that shows `now`, at `place` or where it was."""
        selected = self.state.selected if place == -1 else place
        if selected is not None:
            last = len(now.draft.instances) - 1
            selected = min(selected, last) if last >= 0 else None
        return replace(
            self.state, draft=now.draft, selected=selected, can_undo=now.can_undo, can_redo=now.can_redo
        )

    def _show(self, state: EditingState, typing: bool = False) -> None:
        self.state = state
        self._show_state(state, typing)
