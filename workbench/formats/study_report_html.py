"""A report as one HTML page that asks for nothing: style and figures are inside, there is no script.

What raters and coordinators wrote is text wherever it stands; the page's policy lets nothing else run.
"""

import base64
import hashlib
import re
from html import escape

from workbench.domain.reports import (
    Block,
    Facts,
    Flow,
    Forest,
    Panels,
    Points,
    Report,
    Section,
    Stacked,
    Table,
    Words,
)
from workbench.formats.report_figures import flow, forest, panels, stacked
from workbench.paths import resources

_PLACE = re.compile(r"\{\{([a-z-]+)\}\}")


def page(report: Report) -> str:
    """The whole page."""
    folder = resources() / "studies"
    style, frame = ((folder / name).read_text(encoding="utf-8") for name in ("report.css", "report.html"))
    parts = {
        "language": escape(report.language),
        "title": escape(report.title),
        "note": escape(report.note),
        "style": style,
        "style-hash": "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        "contents": "".join(
            f'<a href="#{escape(one.id)}">{escape(one.title)}</a>' for one in report.sections
        ),
        "sections": "\n".join(_section(place, one) for place, one in enumerate(report.sections, start=1)),
    }
    # In one go: what is filled in is never looked at for places again.
    return _PLACE.sub(lambda place: parts[place[1]], frame)


def _section(number: int, section: Section) -> str:
    inside = "\n".join(_block(block) for block in section.blocks)
    head = f'<h2><span class="number">{number}</span>{escape(section.title)}</h2>'
    return f'<section id="{escape(section.id)}">{head}\n{inside}</section>'


def _block(block: Block) -> str:
    """One block as HTML."""
    match block:
        case Words():
            return _head(block.title) + "".join(f"<p>{escape(text)}</p>" for text in block.paragraphs)
        case Points():
            entries = "".join(f"<li>{escape(text)}</li>" for text in block.entries)
            return f"{_head(block.title)}<ul>{entries}</ul>"
        case Facts():
            pairs = "".join(f"<dt>{escape(name)}</dt><dd>{escape(fact)}</dd>" for name, fact in block.pairs)
            return f"{_head(block.title)}<dl>{pairs}</dl>"
        case Table():
            return _table(block)
    return _figure(block)


def _figure(figure: Forest | Stacked | Panels | Flow) -> str:
    match figure:
        case Forest():
            drawn = forest(figure)
        case Stacked():
            drawn = stacked(figure)
        case Panels():
            drawn = panels(figure)
        case Flow():
            drawn = flow(figure)
    note = f"<span> {escape(figure.note)}</span>" if figure.note else ""
    return f"<figure>{drawn}<figcaption>{escape(figure.title)}.{note}</figcaption></figure>"


def _head(title: str) -> str:
    return f"<h3>{escape(title)}</h3>" if title else ""


def _table(table: Table) -> str:
    """A table with its title above it; a long one is closed at first."""
    flush = [' class="number"' if place in table.numbers else "" for place in range(len(table.heads))]
    heads = "".join(
        f'<th scope="col"{kind}>{escape(head)}</th>' for head, kind in zip(table.heads, flush, strict=True)
    )
    rows = "\n".join(
        "<tr>"
        + f'<th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td{kind}>{escape(cell)}</td>" for cell, kind in zip(row[1:], flush[1:], strict=True))
        + "</tr>"
        for row in table.rows
    )
    note = f'<p class="below">{escape(table.note)}</p>' if table.note else ""
    whole = (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(table.title)}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{note}"
    )
    if table.long:
        counted = f"{len(table.rows)} rows"
        return (
            f'<details class="long"><summary>{escape(table.title)} <span>{counted}</span></summary>'
            f"{whole}</details>"
        )
    return f'<div class="table"><p class="above">{escape(table.title)}</p>{whole}</div>'
