"""A study whose truth is known: texts that say how good they are, and raters who read them so well.

An answer names some of five findings and some of five steps: as many as its quality is. How likely each
number is for each arm is `QUALITY`; a rater of skill s counts rightly with chance s, else one more or one
less. What estimates come to with items without end is worked out here from these chances alone.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp, log

from scipy.optimize import minimize

from workbench.domain.scores import Interval
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
)
from workbench.study.results import Results

AXES = ("correctness", "completeness")
WORDS = {
    "correctness": ("fever", "rash", "cough", "thirst", "cramps"),
    "completeness": ("rest", "fluids", "warmth", "salts", "sleep"),
}
QUALITY: Mapping[str, Mapping[str, Mapping[int, float]]] = {
    "A1": {"correctness": {2: 0.1, 3: 0.3, 4: 0.6}, "completeness": {2: 0.2, 3: 0.4, 4: 0.4}},
    "A2": {"correctness": {2: 0.5, 3: 0.3, 4: 0.2}, "completeness": {2: 0.4, 3: 0.4, 4: 0.2}},
}
"""By arm and axis: how likely each quality is. The first arm is the better one."""
ARMS = tuple(QUALITY)
ITEMS = 60
REPEATS = 0.25
FIVE = tuple(Level(value, f"{value} of 5", f"It names {value}.") for value in range(1, 6))
INSTRUMENT = Instrument(
    id="counting-3",
    version=1,
    title="Counting",
    language="en",
    about="How much of what there is to say an answer says, and which answer says more.",
    questions=(
        Question(AXES[0], Kind.SCALE, About.ANSWER, "How many findings are named?", "Correctness", FIVE),
        Question(AXES[1], Kind.SCALE, About.ANSWER, "How many steps are named?", "Completeness", FIVE),
        Question("preference", Kind.PREFERENCE, About.INSTANCE, "Which is more correct?", "Preference"),
    ),
    error_types=("wrong-fact",),
    omission_types=("missed-finding",),
    severities=("minor", "major"),
    labels={
        "wrong-fact": "Wrong fact",
        "missed-finding": "Missed finding",
        "minor": "Minor",
        "major": "Major",
    },
)


@dataclass(frozen=True, slots=True)
class Reader:
    """A simulated rater."""

    code: str
    skill: float
    """The chance to count rightly, and to see rightly which answer names more findings."""
    left: float = 0.0
    """The chance to prefer the left answer without looking at which names more."""


READERS = (Reader("r01", 0.8, left=0.4), Reader("r02", 0.7), Reader("r03", 0.55))


@dataclass(frozen=True, slots=True)
class Patient:
    """An instance with an answer of each arm."""

    prompt: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a reader makes of two texts."""

    scores: tuple[tuple[int, int], ...]
    """For each axis, of the left answer and the right one."""
    side: int
    """-1 the left is preferred, 1 the right, 0 neither."""


class Reading:
    """A reader at work: the same texts in the same order give the same decisions."""

    def __init__(self, reader: Reader, seed: int) -> None:
        self.reader = reader
        self._chance = random.Random(f"{seed} {reader.code}")

    def decide(self, left: str, right: str) -> Decided:
        """Read two texts and decide; nothing but the texts and their sides is known."""
        texts = left, right
        scores = tuple((self._count(axis, left), self._count(axis, right)) for axis in AXES)
        more = said(AXES[0], right) - said(AXES[0], left)
        if self._chance.random() < self.reader.left:
            side = -1
        elif self._chance.random() < self.reader.skill:
            side = (more > 0) - (more < 0)
        else:
            side = self._chance.choice((-1, 0, 1))
        assert all(texts)
        return Decided(scores, side)

    def _count(self, axis: str, text: str) -> int:
        """How many words of the axis the text seems to name."""
        rightly = self._chance.random() < self.reader.skill
        return said(axis, text) + (0 if rightly else self._chance.choice((-1, 1)))


def said(axis: str, text: str) -> int:
    """How many words of the axis a text names."""
    return sum(word in text for word in WORDS[axis])


def patients(seed: int) -> tuple[Patient, ...]:
    """As many as the study has, each with an answer of each arm."""
    chance = random.Random(seed)
    return tuple(
        Patient(
            f"Patient {place} has " + ", ".join(WORDS[AXES[0]]) + ". What is found and what is to be done?",
            tuple(_answer(arm, chance) for arm in ARMS),
        )
        for place in range(ITEMS)
    )


def _answer(arm: str, chance: random.Random) -> str:
    named = []
    for axis in AXES:
        levels = QUALITY[arm][axis]
        (count,) = chance.choices(list(levels), list(levels.values()))
        named.append(", ".join(chance.sample(WORDS[axis], count)))
    return f"Found: {named[0]}. To be done: {named[1]}."


def simulated(seed: int) -> tuple[Study, StudyKey, tuple[Rating, ...]]:
    """The study built, and rated by all readers, in memory."""
    chance = random.Random(-1 - seed)
    made = patients(seed)
    outputs: dict[str, tuple[str, str]] = {}
    texts: dict[str, str] = {}
    own: list[list[str]] = []
    for place, patient in enumerate(made):
        own.append([f"o{chance.getrandbits(60):015x}" for _ in ARMS])
        for arm, output, text in zip(ARMS, own[-1], patient.answers, strict=True):
            outputs[output], texts[output] = (arm, f"instance-{place:02}"), text
    shown: list[Presentation] = []
    ratings: list[Rating] = []
    for reader in READERS:
        reading = Reading(reader, seed)
        for number, (place, repeat, turned) in enumerate(_order(chance), start=1):
            pair = tuple(reversed(own[place])) if turned else tuple(own[place])
            one = Presentation(f"{reader.code}-{number:03}", reader.code, f"i{place}", pair, number, repeat)
            shown.append(one)
            ratings.append(rating_of(one, reading.decide(*(texts[output] for output in pair))))
    study = Study(
        id=f"study-{seed}",
        title="Counting",
        version=1,
        created="2026-01-01T00:00:00Z",
        instrument=INSTRUMENT,
        guidelines="",
        guidelines_version=1,
        items=tuple(StudyItem(f"i{place}", "task1", one.prompt) for place, one in enumerate(made)),
        outputs=tuple(
            StudyOutput(output, f"i{int(about[1][-2:])}", texts[output]) for output, about in outputs.items()
        ),
        presentations=tuple(shown),
        arms=len(ARMS),
    )
    arms = tuple(Arm(arm, f"run-{arm}", f"model-{arm}", "", "", "", "", "{}") for arm in ARMS)
    return study, StudyKey(study.id, f"{seed:064x}", arms, outputs), tuple(ratings)


def _order(chance: random.Random) -> list[tuple[int, int, bool]]:
    """Items with the pass and whether sides are turned: balanced, and turned again the second time."""
    sides = [place % 2 == 1 for place in range(ITEMS)]
    chance.shuffle(sides)
    order = list(range(ITEMS))
    chance.shuffle(order)
    again = order[: round(REPEATS * ITEMS)]
    return [(place, 0, sides[place]) for place in order] + [(place, 1, not sides[place]) for place in again]


def rating_of(shown: Presentation, decided: Decided) -> Rating:
    """What was decided, submitted."""
    values: dict[str, int] = {"preference": 2 * decided.side}
    for axis, scores in zip(AXES, decided.scores, strict=True):
        values |= {f"{axis}/{output}": score for output, score in zip(shown.outputs, scores, strict=True)}
    return Rating(shown.id, dict(values), submitted=True)


def known() -> dict[str, float]:
    """What every estimate comes to in the long run, by name."""
    found = {"preference left": _left(READERS)}
    found |= {f"preference left {one.code}": _left([one]) for one in READERS}
    table = _preferred(READERS)
    found["preference difference"] = 100 * sum((one["A1"] - one["A2"]) / 2 for one in table.values())
    found |= _davidson(table)
    for axis in AXES:
        found |= {f"{axis} {name}": value for name, value in _agreement(axis).items()}
        found[f"{axis} difference"] = _mean(QUALITY["A2"][axis]) - _mean(QUALITY["A1"][axis])
        spread = _spread(axis)
        for one in READERS:
            found[f"{axis} same {one.code}"] = one.skill**2 + (1 - one.skill) ** 2 / 2
            found[f"{axis} κ with oneself {one.code}"] = spread / (spread + 1 - one.skill)
    return found


def estimated(found: Results) -> dict[str, Interval]:
    """The 95 % intervals of the same, from the results of a study."""
    codes = {name: code for code, name in found.names.items()}
    made: dict[str, Interval | None] = {}
    for axis, again, tested in zip(found.agreement, found.again, _of_axes(found), strict=False):
        for name in ("percent agreement", "Krippendorff's α (ordinal)", "ICC(2,1)"):
            one = axis.coefficient(name)
            assert one is not None, [each.name for each in axis.coefficients]
            made[f"{axis.axis} {name}"] = one.interval
        for own in again.agreement:
            if own.rater is not None:
                made[f"{axis.axis} same {codes[own.rater]}"] = own.same.interval
                made[f"{axis.axis} κ with oneself {codes[own.rater]}"] = own.kappa.interval
        made[f"{axis.axis} difference"] = tested
    (preferred,) = found.preferences
    (pair,) = preferred.pairs
    made["preference difference"] = pair.difference.interval
    for side in preferred.sides:
        about = "" if side.rater is None else f" {codes[side.rater]}"
        made[f"preference left{about}"] = side.left.interval
    assert preferred.ranking is not None
    fit = preferred.ranking.raw.fit
    assert fit.side is not None
    made |= {f"preference strength {one.arm}": one.term.interval for one in fit.strengths}
    made |= {"preference ties": fit.ties[0][2].interval, "preference side": fit.side.interval}
    assert None not in made.values(), made
    return {name: interval for name, interval in made.items() if interval is not None}


def missed(found: Mapping[str, Interval]) -> tuple[str, ...]:
    """What is known and not inside its interval."""
    return tuple(name for name, value in known().items() if not found[name].low <= value <= found[name].high)


def _of_axes(found: Results) -> list[Interval | None]:
    tests = {one.question: one.difference.interval for one in found.tests}
    return [tests[axis] for axis in AXES]


def _mean(levels: Mapping[int, float]) -> float:
    return sum(level * chance for level, chance in levels.items())


def _qualities(axis: str) -> dict[int, float]:
    """How likely each quality is, whichever the arm."""
    return {level: sum(QUALITY[arm][axis][level] for arm in ARMS) / len(ARMS) for level in (2, 3, 4)}


def _spread(axis: str) -> float:
    """The variance of the quality."""
    levels = _qualities(axis)
    return _mean({level**2: chance for level, chance in levels.items()}) - _mean(levels) ** 2


def _agreement(axis: str) -> dict[str, float]:
    """Percent agreement, Krippendorff's ordinal alpha, and ICC(2,1)."""
    pairs = {(one, other): 0.0 for one in range(1, 6) for other in range(1, 6)}
    for first, second in combinations(READERS, 2):
        for level, chance in _qualities(axis).items():
            for one, p in _counted(level, first).items():
                for other, q in _counted(level, second).items():
                    pairs[one, other] += chance * p * q / 6
                    pairs[other, one] += chance * p * q / 6
    given = {level: sum(pairs[level, other] for other in range(1, 6)) for level in range(1, 6)}

    def apart(one: int, other: int) -> float:
        low, high = sorted((one, other))
        between = sum(given[level] for level in range(low, high + 1))
        return (between - (given[low] + given[high]) / 2) ** 2

    observed = sum(share * apart(*pair) for pair, share in pairs.items())
    expected = sum(given[one] * given[other] * apart(one, other) for one, other in pairs)
    noise = sum(1 - one.skill for one in READERS) / len(READERS)
    return {
        "percent agreement": sum(pairs[level, level] for level in given),
        "Krippendorff's α (ordinal)": 1 - observed / expected,
        "ICC(2,1)": _spread(axis) / (_spread(axis) + noise),
    }


def _counted(level: int, reader: Reader) -> dict[int, float]:
    """How likely each count is of a text of this quality."""
    return {level: reader.skill, level - 1: (1 - reader.skill) / 2, level + 1: (1 - reader.skill) / 2}


def _left(readers: Sequence[Reader]) -> float:
    """The share of left answers among those preferred, in percent."""
    table = _preferred(readers)
    left = table["A1"]["A1"] + table["A2"]["A2"]
    return 100 * left / (left + table["A1"]["A2"] + table["A2"]["A1"])


def _preferred(readers: Sequence[Reader]) -> dict[str, dict[str, float]]:
    """How likely each arm, or neither (""), is preferred, by the arm on the left."""
    chances = {"A1": 0.0, "A2": 0.0, "": 0.0}
    for one, p in QUALITY["A1"][AXES[0]].items():
        for other, q in QUALITY["A2"][AXES[0]].items():
            chances["A1" if one > other else "A2" if one < other else ""] += p * q
    found = {left: dict.fromkeys(chances, 0.0) for left in ARMS}
    for left in ARMS:
        for reader in readers:
            for best, chance in chances.items():
                read = reader.skill * chance + (1 - reader.skill) / 3
                found[left][best] += ((best == left) * reader.left + (1 - reader.left) * read) / len(readers)
    return found


def _davidson(table: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """The terms that votes without end would give: arms, ties, side."""

    def loss(terms: Sequence[float]) -> float:
        strength, ties, side = terms
        total = 0.0
        for left, chances in table.items():
            turned = side if left == "A1" else -side
            logs = {"A1": strength + turned / 2, "A2": -strength - turned / 2, "": ties}
            whole = log(sum(map(exp, logs.values())))
            total -= sum(share * (logs[best] - whole) for best, share in chances.items())
        return total

    strength, ties, side = minimize(loss, (0.0, 0.0, 0.0), method="BFGS", options={"gtol": 1e-9}).x
    return {
        "preference strength A1": float(strength),
        "preference strength A2": -float(strength),
        "preference ties": float(ties),
        "preference side": float(side),
    }
