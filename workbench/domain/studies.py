"""People judging completions, blinded: what is asked, what is put before them, and what they decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What kind of answer a question takes."""

    SCALE = "scale"
    """One of some levels in order, such as 1 to 5."""
    CHOICE = "choice"
    """One of some levels without an order."""
    CHECK = "check"
    """A criterion that is met or not, with points."""
    PREFERENCE = "preference"
    """Which answer is better, and how clearly: from -3 (the first) over 0 to 3 (the last)."""
    TEXT = "text"
    """A few words."""


class About(StrEnum):
    """What a question is about."""

    ANSWER = "answer"
    """Each answer of a presentation by itself."""
    INSTANCE = "instance"
    """The answers together, or the instance."""


class Unanswered(StrEnum):
    """Why a question has no answer although it was looked at. Never the middle of a scale."""

    CANNOT_JUDGE = "cannot judge"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Level:
    """One of the answers a question takes."""

    value: int
    label: str
    anchor: str = ""
    """What exactly it means."""


@dataclass(frozen=True, slots=True)
class Condition:
    """When a question is shown."""

    question: str
    """The id of an earlier question about the same thing, or about the instance."""
    values: tuple[int, ...]
    """It is shown when that one has any of these values."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked: one construct, every level anchored, higher is better."""

    id: str
    kind: Kind
    about: About
    text: str
    """As it is asked, such as "Is what the answer says correct?"."""
    name: str = ""
    """In a word, such as "Correctness"."""
    levels: tuple[Level, ...] = ()
    required: bool = True
    cannot_judge: bool = True
    """Whether a rater may say that they cannot judge it."""
    not_applicable: bool = False
    shown_if: Condition | None = None
    evidence_if: tuple[int, ...] = ()
    """Values that ask for an error or an omission to be marked, or for a reason why not."""
    points: float | None = None
    """Of a criterion; negative for something bad that must not be there. None for other kinds."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """The questions that raters answer. Data, with a version: ratings name the one they were made with."""

    id: str
    """Such as "core-6"."""
    version: int
    title: str
    language: str
    """ISO 639-1 code of its texts."""
    about: str
    """What it is for, in a sentence or two."""
    questions: tuple[Question, ...]
    error_types: tuple[str, ...] = ()
    """Ids of kinds of errors that can be marked in an answer; () where none are."""
    omission_types: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    """Of errors and omissions, mildest first."""
    labels: Mapping[str, str] | None = None
    """What error types, omission types and severities are called, by id."""
    source: str = ""
    """The paper it comes from."""


class Split(StrEnum):
    """What an item is in the study for."""

    TRAINING = "training"
    """Before the rest, with feedback."""
    MAIN = "main"
    ANCHOR = "anchor"
    """The same for all raters, every so often: shows who drifts."""


@dataclass(frozen=True, slots=True)
class StudyItem:
    """An instance as raters see it."""

    id: str
    """From content, see `ids.content_id`."""
    task_id: str
    prompt: str
    """What was asked: the instance's input."""
    instruction: str = ""
    """The task's definition."""
    reference: str | None = None
    """Behind a deliberate key; None when the study does not show it."""
    split: Split = Split.MAIN
    language: str = "en"
    source: str = ""
    licence: str = ""
    expected: Mapping[str, int] | None = None
    """Of a training item: the right values by question, or by question and output ("correctness/OUTPUT")."""
    feedback: str = ""
    """Of a training item: why."""


@dataclass(frozen=True, slots=True)
class StudyOutput:
    """One answer to an item. Its id is random and says nothing about the arm."""

    id: str
    item_id: str
    text: str
    """As raters see it; what was masked or normalised is in the coordinator's log."""


@dataclass(frozen=True, slots=True)
class Presentation:
    """An item put before a rater, with its answers from left to right."""

    id: str
    """Unique in the study, such as "r03-017"; says nothing about the arms."""
    rater: str
    item_id: str
    outputs: tuple[str, ...]
    """Ids of outputs in the order in which they are shown."""
    number: int
    """Place in the rater's order, from 1."""
    repeat: int = 0
    """0 the first time; 1 when the rater sees it again without being told."""


@dataclass(frozen=True, slots=True)
class Study:
    """All that a rater's file holds: nothing in it leads to an arm."""

    id: str
    """A UUID."""
    title: str
    version: int
    created: str
    """ISO 8601, UTC."""
    instrument: Instrument
    guidelines: str
    """Markdown."""
    guidelines_version: int
    items: tuple[StudyItem, ...]
    outputs: tuple[StudyOutput, ...]
    presentations: tuple[Presentation, ...]
    """Of all raters."""
    consent: str = ""
    """What a rater agrees to before the first item; nothing when empty."""
    pass_mark: float | None = None
    """The share of expected values in training that lets a rater go on; None without training."""
    shows_reference: bool = True
    arms: int = 2
    """Answers to an item."""
    key_sha256: str = ""
    """Of the sealed key file, so that it cannot be changed later."""

    @property
    def raters(self) -> tuple[str, ...]:
        """The codes of the raters, in order."""
        return tuple(dict.fromkeys(one.rater for one in self.presentations))


@dataclass(frozen=True, slots=True)
class Arm:
    """What stands behind outputs. In the sealed key alone."""

    id: str
    """Such as "A1"."""
    run_id: str
    model: str
    file: str
    sha256: str
    quantization: str
    engine: str
    sampling: str
    """As JSON."""


@dataclass(frozen=True, slots=True)
class StudyKey:
    """Opens the blinding: which output is of which arm, and of which instance. Never sent to raters."""

    study_id: str
    secret: str
    """Hexadecimal; sides and orders were drawn with it."""
    arms: tuple[Arm, ...]
    outputs: Mapping[str, tuple[str, str]]
    """Output id to arm id and instance id."""
    changes: tuple[str, ...] = ()
    """What the blinding check masked or normalised, a line of JSON each."""


class Action(StrEnum):
    """What a rater did."""

    OPEN = "open"
    """A presentation came on screen."""
    ANSWER = "answer"
    """A question got a value, another one, or none again."""
    MARK = "mark"
    """An error was marked in an answer, changed, or removed."""
    OMIT = "omit"
    """Something missing was noted, changed, or removed."""
    COMMENT = "comment"
    FLAG = "flag"
    LATER = "later"
    CANNOT_RATE = "cannot rate"
    SUBMIT = "submit"
    REVEAL = "reveal"
    """The reference was looked at."""
    UNDO = "undo"
    """The event named in `old` counts no longer."""
    REDO = "redo"
    CONSENT = "consent"
    BEGIN = "begin"
    """A session began."""
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    GUIDELINES = "guidelines"
    """The guidelines were opened."""


@dataclass(frozen=True, slots=True)
class Event:
    """One decision. Appended, never changed: a later one corrects it."""

    number: int
    """From 1, without gaps."""
    id: str
    utc: str
    """ISO 8601 with milliseconds."""
    monotonic_ms: int
    """A clock that never goes back, within a session."""
    session: str
    rater: str
    action: Action
    presentation: str = ""
    output: str = ""
    question: str = ""
    old: str | None = None
    """JSON; None when there was nothing."""
    new: str | None = None
    source: str = "key"
    """key, mouse, undo or import."""
    active_ms: int = 0
    """Time since the event before, idle time beyond the cap left out."""
    previous: str = ""
    """SHA-256 of the event before; of the study's id and the rater for the first."""


@dataclass(frozen=True, slots=True)
class Span:
    """An error marked in an answer. Positions are code points of the raw text."""

    id: str
    output: str
    start: int
    end: int
    quote: str
    """The text from start to end, to find it again."""
    before: str
    """Up to 32 characters."""
    after: str
    type: str
    severity: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Omission:
    """Something that an answer should say and does not."""

    id: str
    output: str
    text: str
    """What is missing."""
    type: str
    severity: str
    anchored: str = ""
    """Where it follows from: "reference" or "prompt"; empty when it was typed."""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """One rater's decisions about one presentation, as they stand."""

    presentation: str
    values: Mapping[str, int | str | Unanswered]
    """By question for the instance, and by "question/output" for each answer."""
    spans: tuple[Span, ...] = ()
    omissions: tuple[Omission, ...] = ()
    comment: str = ""
    flagged: bool = False
    later: bool = False
    cannot_rate: str | None = None
    """The reason; None when it can be rated."""
    submitted: bool = False
    revealed: bool = False
    """Whether the reference was looked at before it was submitted."""
    active_ms: int = 0
    wall_ms: int = 0
