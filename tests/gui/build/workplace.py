"""What screens are built in: a project, this machine's demo models, work that runs at once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.fakes import InlineJobs
from workbench.domain.tasks import Instance, Task
from workbench.gui.build.context import Context
from workbench.gui.dialogs import FileDialogs
from workbench.gui.presenters.strip import Strip
from workbench.paths import user_paths
from workbench.store.changes import Changes
from workbench.store.project import Project


@dataclass
class Workplace:
    """A context, and what the screen said to the window."""

    context: Context
    changes: list[Changes] = field(default_factory=list)
    went: list[str] = field(default_factory=list)


def workplace(folder: Path) -> Workplace:
    """A project of one task with five short instances."""
    project = folder / "p.medswb"
    with Project.create(project) as opened, opened.transaction():
        rows = [Instance(f"i{n}", "task57", f"Say {n}.", (str(n),)) for n in range(5)]
        opened.tasks.add(Task("task57", "task57_x", definition=("Say it.",)), rows)
    changes: list[Changes] = []
    went: list[str] = []
    nothing: Callable[[str], None] = lambda _text: None  # noqa: E731 - one line beside the others
    context = Context(
        project,
        user_paths(),
        InlineJobs(),
        Strip(),
        None,
        FileDialogs(),
        changes.append,
        nothing,
        went.append,
    )
    return Workplace(context, changes, went)
