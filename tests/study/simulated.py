"""A simulated study: three raters, forty items with two arms; quality, side bias and drift are known."""

import random
from functools import cache

from workbench.domain.studies import (
    About,
    Arm,
    Condition,
    Instrument,
    Kind,
    Level,
    Omission,
    Presentation,
    Question,
    Rating,
    Span,
    Split,
    Study,
    StudyItem,
    StudyKey,
    StudyOutput,
    Unanswered,
)
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.results import Results, results

FIVE = tuple(
    Level(value, label) for value, label in enumerate(("Wrong", "Poor", "Half", "Good", "Right"), start=1)
)
INSTRUMENT = Instrument(
    id="test-4",
    version=2,
    title="Test of four",
    language="en",
    about="For tests.",
    questions=(
        Question("correctness", Kind.SCALE, About.ANSWER, "Is it right?", "Correctness", FIVE),
        Question("clarity", Kind.SCALE, About.ANSWER, "Is it clear?", "Clarity", FIVE),
        Question("preference", Kind.PREFERENCE, About.INSTANCE, "Which is better?", "Preference"),
        Question(
            "acceptable",
            Kind.SCALE,
            About.ANSWER,
            "Is it acceptable?",
            "Acceptable",
            (Level(1, "No"), Level(2, "Yes")),
        ),
        Question(
            "main-point", Kind.CHECK, About.ANSWER, "Does it say the main thing?", "Main point", points=5.0
        ),
        Question("made-up", Kind.CHECK, About.ANSWER, "Is anything made up?", "Made up", points=-5.0),
        Question(
            "author",
            Kind.CHOICE,
            About.ANSWER,
            "Who wrote it?",
            "Author",
            (Level(1, "Model A"), Level(2, "Model B"), Level(3, "Unsure")),
        ),
        Question(
            "author-certainty",
            Kind.SCALE,
            About.ANSWER,
            "How sure?",
            "Certainty",
            (Level(1, "A guess"), Level(2, "Sure")),
            shown_if=Condition("author", (1, 2)),
        ),
    ),
    error_types=("wrong-fact", "made-up"),
    omission_types=("red-flag",),
    severities=("minor", "major"),
    labels={"wrong-fact": "Wrong fact", "red-flag": "Red flag", "minor": "Minor", "major": "Major"},
)
RATERS = ("r01", "r02", "r03")
BETTER = 0.9
"""How far the second arm's correctness lies above the first's, before rounding."""
DRIFT = -1.6
"""How far the last rater's scores sink from the first presentation to the last."""
LEFT = 0.35
"""How often the first rater takes the left answer whatever it says."""
AUTHORS = {"A1": 1, "A2": 2}


def key_of(items: int = 40) -> StudyKey:
    """The key: outputs named so that their order tells nothing."""
    arms = tuple(
        Arm(
            f"A{number}",
            f"run-{number}",
            f"model-{number}",
            f"model-{number}.gguf",
            "0" * 64,
            quant,
            "llama.cpp b1",
            "{}",
        )
        for number, quant in ((1, "Q4_K_M"), (2, "Q8_0"))
    )
    outputs = {}
    for item in range(items):
        for arm in range(2):
            outputs[_output(item, arm)] = (f"A{arm + 1}", f"instance-{item:03}")
    return StudyKey("study-1", "5ec7e7", arms, outputs)


def study_of(items: int = 40, repeats: int = 8, training: int = 1) -> Study:
    """Every rater has every item, in an order and with sides of their own, and some again at the end."""
    generator = random.Random(1)
    shown = []
    for rater in RATERS:
        order = list(range(items))
        generator.shuffle(order)
        places = [*((1000 + number, 0) for number in range(training)), *((item, 0) for item in order)]
        places += [(item, 1) for item in order[:repeats]]
        for number, (base, repeat) in enumerate(places, start=1):
            sides = [_output(base, 0), _output(base, 1)]
            generator.shuffle(sides)
            shown.append(
                Presentation(f"{rater}-{number:03}", rater, _item(base), tuple(sides), number, repeat)
            )
    bases = [*(1000 + number for number in range(training)), *range(items)]
    return Study(
        id="study-1",
        title="Two quantizations",
        version=1,
        created="2025-03-01T08:00:00Z",
        instrument=INSTRUMENT,
        guidelines="# How to rate",
        guidelines_version=3,
        items=tuple(
            StudyItem(
                _item(base),
                "task1",
                f"Question {base}?",
                split=Split.TRAINING if base >= 1000 else Split.ANCHOR if base % 10 == 0 else Split.MAIN,
                source="MedQA",
                licence="MIT",
            )
            for base in bases
        ),
        outputs=tuple(
            StudyOutput(_output(base, arm), _item(base), f"Answer {base}." + " More." * (base % 5 + arm))
            for base in bases
            for arm in range(2)
        ),
        presentations=tuple(shown),
        consent="I agree.",
        pass_mark=0.8,
        arms=2,
        key_sha256="ab" * 32,
    )


def ratings_of(study: Study, key: StudyKey, seed: int = 7) -> tuple[Rating, ...]:
    """What the three raters make of it: the first likes the left, the last becomes stricter."""
    generator = random.Random(seed)
    quality = {
        output: 3.0 + BETTER * (arm == "A2") + random.Random(place).gauss(0, 0.7)
        for output, (arm, place) in sorted(key.outputs.items())
    }
    last = max(shown.number for shown in study.presentations)
    return tuple(_rating(shown, quality, last, generator) for shown in study.presentations)


def _rating(shown: Presentation, quality: dict[str, float], last: int, generator: random.Random) -> Rating:
    drift = DRIFT * (shown.number / last - 0.5) if shown.rater == "r03" else 0.0
    values: dict[str, int | str | Unanswered] = {}
    felt = {}
    for output in shown.outputs:
        felt[output] = quality.get(output, 3.0) + generator.gauss(0, 0.4)
        scored = _level(felt[output] + drift)
        values[f"correctness/{output}"] = scored
        values[f"clarity/{output}"] = _level(3.6 + generator.gauss(0, 0.8))
        values[f"acceptable/{output}"] = 2 if felt[output] > 3 else 1
        values[f"main-point/{output}"] = int(felt[output] > 2.5)
        values[f"made-up/{output}"] = int(felt[output] < 2)
        values[f"author/{output}"] = guess = generator.choice((1, 2, 3))
        if guess != 3:
            values[f"author-certainty/{output}"] = 1
    if generator.random() < 0.05:
        values[f"clarity/{shown.outputs[0]}"] = Unanswered.CANNOT_JUDGE
    left, right = (felt[output] for output in shown.outputs)
    values["preference"] = max(-3, min(3, round(1.5 * (right - left))))
    if shown.rater == "r01" and generator.random() < LEFT:
        values["preference"] = -2
    low = min(shown.outputs, key=lambda output: felt[output])
    spans = (
        (Span(f"s-{shown.id}", low, 0, 6, "Answer", "", " ", "wrong-fact", "major"),) if felt[low] < 2 else ()
    )
    lacks = (
        (Omission(f"o-{shown.id}", low, "=the red flag", "red-flag", "minor"),)
        if 2 <= felt[low] < 2.4
        else ()
    )
    seconds = generator.randint(40, 80)
    return Rating(
        presentation=shown.id,
        values=values,
        spans=spans,
        omissions=lacks,
        submitted=True,
        active_ms=1000 * seconds,
        wall_ms=1500 * seconds,
    )


def _level(value: float) -> int:
    return max(1, min(5, round(value)))


def _item(base: int) -> str:
    return f"item-{base:04}"


def _output(base: int, arm: int) -> str:
    return f"o{random.Random(2 * base + arm).randrange(10**12):012}"


@cache
def simulated() -> Results:
    """The results of the simulated study, with 300 resamples."""
    study, key = study_of(), key_of()
    *_, found = results(
        study, key, ratings_of(study, key), authors=AUTHORS, resampling=Resampling(resamples=300)
    )
    assert isinstance(found, Results)
    return found
