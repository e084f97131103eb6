"""The screens of an open project, each made by its own file."""

import gc
from collections.abc import Callable
from functools import cached_property

from workbench.gui.build.author import build_author
from workbench.gui.build.browse import build_browse
from workbench.gui.build.compare import build_compare
from workbench.gui.build.context import Context, Screen
from workbench.gui.build.models import build_models
from workbench.gui.build.rate import build_rate
from workbench.gui.build.results import build_results
from workbench.gui.build.results_operations import results_operations
from workbench.gui.build.run import build_run
from workbench.gui.build.study import build_study_screen
from workbench.gui.build.study_operations import study_operations
from workbench.gui.presenters.author import AuthorPresenter
from workbench.gui.presenters.run import Page, RunPresenter


class Screens:
    """Makes each screen when it is wanted, or when there is time: all at once keep the window waiting."""

    def __init__(self, context: Context, show: Callable[[Screen], None]) -> None:
        """Nothing is made yet; `show` is given each screen that is."""
        self._context = context
        self._show = show
        self._wanting: dict[str, Callable[[], Screen]] = {
            "browse": lambda: build_browse(
                context, run=self._run_on, compare=self._compare_with, draft=self._draft
            ),
            "run": lambda: self._run[0],
            "compare": lambda: self._compare[0],
            "rate": lambda: build_rate(context),
            "study": lambda: build_study_screen(
                context, study_operations(context.project, context.home.instruments)
            ),
            "author": lambda: self._author[0],
            "results": lambda: build_results(context, results_operations(context.project)),
            "models": lambda: build_models(
                context, changed=self._run[1].setup.reload, busy=lambda: self._run[1].obstacle
            ),
        }
        self.made: list[Screen] = []

    def want(self, name: str) -> None:
        """Make a screen now, unless it is there."""
        make = self._wanting.pop(name, None)
        if make is not None:
            screen = make()
            self.made.append(screen)
            self._show(screen)
            screen.reload()

    def make_next(self) -> bool:
        """Make one that is not there yet; whether there are more."""
        if self._wanting:
            self.want(next(iter(self._wanting)))
        if not self._wanting:
            # What is there now stays as long as the project is open. Looking through all of it for garbage
            # takes Python 30 ms, in which nothing else moves, again and again while a job makes objects.
            gc.freeze()
        return bool(self._wanting)

    def close(self) -> None:
        """Hear no more, make no more, and free what is held."""
        gc.unfreeze()
        self._wanting.clear()
        for screen in self.made:
            screen.close()
        self.made.clear()

    # Made once, for the rail or for another screen that leads there.

    @cached_property
    def _author(self) -> tuple[Screen, AuthorPresenter]:
        return build_author(self._context)

    @cached_property
    def _run(self) -> tuple[Screen, RunPresenter]:
        return build_run(self._context)

    @cached_property
    def _compare(self) -> tuple[Screen, Callable[[str, str], None]]:
        return build_compare(self._context)

    def _draft(self, instance_id: str) -> None:
        self._context.go("author")
        self._author[1].drafts.from_instance(instance_id)

    def _compare_with(self, task_id: str, instance_id: str) -> None:
        self._compare[1](task_id, instance_id)

    def _run_on(self, task_ids: tuple[str, ...]) -> None:
        self._context.go("run")
        running = self._run[1]
        running.go_to(Page.SETUP)
        running.setup.choose(task_ids)
