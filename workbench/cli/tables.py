"""Text tables for a terminal: columns that line up in six languages and fit the width."""

import unicodedata
from collections.abc import Sequence

_GAP = "  "
_NARROWEST = 8


def cells(text: str) -> int:
    """How many cells of a terminal `text` takes: two for wide characters, none for combining ones."""
    return sum(_cell(character) for character in text)


def fit(text: str, width: int) -> str:
    """`text` on one line in at most `width` cells, with an ellipsis where it was cut."""
    text = plain(text)
    if cells(text) <= width:
        return text
    used, kept = 0, ""
    for character in text:
        used += _cell(character)
        if used > width - 1:
            break
        kept += character
    return kept.rstrip() + "…"


def plain(text: str) -> str:
    """`text` on one line, without the control characters that would move the cursor."""
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text).split())


def table(
    headers: Sequence[str],
    rows: Sequence[Sequence[object]],
    width: int,
    right: Sequence[str] = (),
    whole: Sequence[str] = (),
) -> list[str]:
    """Lines of a table at most `width` cells wide; the widest columns are cut first.

    Args:
        right: headers of the columns that are set flush right.
        whole: headers of the columns that are never cut: ids, which people copy.
    """
    texts = [[_start(value, width) for value in row] for row in rows]
    widths = [
        min(width, max(cells(header), *(cells(row[place]) for row in texts))) if texts else cells(header)
        for place, header in enumerate(headers)
    ]
    room = width - len(_GAP) * (len(widths) - 1)
    soft = [place for place, header in enumerate(headers) if header not in whole]
    while soft and sum(widths) > room and max(widths[place] for place in soft) > _NARROWEST:
        widths[max(soft, key=widths.__getitem__)] -= 1
    flush = [header in right for header in headers]
    lines = [_line(list(headers), widths, flush), _GAP.join("─" * size for size in widths)]
    return [*lines, *(_line(row, widths, flush) for row in texts)]


def _start(value: object, width: int) -> str:
    """The beginning of a cell's text, more than any table shows; long texts are not measured in full."""
    text = "" if value is None else str(value)
    most = 4 * width
    return plain(text) if len(text) <= most else plain(text[:most]) + "…"


def _line(values: Sequence[str], widths: Sequence[int], flush: Sequence[bool]) -> str:
    """One row, padded to the columns."""
    padded = []
    for value, size, right in zip(values, widths, flush, strict=True):
        text = fit(value, size)
        space = " " * (size - cells(text))
        padded.append(space + text if right else text + space)
    return _GAP.join(padded).rstrip()


def _cell(character: str) -> int:
    """Cells of one character."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
