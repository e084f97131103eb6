"""What is chosen for the disagreement that is open: each key gives a value, a cause or a note. No Qt."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from workbench.domain.adjudications import Resolution
from workbench.domain.studies import Kind
from workbench.gui.presenters.adjudication_values import Disagreement, Draft, ItemPage, Key, Queue
from workbench.gui.presenters.adjudication_words import (
    CAUSES,
    about_of,
    draft_of,
    note_prompt,
    opinions_of,
    page_of,
    prompt_of,
    resolution_said,
    value_of_digit,
)
from workbench.gui.presenters.rate_state import LETTERS
from workbench.gui.presenters.rate_words import nudged, preference_for, saved_said

LEAVE = frozenset({"Return", "Ctrl+Return", "Escape"})


class AdjudicationDesk:
    """Drafts are kept while a person looks elsewhere; nothing here is decided yet."""

    def __init__(self) -> None:
        self._drafts: dict[Key, Draft] = {}
        self.typing = False
        """Whether a note is written."""
        self.reference = False
        """Whether the reference is shown."""

    def draft(self, entry: Disagreement, standing: Mapping[Key, Resolution]) -> Draft:
        """What is chosen: what was decided, until something else is."""
        return self._drafts.get(entry.key) or draft_of(standing.get(entry.key))

    def turn(self) -> None:
        """Another disagreement comes: its reference is hidden, nothing is written."""
        self.typing = self.reference = False

    def put(self, entry: Disagreement, draft: Draft) -> None:
        """Choose all of it."""
        self._drafts[entry.key] = draft

    def drop(self, entry: Disagreement) -> None:
        """What is chosen is what is decided."""
        self._drafts.pop(entry.key, None)

    def forget(self) -> None:
        """What comes is about another study."""
        self._drafts.clear()
        self.turn()

    def press(self, queue: Queue, entry: Disagreement, draft: Draft, key: str) -> str | None:
        """Take a key; what it has to say, which may be nothing, or None when it means nothing here."""
        if self.typing:
            self.typing = key not in LEAVE
            return ""
        if len(key) <= 2 and key.isdigit():
            found, value = value_of_digit(entry.question, len(entry.outputs), int(key))
            if not found:
                return f"{entry.name} has no answer {key}."
            self._give(entry, draft, valued=True, value=value)
            return ""
        if key == "R" and not queue.study.shows_reference:
            return "This study shows no reference."
        act = self._keys(entry, draft).get(key)
        if act is None:
            return None
        act()
        return ""

    def typed(self, entry: Disagreement, draft: Draft, text: str) -> None:
        """The note is this now."""
        if self.typing:
            self._give(entry, draft, note=text)

    def item(
        self,
        queue: Queue,
        entry: Disagreement,
        kept: tuple[Mapping[Key, Resolution], str],
        place: str,
        can: tuple[bool, bool],
    ) -> ItemPage:
        """The page; `kept` is what stands and when it was written, `can` whether to undo and to redo."""
        standing, saved = kept
        resolution, draft = standing.get(entry.key), self.draft(entry, standing)
        decided = resolution is not None and draft == draft_of(resolution)
        ask = note_prompt(entry, draft.note) if self.typing else prompt_of(entry, draft, decided)
        state = f"✓ {resolution_said(entry, resolution)}" if decided else ""
        return ItemPage(
            about=about_of(queue, entry),
            place=place,
            page=page_of(queue, entry, ask, self.reference),
            opinions=opinions_of(queue, entry, draft),
            note=draft.note,
            state=state or ("was " + resolution_said(entry, resolution) if resolution else ""),
            complete=draft.complete,
            decided=decided,
            saved=saved_said(saved),
            can_undo=can[0],
            can_redo=can[1],
        )

    def _keys(self, entry: Disagreement, draft: Draft) -> dict[str, Callable[[], None]]:
        """Keys that choose something, and those that show more."""
        give, question, answers = partial(self._give, entry, draft), entry.question, len(entry.outputs)
        keys: dict[str, Callable[[], None]] = {
            **{key: partial(give, cause=cause) for key, cause, _name, _meaning in CAUSES},
            **dict.fromkeys(("N", "C"), self._write),
            "R": self._turn_reference,
        }
        for key, by in (("Left", -1), ("Right", 1)):
            keys[key] = partial(give, valued=True, value=nudged(question, answers, draft.value, by))
        if question.kind is Kind.PREFERENCE:
            # C is for the note, unless it is the third answer.
            for place, letter in enumerate(LETTERS[:answers]):
                value = preference_for(question, answers, place)
                keys[letter] = partial(give, valued=True, value=value)
            keys["T"] = partial(give, valued=True, value=preference_for(question, answers, None))
        return keys

    def _give(self, entry: Disagreement, draft: Draft, **part: Any) -> None:
        self._drafts[entry.key] = replace(draft, **part)

    def _write(self) -> None:
        self.typing = True

    def _turn_reference(self) -> None:
        self.reference = not self.reference
