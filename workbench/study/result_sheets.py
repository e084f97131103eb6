"""The results of a study as files of data, with every column described."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from workbench.domain.raters import Sitting
from workbench.domain.reports import Sheet, SheetColumn
from workbench.domain.scores import Interval
from workbench.domain.studies import Omission, Question, Span
from workbench.study.agreement.findings import Coefficient
from workbench.study.coverage import State, natural, state_of
from workbench.study.judged import Absent, Judged, name_of
from workbench.study.marks import Marked
from workbench.study.results import Results

Cell = str | int | float | None

RATER = SheetColumn("rater", "Who judged: a code that does not name the person")
ITEM = SheetColumn("item", "Id of the item")
SOURCE = SheetColumn("instance", "Id of the instance behind the item")
ARM = SheetColumn("arm", "Which arm the answer is of; empty where the question is about the instance")
OUTPUT = SheetColumn("output", "Id of the answer; empty where the question is about the instance")
PRESENTATION = SheetColumn("presentation", "An item shown to a rater: the rater and the place in their order")
PASS = SheetColumn("pass", "1 the first time; 2 when shown again without being told")
SIDE = SheetColumn("side", "Place of the answer on the screen", "1 is the leftmost")
LOW = SheetColumn("low", "Where the 95 % interval begins")
HIGH = SheetColumn("high", "Where the 95 % interval ends")
TYPE, SEVERITY = SheetColumn("type", "Its type"), SheetColumn("severity", "Its severity")


def sheets(found: Results, sittings: Mapping[str, Sequence[Sitting]] | None = None) -> tuple[Sheet, ...]:
    """All files. `sittings` are those of the raters by their codes in the study."""
    return (
        long(found),
        wide(found),
        presentations(found),
        agreement(found),
        preferences(found),
        spans(found),
        omissions(found),
        sessions(found, sittings or {}),
    )


def long(found: Results) -> Sheet:
    """One row for each rater, item, answer, question and pass, with or without a value."""
    absent = "; ".join(one.value for one in Absent)
    columns = (
        *(RATER, ITEM, SOURCE, SheetColumn("split", "What the item is for", "training; main; anchor")),
        *(OUTPUT, ARM, SheetColumn("question", "Id of the question", _questions(found)), PASS),
        SheetColumn("value", "What was answered; empty without an answer"),
        SheetColumn("label", "What the value is called in the instrument"),
        SheetColumn("missing", "Why there is no value", absent),
        *(SIDE, SheetColumn("number", "Place in the rater's order, from 1"), PRESENTATION),
    )
    labels = {
        (question.id, level.value): level.label
        for question in found.study.instrument.questions
        for level in question.levels
    }
    rows = tuple(
        (
            *(row.rater, row.item_id, row.source, row.split.value, row.output, row.arm, row.question),
            *(row.repeat + 1, row.value),
            labels.get((row.question, row.value), "") if isinstance(row.value, int) else "",
            row.absent.value if row.absent is not None else "",
            *(row.place + 1 if row.place is not None else None, row.number, _shown(row.rater, row.number)),
        )
        for row in _ordered(found)
    )
    return Sheet("long", "Every question that was to be answered", columns, rows)


def wide(found: Results) -> Sheet:
    """One row for each presentation and answer, a column for each question."""
    questions = found.study.instrument.questions
    columns = (
        *(RATER, ITEM, SOURCE, OUTPUT, ARM, PASS, SIDE),
        *(SheetColumn(one.id, one.text, _levels(one)) for one in questions),
    )
    about_all: dict[str, dict[str, Cell]] = defaultdict(dict)
    held: dict[tuple[str, str], dict[str, Cell]] = {}
    first = {}
    for row in _ordered(found):
        value: Cell = row.value if row.absent is None else f"({row.absent.value})"
        if row.output:
            held.setdefault((row.presentation, row.output), {})[row.question] = value
            first[row.presentation, row.output] = row
        else:
            about_all[row.presentation][row.question] = value
            for place, output in enumerate(row.outputs):
                held.setdefault((row.presentation, output), {})
                first.setdefault((row.presentation, output), _of_output(found, row, place))
    rows = []
    for (presentation, output), values in held.items():
        own = first[presentation, output]
        every = {**about_all[presentation], **values}
        rows.append(
            (
                *(own.rater, own.item_id, own.source, output, own.arm, own.repeat + 1),
                (own.place or 0) + 1,
                *(every.get(one.id) for one in questions),
            )
        )
    note = "One row for each answer that a rater saw; values about the instance stand in each of its rows"
    return Sheet("wide", note, columns, tuple(rows))


def presentations(found: Results) -> Sheet:
    """One row for each presentation: how far it is, how long it took, what the rater wrote about it."""
    columns = (
        *(PRESENTATION, RATER, ITEM, PASS, SheetColumn("number", "Place in the rater's order, from 1")),
        SheetColumn("state", "How far it is", "; ".join(one.value for one in State)),
        SheetColumn("reason", "Why it cannot be rated, in the rater's words"),
        SheetColumn("active_s", "Seconds of work, idle time beyond the cap left out"),
        SheetColumn("wall_s", "Seconds from opening to submitting"),
        SheetColumn("flagged", "Whether the rater flagged it", "1 yes; 0 no"),
        SheetColumn("revealed", "Whether the reference was looked at before submitting", "1 yes; 0 no"),
        SheetColumn("comment", "What the rater wrote"),
    )
    given = {rating.presentation: rating for rating in found.ratings}
    rows = []
    for shown in sorted(
        found.study.presentations, key=lambda one: (natural(found.names[one.rater]), one.number)
    ):
        rating = given.get(shown.id)
        rater = found.names[shown.rater]
        told: tuple[Cell, ...] = (None,) * 6
        if rating is not None:
            told = (
                *(rating.cannot_rate, rating.active_ms / 1000, rating.wall_ms / 1000),
                *(int(rating.flagged), int(rating.revealed), rating.comment),
            )
        rows.append(
            (
                *(_shown(rater, shown.number), rater, shown.item_id, shown.repeat + 1, shown.number),
                *(state_of(rating).value, *told),
            )
        )
    return Sheet("presentations", "Every presentation, rated or not", columns, tuple(rows))


def agreement(found: Results) -> Sheet:
    """Every coefficient of every question, between raters and within."""
    columns = (
        SheetColumn("question", "Id of the question", _questions(found)),
        SheetColumn("between", "Whose agreement", "raters: between raters; themselves: with hidden repeats"),
        SheetColumn("rater", "Code of the rater; empty for all together"),
        SheetColumn("coefficient", "Which measure of agreement"),
        SheetColumn("value", "1 is always; 0 is what chance gives (of percent agreement: never)"),
        *(LOW, HIGH, SheetColumn("items", "Judged things"), SheetColumn("raters", "Raters")),
        SheetColumn("method", "How the interval was made"),
        SheetColumn("reason", "Why there is no value or no interval"),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in found.agreement:
        rows += [(one.axis, "raters", "", *_coefficient(each)) for each in one.coefficients]
    for again in found.again:
        for own in again.agreement:
            rows += [
                (again.question, "themselves", own.rater or "", *_coefficient(each))
                for each in (own.kappa, own.icc)
                if each is not None
            ]
    return Sheet("agreement", "Coefficients of agreement", columns, tuple(rows))


def preferences(found: Results) -> Sheet:
    """Wins, ties and losses of each pair of arms."""
    columns = (
        SheetColumn("question", "Id of the question"),
        *(SheetColumn("first", "An arm"), SheetColumn("second", "The arm it is compared with")),
        *(SheetColumn("wins", "Votes for the first"), SheetColumn("ties", "Votes for neither")),
        SheetColumn("losses", "Votes for the second"),
        SheetColumn("difference", "Wins less losses in percent of votes"),
        *(LOW, HIGH, SheetColumn("items", "Instances"), SheetColumn("raters", "Raters")),
    )
    rows = tuple(
        (
            *(one.question, pair.first, pair.second, pair.wins, pair.ties, pair.losses),
            pair.difference.value,
            *_ends(pair.difference.interval),
            *(pair.items, pair.raters),
        )
        for one in found.preferences
        for pair in one.pairs
    )
    return Sheet("preferences", "Votes between arms", columns, rows)


def spans(found: Results) -> Sheet:
    """Every error that was marked."""
    columns = (
        *(RATER, PRESENTATION, ITEM, OUTPUT, ARM, TYPE, SEVERITY),
        SheetColumn("start", "Where it begins in the answer, in Unicode code points"),
        SheetColumn("end", "Where it ends"),
        *(SheetColumn("quote", "The marked text"), SheetColumn("note", "What the rater wrote about it")),
    )
    numbers = _numbers(found)
    rows = tuple(
        (
            *(one.rater, numbers[one.presentation], one.item_id, one.mark.output, one.arm),
            *(one.mark.type, one.mark.severity, one.mark.start, one.mark.end),
            *(one.mark.quote, one.mark.note),
        )
        for one in _marks(found)
        if isinstance(one.mark, Span)
    )
    return Sheet("spans", "Errors marked in answers, first passes", columns, rows)


def omissions(found: Results) -> Sheet:
    """Everything that was noted as missing."""
    columns = (
        *(RATER, PRESENTATION, ITEM, OUTPUT, ARM, TYPE, SEVERITY),
        SheetColumn("text", "What is missing"),
        SheetColumn("anchored", "Where it follows from", "reference; prompt; empty when typed"),
        *(SheetColumn("start", "Where that begins there"), SheetColumn("end", "Where it ends")),
    )
    numbers = _numbers(found)
    rows = tuple(
        (
            *(one.rater, numbers[one.presentation], one.item_id, one.mark.output, one.arm),
            *(one.mark.type, one.mark.severity, one.mark.text, one.mark.anchored),
            *(one.mark.start, one.mark.end),
        )
        for one in _marks(found)
        if isinstance(one.mark, Omission)
    )
    return Sheet("omissions", "What answers lack, first passes", columns, rows)


def sessions(found: Results, sittings: Mapping[str, Sequence[Sitting]]) -> Sheet:
    """Every stretch of work."""
    columns = (
        *(RATER, SheetColumn("session", "Number of the rater's session, from 1")),
        SheetColumn("began", "ISO 8601, UTC"),
        SheetColumn("ended", "ISO 8601, UTC; empty when the program did not come to note it"),
        SheetColumn("active_s", "Seconds of work, idle time beyond the cap left out"),
        *(SheetColumn("idle_s", "Seconds left out"), SheetColumn("breaks", "Pauses")),
    )
    rows = tuple(
        (
            found.names[rater],
            number,
            one.began,
            one.ended,
            one.active_ms / 1000,
            one.idle_ms / 1000,
            one.breaks,
        )
        for rater in sorted(found.study.raters, key=lambda one: natural(found.names[one]))
        for number, one in enumerate(sittings.get(rater, ()), start=1)
    )
    return Sheet("sessions", "Sessions of raters", columns, rows)


def codebook(described: Sequence[Sheet], kind: str = "file", ending: str = ".csv") -> Sheet:
    """Every column of every sheet, which are of this kind and whose names end like this."""
    columns = (
        SheetColumn(kind, f"Name of the {kind}"),
        *(SheetColumn("column", "Name of the column"), SheetColumn("about", "What it holds")),
        SheetColumn("values", "Which values it takes"),
    )
    rows = tuple(
        (f"{sheet.name}{ending}", column.name, column.about, column.values)
        for sheet in described
        for column in sheet.columns
    )
    return Sheet("codebook", f"What the columns of the {kind}s hold", columns, rows)


def _ordered(found: Results) -> list[Judged]:
    """The rows by rater and place: the study's own order would tell which rater is which."""
    return sorted(found.rows, key=lambda row: (natural(row.rater), row.number))


def _marks(found: Results) -> list[Marked]:
    return sorted(found.marks, key=lambda one: (natural(one.rater), one.item_id))


def _shown(rater: str, number: int) -> str:
    """A presentation by codes of the results; the study's own id holds the rater's own code."""
    return f"{rater}-{number:03}"


def _numbers(found: Results) -> dict[str, str]:
    return {one.id: _shown(found.names[one.rater], one.number) for one in found.study.presentations}


def _of_output(found: Results, row: Judged, place: int) -> Judged:
    """A row about the instance as one about the answer at a place."""
    output = row.outputs[place]
    arm = found.key.outputs[output][0] if output in found.key.outputs else ""
    return replace(row, output=output, arm=arm, place=place)


def _coefficient(one: Coefficient) -> Iterator[Cell]:
    yield from (one.name, one.value, *_ends(one.interval), one.n_items, one.n_raters, one.method, one.reason)


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (interval.low, interval.high) if interval is not None else (None, None)


def _questions(found: Results) -> str:
    return "; ".join(f"{one.id}: {name_of(one)}" for one in found.study.instrument.questions)


def _levels(question: Question) -> str:
    """What the values of a question mean, and how its absence is written."""
    levels = "; ".join(f"{level.value}: {level.label}" for level in question.levels)
    return f"{levels}; in brackets why there is none" if levels else "in brackets why there is none"
