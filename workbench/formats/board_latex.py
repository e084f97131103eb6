"""The leaderboard as LaTeX tables for an article: booktabs, everything escaped.

They compile with pdfLaTeX, XeLaTeX and LuaLaTeX, whatever a model is called. pdfLaTeX has no letters but
Latin ones: with it others stand as their code points, in a command that an article may define anew.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from workbench.domain.boards import Board, Cell, Row
from workbench.formats.board_text import EMPTY, Shown, Table, counts, number, protocol, tables

_MEANINGS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    # No command for it is in every encoding of fonts.
    '"': r"{\ttfamily\char34}",
    "–": r"\textendash{}",
    "“": "``",
    "”": "''",
    "’": "'",
    "…": r"\ldots{}",
    "\N{MINUS SIGN}": "$-$",
    "≤": r"$\leq$",
    "≥": r"$\geq$",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}
_MEANT = re.escape("".join(_MEANINGS))
# Signs beyond ASCII that every LaTeX has in the fonts it begins with; found by asking it one by one.
_KNOWN = "‘—†‡•‰€™→‐‑" + "".join(
    chr(code) for code in range(0xA1, 0x17F) if chr(code) not in "\xad«»ÐÞðþĄąĐđĘęĦħĮįĸĿŀŉŊŋŦŧŲų"
)
# Two hyphens, apostrophes or commas are one sign to LaTeX: between them is a place that matters.
_SPECIAL = re.compile(rf"[{_MEANT}]|(?<=[-',])(?=[-',])|[^\x20-\x7e{_MEANT}{re.escape(_KNOWN)}]+")

WIDEST = 96
"""Characters that the numbers of one table may take; a wider one would be shrunk until it cannot be read."""
LONG_NAME = 36
"""Characters from which on names may take several lines."""

_PREAMBLE = r"""% \usepackage{booktabs,graphicx}
% With pdfLaTeX, letters that it has not stand as their code points. With XeLaTeX or LuaLaTeX choose a font
% that has them.
\ifdefined\otherscript\else
\protected\def\otherscript#1#2{\ifdefined\XeTeXversion#1\else\ifdefined\directlua#1\else\texttt{#2}\fi\fi}
\fi"""


def document(board: Board, *, details: bool = True, intervals: bool = True) -> str:
    """A table for the overview and, with `details`, for each category; needs booktabs and graphicx.

    With `intervals` each number of our own runs has its interval and its n beside it.
    """
    made = tables(board)
    wanted = made if details else made[:1]
    parts = [part for table in wanted for part in _parts(table, intervals)]
    return "\n".join((_PREAMBLE, *(_table(part, intervals) for part in parts)))


def escaped(text: str) -> str:
    """`text` so that none of it is a command, and all of it is there."""
    plain = "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
    return _SPECIAL.sub(_told, plain)


def _told(found: re.Match[str]) -> str:
    """What stands for a sign that means something, for signs that LaTeX has not, or between two it joins."""
    signs = found[0]
    if signs in _MEANINGS:
        return _MEANINGS[signs]
    codes = " ".join(f"U+{ord(sign):04X}" for sign in signs)
    return f"\\otherscript{{{signs}}}{{{codes}}}" if signs else "{}"


def _parts(table: Table, intervals: bool) -> list[Table]:
    """A table as several where one would be too wide to read, each with the rows that it has numbers of."""
    groups: list[list[Shown]] = [[]]
    room = WIDEST
    for shown in table.shown:
        width = max((_width(shown.cells(row), intervals) for row in table.rows), default=0)
        if groups[-1] and width > room:
            groups.append([])
            room = WIDEST
        groups[-1].append(shown)
        room -= width
    if len(groups) == 1:
        return [table]
    found = []
    for number_of, group in enumerate(groups, 1):
        rows = tuple(
            row for row in table.rows if any(cell != EMPTY for one in group for cell in one.cells(row))
        )
        title = f"{table.title}, part {number_of} of {len(groups)}"
        found.append(replace(table, title=title, shown=tuple(group), rows=rows))
    return found


def _width(cells: Sequence[Cell], intervals: bool) -> int:
    """About how many characters the numbers of one column take."""
    n = 6 if intervals and any(cell.n is not None for cell in cells) else 0
    return 2 + n + sum(15 if intervals and cell.interval is not None else 6 for cell in cells)


def _table(table: Table, intervals: bool) -> str:
    doubts: dict[str, int] = {}
    rows = [_row(row, table.shown, doubts, intervals) for row in table.rows]
    heads = ["Model", "Protocol", *(shown.title for shown in table.shown)]
    metrics = ["", "", *(shown.metric for shown in table.shown)]
    sources = dict.fromkeys(row.source for row in table.rows)
    notes = [f"{escaped(_mark(at))}: {escaped(source)}." for at, source in enumerate(sources)]
    numbered = {source: _mark(at) for at, source in enumerate(sources)}
    # A name of two lines makes a table shrink less than one long line.
    long = any(len(_name(row)) > LONG_NAME for row in table.rows)
    names = r"p{16em}" if long else "l"
    lines = [
        r"\begin{table}",
        r"\centering",
        f"\\caption{{{escaped(table.title)}. {_said(table, intervals)}}}",
        r"\resizebox{\ifdim\width>\linewidth\linewidth\else\width\fi}{!}{%",
        f"\\begin{{tabular}}{{{names}l{'r' * len(table.shown)}}}",
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


def _name(row: Row) -> str:
    return f"{row.model} {row.quantization}".rstrip()


def _row(row: Row, shown: Sequence[Shown], doubts: dict[str, int], intervals: bool) -> str:
    # In braces: at the beginning of a line a bracket or an asterisk would belong to the command before.
    model = f"{{{escaped(_name(row))}}}$^{{\0}}$"
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
    n = counts(cells) if intervals else ""
    return " / ".join(told) + (f" {{\\scriptsize {n}}}" if n else "")
