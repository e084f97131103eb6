"""Rating by keys, without a screen."""

from pathlib import Path

import pytest

from tests.gui.rating_desk import Desk
from tests.study.invented import RATER, ListLog, study
from workbench.domain.errors import FormatError
from workbench.domain.studies import Action, Rating, Unanswered
from workbench.gui.presenters.rate_state import Line, Mode, Page, Phase
from workbench.store.journal import JournalError
from workbench.study.ledger import ratings_of


def page(desk: Desk) -> Page:
    """What is on screen."""
    found = desk.presenter.state.page
    assert found is not None
    return found


def rating(desk: Desk, number: int = 1) -> Rating:
    """What the events come to."""
    return ratings_of(desk.study, RATER, desk.log.events)[number - 1]


def test_from_opening_to_the_first_item() -> None:
    """One rater: no code to choose; consent, guidelines, the first item; each by Enter."""
    desk = Desk(study(3, consent="I agree."))
    desk.presenter.open(Path("a.medstudy"))
    phases = [desk.presenter.state.phase]
    for _ in range(2):
        desk.press("Return")
        phases.append(desk.presenter.state.phase)
    assert phases == [Phase.CONSENT, Phase.GUIDELINES, Phase.RATING]
    assert [one.action for one in desk.log.events][:4] == [
        *(Action.BEGIN, Action.CONSENT, Action.GUIDELINES, Action.OPEN)
    ]


def test_the_prompt_says_which_value_the_next_digit_gives() -> None:
    """Digits score and move on; the next value is named, with what each digit means."""
    desk = Desk(study(3)).begin()
    assert page(desk).ask.title == "Correctness · Answer A"
    assert [one.label for one in page(desk).ask.options] == ["Very poor", "Poor", "Fair", "Good", "Very good"]
    desk.press("4")
    assert page(desk).ask.title == "Correctness · Answer B"
    desk.press("5", "Up", "Up", "3")
    assert rating(desk).values == {"correctness/o1a": 3, "correctness/o1b": 5}
    assert page(desk).ask.title == "Completeness · Answer A"
    focused = [cell.key for row in page(desk).rows for cell in row.cells if cell.focused]
    assert focused == ["completeness/o1a"]


def test_three_items_by_keys_alone() -> None:
    """Digits, a preference, Enter; after the last one ratings can be exported."""
    desk = Desk(study(3)).begin()
    for _ in range(3):
        desk.press("4", "5", "3", "3", "5", "5", "2", "2", "B", "Return")
    assert desk.presenter.state.phase is Phase.DONE
    for number in (1, 2, 3):
        one = rating(desk, number)
        assert one.submitted
        assert one.values["preference"] == 2
        assert one.values[f"acceptable/o{number}a"] == 1
    desk.presenter.export(Path("out.medratings"))
    assert desk.written[0][1].events == desk.log.events
    assert "Exported 3 of 3" in desk.presenter.state.message


def test_enter_says_what_lacks_and_goes_there() -> None:
    """It is not submitted, and the next digit gives what lacks."""
    desk = Desk(study(2)).begin()
    desk.press("4", "Down", "Down", "Return")
    assert desk.presenter.state.message.startswith("Correctness · Answer B has no value yet.")
    assert page(desk).ask.title == "Correctness · Answer B"
    assert not rating(desk).submitted


def test_a_held_or_doubled_enter_submits_once() -> None:
    """The second press within a quarter of a second is no press; another key between makes it one."""
    desk = Desk(study(3)).begin()
    desk.fill()
    desk.press("Return")
    desk.presenter.press("Return")
    assert desk.presenter.state.message.startswith("Submitted")
    assert page(desk).id == "r01-002"


def test_preferences_are_graded_with_arrows() -> None:
    """A and B choose the middle grade; arrows make it clearer or less clear; T is equal."""
    desk = Desk(study(1)).begin()
    desk.press("A", "Up")
    while not page(desk).ask.title.startswith("Preference"):
        desk.press("Down")
    assert rating(desk).values["preference"] == -2
    desk.press("Left", "Left", "Left")
    assert rating(desk).values["preference"] == -3
    desk.press("Right")
    assert rating(desk).values["preference"] == -2
    desk.press("T")
    assert rating(desk).values["preference"] == 0


def test_several_answers_are_preferred_by_letter() -> None:
    """Of four answers D is the fourth; C comments unless the preference is next."""
    desk = Desk(study(1, arms=4)).begin()
    desk.press("C")
    assert page(desk).ask.mode is Mode.COMMENT
    desk.press("Escape")
    while not page(desk).ask.title.startswith("Preference"):
        desk.press("Down")
    desk.press("C", "D")
    assert rating(desk).values["preference"] == 4


def test_cannot_judge_and_not_applicable_are_apart() -> None:
    """0 and N; N only where the study has it."""
    desk = Desk(study(1)).begin()
    desk.press("0", "N")
    assert "not applicable" in desk.presenter.state.message
    desk.press("Down", "Down", "Down", "N")
    assert rating(desk).values == {
        "correctness/o1a": Unanswered.CANNOT_JUDGE,
        "safety/o1a": Unanswered.NOT_APPLICABLE,
    }


def test_none_acceptable_says_nothing_about_which_is_better() -> None:
    """Shift+T answers the one question, not the other."""
    desk = Desk(study(1)).begin()
    desk.press("B", "Shift+T")
    assert rating(desk).values == {"preference": 2, "acceptable/o1a": 0, "acceptable/o1b": 0}


def test_an_error_is_marked_on_a_sentence() -> None:
    """J points, E begins, a letter and a digit say what it is, Enter saves; E and 0 take it away."""
    desk = Desk(study(1)).begin()
    desk.press("J", "J", "E", "B", "3")
    assert page(desk).ask.mode is Mode.ERROR
    desk.press("Return")
    (span,) = rating(desk).spans
    assert (span.quote, span.type, span.severity) == (
        *("Eosinophilia is not expected to matter here.", "wrong-drug", "major"),
    )
    note = page(desk).answers[0].notes[0].text
    assert "wrong drug, dose or route · major" in note
    desk.press("E", "4", "Return")
    assert rating(desk).spans[0].severity == "severe"
    desk.press("E", "0")
    assert rating(desk).spans == ()


def test_an_error_is_marked_on_a_selection() -> None:
    """Code points of the raw text; J and K walk on while its kind is chosen."""
    desk = Desk(study(1)).begin()
    text = page(desk).answers[1].text
    start = text.index("Livedo")
    desk.presenter.act(lambda at: at.select("o1b", start, start + 6))
    desk.press("E", "A", "1", "Return")
    assert rating(desk).spans[0].quote == "Livedo"
    desk.press("J", "E", "J", "C", "2", "Return")
    assert rating(desk).spans[1].type == "fabricated"


def test_an_omission_is_typed_or_selected() -> None:
    """In words, about the other answer by an arrow; or what is selected in the input, tied to it."""
    desk = Desk(study(1)).begin()
    desk.press("O", "Right")
    desk.presenter.act(lambda at: at.typed("no follow-up "))
    desk.press("Return", "B", "2", "Return")
    (typed,) = rating(desk).omissions
    assert (typed.output, typed.text, typed.type, typed.anchored) == (
        *("o1b", "no follow-up", "missing-follow-up", ""),
    )
    prompt = page(desk).prompt
    start = prompt.index("less urine")
    desk.presenter.act(lambda at: at.select("prompt", start, start + 10))
    desk.press("O", "A", "4", "Return")
    tied = rating(desk).omissions[1]
    assert (tied.text, tied.anchored, tied.start, tied.end) == ("less urine", "prompt", start, start + 10)
    desk.presenter.act(lambda at: at.marking.edit(tied.id))
    assert rating(desk).omissions == (typed,)


def test_a_low_value_asks_for_a_mark_or_a_reason() -> None:
    """The prompt says so, Enter goes there, W gives a reason with one more key."""
    desk = Desk(study(1)).begin()
    desk.press("1")
    desk.fill()
    desk.press("Return")
    assert "mark an error (E)" in desk.presenter.state.message
    assert "W says why not" in page(desk).ask.hint
    desk.press("W", "A", "Return")
    assert rating(desk).submitted
    assert rating(desk).values["correctness.why/o1a"] == "It concerns the whole answer"


def test_comments_are_saved_with_every_letter() -> None:
    """Leaving the field keeps them; undo takes the whole text."""
    desk = Desk(study(1)).begin()
    desk.press("C")
    for length in range(1, 5):
        desk.presenter.act(lambda at, length=length: at.typed("dose"[:length]))  # type: ignore[misc]
        assert rating(desk).comment == "dose"[:length]
    desk.press("Escape", "U")
    assert rating(desk).comment == ""


def test_flag_later_and_back() -> None:
    """F flags, S puts off, Alt+Left looks back, U takes back what was put off."""
    desk = Desk(study(3)).begin()
    desk.press("F", "S")
    assert page(desk).id == "r01-002"
    assert (rating(desk).flagged, rating(desk).later) == (True, True)
    desk.press("Alt+Left")
    assert page(desk).id == "r01-001"
    desk.press("Alt+Right", "U")
    assert page(desk).id == "r01-001"
    assert not rating(desk).later


def test_what_cannot_be_rated_has_a_reason() -> None:
    """A letter, or words; then the next one is up. Shift+S again takes it back."""
    desk = Desk(study(3)).begin()
    desk.press("Shift+S", "B")
    assert rating(desk).cannot_rate == "Context is missing"
    assert page(desk).id == "r01-002"
    desk.press("Shift+S", "F")
    desk.presenter.act(lambda at: at.typed("a figure is missing"))
    desk.press("Return")
    assert rating(desk, 2).cannot_rate == "a figure is missing"
    desk.press("Alt+Left", "Shift+S")
    assert rating(desk, 2).cannot_rate is None


def test_the_reference_is_behind_a_key_that_is_noted() -> None:
    """Hidden at first and on the next item; a study may have none to show."""
    desk = Desk(study(2)).begin()
    assert page(desk).reference is None
    desk.press("R")
    assert page(desk).reference == "Cholesterol embolization"
    assert rating(desk).revealed
    desk.press("R")
    assert page(desk).reference is None


def test_guidelines_and_breaks_hide_the_texts() -> None:
    """G and Ctrl+P, each noted; what was on screen comes back."""
    desk = Desk(study(2)).begin()
    phases = []
    for key in ("4", "G", "G", "Ctrl+P", "Return"):
        desk.press(key)
        phases.append((desk.presenter.state.phase, desk.presenter.state.page is None))
    assert phases[1] == (Phase.GUIDELINES, True)
    assert phases[3:] == [(Phase.BREAK, True), (Phase.RATING, False)]
    assert page(desk).ask.title == "Correctness · Answer B"
    assert {Action.GUIDELINES, Action.PAUSE, Action.RESUME} <= {one.action for one in desk.log.events}


def test_a_break_is_suggested_after_a_while() -> None:
    """Twenty-five minutes of work, once."""
    desk = Desk(study(4)).begin()
    for _ in range(30):
        desk.hand.pass_ms(55_000)
        desk.presenter.touch()
    desk.press("Alt+Right")
    assert "break" in desk.presenter.state.message
    desk.press("Alt+Right")
    assert "break" not in desk.presenter.state.message


def test_training_teaches_and_has_to_be_passed() -> None:
    """After each item what was expected, in words; then passed, or once more."""
    desk = Desk(study(1, training=1)).begin()
    desk.fill("5")
    desk.press("Return")
    shown = desk.presenter.state.interlude
    assert shown is not None
    assert [line.good for line in shown.lines] == [False, False]
    assert "expected 2 Poor; you gave 5 Very good" in shown.lines[0].detail
    assert "Blue toes" in shown.text
    desk.press("Return")
    assert desk.presenter.state.phase is Phase.TRAINED
    desk.press("Return", "Up")
    while page(desk).ask.title != "Correctness · Answer A":
        desk.press("Down")
    desk.press("2", "B", "Return", "Return")
    shown = desk.presenter.state.interlude
    assert shown is not None
    assert shown.title == "Training passed"
    desk.press("Return")
    assert page(desk).id == "r01-002"


def test_work_goes_on_where_the_program_was_killed() -> None:
    """Another window over the same events: the same item, the same values."""
    log = ListLog()
    desk = Desk(study(3), log).begin()
    desk.fill()
    desk.press("Return", "3")
    again = Desk(study(3), log)
    again.presenter.open(Path("a.medstudy"))
    assert page(again).id == "r01-002"
    assert page(again).ask.title == "Correctness · Answer B"
    assert page(again).rows[0].cells[0].chosen == 2


def test_a_full_disk_is_said_and_nothing_is_shown_that_is_not_saved() -> None:
    """The value stays without an answer on screen."""
    desk = Desk(study(1)).begin()
    desk.log.fails = JournalError("The disk is full.")
    desk.press("4")
    assert desk.presenter.state.failed
    assert desk.presenter.state.message == "The disk is full."
    assert page(desk).rows[0].cells[0].chosen is None
    desk.log.fails = None
    desk.press("4")
    assert page(desk).rows[0].cells[0].chosen == 3


def test_ctrl_s_says_that_everything_is_saved() -> None:
    """A habit that does no harm."""
    desk = Desk(study(1)).begin()
    desk.press("Ctrl+S")
    assert desk.presenter.state.message.startswith("Everything is saved already (saved ")


def test_codes_are_chosen_and_known_studies_offered() -> None:
    """Arrows and Enter; a click does the same; Escape goes back."""
    two = study(2)
    other = two.presentations + tuple(
        type(one)(f"r02-{one.number}", "r02", one.item_id, one.outputs, one.number)
        for one in two.presentations
    )
    desk = Desk(type(two)(**{**{name: getattr(two, name) for name in two.__slots__}, "presentations": other}))
    desk.known = (Line("a.medstudy", "Discharge advice"),)
    desk.presenter.reload()
    phases = []
    for key in ("Return", "Escape"):
        desk.press(key)
        phases.append(desk.presenter.state.phase)
    assert phases == [Phase.RATER, Phase.EMPTY]
    desk.presenter.point(0)
    desk.press("Down", "Return")
    assert desk.log.events[0].rater == "r02"


def test_a_file_that_is_no_study_is_said() -> None:
    """The reason is on screen, and another file can be opened."""

    desk = Desk(study(1))
    desk.refuses = FormatError(Path("a.medstudy"), "it is damaged")
    desk.presenter.open(Path("a.medstudy"))
    assert desk.presenter.state.phase is Phase.EMPTY
    assert desk.presenter.state.failed
    assert "it is damaged" in desk.presenter.state.message


@pytest.mark.parametrize("key", ["X", "Backspace", "Delete", "Q", "F5"])
def test_other_keys_do_nothing(key: str) -> None:
    """Backspace and Delete never discard."""
    desk = Desk(study(1)).begin()
    desk.press("4")
    before = desk.log.events
    desk.press(key)
    assert desk.log.events == before


def test_no_name_of_a_model_or_an_id_of_an_output_is_shown() -> None:
    """Only letters."""
    desk = Desk(study(1)).begin()
    shown = page(desk)
    assert [one.letter for one in shown.answers] == ["A", "B"]
    assert "o1a" not in shown.ask.title + shown.prompt + "".join(row.name for row in shown.rows)


def test_leaving_a_study_ends_the_sitting() -> None:
    """Its end is noted; those opened here are offered again; nothing else can be done."""
    desk = Desk(study(1, consent="I agree."))
    shown: list[Phase] = []
    desk.presenter.attach(lambda state: shown.append(state.phase))
    desk.presenter.open(Path("a.medstudy"))
    desk.press("Escape")
    assert desk.log.closed
    assert desk.log.events[-1].action is Action.END
    assert shown[-1] is Phase.EMPTY
    desk.press("Ctrl+S")
    assert desk.presenter.state.message == "There is nothing to save."
    desk.presenter.act(lambda at: at.typed("x"))
    desk.presenter.export(Path("x"))
    assert (desk.presenter.file_name, desk.written) == ("", [])


def test_the_name_of_the_file_says_study_rater_and_time() -> None:
    """And nothing else."""
    desk = Desk(study(1)).begin()
    assert desk.presenter.file_name.startswith("ratings_0190b8f0_r01_20261121T")
    assert desk.presenter.file_name.endswith(".medratings")


def test_an_export_that_fails_is_said() -> None:
    """The reason; work goes on."""
    desk = Desk(study(1)).begin()

    def refuse(_path: Path, _given: object) -> None:
        raise JournalError("No room.")

    desk.write = refuse
    desk.presenter.export(Path("x"))
    assert (desk.presenter.state.message, desk.presenter.state.failed) == ("No room.", True)
    desk.press("4")
    assert rating(desk).values == {"correctness/o1a": 4}
