"""What was given by the last key, to be seen for a moment after the screen moved on. Pure."""

from dataclasses import dataclass

from workbench.gui.presenters.rate_state import Cell, Page, Row

MOST = 10
"""Values of an item that are said; more do not fit."""


@dataclass(frozen=True, slots=True)
class Given:
    """A value, or those of an item that was submitted."""

    keys: tuple[str, ...]
    """As in `Cell.key`: what flashes where it stands; () when it is on screen no more."""
    words: str


def given_between(before: Page | None, after: Page, *, submitted: bool) -> Given | None:
    """What was given between two states of the screen and moved on; None for nothing."""
    if before is None:
        return None
    if before.id != after.id:
        words = _values(before.rows) if submitted else ""
        return Given((), f"✓ {words}") if words else None
    known = {cell.key: cell for row in before.rows for cell in row.cells}
    for row in after.rows:
        for cell in row.cells:
            old = known.get(cell.key)
            if old is not None and (old.chosen, old.words) != (cell.chosen, cell.words) and _said(cell):
                moved = old.focused and not cell.focused
                return Given((cell.key,), f"✓ {row.name} {cell.letter}: {_said(cell)}") if moved else None
    return None


def _values(rows: tuple[Row, ...]) -> str:
    """The values of an item, in the order they stand."""
    said = [_said(cell) for row in rows for cell in row.cells if _said(cell)]
    return " · ".join(said[:MOST]) + (" …" if len(said) > MOST else "")


def _said(cell: Cell) -> str:
    """A value as its box says it."""
    if cell.chosen is not None and cell.chosen < len(cell.labels):
        return cell.labels[cell.chosen]
    return cell.words[:24] if cell.labels else ""
