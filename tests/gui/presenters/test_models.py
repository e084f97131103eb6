"""The Models screen without a screen."""

from collections.abc import Generator
from pathlib import Path

import pytest

from tests.fakes import HeldJobs, InlineJobs
from workbench.domain.errors import ModelFileError, WorkbenchError
from workbench.evaluation.models import Copied
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.model_trial import TrialEvent, TrialPresenter, Trying
from workbench.gui.presenters.models import ModelCard, ModelLine, ModelOperations, ModelsPresenter


class Shelf:
    """Models that come and go as the presenter asks."""

    def __init__(self, *names: str, jobs: Jobs | None = None) -> None:
        self.names = list(names)
        self.changes = 0
        self.jobs = jobs or InlineJobs()
        self.tried: list[str] = []
        operations = ModelOperations(self._lines, self._card, self._sum, self._add, self.names.remove)
        trial = TrialPresenter(self._try, lambda: "", self.jobs)
        self.models = ModelsPresenter(operations, trial, self._changed, self.jobs)
        self.models.reload()

    def _lines(self) -> list[ModelLine]:
        return [ModelLine(name, name.title(), "2.8 MB", "Q4_K_M", name != "far") for name in self.names]

    def _card(self, name: str) -> ModelCard:
        if name == "broken":
            return ModelCard(name, name, "", (), "/models", True, True, problem="It is cut off.")
        here = name != "far"
        return ModelCard(name, name.title(), "note", (), "/models", here, name == "own", "abc")

    def _sum(self, name: str) -> str | None:
        if name == "broken":
            raise ModelFileError("It is cut off.")
        return None if name == "far" else "abc" if name == "near" else "def"

    def _add(self, file: Path) -> Generator[Copied]:
        if file.suffix != ".gguf":
            raise ModelFileError(f"{file.name} is not a GGUF file.")
        yield Copied(file, 5, 10)
        self.names.append(file.stem)
        yield Copied(file, 10, 10)

    def _try(self, name: str) -> Generator[TrialEvent]:
        self.tried.append(name)
        yield from ()

    def _changed(self) -> None:
        self.changes += 1


def test_a_model_that_is_here_is_shown_first() -> None:
    """Its card and its checksum are read without a click."""
    state = Shelf("far", "near").models.state
    assert (state.selected, state.sha256, state.wrong_file) == ("near", "abc", "")
    assert state.card is not None
    assert state.can_try


def test_a_model_that_is_not_here_can_be_looked_at_but_not_tried() -> None:
    """It has a card that says what to do, and no checksum."""
    shelf = Shelf("far")
    assert (shelf.models.state.selected, shelf.models.state.sha256) == ("far", None)
    shelf.models.try_selected()
    assert shelf.tried == []


def test_without_any_model_nothing_is_selected() -> None:
    """An empty shelf is a state like any other."""
    shelf = Shelf()
    shelf.models.try_selected()
    assert (shelf.models.state.loaded, shelf.models.state.card) == (True, None)


def test_a_file_that_is_not_the_catalogues_is_told() -> None:
    """A wrong checksum is said with how the right one begins."""
    shelf = Shelf("near", "own")
    shelf.models.select("own")
    assert "begin with abc" in shelf.models.state.wrong_file


def test_a_broken_file_cannot_be_tried() -> None:
    """The card says what is wrong; the checksum's error adds nothing."""
    shelf = Shelf("broken")
    assert (shelf.models.state.can_try, shelf.models.state.message) == (False, "")


def test_an_added_file_is_selected_and_told_to_the_other_screens() -> None:
    """Run offers it at once."""
    shelf = Shelf("near")
    shelf.models.add(Path("new.gguf"))
    state = shelf.models.state
    assert (state.selected, state.copying, shelf.changes) == ("new", None, 1)


def test_a_file_that_is_no_model_is_refused_with_its_reason() -> None:
    """Nothing was added, and the message stands below the list."""
    shelf = Shelf("near")
    shelf.models.add(Path("notes.txt"))
    assert shelf.models.state.message == "notes.txt is not a GGUF file."
    assert [line.name for line in shelf.models.state.lines] == ["near"]


def test_a_copy_shows_how_far_it_is_and_can_be_stopped() -> None:
    """One copy at a time."""
    jobs = HeldJobs()
    shelf = Shelf("near", jobs=jobs)
    shelf.models.stop()
    shelf.models.add(Path("new.gguf"))
    copy = jobs.last
    copy.step()
    assert shelf.models.state.copied == "Copying new.gguf: 5 bytes of 10 bytes"
    assert shelf.models.state.copied_share == 0.5
    shelf.models.add(Path("other.gguf"))
    assert jobs.last is copy
    shelf.models.stop()
    assert copy.cancelled
    copy.end()
    assert (shelf.models.state.copying, shelf.models.state.copied_share) == (None, 0.0)
    shelf.models.add(Path("other.gguf"))
    with pytest.raises(ZeroDivisionError):
        jobs.last.end(ZeroDivisionError())


def test_only_an_added_file_is_removed_and_only_after_a_yes() -> None:
    """Asks once, names the model, and says that runs stay."""
    shelf = Shelf("near", "own")
    shelf.models.remove()
    shelf.models.ask_to_remove()
    assert shelf.models.state.question == ""
    shelf.models.select("own")
    shelf.models.ask_to_remove()
    assert "“Own”" in shelf.models.state.question
    shelf.models.ask_to_remove(False)
    assert shelf.models.state.question == ""
    shelf.models.ask_to_remove()
    shelf.models.remove()
    assert ([line.name for line in shelf.models.state.lines], shelf.changes) == (["near"], 1)
    assert shelf.models.state.selected == "near"


def test_the_selected_model_is_tried() -> None:
    """The trial knows which model it is of."""
    shelf = Shelf("near")
    shelf.models.try_selected()
    assert (shelf.tried, shelf.models.trial.state.phase) == (["near"], Trying.STOPPED)


def test_a_catalogue_that_cannot_be_read_says_so() -> None:
    """The screen is not silently empty."""

    def broken() -> list[ModelLine]:
        raise WorkbenchError("mine.toml: “file” is missing")

    shelf = Shelf()
    operations = ModelOperations(broken, shelf._card, shelf._sum, shelf._add, lambda _name: None)
    models = ModelsPresenter(operations, shelf.models.trial, lambda: None, InlineJobs())
    seen: list[str] = []
    models.attach(lambda state: seen.append(state.message))
    models.reload()
    assert seen[-1] == "mine.toml: “file” is missing"
