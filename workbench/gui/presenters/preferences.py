"""The Settings screen: a person's taste, kept at once. No Qt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from workbench.settings import Settings, ThemeChoice

SMALLEST, LARGEST, STEP = 80, 200, 10


@dataclass(frozen=True, slots=True)
class PreferencesState:
    """Everything the Settings screen shows."""

    settings: Settings
    places: tuple[tuple[str, str], ...] = ()
    """Where things are on this machine: what, and its path."""

    @property
    def can_shrink(self) -> bool:
        """Whether text can be smaller still."""
        return self.settings.text_percent > SMALLEST

    @property
    def can_grow(self) -> bool:
        """Whether text can be larger still."""
        return self.settings.text_percent < LARGEST


class PreferencesPresenter:
    """Keeps each change of taste on disk and shows it."""

    def __init__(
        self,
        settings: Settings,
        save: Callable[[Settings], None],
        apply: Callable[[Settings], None],
        places: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self._save = save
        self._apply = apply
        self._render: Callable[[PreferencesState], None] = lambda _state: None
        self.state = PreferencesState(settings, places)

    def attach(self, render: Callable[[PreferencesState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def set_theme(self, theme: ThemeChoice) -> None:
        """Use light or dark, or what the desktop uses."""
        self._change(replace(self.state.settings, theme=theme))

    def set_text_percent(self, percent: int) -> None:
        """Show all text at `percent`, between 80 and 200."""
        self._change(replace(self.state.settings, text_percent=max(SMALLEST, min(LARGEST, percent))))

    def grow(self) -> None:
        """Text one step larger."""
        self.set_text_percent(self.state.settings.text_percent + STEP)

    def shrink(self) -> None:
        """Text one step smaller."""
        self.set_text_percent(self.state.settings.text_percent - STEP)

    def set_pause_on_battery(self, pauses: bool) -> None:
        """Let runs wait for mains power, or go on without it."""
        self._change(replace(self.state.settings, pause_on_battery=pauses))

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Keep which keys a person changed."""
        self._change(replace(self.state.settings, keys=keys))

    def set_rating_minutes(self, minutes: int | None) -> None:
        """Let sittings on the Rate screen be so long; None for no end."""
        self._change(replace(self.state.settings, rating_minutes=minutes))

    def remember_project(self, path: str) -> None:
        """Open this project next time."""
        self._change(replace(self.state.settings, last_project=path))

    def _change(self, settings: Settings) -> None:
        if settings == self.state.settings:
            return
        self._save(settings)
        looks = (settings.theme, settings.text_percent)
        if looks != (self.state.settings.theme, self.state.settings.text_percent):
            self._apply(settings)
        self.state = replace(self.state, settings=settings)
        self._render(self.state)
