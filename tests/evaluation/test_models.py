"""Adding, removing and trying model files."""

from contextlib import closing
from pathlib import Path

import pytest

from workbench.domain.errors import EngineError, ModelFileError, WorkbenchError
from workbench.engines.base import Loading, Piece
from workbench.engines.scripted import ScriptedEngine
from workbench.evaluation.models import Copied, Tried, add_model, remove_model, try_model
from workbench.paths import shipped_models

DEMO = shipped_models() / "demo-instruct.gguf"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where a person's models go; not there yet."""
    return tmp_path / "models"


def test_an_added_file_is_copied_whole(own: Path) -> None:
    """The copy has the same bytes, and its progress ends at the end."""
    events = list(add_model(DEMO, own))
    assert (own / DEMO.name).read_bytes() == DEMO.read_bytes()
    assert events[-1] == Copied(own / DEMO.name, DEMO.stat().st_size, DEMO.stat().st_size)


def test_a_file_that_is_no_model_is_refused(tmp_path: Path, own: Path) -> None:
    """The error names the file; nothing is copied."""
    text = tmp_path / "notes.gguf"
    text.write_text("not a model at all, but long enough to be looked at")
    with pytest.raises(ModelFileError, match=r"notes\.gguf"):
        list(add_model(text, own))
    assert not own.exists()


def test_a_name_that_is_taken_is_refused(own: Path) -> None:
    """A file is never replaced by another of its name."""
    list(add_model(DEMO, own))
    with pytest.raises(WorkbenchError, match="already"):
        list(add_model(DEMO, own))


def test_a_full_disk_is_told_before_anything_is_written(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how much there is and how much is needed."""
    monkeypatch.setattr("workbench.evaluation.models._SPARE", 10**18)
    with pytest.raises(WorkbenchError, match="Make room"):
        list(add_model(DEMO, own))
    assert list(own.iterdir()) == []


def test_a_copy_given_up_leaves_nothing(own: Path) -> None:
    """Half a file is never taken for a model."""
    with closing(add_model(DEMO, own)) as events:
        next(events)
    assert list(own.iterdir()) == []


def test_only_added_files_can_be_removed(own: Path) -> None:
    """What came with the program stays."""
    list(add_model(DEMO, own))
    remove_model(own / DEMO.name, own)
    assert list(own.iterdir()) == []
    with pytest.raises(WorkbenchError, match="demo-instruct"):
        remove_model(DEMO, own)
    assert DEMO.exists()


def test_a_trial_loads_answers_and_frees() -> None:
    """The answer streams; the result says how fast; the model has left the memory."""
    engine = ScriptedEngine(lambda _prompt: "Pneumonia is one cause", delay=0.01)
    events = list(try_model(engine))
    assert isinstance(events[0], Loading)
    assert "".join(event.text for event in events if isinstance(event, Piece)) == "Pneumonia is one cause"
    tried = events[-1]
    assert isinstance(tried, Tried)
    assert (tried.text, tried.answer_tokens) == ("Pneumonia is one cause", 4)
    assert tried.decode_per_s is not None
    assert tried.prefill_per_s is None
    assert not engine.loaded


def test_a_model_that_does_not_answer_says_why() -> None:
    """A failure of the one prompt is an error of the trial; the memory is freed all the same."""
    engine = ScriptedEngine({}, failing={"trial": "no tokens"})
    with pytest.raises(EngineError, match="no tokens"):
        list(try_model(engine))
    assert not engine.loaded
