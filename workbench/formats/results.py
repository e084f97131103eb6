"""What every reader of other people's results gives back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.domain.foreign import ForeignRow
from workbench.domain.tasks import Reported


@dataclass(frozen=True, slots=True)
class Results:
    """A file of results that is being read."""

    model: str | None
    """The model that answered, as the file or its name says; None when neither does."""
    rows: Iterator[ForeignRow | Reported]
    """Every row once, in order. Raises `FormatError` where the file breaks off."""
    bytes_read: Callable[[], int]
    """How far the file has been read, to compare with its size."""
    columns: tuple[str, ...] = ()
    """Of a table its columns, as its first line has them; none of a log."""
