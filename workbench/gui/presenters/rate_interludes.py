"""The pages of words before, between and after presentations. Pure."""

from collections.abc import Sequence

from workbench.domain.studies import Study
from workbench.gui.presenters.keys_in_force import keys_said
from workbench.gui.presenters.phrases import counted
from workbench.gui.presenters.rate_state import Interlude, Line
from workbench.gui.presenters.rate_words import axis_said, value_said
from workbench.study.axes import Axis
from workbench.study.instrument_feedback import feedback
from workbench.study.session import Session, SessionState
from workbench.study.training import Passing


def empty(known: Sequence[Line], chosen: int = 0) -> Interlude:
    """No study is open; those begun on this machine can be gone on with."""
    text = (
        "Open the study file (*.medstudy) that was sent to you. You need no network, no account and no "
        "model. Everything you decide is saved at once, and goes back as a file of ratings."
    )
    title = "Go on with a study, or open another" if known else "Open a study file"
    return Interlude(title, text, tuple(known), chosen, "Go on" if known else "Open a study…")


def raters(study: Study, begun: Sequence[str], chosen: int = 0) -> Interlude:
    """Which rater is it?"""
    lines = [Line(code, code, "begun on this machine" if code in begun else "") for code in study.raters]
    text = "Choose the code that the coordinator gave you. Nobody else's ratings are shown to you."
    return Interlude(study.title, text, tuple(lines), chosen, "This is my code", "Close the study")


def consent(study: Study) -> Interlude:
    """What a rater agrees to."""
    return Interlude("Before you begin", study.consent, action="I agree", other="Close the study")


def guidelines(study: Study, begun: bool) -> Interlude:
    """How to rate; always one key away."""
    words = study.guidelines or "This study has no guidelines."
    return Interlude("Guidelines", words, action="Back to rating" if begun else "I have read them: begin")


def lesson(session: Session, state: SessionState) -> Interlude:
    """What was expected of the training item on screen, beside what was given."""
    shown, rating = state.presentation, state.rating
    assert shown is not None
    assert rating is not None
    told = feedback(session.study.instrument, session.items[shown.item_id], rating, shown.outputs)
    questions = {one.id: one for one in session.study.instrument.questions}
    lines = []
    for one in told.compared:
        question, count = questions[one.question], len(shown.outputs)
        name = axis_said(Axis(question, one.output), shown)
        expected = value_said(question, one.expected, count)
        given = value_said(question, one.given, count)
        detail = f"✓ right: {given}" if one.right else f"✗ expected {expected}; you gave {given}"
        lines.append(Line(one.question + one.output, name, detail, one.right))
    right = sum(one.right for one in told.compared)
    title = f"Training: {right} of {len(told.compared)} as expected" if lines else "Training"
    return Interlude(title, told.why, tuple(lines), -1, "Go on", "Change my answers")


def trained(passing: Passing) -> Interlude:
    """Training is over: it was passed, or it has to be done again."""
    told = f"{passing.right} of {passing.asked} values were as expected"
    mark = f"; {passing.pass_mark:.0%} are needed" if passing.pass_mark is not None else ""
    if passing.passed:
        return Interlude("Training passed", f"{told}{mark}. What follows counts.", action="Begin rating")
    text = f"{told}{mark}. Read the guidelines ({keys_said('G')}), then go through the training once more."
    return Interlude("Not there yet", text, action="Training again", other="Close the study")


def on_break(state: SessionState) -> Interlude:
    """The texts are hidden and no time counts."""
    left = counted(state.total - state.done, "item")
    return Interlude("On a break", f"Everything is saved. {left} left. No time counts now.", action="Go on")


def done(state: SessionState) -> Interlude:
    """Everything is rated."""
    text = (
        f"All {counted(state.total, 'item')} are done. Export your ratings and send the file to the "
        f"coordinator. {keys_said('Alt+Left')} goes back to look at an item again; "
        "changes can be exported again."
    )
    return Interlude(
        "That was the last one. Thank you.", text, action="Export ratings…", other="Close the study"
    )
