"""Everything the Rate screen shows. Nothing in it leads to a model."""

from dataclasses import dataclass
from enum import StrEnum

LETTERS = "ABCD"
"""What answers are called, from left to right."""


class Phase(StrEnum):
    """How far the screen has come."""

    EMPTY = "empty"
    """No study is open."""
    LOADING = "loading"
    RATER = "rater"
    """The rater chooses their code."""
    CONSENT = "consent"
    GUIDELINES = "guidelines"
    """Before the first presentation, or looked up."""
    RATING = "rating"
    LESSON = "lesson"
    """A training item was submitted: what was expected."""
    TRAINED = "trained"
    """Training is over: passed or not."""
    BREAK = "break"
    DONE = "done"
    """Everything is rated."""


class Mode(StrEnum):
    """What the next key is for, while a presentation is on screen."""

    SCORE = "score"
    ERROR = "error"
    OMISSION = "omission"
    COMMENT = "comment"
    WORDS = "words"
    """A question that is answered in words."""
    CANNOT_RATE = "cannot rate"
    CHANGED = "changed"
    """Why a rating is changed that was submitted before."""
    WHY = "why"
    """Why nothing is marked although the value asks for it."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that a key chooses."""

    key: str
    """As it stands on the keyboard, such as "3" or "B"."""
    label: str
    detail: str = ""
    """What exactly it means."""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the next key does: what it is about, what there is to choose, what may be typed."""

    mode: Mode
    title: str
    text: str = ""
    options: tuple[Option, ...] = ()
    hint: str = ""
    field: str | None = None
    """The text of the field to type in; None when nothing is typed now."""
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of the instrument, as boxes to choose from."""

    key: str
    """As in `Rating.values`."""
    letter: str
    """Of the answer it is about; "" when it is about the instance."""
    labels: tuple[str, ...]
    """What stands in the boxes; () when it is answered in words."""
    chosen: int | None
    """Which box; None when none is."""
    words: str = ""
    """A text, or that it cannot be judged or does not apply."""
    focused: bool = False
    wanted: bool = False
    """Whether an error or omission, or a reason, is still wanted for its value."""
    wide: bool = False
    """Whether its boxes hold words."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question with its values."""

    name: str
    cells: tuple[Cell, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A marked error or an omission, in words."""

    id: str
    text: str
    """Such as "wrong fact · major: “is not expected”"."""
    omission: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of an answer, in code points."""

    start: int
    end: int
    pointed: bool = False
    """Whether the keyboard points at it; else it is marked as an error."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One blinded answer."""

    letter: str
    output: str
    text: str
    marks: tuple[Marked, ...] = ()
    notes: tuple[Note, ...] = ()
    active: bool = False
    """Whether errors and omissions are noted in this one."""
    reveal: int | None = None
    """A code point that has to be in view."""


@dataclass(frozen=True, slots=True)
class Page:
    """The presentation on screen."""

    id: str
    instruction: str
    prompt: str
    reference: str | None
    """None while it is hidden."""
    has_reference: bool
    language: str
    answers: tuple[Answer, ...]
    rows: tuple[Row, ...]
    ask: Prompt
    comment: str = ""
    flagged: bool = False
    later: bool = False
    cannot_rate: str | None = None
    submitted: bool = False
    complete: bool = False
    training: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above: where one is, how long it took, that it is saved."""

    title: str
    about: str
    """Task and language."""
    rater: str
    done: int
    total: int
    active: str
    """Such as "active 21 min"."""
    saved: str
    """Such as "saved 14:02"."""
    can_undo: bool = False
    can_redo: bool = False
    sitting: str = ""
    """Such as “session 12 of 20 min”; "" while sittings have no end."""
    over: str = ""
    """That the sitting is over, said until the rater goes on or takes a break; "" while it is not."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to choose or to read, in a list."""

    id: str
    text: str
    detail: str = ""
    good: bool | None = None
    """Right or wrong, with a word in the detail; None when neither."""


@dataclass(frozen=True, slots=True)
class Interlude:
    """A page of words between presentations: codes, consent, guidelines, a lesson, a break, the end."""

    title: str
    text: str = ""
    lines: tuple[Line, ...] = ()
    chosen: int = 0
    """Which line the arrows are at, where one is chosen."""
    action: str = ""
    """What Enter does."""
    other: str = ""
    """What Escape or another button does."""


@dataclass(frozen=True, slots=True)
class RateState:
    """Everything the Rate screen shows."""

    phase: Phase = Phase.EMPTY
    head: Head | None = None
    page: Page | None = None
    interlude: Interlude | None = None
    message: str = ""
    failed: bool = False
    """Whether the message tells of something that did not work."""
