"""One instance in full."""

from dataclasses import replace

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from workbench.gui.presenters.browse_list import BrowseState
from workbench.gui.presenters.passages import Passage, Shown
from workbench.gui.views.browse_reader import InstanceReader
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.reading import ReadingText

SHOWN = Shown(
    "i1",
    "task57",
    "57 MedQA · 1 of 12",
    ("Multiple-choice QA", "English"),
    "Give the right option.",
    Passage("Input", "Which vein?", ((6, 10),)),
    (Passage("Reference 1", "Portal"), Passage("Reference 2", "The portal vein")),
    (Passage("demo-instruct", "Portal", note="3-shot"),),
)


def texts(reader: InstanceReader) -> list[str]:
    """What can be read, from top to bottom."""
    return [text.text for text in reader.findChildren(ReadingText) if text.isVisible()]


def test_every_passage_is_there_and_goes_when_it_is_not(qtbot: QtBot, light: None) -> None:
    """Definition, input, references and completions; fewer when the next instance has fewer."""
    reader = InstanceReader()
    qtbot.addWidget(reader)
    reader.show()
    reader.render_state(BrowseState(instance=SHOWN, leads_to=frozenset({"run", "compare"})))
    assert texts(reader) == ["Which vein?", "Portal", "The portal vein", "Portal"]
    words = {label.text() for label in reader.findChildren(QLabel) if label.isVisible()}
    assert {"57 MedQA · 1 of 12", "Give the right option.", "Completions of 1 run", "3-shot"} <= words
    fewer = replace(SHOWN, references=SHOWN.references[:1], completions=(), chips=(), definition="")
    reader.render_state(BrowseState(instance=fewer))
    assert texts(reader) == ["Which vein?", "Portal"]
    words = {label.text() for label in reader.findChildren(QLabel) if label.isVisible()}
    assert "Definition" not in words
    reader.render_state(BrowseState())
    assert texts(reader) == []


def test_only_what_can_be_done_is_offered(qtbot: QtBot, light: None) -> None:
    """Buttons that lead nowhere are not there; next and before know the ends."""
    reader = InstanceReader()
    qtbot.addWidget(reader)
    reader.show()
    reader.render_state(BrowseState(instance=SHOWN, leads_to=frozenset({"draft"})))
    offered = [
        button.text() for button in reader.findChildren(Button) if button.isVisible() and button.text()
    ]
    assert offered == ["Start a draft"]
    said: list[str] = []
    reader.draft_asked.connect(lambda: said.append("draft"))
    next(button for button in reader.findChildren(Button) if button.text() == "Start a draft").click()
    assert said == ["draft"]
    assert not any(button.isEnabled() for button in reader.findChildren(Button) if not button.text())


def test_a_long_name_does_not_widen_the_text(qtbot: QtBot, light: None) -> None:
    """Beside its small print a model's name gives way; no line of the text is cut off at the right."""
    reader = InstanceReader()
    qtbot.addWidget(reader)
    reader.resize(300, 600)
    reader.show()
    long = Passage("A model with the long name of a file Q8_0", "Portal", note="0-shot · 40 tokens · 2 s")
    reader.render_state(BrowseState(instance=replace(SHOWN, completions=(long,))))
    shown = [text for text in reader.findChildren(ReadingText) if text.isVisible()]
    qtbot.waitUntil(lambda: all(text.width() <= 300 for text in shown))
