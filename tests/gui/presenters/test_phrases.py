"""How counts, sizes, times and runs are said."""

import pytest

from workbench.domain.runs import Answering
from workbench.gui.presenters import phrases


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (phrases.counted(1, "instance"), "1 instance"),
        (phrases.counted(1204, "instance"), "1,204 instances"),
        (phrases.counted(2, "category", "categories"), "2 categories"),
        (phrases.size_of(12), "12 bytes"),
        (phrases.size_of(612_000), "612 KB"),
        (phrases.size_of(8_040_000), "8.0 MB"),
        (phrases.size_of(4_920_000_000), "4.9 GB"),
        (phrases.rate(None), "–"),
        (phrases.rate(3.26), "3.3 tokens/s"),
        (phrases.rate(1234.6), "1,235 tokens/s"),
        (phrases.tasks_said(("task57", "task58")), "task57, task58"),
        (phrases.tasks_said(("a", "b", "c")), "3 tasks"),
        (phrases.protocol_said(3), "3-shot"),
        (phrases.protocol_said(0, Answering.CONSTRAINED), "0-shot · only options"),
        (phrases.protocol_said(3, Answering.LIKELIEST), "3-shot · likeliest option"),
        (phrases.start_of("one\n two"), "one two"),
        (phrases.start_of("word " * 100, 20), "word word word word…"),
    ],
)
def test_said_as_a_person_would(said: str, expected: str) -> None:
    """Numbers on screen have their unit, their noun, and no more digits than help."""
    assert said == expected


def test_a_stored_time_is_shown_in_this_machines_time() -> None:
    """A UTC time becomes a local one, with its day."""
    said = phrases.day_and_time("2026-11-21T09:44:12+00:00")
    assert "Nov 2026, " in said
    assert said.split(", ")[1].count(":") == 1
