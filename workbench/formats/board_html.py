"""The leaderboard as one HTML page that asks for nothing: it opens from a disk, for good.

Style and script are inside, named by their hashes in the page's content security policy, so that nothing
else can run even if a name were to slip through as markup. Without a script the tables are still there.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from html import escape

from workbench.domain.board_columns import PRIMARY
from workbench.domain.boards import Board, Cell, Row
from workbench.formats.board_text import EXPLANATION, Shown, Table, numbers, protocol, sentences, tables
from workbench.paths import resources

_PLACE = re.compile(r"\{\{([a-z-]+)\}\}")
_TEXT_HEADS = ("Model", "Protocol", "Source")


def page(board: Board, *, title: str = "MedS-Bench leaderboard", note: str = "") -> str:
    """The whole page."""
    folder = resources() / "leaderboard"
    style, script, frame = (
        (folder / name).read_text(encoding="utf-8") for name in ("board.css", "board.js", "board.html")
    )
    made = tables(board)
    parts = {
        "title": escape(title),
        "note": escape(note or _counted(board)),
        "style": style,
        "script": script,
        "style-hash": _hash(style),
        "script-hash": _hash(script),
        "models": _options(row.model for row in board.rows),
        "sources": _options(row.source for row in board.rows),
        "quantizations": _options(row.quantization for row in board.rows),
        "tabs": "".join(f'<a href="#{_id(table)}">{escape(table.title)}</a>' for table in made)
        + '<a href="#all" class="needs-script">All</a>',
        "tables": "\n".join(_table(table, board.rows) for table in made),
        "words": "".join(f"<dt>{escape(word)}</dt><dd>{escape(text)}</dd>" for word, text in EXPLANATION),
    }
    # In one go: what is filled in is never looked at for places again.
    return _PLACE.sub(lambda place: parts[place[1]], frame)


def _counted(board: Board) -> str:
    """What is on the page, in one line."""
    runs = len({row.id for row in board.rows if row.protocol is not None})
    sources = len({row.source for row in board.rows if row.protocol is None})
    said = [f"{runs} run{'' if runs == 1 else 's'} of this project, under both protocols"] if runs else []
    if sources:
        said.append(f"published results from {sources} source{'' if sources == 1 else 's'}")
    return "; ".join(said) + ". Numbers are percentages." if said else "There is no result yet."


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _options(values: Iterator[str]) -> str:
    there = sorted({value for value in values if value}, key=str.casefold)
    return "".join(f'<option value="{escape(value)}">{escape(value)}</option>' for value in there)


def _id(table: Table) -> str:
    return "t-" + re.sub(r"[^a-z0-9]+", "-", table.title.casefold()).strip("-")


def _table(table: Table, rows: Sequence[Row]) -> str:
    place = {id(row): at for at, row in enumerate(rows)}
    bodies: dict[str, list[Row]] = {}
    for row in table.rows:
        bodies.setdefault(row.id if row.protocol is not None else f"published {row.id}", []).append(row)
    inside = "\n".join(_body(body, table, place) for body in bodies.values())
    heads = "".join(_text_head(name) for name in _TEXT_HEADS) + "".join(map(_head, table.shown))
    name = escape(table.title)
    return (
        f'<section data-table id="{_id(table)}"><h2>{name}<small>{escape(_kind(table))}</small></h2>'
        f'<div class="scroll"><table aria-label="{name}"><thead><tr>{heads}</tr></thead>'
        f"\n{inside}</table></div>"
        '<p class="empty" hidden>No row is left. Clear the search, or choose other filters.</p>'
        '<details class="needs-script"><summary>Dots and intervals</summary>'
        '<div class="plots"></div></details>'
        "</section>"
    )


def _kind(table: Table) -> str:
    """What the table's columns are."""
    if table.overview:
        return "the mean of each category"
    of = PRIMARY.get(table.title)
    tasks = len({shown.columns[0].task_id for shown in table.shown} - {None})
    if of is not None and tasks > len(of):
        return f"{tasks} columns of tasks; the mean is over {len(of)} of them, as upstream takes it"
    return f"{tasks} task{'' if tasks == 1 else 's'}"


def _text_head(name: str) -> str:
    return f'<th scope="col" class="text"><button type="button">{name}</button></th>'


def _head(shown: Shown) -> str:
    title, metrics = escape(shown.title), [escape(column.metric) for column in shown.columns]
    task = shown.columns[0].task_id
    whole = f"{shown.title}, {shown.metric}" + (f" ({task})" if task else "")
    data = (
        f'scope="col" data-title="{escape(whole)}" data-name="{title}" data-metrics="{escape(shown.metric)}"'
    )
    if len(metrics) == 1:
        return (
            f'<th {data}><button type="button" data-part="0"><span class="name">{title}</span></button>'
            f'<span class="name metric">{metrics[0]}</span></th>'
        )
    buttons = "".join(
        f'<button type="button" data-part="{part}" aria-label="{title} {metric}">{metric}</button>'
        for part, metric in enumerate(metrics)
    )
    return f'<th {data}><span class="name">{title}</span><span class="metrics">{buttons}</span></th>'


def _body(rows: Sequence[Row], table: Table, place: dict[int, int]) -> str:
    kind = ' class="pair"' if len(rows) > 1 else ""
    return f"<tbody{kind}>" + "\n".join(_row(row, table, place[id(row)]) for row in rows) + "</tbody>"


def _row(row: Row, table: Table, at: int) -> str:
    shown = protocol(row)
    data = f'data-r="{at}" data-p="{shown}"'
    if table.overview:
        data += (
            f' data-model="{escape(row.model)}" data-source="{escape(row.source)}" data-protocol="{shown}"'
            f' data-quantization="{escape(row.quantization)}" data-sha256="{escape(row.sha256)}"'
        )
    chip = f'<span class="chip">{escape(row.quantization)}</span>' if row.quantization else ""
    heads = (
        f'<th scope="row" tabindex="-1" data-s="{escape(row.model)}">{escape(row.model)}{chip}</th>'
        f'<td class="text" tabindex="-1"><span class="protocol {shown}">{shown}</span></td>'
        f'<td class="text source" tabindex="-1">{escape(row.source)}</td>'
    )
    cells = "".join(_cell(column, row, overview=table.overview) for column in table.shown)
    return f"<tr {data}>{heads}{cells}</tr>"


def _cell(shown: Shown, row: Row, *, overview: bool) -> str:
    cells = shown.cells(row)
    text = numbers(cells)
    doubt = any(cell.doubt for cell in cells)
    kinds = [
        *(["mean"] if shown.columns[0].task_id is None and not overview else []),
        *(["none"] if text == "–" else []),
        *(["doubt"] if doubt else []),
    ]
    values = " ".join("-" if cell.value is None else f"{cell.value:.6g}" for cell in cells)
    data = f' data-v="{values}"'
    if kinds:
        data += f' class="{" ".join(kinds)}"'
    told = _told(shown, cells)
    if told:
        data += f' data-t="{escape(told)}"'
    if any(cell.interval for cell in cells):
        ranges = (
            f"{cell.interval.low:.6g} {cell.interval.high:.6g}" if cell.interval else "" for cell in cells
        )
        data += f' data-i="{";".join(ranges)}"'
    if cells[0].chance is not None:
        data += f' data-c="{cells[0].chance:.6g}"'
    if doubt:
        data += f' data-x="{text}"'
    mark = '<b aria-label="in doubt">?</b>' if doubt else ""
    return f'<td tabindex="-1"{data}>{text}{mark}</td>'


def _told(shown: Shown, cells: Sequence[Cell]) -> str:
    """What is behind the numbers, a line for each sentence; of two metrics each under its name."""
    said = [(column.metric, list(sentences(cell))) for column, cell in zip(shown.columns, cells, strict=True)]
    if len(said) == 1 or said[0][1] == said[1][1]:
        return "\n".join(said[0][1])
    return "\n".join(f"{_named(metric, text)}" for metric, texts in said for text in texts)


def _named(metric: str, text: str) -> str:
    start = "In doubt: "
    return f"{start}{metric}: {text.removeprefix(start)}" if text.startswith(start) else f"{metric}: {text}"
