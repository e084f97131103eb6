"""What a draft was before each change, so that any of it can be undone and done again."""

from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from workbench.domain.tasks import Task
from workbench.store.drafts import Draft

LONGEST = 500
"""Steps kept; the oldest go first. States share what did not change, so a step costs little."""

_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", "\n")


@dataclass(frozen=True, slots=True)
class History:
    """A row of states and which of them is shown."""

    states: tuple[Draft, ...]
    at: int = 0
    typing: str | None = None
    """The field that the newest step is still being typed into; None when the step is closed."""

    @property
    def draft(self) -> Draft:
        """The state that is shown."""
        return self.states[self.at]

    @property
    def can_undo(self) -> bool:
        """Whether there is a state before."""
        return self.at > 0

    @property
    def can_redo(self) -> bool:
        """Whether a state was undone."""
        return self.at < len(self.states) - 1


def begun(draft: Draft, before: tuple[Draft, ...] = ()) -> History:
    """The history of a draft just opened, and of what it was `before`, oldest first."""
    return History((*before, draft), len(before))


def changed(history: History, draft: Draft, typed: str | None = None) -> History:
    """The history with `draft` as its newest state; what was undone before is forgotten.

    Args:
        history: what was before.
        draft: what is now.
        typed: the field that was typed into, when it was. Consecutive typing into one field is one
            step, up to `closed`. None for a change that is always a step of its own.
    """
    if draft == history.draft:
        return history
    past = history.states[: history.at + 1]
    if typed is not None and typed == history.typing and len(past) > 1:
        past = past[:-1]
    states = (*past, draft)[-LONGEST:]
    return History(states, len(states) - 1, typed)


def closed(history: History) -> History:
    """The history whose newest step takes no more typing: after a pause, or in another field."""
    return history if history.typing is None else replace(history, typing=None)


def ends_sentence(text: str) -> bool:
    """Whether text typed so far has just come to the end of a sentence or a line, and so of a step."""
    return text.endswith(_SENTENCE_ENDS)


def undone(history: History) -> History:
    """The history one state back, or as it is at the beginning."""
    return replace(closed(history), at=max(history.at - 1, 0))


def redone(history: History) -> History:
    """The history one state on, or as it is at the end."""
    return replace(closed(history), at=min(history.at + 1, len(history.states) - 1))


def place_of_change(before: Draft, after: Draft) -> int | None:
    """The first instance in which two states differ; None when only the head does."""
    pairs = enumerate(zip_longest(before.instances, after.instances))
    return next((index for index, (old, new) in pairs if old != new), None)


def with_head(history: History, task: Task) -> History:
    """The history with `task` as the head in every state: what was given out keeps its number on undo."""
    states = [
        replace(state, task=task, instances=tuple(replace(row, task_id=task.id) for row in state.instances))
        for state in history.states
    ]
    # States that differed in nothing but the head are one now.
    kept = [(state, [at for at, _ in group]) for state, group in groupby(enumerate(states), lambda s: s[1])]
    at = next(place for place, (_, ats) in enumerate(kept) if history.at in ats)
    return History(tuple(state for state, _ in kept), at)
