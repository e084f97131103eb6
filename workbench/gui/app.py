"""The window, built from top to bottom; each screen has its own file in `gui/build`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from workbench import __version__
from workbench.engines import power
from workbench.gui.build.context import Context, Screen
from workbench.gui.crashes import Crashes
from workbench.gui.dialogs import FileDialogs
from workbench.gui.jobs import ThreadJobs
from workbench.gui.main_window import MainWindow
from workbench.gui.picture import draw_once
from workbench.gui.places import OPENING, PLACES, SETTINGS
from workbench.gui.presenters.jobs import once
from workbench.gui.presenters.key_settings import KeySettingsPresenter
from workbench.gui.presenters.preferences import PreferencesPresenter
from workbench.gui.presenters.projects import ProjectsPresenter, ProjectsState
from workbench.gui.presenters.rate_length import LengthOperations
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.window import ProjectFacts, WindowPresenter
from workbench.gui.theme import Theme, apply_theme, load_fonts
from workbench.gui.views.key_settings import KeySettings
from workbench.gui.views.keys import KeysDialog
from workbench.gui.views.preferences import PreferencesView
from workbench.gui.views.projects import ProjectsView
from workbench.gui.widgets.shortcuts import wear_keys
from workbench.paths import Paths, resources, user_paths
from workbench.settings import Settings, save_settings, settings_or_defaults
from workbench.store.changes import Changes

if TYPE_CHECKING:
    from workbench.gui.build.screens import Screens

MAKE_NEXT_MS = 40
"""Between one screen of a project that has just been opened and the next: the window's turn."""


class Workbench:
    """Everything that lives as long as the window."""

    def __init__(self, application: QApplication, home: Paths, dialogs: FileDialogs | None = None) -> None:
        self._application = application
        self._home = home
        self._dialogs = dialogs or FileDialogs()
        self._family = load_fonts(resources() / "fonts")
        self._memory = QSettings(str(home.config / "window.ini"), QSettings.Format.IniFormat)
        settings, complaint = settings_or_defaults(home.settings_file)
        self._wear(settings)
        self._jobs = ThreadJobs()
        self.strip = Strip()
        self._screens: Screens | None = None
        self._making = QTimer()
        self._making.setInterval(MAKE_NEXT_MS)
        self._making.timeout.connect(self._make_next)
        self._around = WindowPresenter(_facts)
        places = (
            ("Projects", str(home.projects)),
            ("Models", str(home.models)),
            ("Settings", str(home.settings_file)),
        )
        self.preferences = PreferencesPresenter(
            settings, lambda new: save_settings(home.settings_file, new), self._wear, places
        )
        self.keys = KeySettingsPresenter(
            settings.keys, self.preferences.set_keys, lambda keymap: wear_keys(application, keymap)
        )
        self.window = MainWindow(self._memory)
        self._projects: ProjectsPresenter | None = None
        self._projects_view = ProjectsView(self._dialogs)
        self._projects_view.render_state(ProjectsState(opening="the project"))
        self._build()
        self._around.tell(complaint or self.keys.complaint)
        application.styleHints().colorSchemeChanged.connect(
            lambda _scheme: self._wear(self.preferences.state.settings)
        )
        self._crashes = Crashes(home.data / "crashes", self._around.tell)
        sys.excepthook = self._crashes.report

    @property
    def screens(self) -> list[Screen]:
        """The screens of the open project that are made."""
        return self._screens.made if self._screens is not None else []

    def begin(self, asked: Path | None) -> None:
        """Open the first project. What that needs is imported in a job: the window is painted meanwhile."""
        self._jobs.start(once(_import_store), lambda _none: self._begin(asked), _raise)

    def close(self) -> None:
        """Stop what runs and free what is held."""
        self._jobs.close()
        self._close_screens()
        self._memory.sync()

    def _build(self) -> None:
        window, around, strip, preferences = self.window, self._around, self.strip, self.preferences
        view = PreferencesView(__version__)
        view.theme_chosen.connect(preferences.set_theme)
        view.percent_chosen.connect(preferences.set_text_percent)
        view.pause_chosen.connect(preferences.set_pause_on_battery)
        preferences.attach(view.render_state)
        _join_keys(self.keys, view.keys)
        window.text_sized.connect(lambda by: preferences.grow() if by > 0 else preferences.shrink())
        for place in PLACES:
            window.add_screen(place, QWidget())
        window.add_screen(SETTINGS, view, bottom=True)
        window.add_screen(OPENING, self._projects_view, in_rail=False)
        window.went.connect(self._go)
        window.stop_asked.connect(strip.stop)
        window.keys_asked.connect(self._show_keys)
        around.go(OPENING.name)
        around.attach(window.render_state)
        strip.attach(window.render_strip)

    def _begin(self, asked: Path | None) -> None:
        """The store is imported: join what needs it, and open the first project."""
        from workbench.gui.build.project_files import project_operations  # noqa: PLC0415 - see `begin`

        projects = ProjectsPresenter(
            project_operations(self._home),
            self._jobs,
            self.strip,
            opened=self._opened,
            tell=self._around.tell,
            backed_up=self._around.refresh,
        )
        self._projects = projects
        window, view = self.window, self._projects_view
        for source in (window, view):
            source.open_asked.connect(self._choose_project)
            source.demo_asked.connect(projects.open_demo)
        window.new_asked.connect(self._choose_new)
        window.backup_asked.connect(projects.back_up)
        view.restore_asked.connect(projects.restore)
        view.rescue_asked.connect(projects.rescue)
        projects.attach(self._render_projects)
        last = self.preferences.state.settings.last_project
        known = Path(last) if last is not None and Path(last).exists() else None
        projects.open_first(asked, known)

    def _opened(self, project: Path) -> None:
        """Show another project: Browse now, the other screens while a person begins to read."""
        from workbench.gui.build.screens import Screens  # noqa: PLC0415 - see `begin`

        self._close_screens()
        context = Context(
            project,
            self._home,
            self._jobs,
            self.strip,
            self._memory,
            self._dialogs,
            self.changed,
            self._around.tell,
            self._go,
            lambda: _has_to_wait(self.preferences.state.settings),
            LengthOperations(
                lambda: self.preferences.state.settings.rating_minutes, self.preferences.set_rating_minutes
            ),
        )
        places = {place.name: place for place in PLACES}
        self._screens = Screens(
            context, lambda screen: self.window.add_screen(places[screen.name], screen.view)
        )
        self._around.opened(project)
        self._go("browse")
        self.preferences.remember_project(str(project))
        self._making.start()

    def _make_next(self) -> None:
        if self._screens is None or not self._screens.make_next():
            self._making.stop()

    def changed(self, changes: Changes) -> None:
        """Something was written: the screens concerned read again."""
        for screen in self.screens:
            if screen.cares_about & changes:
                screen.reload()
        self._around.refresh()

    def _go(self, name: str) -> None:
        """Show a screen; while no project is open, only the settings and what is in the way."""
        ready = self._projects is not None and self._projects.state.ready
        if ready and self._screens is not None:
            self._screens.want(name)
        self._around.go(name if ready or name == SETTINGS.name else OPENING.name)

    def _render_projects(self, state: ProjectsState) -> None:
        self._projects_view.render_state(state)
        if not state.ready:
            self._around.go(OPENING.name)

    def _close_screens(self) -> None:
        self._making.stop()
        if self._screens is not None:
            self._screens.close()

    def _choose_project(self) -> None:
        kinds = "Projects (*.medswb);;All files (*)"
        file = self._dialogs.file(self.window, "Open a project", kinds, self._home.projects)
        if file is not None and self._projects is not None:
            self._projects.open(file)

    def _choose_new(self) -> None:
        self._home.projects.mkdir(parents=True, exist_ok=True)
        suggested = self._home.projects / "untitled.medswb"
        file = self._dialogs.new_file(self.window, "New project", "Projects (*.medswb)", suggested)
        if file is not None and self._projects is not None:
            self._projects.create(file)

    def _show_keys(self) -> None:
        KeysDialog(self._dialogs, self.window).open()

    def _wear(self, settings: Settings) -> None:
        apply_theme(self._application, Theme.chosen(settings.theme, settings.text_percent, self._family))


def _join_keys(presenter: KeySettingsPresenter, view: KeySettings) -> None:
    """The Keys page and what it does."""
    view.searched.connect(presenter.search)
    view.chosen.connect(presenter.choose)
    view.catch_asked.connect(presenter.catch)
    view.caught.connect(presenter.give)
    view.left.connect(presenter.leave)
    view.reset_asked.connect(presenter.reset)
    view.reset_all_asked.connect(presenter.reset_all)
    presenter.attach(view.render_state)


def _import_store() -> None:
    """Import what projects need: half a second that the window does not wait for."""
    import workbench.gui.build.project_files  # noqa: PLC0415 - see the docstring
    import workbench.gui.build.screens  # noqa: F401, PLC0415 - see the docstring


def _has_to_wait(settings: Settings) -> bool | None:
    """Whether runs wait for mains power now. Asked in the thread of a run."""
    return power.on_battery() if settings.pause_on_battery else None


def _facts(project: Path) -> ProjectFacts:
    from workbench.gui.build.project_files import facts_of  # noqa: PLC0415 - see `Workbench.begin`

    return facts_of(project)


def _raise(error: Exception | None) -> None:
    if error is not None:
        raise error


def main(project: Path | None = None, picture: Path | None = None) -> int:
    """Open the window on `project`, on the one of last time, or on the demo; the exit code.

    With `picture` it is drawn to that file and closed.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("MedS Workbench")
    application.setStyle("Fusion")
    workbench = Workbench(application, user_paths())
    application.aboutToQuit.connect(workbench.close)
    workbench.window.show()
    QTimer.singleShot(0, lambda: workbench.begin(project))
    if picture is not None:
        draw_once(
            workbench.window, lambda: bool(workbench.screens) and not workbench.strip.state.entries, picture
        )
    return application.exec()
