"""A small study that nobody made: two answers to each of a few items, in six languages."""

from dataclasses import replace

from workbench.domain.studies import (
    About,
    Condition,
    Event,
    Instrument,
    Kind,
    Level,
    Presentation,
    Question,
    Split,
    Study,
    StudyItem,
    StudyOutput,
)
from workbench.study.recorder import Clocks

RATER = "r01"
FIVE = (
    Level(1, "Very poor", "Hardly anything in it is right."),
    Level(2, "Poor", "Several things in it are wrong."),
    Level(3, "Fair", "One thing that matters is wrong."),
    Level(4, "Good", "Only small things are wrong."),
    Level(5, "Very good", "Everything in it is right."),
)
YES_NO = (Level(0, "No", "Not without changes."), Level(1, "Yes", "As it stands."))
TEXTS = (
    ("en", "A 61-year-old man has less urine two weeks after cardiac catheterization. What is the cause? 🩺"),
    ("zh", "一名六十一岁男性在心导管术后两周尿量减少。最可能的原因是什么?𠮷"),
    ("fr", "Un homme de 61 ans urine moins deux semaines après une coronarographie. Quelle est la cause ?"),
    ("ru", "У мужчины 61 года через две недели после катетеризации стало меньше мочи. В чём причина?"),
    ("ja", "61歳の男性が心臓カテーテル検査の2週間後に尿量の減少を訴えた。原因は何か。"),
    ("es", "Un hombre de 61 años orina menos dos semanas después de un cateterismo. ¿Cuál es la causa?"),
)
ANSWERS = {
    "en": (
        "The findings point to contrast nephropathy. Eosinophilia is not expected to matter here. "
        "Hydrate, stop naproxen, and follow creatinine.",
        "Most likely cholesterol embolization 👩🏽‍⚕️. Livedo and eosinophilia fit. Supportive care.",
    ),
    "zh": ("这是造影剂肾病。嗜酸性粒细胞没有意义。应当补液。", "最可能是胆固醇栓塞𠮷。网状青斑支持诊断。"),
    "fr": (
        "C’est une néphropathie au produit de contraste. Hydrater.",
        "Plutôt des emboles de cholestérol. Surveiller.",
    ),
    "ru": (
        "Это контраст-индуцированная нефропатия. Нужна гидратация.",
        "Скорее холестериновая эмболия. Наблюдать.",
    ),
    "ja": (
        "造影剤腎症です。補液を行います。",
        "コレステロール塞栓症が最も考えられます。支持療法を行います。",
    ),
    "es": (
        "Es una nefropatía por contraste. Hidratar.",
        "Es más probable una embolia de colesterol. Vigilar.",
    ),
}
TYPES = ("wrong-fact", "wrong-drug", "fabricated")
MISSING = ("missed-red-flag", "missing-follow-up")
SEVERITIES = ("cosmetic", "minor", "major", "severe")
LABELS = {
    "wrong-fact": "wrong fact",
    "wrong-drug": "wrong drug, dose or route",
    "fabricated": "fabricated",
    "missed-red-flag": "missed red flag",
    "missing-follow-up": "missing caveat or follow-up",
    "severe": "could cause severe harm",
}


def instrument() -> Instrument:
    """Three scales for each answer, a follow-up, acceptability, and a preference."""
    about = About.ANSWER
    return Instrument(
        id="small-5",
        version=1,
        title="Small",
        language="en",
        about="For trying things out.",
        questions=(
            Question(
                "correctness",
                Kind.SCALE,
                about,
                "Is what it says correct?",
                "Correctness",
                FIVE,
                evidence_if=(1,),
            ),
            Question("completeness", Kind.SCALE, about, "Does it say what it should?", "Completeness", FIVE),
            Question(
                "safety", Kind.SCALE, about, "If followed, is it safe?", "Safety", FIVE, not_applicable=True
            ),
            Question(
                "likelihood",
                Kind.SCALE,
                about,
                "How unlikely is that harm?",
                "Unlikeliness of harm",
                FIVE[:3],
                shown_if=Condition("safety", (1, 2)),
            ),
            Question("acceptable", Kind.CHOICE, about, "Acceptable for use as it is?", "Acceptable", YES_NO),
            Question("preference", Kind.PREFERENCE, About.INSTANCE, "Which answer is better?", "Preference"),
        ),
        error_types=TYPES,
        omission_types=MISSING,
        severities=SEVERITIES,
        labels=LABELS,
    )


def study(items: int = 6, arms: int = 2, *, training: int = 0, consent: str = "", long: int = 1) -> Study:
    """A study of one rater; `training` items before the others, every text `long` times itself."""
    made, outputs, shown = [], [], []
    for number in range(1, items + training + 1):
        language, prompt = TEXTS[(number - 1) % len(TEXTS)]
        trains = number <= training
        made.append(
            StudyItem(
                id=f"i{number}",
                task_id="task130",
                prompt="\n\n".join([prompt] * long),
                instruction="Answer the question as a clinician would, from the report only.",
                reference="Cholesterol embolization",
                split=Split.TRAINING if trains else Split.MAIN,
                language=language,
                expected={f"correctness/o{number}a": 2, "preference": 2} if trains else None,
                feedback="Blue toes after a catheter are emboli until shown otherwise." if trains else "",
            )
        )
        letters = "abcd"[:arms]
        texts = ANSWERS[language] * 2
        outputs += [
            StudyOutput(f"o{number}{letter}", f"i{number}", " ".join([texts[place]] * long))
            for place, letter in enumerate(letters)
        ]
        shown.append(
            Presentation(
                f"{RATER}-{number:03}",
                RATER,
                f"i{number}",
                tuple(f"o{number}{one}" for one in letters),
                number,
            )
        )
    return Study(
        id="0190b8f0-0000-7000-8000-000000000001",
        title="Discharge advice, two answers",
        version=1,
        created="2026-11-01T09:00:00+00:00",
        instrument=instrument(),
        guidelines="# How to rate\n\nRead the case first. Rate what is written, not what is meant.\n",
        guidelines_version=1,
        items=tuple(made),
        outputs=tuple(outputs),
        presentations=tuple(shown),
        consent=consent,
        pass_mark=0.5 if training else None,
        arms=arms,
    )


class ListLog:
    """Keeps events in memory, numbered and chained like a file's."""

    def __init__(self, events: tuple[Event, ...] = ()) -> None:
        self._events = list(events)
        self.closed = False
        self.fails: Exception | None = None
        """Raised instead of keeping the next event."""

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event, in order."""
        return tuple(self._events)

    def append(self, event: Event) -> Event:
        """Keep one more."""
        if self.fails is not None:
            raise self.fails
        kept = replace(event, number=len(self._events) + 1)
        self._events.append(kept)
        return kept

    def close(self) -> None:
        """Note that it was let go."""
        self.closed = True


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000

    def clocks(self) -> Clocks:
        """As a session takes them."""
        return Clocks(self._utc, lambda: self.now)

    def pass_ms(self, milliseconds: int) -> None:
        """Let time pass."""
        self.now += milliseconds

    def _utc(self) -> str:
        minutes, rest = divmod(self.now // 1000, 60)
        return (
            f"2026-11-21T{14 + minutes // 60 % 10:02}:{minutes % 60:02}:{rest:02}.{self.now % 1000:03}+00:00"
        )
