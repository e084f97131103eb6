"""The Author screen without the screen: one draft at a time, every change undoable and soon on disk."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from workbench.authoring.checks import Finding, Severity, check_draft, errors
from workbench.authoring.operations import OpenedDraft
from workbench.authoring.preview import PromptPreview, preview_file, preview_name, preview_prompt
from workbench.formats.medsins_json import Profile
from workbench.gui.presenters import phrases
from workbench.gui.presenters.author_editing import Editing, EditingState
from workbench.gui.presenters.author_giving import GivingOut
from workbench.gui.presenters.author_list import AuthorOperations, DraftList, DraftListState, Notice
from workbench.gui.presenters.author_saving import SavedState, Saver
from workbench.gui.presenters.author_trial import Ask, Trial, TrialState
from workbench.gui.presenters.jobs import Jobs
from workbench.store.changes import Changes
from workbench.store.drafts import Draft


class Side(StrEnum):
    """What stands beside the draft."""

    FINDINGS = "findings"
    PROMPT = "prompt"
    FILE = "file"
    TRIAL = "trial"


@dataclass(frozen=True, slots=True)
class Line:
    """The head or an instance of the draft in a list."""

    number: int | None
    """From 1; None for the head."""
    start: str
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class AuthorState:
    """Everything the Author screen shows."""

    drafts: DraftListState = field(default_factory=DraftListState)
    notice: Notice = field(default_factory=Notice)
    editing: EditingState = field(default_factory=EditingState)
    saved: SavedState = field(default_factory=SavedState)
    trial: TrialState = field(default_factory=TrialState)
    lines: tuple[Line, ...] = ()
    """The head, then every instance."""
    findings: tuple[Finding, ...] = ()
    side: Side = Side.FINDINGS
    profile: Profile = Profile.README
    shots: int = 3
    prompt: PromptPreview | None = None
    """About the instance at hand; None while the head is shown."""
    file_text: str = ""
    file_name: str = ""

    @property
    def errors(self) -> int:
        """How many findings must be corrected first."""
        return len(errors(self.findings))

    @property
    def warnings(self) -> int:
        """How many findings are for the author to decide."""
        return len(self.findings) - self.errors

    @property
    def can_give_out(self) -> bool:
        """Whether the draft can become a file or a task now."""
        return self.editing.draft is not None and not self.errors and not self.notice.busy

    @property
    def can_try(self) -> bool:
        """Whether there is an input that a model could be asked."""
        instance = self.editing.instance
        return instance is not None and bool(instance.input.strip()) and not self.trial.running


class AuthorPresenter:
    """Turns what an author does into new states of the Author screen.

    What is done to the draft at hand is in `editing`, to whole drafts in `drafts`, on a model in `trial`.
    """

    cares_about = Changes.DRAFTS | Changes.TASKS

    def __init__(
        self,
        operations: AuthorOperations,
        jobs: Jobs,
        *,
        ask: Ask,
        model: str,
        changed: Callable[[Changes], None],
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        """A presenter over `operations`; `ask` and the title `model` are what instances are tried on."""
        self._render: Callable[[AuthorState], None] = lambda _state: None
        self._saver = Saver(
            operations.save_draft, jobs, now, lambda saved: self._show(replace(self.state, saved=saved))
        )
        self.editing = Editing(self._edited)
        self.drafts = DraftList(
            operations,
            jobs,
            changed=changed,
            show=lambda drafts: self._show(replace(self.state, drafts=drafts)),
            tell=self._told,
            opened=self._opened,
        )
        self._giving = GivingOut(
            operations, jobs, changed=changed, tell=self._told, given_out=self._given_out
        )
        self.trial = Trial(ask, model, jobs, lambda trial: self._show(replace(self.state, trial=trial)))
        self.state = AuthorState(trial=self.trial.state)

    def attach(self, render: Callable[[AuthorState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def reload(self) -> None:
        """Read again which drafts and tasks the project has; the draft on screen stays."""
        self.drafts.reload()

    def paused(self) -> None:
        """Hear that typing paused or a field was left: the step ends, and is saved and looked at."""
        self.editing.close_step()
        self._saver.save_soon()
        self._show(_looked_at(self.state))

    def look(
        self, *, side: Side | None = None, profile: Profile | None = None, shots: int | None = None
    ) -> None:
        """Put something else beside the draft, or look at it for another profile or number of shots."""
        state = replace(
            self.state,
            side=side or self.state.side,
            profile=profile or self.state.profile,
            shots=self.state.shots if shots is None else shots,
        )
        self._show(_looked_at(state))

    def try_it(self) -> None:
        """Ask the model about the instance at hand, with exactly the prompt of the preview."""
        self.paused()
        state = self.state
        if state.can_try and state.prompt is not None and state.editing.selected is not None:
            self._show(replace(state, side=Side.TRIAL))
            self.trial.start(state.editing.selected, state.prompt.prompt)

    def give_out(self, folder: Path | None = None) -> None:
        """Write the draft to `folder`, or add it to the project: once everything typed is on disk."""
        self.paused()
        draft, profile = self.state.editing.draft, self.state.profile
        if draft is None or not self.state.can_give_out:
            return
        if folder is None:
            self._saver.when_saved(lambda: self._giving.publish(draft))
        else:
            self._giving.export(draft, folder, profile)

    def remove(self) -> None:
        """Remove the draft on screen from the project; it can be brought back."""
        draft = self.state.editing.draft
        if draft is not None:
            self._saver.when_saved(lambda: self.drafts.remove(draft))

    def close(self) -> None:
        """Save what is not on disk yet. For the end of the program, when no job runs any more."""
        self._saver.save_now()

    def _edited(self, editing: EditingState, typing: bool) -> None:
        state = replace(self.state, editing=editing)
        before = self.state.editing.draft
        if editing.draft is not None and _changed(before, editing.draft):
            self._saver.wants(editing.draft)
            if not typing:
                self._saver.save_soon()
        self._show(state if typing else _looked_at(state))

    def _opened(self, opened: OpenedDraft | None) -> None:
        self._saver.save_soon()
        if opened is None:
            self.editing.end()
        else:
            self._show(replace(self.state, saved=SavedState(), trial=TrialState(self.state.trial.model)))
            self.editing.begin(opened.draft, opened.adding, opened.before)

    def _given_out(self, draft: Draft) -> None:
        if self.state.editing.draft is not None and self.state.editing.draft.id == draft.id:
            self.editing.settle(draft.task)

    def _told(self, notice: Notice) -> None:
        self._show(replace(self.state, notice=notice))

    def _show(self, state: AuthorState) -> None:
        self.state = replace(state, drafts=self.drafts.noted(state.editing.draft))
        self._render(self.state)


def _changed(before: Draft | None, now: Draft) -> bool:
    """Whether the draft at hand was edited, and not another one opened."""
    return before is not None and before.id == now.id and before != now


def _looked_at(state: AuthorState) -> AuthorState:
    """The state with findings and previews of the draft as it is now."""
    draft, index = state.editing.draft, state.editing.selected
    if draft is None:
        return replace(state, lines=(), findings=(), prompt=None, file_text="", file_name="")
    findings = check_draft(draft, state.profile, adding=state.editing.adding)
    return replace(
        state,
        lines=_lines(draft, findings),
        findings=findings,
        prompt=None if index is None else preview_prompt(draft, index, state.shots),
        file_text=preview_file(draft, state.profile),
        file_name=preview_name(draft),
    )


def _lines(draft: Draft, findings: tuple[Finding, ...]) -> tuple[Line, ...]:
    """The list of the draft's parts, with what was found in each."""
    found: Counter[tuple[int | None, Severity]] = Counter(
        (finding.index, finding.severity) for finding in findings
    )
    starts: list[tuple[int | None, str]] = [(None, draft.task.name.strip() or "Title, definition, languages")]
    starts += [(n, phrases.start_of(row.input) or "Empty") for n, row in enumerate(draft.instances)]
    return tuple(
        Line(
            None if index is None else index + 1,
            start,
            found[index, Severity.ERROR],
            found[index, Severity.WARNING],
        )
        for index, start in starts
    )
