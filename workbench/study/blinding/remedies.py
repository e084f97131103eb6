"""What can be done about answers that would spoil the blinding: each change is told, the raw text stays."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from workbench.study.blinding.findings import Finding, Kind, Output
from workbench.study.blinding.residue import residue, thinking
from workbench.study.blinding.style import BULLET, EMOJI, HEADING

CHIP = "[model]"
"""What stands where a name was."""
MOST_ROUNDS = 50
"""Marks within marks are taken off layer by layer; no text has so many."""


class What(StrEnum):
    """What was done."""

    MASKED = "masked"
    THINKING = "thinking taken out"
    RESIDUE = "residue taken out"
    PLAIN = "made plain"


@dataclass(frozen=True, slots=True)
class Remedy:
    """One change of one answer."""

    output: str
    what: What
    start: int
    """Code points in the text as it was before this change and those with the same `before`."""
    end: int
    put: str
    """What stands there now; empty when it was taken out."""
    before: str
    """SHA-256 of that text in UTF-8, as 64 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Remedied:
    """An answer as it will be shown, and all that was done to it."""

    output: Output
    remedies: tuple[Remedy, ...] = ()


def masked(output: Output, findings: Iterable[Finding], chip: str = CHIP) -> Remedied:
    """Put a visible chip where the findings of names in this answer are; other findings are left alone.

    Raises ValueError for a finding that is not in the text.
    """
    spans = sorted(
        (finding.start, finding.end)
        for finding in findings
        if finding.output == output.id and finding.kind is Kind.NAME
    )
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if not 0 <= start < end <= len(output.text):
            raise ValueError(f"{output.id} has no characters {start} to {end}")
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return _changed(output, What.MASKED, [(start, end, chip) for start, end in merged])


def without_thinking(output: Output) -> Remedied:
    """Take out thoughts, with the blank lines after them."""
    return _taken_out(output, What.THINKING, thinking)


def without_residue(output: Output) -> Remedied:
    """Take out marks of prompt formats; what stands between them stays."""
    return _taken_out(output, What.RESIDUE, residue)


def plain(output: Output) -> Remedied:
    """Write Markdown as plain text: no headings, bullets, bold, tables, code, links, rules and emoji.

    Numbers of lists stay, because an answer may speak of them; so do stars and underlines within words, as
    in HLA-B*57:01. Doing it again changes nothing.
    """
    done = Remedied(output)
    for _ in range(MOST_ROUNDS):
        before = done.output.text
        for pattern, put in _PLAIN:
            done = _then(done, What.PLAIN, pattern, put)
        if done.output.text == before:
            break
    return done


def normalised(outputs: Sequence[Output]) -> tuple[Remedied, ...]:
    """Treat all answers of all arms alike: thoughts out, residue out, Markdown made plain.

    In this order; whoever sees the results cannot tell from the format which arm wrote what.
    """
    return tuple(_normal(output) for output in outputs)


def _normal(output: Output) -> Remedied:
    """One answer, until nothing is left to be done: what was taken out may have kept a mark apart."""
    done = Remedied(output)
    for _ in range(MOST_ROUNDS):
        before = done
        for remedy in (without_thinking, without_residue, plain):
            after = remedy(done.output)
            done = Remedied(after.output, (*done.remedies, *after.remedies))
        if done == before:
            break
    return done


def _row(match: re.Match[str]) -> str:
    """A row of a table as its cells, with semicolons between them."""
    cells = [cell.strip() for cell in match.group().strip().strip("|").split("|")]
    return "; ".join(cell for cell in cells if cell)


def _inner(match: re.Match[str]) -> str:
    """What a mark encloses."""
    return next(group for group in match.groups() if group is not None)


Put = str | Callable[[re.Match[str]], str]

_PLAIN: tuple[tuple[re.Pattern[str], Put], ...] = (
    (re.compile(r"^[ \t]*(?:```|~~~)[^\n`]*(?:\n|\Z)", re.MULTILINE), ""),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), "\n"),
    (re.compile(r"</?(?:b|i|u|em|strong|p|ul|ol|li|h[1-6]|sub|sup|code|pre|div|span)>", re.IGNORECASE), ""),
    (
        re.compile(
            r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?[ \t]*(?:\n|\Z)", re.MULTILINE
        ),
        "",
    ),
    (re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE), _row),
    (re.compile(r"^[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})(?:\n|\Z)", re.MULTILINE), ""),
    (HEADING, ""),
    (re.compile(r"^[ \t]*>[ \t]?(?=\S)", re.MULTILINE), ""),
    (BULLET, ""),
    (re.compile(r"!?\[([^\]\n]+)\]\([^)\s]*\)"), _inner),
    (re.compile(r"\*\*(?!\s)([^*\n]+?)(?<!\s)\*\*|(?<!\w)__(?!\s)([^_\n]+?)(?<!\s)__(?!\w)"), _inner),
    (re.compile(r"(?<![\w*])\*(?![\s*])([^*\n]+?)(?<!\s)\*(?![\w*])"), _inner),
    (re.compile(r"(?<!\w)_(?![\s_])([^_\n]+?)(?<!\s)_(?!\w)"), _inner),
    (re.compile(r"~~(?!\s)([^~\n]+?)(?<!\s)~~"), _inner),
    (re.compile(r"(?<!`)`([^`\n]+)`(?!`)"), _inner),
    (re.compile(f"(?:{EMOJI.pattern})[ \t]?"), ""),
    (re.compile(r"[ \t]+$", re.MULTILINE), ""),
    (re.compile(r"\n{3,}"), "\n\n"),
    (re.compile(r"\A\n+|\n+\Z"), ""),
)
"""What is looked for and what is put there, in this order."""


def _then(done: Remedied, what: What, pattern: re.Pattern[str], put: Put) -> Remedied:
    """The answer after one more kind of change."""
    changes = [
        (match.start(), match.end(), put if isinstance(put, str) else put(match))
        for match in pattern.finditer(done.output.text)
        if match.end() > match.start()
    ]
    after = _changed(done.output, what, changes)
    return Remedied(after.output, (*done.remedies, *after.remedies))


def _taken_out(output: Output, what: What, find: Callable[[str], list[tuple[int, int]]]) -> Remedied:
    """The answer without what `find` finds, as often as it finds something."""
    done = Remedied(output)
    for _ in range(MOST_ROUNDS):
        text = done.output.text
        spans = find(text)
        if not spans:
            break
        after = _changed(
            done.output, what, [(start, _past_blanks(text, start, end), "") for start, end in spans]
        )
        done = Remedied(after.output, (*done.remedies, *after.remedies))
    return done


def _past_blanks(text: str, start: int, end: int) -> int:
    """Where to go on after what stood at the beginning of a line: after the blanks that follow it."""
    if start and text[start - 1] != "\n":
        return end
    while end < len(text) and text[end].isspace():
        end += 1
    return end


def _changed(output: Output, what: What, changes: Sequence[tuple[int, int, str]]) -> Remedied:
    """The answer with all changes made, which must not overlap and come in order."""
    if not changes:
        return Remedied(output)
    before = sha256(output.text.encode()).hexdigest()
    parts, at = [], 0
    for start, end, put in changes:
        parts += [output.text[at:start], put]
        at = end
    remedies = tuple(Remedy(output.id, what, start, end, put, before) for start, end, put in changes)
    return Remedied(replace(output, text="".join(parts) + output.text[at:]), remedies)
