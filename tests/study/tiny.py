"""A study small enough to be worked out by hand: two raters, two items, two arms."""

from workbench.domain.studies import (
    About,
    Arm,
    Instrument,
    Kind,
    Level,
    Presentation,
    Question,
    Rating,
    Study,
    StudyItem,
    StudyKey,
    StudyOutput,
    Unanswered,
)

THREE = (Level(1, "Wrong"), Level(2, "Half"), Level(3, "Right"))
STUDY = Study(
    id="tiny",
    title="Tiny",
    version=1,
    created="2025-01-01T00:00:00Z",
    instrument=Instrument(
        "tiny",
        1,
        "Tiny",
        "en",
        "",
        (
            Question("correctness", Kind.SCALE, About.ANSWER, "Right?", "Correctness", THREE),
            Question("preference", Kind.PREFERENCE, About.INSTANCE, "Better?", "Preference"),
        ),
    ),
    guidelines="",
    guidelines_version=1,
    items=(StudyItem("i1", "task1", "One?"), StudyItem("i2", "task1", "Two?")),
    outputs=(
        StudyOutput("a1", "i1", "short"),
        StudyOutput("a2", "i1", "longer text"),
        StudyOutput("b1", "i2", "short"),
        StudyOutput("b2", "i2", "longer still"),
    ),
    presentations=(
        Presentation("p1", "r1", "i1", ("a1", "a2"), 1),
        Presentation("p2", "r1", "i2", ("b2", "b1"), 2),
        Presentation("p3", "r2", "i1", ("a2", "a1"), 1),
        Presentation("p4", "r2", "i2", ("b1", "b2"), 2),
    ),
)
KEY = StudyKey(
    "tiny",
    "00",
    tuple(Arm(f"A{place}", f"run{place}", f"m{place}", "", "", "", "", "") for place in (1, 2)),
    {"a1": ("A1", "x1"), "a2": ("A2", "x1"), "b1": ("A1", "x2"), "b2": ("A2", "x2")},
)
RATINGS = (
    Rating("p1", {"correctness/a1": 1, "correctness/a2": 3, "preference": 2}, submitted=True, active_ms=1000),
    Rating(
        "p2", {"correctness/b1": 2, "correctness/b2": 3, "preference": -1}, submitted=True, active_ms=3000
    ),
    Rating("p3", {"correctness/a1": 2, "correctness/a2": 3, "preference": -3}, submitted=True),
    Rating(
        "p4",
        {"correctness/b1": 2, "correctness/b2": Unanswered.CANNOT_JUDGE, "preference": 0},
        submitted=True,
    ),
)
