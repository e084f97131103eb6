"""How the numbers of the leaderboard are said: in a cell, in its tooltip, to a screen reader. No Qt."""

from collections.abc import Sequence

from workbench.domain.boards import Cell, Column
from workbench.domain.scores import Interval, Protocol
from workbench.gui.presenters.phrases import counted
from workbench.gui.presenters.results_grid import Figure, Line

NAMES = {Protocol.PAPER: "paper", Protocol.CORRECTED: "corrected", None: "published"}
MEANINGS = {
    Protocol.PAPER: "the published metric code, quirk by quirk",
    Protocol.CORRECTED: "what the paper says that it measures",
}


def number(value: float | None) -> str:
    """A percentage in a cell; a dash when there is none."""
    return "–" if value is None else f"{value:.1f}"


def points(value: float | None) -> str:
    """A difference in points, with its sign."""
    return "–" if value is None else f"{value:+.1f}".replace("-", "\N{MINUS SIGN}")


def between(interval: Interval | None) -> str:
    """An interval: “57.3 to 63.1”."""
    return "–" if interval is None else f"{interval.low:.1f} to {interval.high:.1f}"


def difference_between(interval: Interval | None) -> str:
    """An interval of a difference, with signs."""
    return "–" if interval is None else f"{points(interval.low)} to {points(interval.high)}"


def chance_of(p: float | None) -> str:
    """A p value as journals print it."""
    if p is None:
        return "–"
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def column_said(column: Column) -> str:
    """A column in one line: “MCQA · MedQA · accuracy”."""
    return f"{column.category} · {title_of(column)} · {column.metric}"


def title_of(column: Column) -> str:
    """A task's name, or “mean”."""
    return "mean" if column.task_id is None else column.title


def tip_of(line: Line, column: Column, figures: Sequence[Figure]) -> str:
    """Everything that is known about a cell, a line for each fact."""
    lines = [f"{line.model}{' · ' + line.quantization if line.quantization else ''}", column_said(column)]
    if not figures:
        return "\n".join([*lines, "", "No number: nothing was run or published here."])
    for figure in figures:
        lines += ["", *_facts(figure)]
    return "\n".join(lines)


def cell_said(line: Line, column: Column, figures: Sequence[Figure]) -> str:
    """A cell as a screen reader says it."""
    values = [f"{NAMES[figure.protocol]} {_doubted(figure.cell)}" for figure in figures]
    name = f"{line.model} {line.quantization}".strip()
    where = f"{column.category}, {title_of(column)}, {column.metric}"
    return f"{name}, {where}: {', '.join(values) or 'no number'}"


def _doubted(cell: Cell) -> str:
    return f"{number(cell.value)}{', in doubt: ' + cell.doubt if cell.doubt else ''}"


def _facts(figure: Figure) -> list[str]:
    cell = figure.cell
    name = NAMES[figure.protocol].capitalize()
    if figure.protocol is not None:
        name += f" ({MEANINGS[figure.protocol]})"
    value = "no value" if cell.value is None else f"{cell.value:.2f}"
    facts = [f"{name}: {value}"]
    if cell.interval is not None:
        facts.append(f"    95 % interval {cell.interval.low:.2f} to {cell.interval.high:.2f}")
    facts.append(f"    {counted(cell.n, 'answer')}" if cell.n is not None else "    n is not said")
    if cell.tasks is not None:
        facts.append(f"    over {cell.tasks[0]} of {counted(cell.tasks[1], 'task')}")
    facts += [f"    {count:,} missing: {reason}" for reason, count in cell.missing]
    if cell.chance is not None:
        facts.append(f"    blind guessing gets {cell.chance:.1f}")
    if cell.majority is not None:
        facts.append(f"    always the commonest answer gets {cell.majority:.1f}")
    if cell.doubt:
        facts.append(f"    In doubt: {cell.doubt}")
    return facts


def facts_line(line: Line, column: Column, figures: Sequence[Figure]) -> str:
    """What is known about a cell, in one or two lines under the board."""
    name = f"{line.model} {line.quantization}".strip()
    said = [" ".join(part for part in _facts_short(figure)) for figure in figures]
    return f"{name} · {column_said(column)}: {'; '.join(said) or 'no number'}{_guessing(figures)}"


def _guessing(figures: Sequence[Figure]) -> str:
    """What would be had without knowing anything: the same under both protocols, so it is said once."""
    cell = next((figure.cell for figure in reversed(figures) if figure.cell.chance is not None), None)
    if cell is None:
        return ""
    majority = "" if cell.majority is None else f", the commonest answer {cell.majority:.1f}"
    return f" · guessing gets {cell.chance:.1f}{majority}"


def _facts_short(figure: Figure) -> list[str]:
    cell = figure.cell
    parts = [f"{NAMES[figure.protocol]} {number(cell.value)}"]
    if cell.interval is not None:
        parts.append(f"(95 % {between(cell.interval)})")
    if cell.n is not None:
        parts.append(f"of {counted(cell.n, 'answer')}")
    parts += [f"· {count:,} missing: {reason}" for reason, count in cell.missing]
    if cell.doubt:
        parts.append(f"· in doubt: {cell.doubt}")
    return parts
