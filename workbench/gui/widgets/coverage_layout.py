"""Where the cells of a coverage matrix stand: one row a rater, as many lines as the items need. No Qt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CoverageLayout:
    """A grid of cells that goes on below where there is no room at the right."""

    raters: int
    items: int
    left: int
    """Where cells begin, after the raters' codes."""
    cell: int
    """The side of a cell with the gap after it."""
    columns: int
    """Items on one line."""
    gap: int
    """Between two lines of items."""

    @property
    def lines(self) -> int:
        """Lines of items."""
        return -(-self.items // self.columns) if self.items else 0

    @property
    def block(self) -> int:
        """The height of one line of items with all its raters."""
        return self.raters * self.cell + self.gap

    @property
    def height(self) -> int:
        """Of all of it."""
        return max(0, self.lines * self.block - self.gap)

    def place(self, rater: int, item: int) -> tuple[int, int]:
        """The upper left corner of a cell."""
        line, column = divmod(item, self.columns)
        return self.left + column * self.cell, line * self.block + rater * self.cell

    def at(self, x: int, y: int) -> tuple[int, int] | None:
        """The rater and item of the cell at a place; None beside the cells."""
        if x < self.left or y < 0 or not self.raters:
            return None
        column, (line, inside) = (x - self.left) // self.cell, divmod(y, self.block)
        rater, item = inside // self.cell, line * self.columns + column
        if column >= self.columns or rater >= self.raters or item >= self.items:
            return None
        return rater, item


def coverage_layout(width: int, raters: int, items: int, *, left: int, cell: int, gap: int) -> CoverageLayout:
    """The layout at a width; at least one item stands on a line."""
    return CoverageLayout(raters, items, left, cell, max(1, (width - left) // cell), gap)
