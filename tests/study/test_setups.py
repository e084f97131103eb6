"""A set-up comes back from its file as it was chosen."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.study.simulated import INSTRUMENT
from workbench.domain.errors import FormatError, WorkbenchError
from workbench.study.building import Lesson, StudyOrder
from workbench.study.choosing import Strata
from workbench.study.instruments import known_instruments
from workbench.study.preparing import Treatment
from workbench.study.setups import Setup, kept_beside, read, write

ORDER = StudyOrder(
    "两种量化",
    ("run-1", "run-2"),
    INSTRUMENT,
    ("r01", "r02"),
    guidelines="# How\n\nRead both 😀.",
    tasks=("task57",),
    size=40,
    strata=Strata.LANGUAGE,
    seed=3,
    overlap=1,
    repeats=0.2,
    anchors=4,
    training=(Lesson({"correctness/1": 5}, "It is right.", prompt="x", answers=("y", "z")),),
    pass_mark=0.8,
    consent="I agree.",
    shows_reference=False,
)


def test_everything_comes_back(tmp_path: Path) -> None:
    """Every choice, the instrument with it; also of a set-up that has hardly begun."""
    file = kept_beside(tmp_path / "a.medswb")
    assert file.name == "a.setup.json"
    for setup in (
        Setup(ORDER, Treatment.MASK, 90, "lessons.jsonl"),
        Setup(StudyOrder("", (), INSTRUMENT, ())),
    ):
        write(file, setup)
        assert read(file) == setup


def test_every_shipped_instrument_comes_back(tmp_path: Path) -> None:
    """In every language."""
    for known in known_instruments().entries:
        setup = Setup(replace(ORDER, instrument=known.instrument))
        write(tmp_path / "s.json", setup)
        assert read(tmp_path / "s.json") == setup


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": "other"}, "format: must be “meds-workbench study set-up”"),
        ({"format_version": 2}, "2 is not understood"),
        ({"more": 1}, "more: is not known"),
        ({"setup": None}, "setup: is missing"),
        ({"setup": {"order": {"title": 1}}}, "setup.order"),
        ({"setup": {}}, "setup.order is missing"),
    ],
)
def test_what_is_no_set_up_is_refused(tmp_path: Path, change: dict[str, object], said: str) -> None:
    """The message names the place."""
    file = tmp_path / "s.json"
    write(file, Setup(ORDER))
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **change}), encoding="utf-8")
    with pytest.raises(FormatError, match=said):
        read(file)


def test_what_cannot_be_kept_is_said(tmp_path: Path) -> None:
    """Without a crash; half a character is replaced."""
    with pytest.raises(WorkbenchError, match=r"cannot be kept in s\.json: No such file"):
        write(tmp_path / "none" / "s.json", Setup(ORDER))
    write(tmp_path / "s.json", Setup(replace(ORDER, title="\ud83d")))
    assert read(tmp_path / "s.json").order.title == "?"
