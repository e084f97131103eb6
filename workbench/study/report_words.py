"""Numbers and names as a report prints them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbench.domain.reports import ForestRow
from workbench.domain.scores import Interval
from workbench.domain.studies import Instrument
from workbench.evaluation.statistics.estimates import Estimate
from workbench.study.agreement.findings import Coefficient, Share

NONE = "–"
PERCENT = "\N{NO-BREAK SPACE}%"

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(\.\d+)?(Z|\+00:00)")


def number(value: float | None, digits: int = 2) -> str:
    """A number with so many decimals and a real minus; a dash for none."""
    if value is None:
        return NONE
    text = f"{value:.{digits}f}"
    return (text[1:] if float(text) == 0 and text.startswith("-") else text).replace("-", "−")


def ranged(value: float | None, interval: Interval | None, digits: int = 2, unit: str = "") -> str:
    """A number with its interval in brackets."""
    if value is None:
        return NONE
    text = f"{number(value, digits)}{unit}"
    if interval is None:
        return text
    return f"{text} ({number(interval.low, digits)} to {number(interval.high, digits)})"


def estimated(estimate: Estimate, digits: int = 2, unit: str = "") -> str:
    """An estimate with its interval."""
    return ranged(estimate.value, estimate.interval, digits, unit)


def coefficient(found: Coefficient | None) -> str:
    """A coefficient with its interval; "undefined" where it is."""
    if found is None:
        return NONE
    return "undefined" if found.value is None else ranged(found.value, found.interval)


def share(found: Share) -> str:
    """A share in percent with its interval and the numbers behind it."""
    if found.value is None:
        return NONE
    interval = found.interval and Interval(100 * found.interval.low, 100 * found.interval.high)
    return f"{ranged(100 * found.value, interval, 0, PERCENT)}, {found.count} of {found.n}"


def p_value(p: float | None) -> str:
    """A p-value as journals print it."""
    if p is None:
        return NONE
    return "< 0.001" if p < 0.001 else f"{p:.3f}" if p < 0.1 else f"{p:.2f}"


def plural(count: int, word: str, words: str = "") -> str:
    """A number and what it counts: "1 item", "1,200 items"."""
    return f"{count:,} {word if count == 1 else words or word + 's'}"


def listed(names: Iterable[str]) -> str:
    """Names in a row: "a, b and c"."""
    every = list(names)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} and {every[-1]}"


def turned(estimate: Estimate) -> Estimate:
    """A difference the other way round."""
    value, interval = estimate.value, estimate.interval
    return replace(
        estimate,
        value=None if value is None else -value,
        interval=interval and Interval(-interval.high, -interval.low),
    )


def moment(utc: str) -> str:
    """A time as people write it; what is no ISO time stays as it is."""
    return _MOMENT.sub(r"\1, \2 UTC", utc)


def forest_row(label: str, estimate: Estimate, digits: int = 1) -> ForestRow:
    """An estimate as a row of a figure."""
    interval = estimate.interval
    return ForestRow(
        label,
        estimate.value,
        interval.low if interval else None,
        interval.high if interval else None,
        estimated(estimate, digits) if estimate.value is not None else estimate.reason,
    )


def span(rows: Sequence[ForestRow], *also: float) -> tuple[float, float]:
    """Where a figure's axis begins and ends, so that everything is on it."""
    values = [value for row in rows for value in (row.value, row.low, row.high) if value is not None] + list(
        also
    )
    low, high = min(values, default=0.0), max(values, default=1.0)
    margin = 0.06 * (high - low) or 0.5
    return low - margin, high + margin


def label(instrument: Instrument, name: str) -> str:
    """What an error type, an omission type or a severity is called."""
    return (instrument.labels or {}).get(name, name)
