"""The leaderboard as LaTeX tables for an article: booktabs, everything escaped."""

import re
from collections.abc import Sequence

from workbench.domain.boards import Board, Cell, Row
from workbench.formats.board_text import Shown, Table, number, protocol, tables

_MEANINGS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "–": "--",
    "“": "``",
    "”": "''",
    "’": "'",
    "…": r"\ldots{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}
_SPECIAL = re.compile("[" + re.escape("".join(_MEANINGS)) + "]")


def document(board: Board, *, details: bool = True, intervals: bool = True) -> str:
    """A table for the overview and, with `details`, for each category; needs booktabs and graphicx.

    With `intervals` each number of our own runs has its interval and its n beside it.
    """
    made = tables(board)
    wanted = made if details else made[:1]
    return "\n".join(("% \\usepackage{booktabs,graphicx}", *(_table(table, intervals) for table in wanted)))


def escaped(text: str) -> str:
    """`text` so that none of it is a command."""
    plain = "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
    return _SPECIAL.sub(lambda found: _MEANINGS[found[0]], plain)


def _table(table: Table, intervals: bool) -> str:
    doubts: dict[str, int] = {}
    rows = [_row(row, table.shown, doubts, intervals) for row in table.rows]
    heads = ["Model", "Protocol", *(shown.title for shown in table.shown)]
    metrics = ["", "", *(shown.metric for shown in table.shown)]
    sources = dict.fromkeys(row.source for row in table.rows)
    notes = [f"{escaped(_mark(at))}: {escaped(source)}." for at, source in enumerate(sources)]
    numbered = {source: _mark(at) for at, source in enumerate(sources)}
    lines = [
        r"\begin{table}",
        r"\centering",
        f"\\caption{{{escaped(table.title)}. {_said(table, intervals)}}}",
        r"\resizebox{\linewidth}{!}{%",
        f"\\begin{{tabular}}{{ll{'r' * len(table.shown)}}}",
        r"\toprule",
        " & ".join(map(escaped, heads)) + r" \\",
        " & ".join(map(escaped, metrics)) + r" \\",
        r"\midrule",
        *(line.replace("\0", numbered[row.source]) for line, row in zip(rows, table.rows, strict=True)),
        r"\bottomrule",
        r"\end{tabular}}",
        r"\par\smallskip\footnotesize",
        " ".join(notes),
        *(f"$^{{?{at}}}$ {escaped(text)}." for text, at in doubts.items()),
        r"\end{table}",
        "",
    ]
    return "\n".join(lines)


def _said(table: Table, intervals: bool) -> str:
    """What the numbers of a table are."""
    percent = "Percent; with n and, in brackets, the 95\\,\\% interval of our own runs. " if intervals else ""
    whose = "Published numbers are as printed, without n or interval. "
    doubtful = any(cell.doubt for row in table.rows for shown in table.shown for cell in shown.cells(row))
    doubt = "A question mark: something speaks against the number as published."
    return (percent or "Percent. ") + whose + (doubt if doubtful else "")


def _mark(at: int) -> str:
    """A letter for a source: a to z, then aa and so on."""
    return (_mark(at // 26 - 1) if at >= 26 else "") + chr(ord("a") + at % 26)


def _row(row: Row, shown: Sequence[Shown], doubts: dict[str, int], intervals: bool) -> str:
    model = f"{escaped(f'{row.model} {row.quantization}'.rstrip())}$^{{\0}}$"
    cells = [model, protocol(row), *(_cell(column.cells(row), doubts, intervals) for column in shown)]
    return " & ".join(cells) + r" \\"


def _cell(cells: Sequence[Cell], doubts: dict[str, int], intervals: bool) -> str:
    if all(cell.value is None and not cell.doubt for cell in cells):
        return "--"
    told = []
    for cell in cells:
        text = escaped(number(cell))
        if intervals and cell.interval is not None:
            text += f" {{\\scriptsize [{cell.interval.low:.1f}, {cell.interval.high:.1f}]}}"
        if cell.doubt:
            text += f"$^{{?{doubts.setdefault(cell.doubt, len(doubts) + 1)}}}$"
        told.append(text)
    n = next((cell.n for cell in cells if cell.n is not None), None)
    return " / ".join(told) + (f" {{\\scriptsize n={n}}}" if intervals and n is not None else "")
