"""A small instrument with every kind of question, and ratings of it."""

from collections.abc import Mapping

from workbench.domain.studies import (
    About,
    Condition,
    Instrument,
    Kind,
    Level,
    Omission,
    Question,
    Rating,
    Span,
    Unanswered,
)


def levels(*values: int) -> tuple[Level, ...]:
    """Levels with these values, all anchored."""
    return tuple(Level(value, f"Level {value}", f"Means {value}.") for value in values)


HARM = Question(
    "harm",
    Kind.SCALE,
    About.ANSWER,
    "How bad?",
    levels=levels(1, 2, 3),
    not_applicable=True,
    evidence_if=(1, 2),
)
LIKELY = Question(
    "likely",
    Kind.SCALE,
    About.ANSWER,
    "How likely?",
    levels=levels(1, 2),
    shown_if=Condition("harm", (1, 2)),
)
WHY = Question(
    "why",
    Kind.TEXT,
    About.ANSWER,
    "Why so likely?",
    shown_if=Condition("likely", (1,)),
    cannot_judge=False,
    required=False,
)
BETTER = Question(
    "better",
    Kind.PREFERENCE,
    About.INSTANCE,
    "Which is better?",
    levels=levels(-1, 0, 1),
    evidence_if=(0,),
)
REASON = Question(
    "reason",
    Kind.CHOICE,
    About.INSTANCE,
    "Why?",
    levels=levels(1, 2),
    shown_if=Condition("better", (-1, 1)),
    cannot_judge=False,
)
USABLE = Question(
    "usable",
    Kind.SCALE,
    About.ANSWER,
    "Usable?",
    levels=levels(1, 2),
    shown_if=Condition("better", (0,)),
)

SMALL = Instrument(
    "small",
    1,
    "Small",
    "en",
    "For tests.",
    (HARM, LIKELY, WHY, BETTER, REASON, USABLE),
    ("wrong",),
    ("missed",),
    ("mild", "bad"),
    {"wrong": "Wrong", "missed": "Missed", "mild": "Mild", "bad": "Bad"},
    "Nobody et al., 2026",
)

CHECKLIST = Instrument(
    "list",
    1,
    "List",
    "en",
    "For tests.",
    (
        Question("good", Kind.CHECK, About.ANSWER, "Says the right thing.", points=7.0),
        Question("nice", Kind.CHECK, About.ANSWER, "Says it nicely.", points=3.0, not_applicable=True),
        Question("bad", Kind.CHECK, About.ANSWER, "Says a wrong thing.", points=-15.0),
    ),
)


def rating(values: Mapping[str, int | str | Unanswered], **marked: str) -> Rating:
    """A rating with these values; `span` and `omission` name the output in which something is marked."""
    spans = (Span("s", marked["span"], 0, 1, "x", "", "", "wrong", "bad"),) if "span" in marked else ()
    missing = (Omission("o", marked["omission"], "x", "missed", "bad"),) if "omission" in marked else ()
    return Rating("p1", values, spans, missing, cannot_rate=marked.get("cannot_rate"))
