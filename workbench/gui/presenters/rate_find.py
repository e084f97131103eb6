"""Finding words in the texts of the item on screen. No Qt."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from workbench.gui.presenters.rate_state import Page

PROMPT, REFERENCE = "prompt", "reference"


@dataclass(frozen=True, slots=True)
class Match:
    """Where the words stand, in code points."""

    source: str
    """“prompt”, “reference” or an output's id."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FindState:
    """Everything the find bar shows, and what is marked in the texts."""

    shown: bool = False
    text: str = ""
    matches: tuple[Match, ...] = ()
    at: int = 0
    """Which match is the present one."""

    @property
    def here(self) -> Match | None:
        """The present match."""
        return self.matches[self.at] if self.matches else None

    @property
    def said(self) -> str:
        """Such as “2 of 7”; "" while nothing is looked for."""
        if not self.text:
            return ""
        return f"{self.at + 1} of {len(self.matches)}" if self.matches else "not found"


class ItemFind:
    """Looks for words in the input, the reference once it is uncovered, and the answers."""

    def __init__(self, render: Callable[[FindState], None]) -> None:
        self._render = render
        self._page: Page | None = None
        self.state = FindState()

    def show_page(self, page: Page | None) -> None:
        """Another page is on screen, or the same as it stands now; None for a page of words."""
        before, self._page = self._page, page
        if not self.state.shown:
            return
        if page is None:
            self.close()
        elif before is None or _texts(before) != _texts(page):
            same = before is not None and before.id == page.id
            self._look(replace(self.state, at=self.state.at if same else 0))

    def open(self) -> None:
        """Show the bar, with what was looked for last."""
        if self._page is not None:
            self._look(replace(self.state, shown=True))

    def type(self, text: str) -> None:
        """Look for `text`, in any case."""
        self._look(replace(self.state, text=text, at=0))

    def step(self, by: int) -> None:
        """The match after the present one, or before it; round the ends, over all texts."""
        if self.state.matches:
            self._show(replace(self.state, at=(self.state.at + by) % len(self.state.matches)))

    def close(self) -> None:
        """Mark nothing any more; what was looked for is kept for next time."""
        self._show(FindState(text=self.state.text))

    def _look(self, state: FindState) -> None:
        matches = find_in(self._page, state.text) if self._page is not None else ()
        self._show(replace(state, matches=matches, at=max(0, min(state.at, len(matches) - 1))))

    def _show(self, state: FindState) -> None:
        self.state = state
        self._render(state)


def find_in(page: Page, text: str) -> tuple[Match, ...]:
    """Every place of `text` in what can be read of `page`: input, reference if it is shown, answers."""
    if not text:
        return ()
    wanted = re.compile(re.escape(text), re.IGNORECASE)
    return tuple(
        Match(source, found.start(), found.end())
        for source, whole in _texts(page)
        for found in wanted.finditer(whole)
    )


def _texts(page: Page) -> tuple[tuple[str, str], ...]:
    """The texts that are shown, in the order they are read."""
    covered = () if page.reference is None else ((REFERENCE, page.reference),)
    return ((PROMPT, page.prompt), *covered, *((one.output, one.text) for one in page.answers))
