"""The preview of a prompt: a click reaches the presenter, a state reaches the screen."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.gui.invented import preview_state
from tests.gui.views.finding import button
from workbench.gui.presenters.run_preview import Counting, PreviewState
from workbench.gui.views.run_preview import PreviewCard
from workbench.gui.widgets.reading import ReadingText


@pytest.fixture
def card(qtbot: QtBot, light: None) -> PreviewCard:
    """A preview of a usual size."""
    made = PreviewCard()
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    return made


def _words(card: PreviewCard) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def test_the_prompt_is_shown_word_for_word_with_its_control_tokens_marked(card: PreviewCard) -> None:
    """Nothing is added and nothing left out; control tokens are underlined, other text is not."""
    state = preview_state()
    card.render_state(state)
    text = card.findChildren(ReadingText)[0]
    assert state.example is not None
    assert text.text == state.example.prompt.text
    marked = {selection.cursor.selectedText() for selection in text.extraSelections()}
    assert marked == {"<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"}
    assert "312 tokens" in _words(card)
    assert "task59 · 21 of 40" in _words(card)


def test_one_goes_from_instance_to_instance(qtbot: QtBot, card: PreviewCard) -> None:
    """Back and on, where there is a way."""
    card.render_state(preview_state())
    for words, by in (("Instance before", -1), ("Next instance", 1)):
        with qtbot.waitSignal(card.stepped) as heard:
            button(card, words).click()
        assert heard.args == [by]
    card.render_state(PreviewState())
    assert not button(card, "Next instance").isEnabled()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (PreviewState(), "Tick a task"),
        (preview_state(counting=Counting.COUNTING, tokens=None), "Counting tokens…"),
        (preview_state(counting=Counting.NO_MODEL, tokens=None), "Choose a model"),
        (preview_state(counting=Counting.FAILED, tokens=None, message="It is cut off."), "It is cut off."),
        (preview_state(tokens=2913), "Longer than the 2,048 tokens"),
        (preview_state(), "control tokens"),
    ],
)
def test_what_is_known_of_the_tokens_is_said(card: PreviewCard, state: PreviewState, words: str) -> None:
    """Counting, counted, too long, or why not."""
    card.render_state(state)
    assert words in _words(card)
