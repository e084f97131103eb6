"""What keys mean while something is noted."""

from tests.study.invented import instrument
from workbench.domain.studies import Omission
from workbench.gui.presenters.rate_modes import (
    ErrorMode,
    OmissionMode,
    ReasonMode,
    TextMode,
    chosen_by,
    kinds_and_severities,
)
from workbench.gui.presenters.rate_state import Mode


def test_kinds_have_letters_and_severities_digits() -> None:
    """J and K are left to walk through sentences."""
    options = kinds_and_severities(instrument(), instrument().error_types, "wrong-drug", None)
    assert [(one.key, one.chosen) for one in options] == [
        *(("A", False), ("B", True), ("C", False)),
        *(("1", False), ("2", False), ("3", False), ("4", False)),
    ]
    assert chosen_by(instrument(), instrument().error_types, "C") == ("fabricated", None)
    assert chosen_by(instrument(), instrument().error_types, "4") == (None, "severe")
    for key in ("J", "K", "5", "0", "Return", ""):
        assert chosen_by(instrument(), instrument().error_types, key) == (None, None)


def test_an_error_needs_both() -> None:
    """Enter before that does nothing; Escape leaves without a mark."""
    saved: list[tuple[str | None, str | None]] = []
    left: list[bool] = []
    mode = ErrorMode(
        instrument(),
        lambda: ("A", "x" * 200),
        None,
        lambda *given: saved.append(given),
        lambda: left.append(True),
    )
    assert mode.prompt().text.endswith("…”")
    assert not mode.press("Return")
    assert mode.press("A")
    assert not mode.press("Return")
    assert not mode.press("0")
    assert mode.press("2")
    assert mode.press("Return")
    assert saved == [("wrong-fact", "minor")]
    assert mode.press("Escape")
    assert left == [True]
    mode.typed("nothing is typed here")


def test_an_omission_is_put_in_words_first() -> None:
    """Empty words do not go on; letters are text until then."""
    saved: list[Omission] = []
    mode = OmissionMode(
        instrument(), lambda _by: ("o1", "A"), Omission("", "", "", "", ""), saved.append, lambda: None
    )
    assert mode.press("Return")
    assert mode.prompt().field == ""
    assert not mode.press("A")
    mode.typed(" follow-up ")
    assert mode.press("Return")
    assert mode.prompt().field is None
    for key in ("Return", "A", "3"):
        mode.press(key)
    assert mode.press("Return")
    assert (saved[0].text, saved[0].output, saved[0].severity) == ("follow-up", "o1", "major")
    assert mode.press("Escape")


def test_a_reason_is_a_letter_or_words() -> None:
    """The last letter opens the field; empty words are no reason."""
    saved: list[str] = []
    mode = ReasonMode(Mode.WHY, "Why", ("One", "Two"), saved.append, lambda: None)
    assert [one.label for one in mode.prompt().options] == ["One", "Two", "Something else"]
    assert mode.press("B")
    assert not mode.press("D")
    assert mode.press("C")
    assert mode.prompt().field == ""
    assert not mode.press("Return")
    mode.typed("because ")
    assert mode.press("Return")
    assert saved == ["Two", "because"]
    assert mode.press("Escape")


def test_a_text_is_saved_as_it_is_typed() -> None:
    """Enter and Escape both keep it."""
    saved: list[str] = []
    left: list[bool] = []
    mode = TextMode(Mode.COMMENT, "Comment", "a", saved.append, lambda: left.append(True))
    mode.typed("ab")
    assert (mode.prompt().field, saved) == ("ab", ["ab"])
    assert mode.press("Return")
    assert mode.press("Escape")
    assert not mode.press("Q")
    assert left == [True, True]
