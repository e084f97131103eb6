"""The Models screen without the screen: what there is, what fits, and whether it works."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from workbench.domain.errors import WorkbenchError
from workbench.evaluation.models import Copied
from workbench.gui.presenters import phrases
from workbench.gui.presenters.jobs import Job, Jobs
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.model_trial import TrialPresenter


@dataclass(frozen=True, slots=True)
class ModelLine:
    """A model in the list."""

    name: str
    title: str
    size: str
    quantization: str
    here: bool
    """Whether its file is on this machine."""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """Everything that is known about one model without loading it."""

    name: str
    title: str
    note: str
    """What it is for, in a sentence or two."""
    facts: tuple[tuple[str, str], ...]
    """Label and value: file, size, quantization, architecture, context, licence."""
    folder: str
    """Where the file is, or belongs."""
    here: bool
    own: bool
    expected_sha256: str | None = None
    """Of the right file, where the catalogue tells."""
    fits: bool | None = None
    """Whether it fits in the memory that is free now; None when its file is not here."""
    fit: str = ""
    to_do: str = ""
    """What to do to have it; empty when it is here and sound."""
    problem: str = ""
    """What is wrong with its file."""


@dataclass(frozen=True, slots=True)
class ModelsState:
    """Everything the Models screen shows."""

    loaded: bool = False
    lines: tuple[ModelLine, ...] = ()
    selected: str | None = None
    card: ModelCard | None = None
    sha256: str | None = None
    """Of the selected file; None while it is being computed, or when there is none."""
    copying: Copied | None = None
    removing: str | None = None
    """The model that a person is asked about."""
    message: str = ""

    @property
    def question(self) -> str:
        """What is asked before a file is deleted; empty when nothing is."""
        if self.removing is None or self.card is None:
            return ""
        return f"Delete the file of “{self.card.title}” from this machine? Runs made with it stay."

    @property
    def wrong_file(self) -> str:
        """Said when the file is another than the catalogue describes; empty when it is not, or not known."""
        expected = self.card.expected_sha256 if self.card is not None else None
        if expected is None or self.sha256 is None or expected == self.sha256:
            return ""
        return (
            "This is not the file that the catalogue describes: "
            f"its SHA-256 should begin with {expected[:16]}."
        )

    @property
    def can_try(self) -> bool:
        """Whether the selected model is here and sound."""
        return self.card is not None and self.card.here and not self.card.problem

    @property
    def copied_share(self) -> float:
        """How far the copy of a new file is, from 0 to 1."""
        return (
            self.copying.done / self.copying.total if self.copying is not None and self.copying.total else 0.0
        )

    @property
    def copied(self) -> str:
        """How far the copy of a new file is; empty when there is none."""
        if self.copying is None:
            return ""
        done, total = phrases.size_of(self.copying.done), phrases.size_of(self.copying.total)
        return f"Copying {self.copying.file.name}: {done} of {total}"


@dataclass(frozen=True, slots=True)
class ModelOperations:
    """What the Models screen does with models."""

    lines: Callable[[], Sequence[ModelLine]]
    card: Callable[[str], ModelCard]
    sha256: Callable[[str], str | None]
    """Slow for a large file that was not looked at before."""
    add: Callable[[Path], Generator[Copied]]
    remove: Callable[[str], None]


class ModelsPresenter:
    """Turns what a person does with models into new states of the Models screen."""

    def __init__(
        self, operations: ModelOperations, trial: TrialPresenter, changed: Callable[[], None], jobs: Jobs
    ) -> None:
        self.trial = trial
        self._operations, self._changed, self._jobs = operations, changed, jobs
        self._listing, self._looking, self._summing = Latest(jobs), Latest(jobs), Latest(jobs)
        self._copy: Job | None = None
        self._render: Callable[[ModelsState], None] = lambda _state: None
        self.state = ModelsState()
        trial.when_over(self.look_again)

    def attach(self, render: Callable[[ModelsState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def reload(self) -> None:
        """Look again at what is on this machine."""
        self._listing.ask(lambda: tuple(self._operations.lines()), self._listed, self._failed)

    def select(self, name: str) -> None:
        """Look at a model."""
        if name != self.state.selected or self.state.card is None:
            self._show(replace(self.state, selected=name, card=None, sha256=None, removing=None))
        self._looking.ask(
            partial(self._operations.card, name),
            lambda card: self._show(replace(self.state, card=card)),
            self._failed,
        )
        # What is wrong with a file stands on its card already.
        self._summing.ask(
            partial(self._operations.sha256, name),
            lambda sha256: self._show(replace(self.state, sha256=sha256)),
            lambda _error: None,
        )

    def look_again(self) -> None:
        """Show of the selected model what is known of it by now."""
        if self.state.selected is not None:
            self.select(self.state.selected)

    def add(self, file: Path) -> None:
        """Copy a file to where the program keeps its models."""
        if self.state.copying is None:
            self._show(replace(self.state, message="", copying=Copied(file, 0, 0)))
            self._copy = self._jobs.start(
                partial(self._operations.add, file),
                lambda copied: self._show(replace(self.state, copying=copied)),
                self._ended,
            )

    def stop(self) -> None:
        """Give up the copy that is going."""
        if self._copy is not None:
            self._copy.cancel()

    def try_selected(self) -> None:
        """Load the selected model and let it answer one question."""
        if self.state.selected is not None and self.state.can_try:
            self.trial.start(self.state.selected)

    def ask_to_remove(self, asking: bool = True) -> None:
        """Ask whether the selected file shall be deleted; or keep it after all."""
        own = self.state.card is not None and self.state.card.own
        self._show(replace(self.state, removing=self.state.selected if asking and own else None))

    def remove(self) -> None:
        """Delete the file that was asked about."""
        name = self.state.removing
        if name is not None:
            self._show(replace(self.state, removing=None, selected=None, card=None))
            self._listing.ask(
                partial(self._operations.remove, name), lambda _: self._ended(None), self._failed
            )

    def _listed(self, lines: tuple[ModelLine, ...]) -> None:
        names = [line.name for line in lines]
        here = [line.name for line in lines if line.here] or names
        selected = self.state.selected if self.state.selected in names else next(iter(here), None)
        card = self.state.card if selected == self.state.selected else None
        self._show(replace(self.state, loaded=True, lines=lines, selected=selected, card=card))
        if selected is not None:
            self.select(selected)

    def _ended(self, error: Exception | None) -> None:
        """A copy is over, or a file is gone: this screen and the others look again."""
        copying, self._copy = self.state.copying, None
        added = copying.file.stem if copying is not None and error is None else self.state.selected
        message = str(error) if isinstance(error, WorkbenchError) else ""
        self._show(replace(self.state, copying=None, selected=added, message=message))
        if error is not None and not isinstance(error, WorkbenchError):
            raise error
        self.reload()
        self._changed()

    def _failed(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, loaded=True, message=str(error)))

    def _show(self, state: ModelsState) -> None:
        self.state = state
        self._render(state)
