"""What keys mean while something is noted: an error, an omission, a text, a reason."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from workbench.domain.studies import Instrument, Omission, Span
from workbench.gui.presenters.keys_in_force import keys_said
from workbench.gui.presenters.rate_state import Mode, Option, Prompt
from workbench.gui.presenters.rate_words import called
from workbench.study.recorder import new_id

TYPE_KEYS = "ABCDEFGHILMNOPQRSTUVWXYZ"
"""For kinds of errors; J and K walk through sentences."""
_SAVE = "Enter saves it, Esc leaves it."
LONGEST_QUOTE = 80


class KeyMode(Protocol):
    """Takes keys until it is left."""

    def prompt(self) -> Prompt:
        """What the next key does."""

    def press(self, key: str) -> bool:
        """Take a key; whether it meant something."""

    def typed(self, text: str) -> None:
        """The text in the field is this now."""


class ErrorMode:
    """Marks a stretch of an answer as an error: a letter for its kind, a digit for its severity, Enter."""

    def __init__(
        self,
        instrument: Instrument,
        quote: Callable[[], tuple[str, str]],
        old: Span | None,
        save: Callable[[str | None, str | None], None],
        leave: Callable[[], None],
    ) -> None:
        """`quote` gives the answer's letter and the words; `save` takes kind and severity, None to remove."""
        self._instrument, self._quote, self._old = instrument, quote, old
        self._save, self._leave = save, leave
        self._kind = old.type if old is not None else None
        self._severity = old.severity if old is not None else None

    def prompt(self) -> Prompt:
        """The kinds with their letters, then the severities with their digits."""
        letter, quote = self._quote()
        short = quote if len(quote) <= LONGEST_QUOTE else quote[: LONGEST_QUOTE - 1] + "…"
        ready = self._kind is not None and self._severity is not None
        hint = (
            _SAVE
            if ready
            else "A letter for the kind of error, a digit for how bad. "
            f"{keys_said('J', 'K')}: another sentence."
        )
        return Prompt(
            Mode.ERROR,
            f"Error in answer {letter}",
            f"“{short}”",
            kinds_and_severities(self._instrument, self._instrument.error_types, self._kind, self._severity),
            f"{hint} 0 takes the mark away." if self._old is not None else hint,
        )

    def press(self, key: str) -> bool:
        """A kind, a severity, Enter, 0 or Escape."""
        kind, severity = chosen_by(self._instrument, self._instrument.error_types, key)
        self._kind, self._severity = kind or self._kind, severity or self._severity
        if kind or severity:
            return True
        if key == "Escape":
            self._leave()
        elif key == "0" and self._old is not None:
            self._save(None, None)
        elif key == "Return" and self._kind is not None and self._severity is not None:
            self._save(self._kind, self._severity)
        else:
            return False
        return True

    def typed(self, text: str) -> None:
        """Nothing is typed here."""


class OmissionMode:
    """Notes what an answer should say and does not: in words or as selected, then kind and severity."""

    def __init__(
        self,
        instrument: Instrument,
        about: Callable[[int], tuple[str, str]],
        begun: Omission,
        save: Callable[[Omission], None],
        leave: Callable[[], None],
    ) -> None:
        """`about` goes so many answers on and gives the output and the letter of the one that lacks it."""
        self._instrument, self._about = instrument, about
        self._omission = begun
        self._save, self._leave = save, leave
        self._typing = not begun.text
        self._kind: str | None = None
        self._severity: str | None = None

    def prompt(self) -> Prompt:
        """First the words, then kinds and severities."""
        _output, letter = self._about(0)
        title = f"Missing in answer {letter}"
        if self._typing:
            hint = (
                "Enter goes on. ← → in an empty field: another answer. "
                f"Or select words, then {keys_said('O')}."
            )
            field, empty = self._omission.text, "What should it say that it does not?"
            return Prompt(Mode.OMISSION, title, hint=hint, field=field, placeholder=empty)
        options = kinds_and_severities(
            self._instrument, self._instrument.omission_types, self._kind, self._severity
        )
        ready = self._kind is not None and self._severity is not None
        hint = _SAVE if ready else "A letter for what kind, a digit for how bad. ← →: another answer."
        return Prompt(Mode.OMISSION, title, f"“{self._omission.text}”", options, hint)

    def press(self, key: str) -> bool:
        """Enter goes on and saves; Escape leaves; arrows choose the answer."""
        if key == "Escape":
            self._leave()
        elif key in {"Left", "Right"} and not (self._typing and self._omission.text):
            self._about(1 if key == "Right" else -1)
        elif self._typing:
            if key != "Return":
                return False
            self._typing = not self._omission.text.strip()
        else:
            return self._choose(key)
        return True

    def typed(self, text: str) -> None:
        """What is missing."""
        self._omission = replace(self._omission, text=text)

    def _choose(self, key: str) -> bool:
        kind, severity = chosen_by(self._instrument, self._instrument.omission_types, key)
        self._kind, self._severity = kind or self._kind, severity or self._severity
        if kind or severity:
            return True
        if key != "Return" or self._kind is None or self._severity is None:
            return False
        words = self._omission.text
        given = replace(
            self._omission,
            id=new_id(),
            output=self._about(0)[0],
            # As it was selected, or what was typed without the space around it.
            text=words if self._omission.anchored else words.strip(),
            type=self._kind,
            severity=self._severity,
        )
        self._save(given)
        return True


class TextMode:
    """A text that is saved with every letter."""

    def __init__(
        self,
        mode: Mode,
        title: str,
        text: str,
        save: Callable[[str], None],
        leave: Callable[[], None],
    ) -> None:
        self._mode, self._title, self._text = mode, title, text
        self._save, self._leave = save, leave

    def prompt(self) -> Prompt:
        """The field."""
        hint = "Saved as you type. Enter or Esc goes back."
        return Prompt(self._mode, self._title, hint=hint, field=self._text, placeholder="In your words")

    def press(self, key: str) -> bool:
        """Enter and Escape go back; both keep the text."""
        if key in {"Return", "Ctrl+Return", "Escape"}:
            self._leave()
            return True
        return False

    def typed(self, text: str) -> None:
        """One letter more or less: on disk at once."""
        self._text = text
        self._save(text)


class ReasonMode:
    """A reason, by a letter; the last one is put in words."""

    def __init__(
        self,
        mode: Mode,
        title: str,
        reasons: Sequence[str],
        save: Callable[[str], None],
        leave: Callable[[], None],
    ) -> None:
        self._mode, self._title, self._reasons = mode, title, (*reasons, "Something else")
        self._save, self._leave = save, leave
        self._text: str | None = None

    def prompt(self) -> Prompt:
        """The reasons, or the field for another one."""
        if self._text is not None:
            hint = "Enter saves it, Esc leaves it."
            return Prompt(self._mode, self._title, hint=hint, field=self._text, placeholder="The reason")
        options = tuple(Option(key, reason) for key, reason in zip(TYPE_KEYS, self._reasons, strict=False))
        return Prompt(self._mode, self._title, options=options, hint="A letter chooses. Esc leaves it.")

    def press(self, key: str) -> bool:
        """A letter chooses; Escape leaves."""
        if key == "Escape":
            self._leave()
        elif self._text is not None:
            if key != "Return" or not self._text.strip():
                return False
            self._save(self._text.strip())
        elif len(key) == 1 and key in TYPE_KEYS[: len(self._reasons)]:
            place = TYPE_KEYS.index(key)
            if place == len(self._reasons) - 1:
                self._text = ""
            else:
                self._save(self._reasons[place])
        else:
            return False
        return True

    def typed(self, text: str) -> None:
        """Another reason."""
        self._text = text


def kinds_and_severities(
    instrument: Instrument, kinds: Sequence[str], kind: str | None, severity: str | None
) -> tuple[Option, ...]:
    """Kinds by letter and severities by digit."""
    letters = [
        Option(key, called(instrument, one), "", one == kind)
        for key, one in zip(TYPE_KEYS, kinds, strict=False)
    ]
    digits = [
        Option(str(place), called(instrument, one), "", one == severity)
        for place, one in enumerate(instrument.severities, 1)
    ]
    return (*letters, *digits)


def chosen_by(instrument: Instrument, kinds: Sequence[str], key: str) -> tuple[str | None, str | None]:
    """The kind or the severity that a key chooses."""
    if len(key) != 1:
        return None, None
    if key in TYPE_KEYS[: len(kinds)]:
        return kinds[TYPE_KEYS.index(key)], None
    if key.isdigit() and 0 < int(key) <= len(instrument.severities):
        return None, instrument.severities[int(key) - 1]
    return None, None
