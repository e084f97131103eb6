"""One presentation after another, by keys: what each key does while texts and instrument are on screen."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from workbench.domain.studies import Kind, Unanswered
from workbench.gui.presenters.keys_in_force import keys_said
from workbench.gui.presenters.rate_marking import Marking
from workbench.gui.presenters.rate_modes import ReasonMode, TextMode
from workbench.gui.presenters.rate_page import Pointing, page_of
from workbench.gui.presenters.rate_pointer import Pointer, Selected
from workbench.gui.presenters.rate_scoring import Scoring
from workbench.gui.presenters.rate_state import LETTERS, Mode, Option, Page, Prompt
from workbench.gui.presenters.rate_words import axis_said, choices_of, lacks_said
from workbench.study.instrument_logic import What
from workbench.study.session import Session

CANNOT_RATE = (
    "Outside my field",
    "Context is missing",
    "The question is unclear",
    "The text cannot be read",
    "I know who wrote it",
)
WHY_CHANGED = ("I had pressed a wrong key", "I read it again", "I read the guidelines again")
WHY_NOT = ("It concerns the whole answer", "It cannot be pinned to a place", "It is a matter of style")


class RateDesk:
    """Turns keys into decisions about the presentation on screen."""

    def __init__(self, session: Session, done: Callable[[], None]) -> None:
        """`done` is called when the presentation on screen cannot be rated, and the next is wanted."""
        self._at = Pointer(session)
        self._done = done
        self.scoring, self.marking = Scoring(self._at), Marking(self._at)
        self._about = ""

    @property
    def message(self) -> str:
        """What has to be said about the last key; "" for nothing."""
        return self._at.message

    def arrive(self) -> None:
        """Another presentation may be on screen: begin at its first open value."""
        shown = self._at.session.on_screen
        if shown is not None and shown.id != self._about:
            self._at.mode = self._at.selected = None
            self._at.pointing = Pointing(output=shown.outputs[0])
            self.scoring.focus_open()
        self._about = shown.id if shown is not None else ""

    def page(self) -> Page | None:
        """The page as it stands."""
        if self._at.session.on_screen is None:
            return None
        asked = {axis.key for axis in self._at.asked}
        if self._at.pointing.axis not in asked:
            self.scoring.focus_open()
        ask = self._at.mode.prompt() if self._at.mode is not None else self._ask()
        return page_of(self._at.session, self._at.session.state, self._at.pointing, ask)

    def press(self, key: str) -> bool:
        """Take a key; whether it meant something."""
        self._at.message = ""
        if self._at.mode is not None:
            walks = key in {"J", "K"} and self._at.mode.prompt().mode is Mode.ERROR
            if self._at.mode.press(key):
                return True
            if walks:
                self.marking.sentence(1 if key == "J" else -1)
                self.marking.error()
            return walks
        if len(key) == 1 and key.isdigit():
            self.scoring.digit(int(key))
            return True
        act = self._keys().get(key)
        if act is not None:
            act()
        return act is not None

    @property
    def busy(self) -> bool:
        """Whether something is being noted, and Enter belongs to that."""
        return self._at.mode is not None

    def typed(self, text: str) -> None:
        """The text in the field is this now."""
        if self._at.mode is not None:
            self._at.mode.typed(text)

    def select(self, source: str, start: int, end: int) -> None:
        """Words were selected in an output (its id), the "prompt" or the "reference"."""
        self._at.selected = Selected(source, start, end) if end > start else None

    def show_lack(self) -> bool:
        """Say what lacks and go there; whether anything does."""
        lacks = self._at.session.state.lacks
        if lacks:
            self._at.message = lacks_said(lacks, self._at.instrument, self._at.shown)
            self.scoring.focus(lacks[0])
        return bool(lacks)

    def ask_why_changed(self, save: Callable[[str], None]) -> None:
        """Ask why a rating that was submitted is another one now."""

        def chosen(reason: str) -> None:
            self._at.leave_mode()
            save(reason)

        title = "It was submitted before. Why is it changed?"
        self._at.mode = ReasonMode(Mode.CHANGED, title, WHY_CHANGED, chosen, self._at.leave_mode)

    def _keys(self) -> dict[str, Callable[[], None]]:
        """Keys while scores are given."""
        at, scoring, marking = self._at, self.scoring, self.marking
        keys: dict[str, Callable[[], None]] = {
            "N": lambda: scoring.unanswer(Unanswered.NOT_APPLICABLE),
            **dict.fromkeys(("Down", "Tab"), partial(scoring.walk, 1)),
            **dict.fromkeys(("Up", "Shift+Tab"), partial(scoring.walk, -1)),
            "Left": partial(scoring.nudge, -1),
            "Right": partial(scoring.nudge, 1),
            "T": partial(scoring.prefer, None),
            "Shift+T": scoring.refuse_all,
            "I": scoring.write,
            "J": partial(marking.sentence, 1),
            "K": partial(marking.sentence, -1),
            "E": marking.error,
            "O": marking.omission,
            "Escape": marking.unpoint,
            "C": self._comment,
            "W": self._why,
            "F": lambda: at.session.sheet.flag(not at.rating.flagged),
            "R": self._reveal,
            "Shift+S": self._cannot,
        }
        comparing = at.axis is not None and at.axis.question.kind is Kind.PREFERENCE
        for place, letter in enumerate(LETTERS[: len(at.shown.outputs)]):
            # C is for comments, unless it can only mean the third answer.
            if letter != "C" or comparing:
                keys[letter] = partial(scoring.prefer, place)
        return keys

    def _comment(self) -> None:
        sheet = self._at.session.sheet
        self._at.mode = TextMode(
            Mode.COMMENT, "Comment", self._at.rating.comment, sheet.comment, self._at.leave_mode
        )

    def _why(self) -> None:
        """Say why nothing is marked although a value asks for it."""
        wanted = [lack for lack in self._at.session.state.lacks if lack.what is What.EVIDENCE]
        if not wanted:
            self._at.message = "No value asks for a reason."
            return
        lack = wanted[0]
        self.scoring.focus(lack)

        def save(reason: str) -> None:
            self._at.session.sheet.decline(lack.question, reason, lack.output)
            self._at.leave_mode()

        axis = self._at.axis
        about = axis_said(axis, self._at.shown) if axis is not None else ""
        title = f"Why no error or omission is marked · {about}"
        self._at.mode = ReasonMode(Mode.WHY, title, WHY_NOT, save, self._at.leave_mode)

    def _cannot(self) -> None:
        """Say why it cannot be rated, or that it can after all."""
        session = self._at.session
        if self._at.rating.cannot_rate is not None:
            session.cannot_rate(None)
            self._at.message = "It can be rated again."
            return

        def save(reason: str) -> None:
            session.cannot_rate(reason)
            self._at.leave_mode()
            self._done()

        title = "Why this cannot be rated"
        self._at.mode = ReasonMode(Mode.CANNOT_RATE, title, CANNOT_RATE, save, self._at.leave_mode)

    def _reveal(self) -> None:
        """Show the reference, which is noted, or hide it."""
        if not self._at.session.study.shows_reference:
            self._at.message = "This study shows no reference."
            return
        if not self._at.pointing.reference:
            self._at.session.sheet.reveal()
        self._at.pointing = replace(self._at.pointing, reference=not self._at.pointing.reference)

    def _ask(self) -> Prompt:
        """What the next digit does."""
        axis = self._at.axis
        if axis is None:
            return Prompt(
                Mode.SCORE,
                "Nothing is asked here",
                hint=f"{keys_said('Return')} goes on.",
            )
        value = self._at.rating.values.get(axis.key)
        options = tuple(
            Option(str(place), label, anchor, value == given and not isinstance(value, str))
            for place, (given, label, anchor) in enumerate(
                choices_of(axis.question, len(self._at.shown.outputs)), 1
            )
        )
        others = []
        if axis.question.kind is Kind.TEXT:
            others.append(f"{keys_said('I')} writes the answer")
        if axis.question.kind is Kind.PREFERENCE:
            others.append(
                f"{keys_said('A')}, {keys_said('B')} or {keys_said('T')} for equal; "
                f"{keys_said('Left')} {keys_said('Right')} how clearly"
            )
        if axis.question.cannot_judge:
            others.append(f"{keys_said('0')} cannot judge")
        if axis.question.not_applicable:
            others.append(f"{keys_said('N')} not applicable")
        hint = " · ".join(others)
        wanted = {
            (one.question, one.output) for one in self._at.session.state.lacks if one.what is What.EVIDENCE
        }
        if (axis.question.id, axis.output) in wanted:
            hint = (
                f"This value asks for a mark: {keys_said('E')} error, {keys_said('O')} omission, "
                f"or {keys_said('W')} says why not"
            )
        return Prompt(Mode.SCORE, axis_said(axis, self._at.shown), axis.question.text, options, hint)
