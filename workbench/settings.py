"""A person's preferences: one frozen value, kept as TOML."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path

from workbench.domain.errors import FormatError


class ThemeChoice(StrEnum):
    """Which colours the window uses."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person likes. Nothing here changes a number in a report."""

    theme: ThemeChoice = ThemeChoice.SYSTEM
    text_percent: int = 100
    """Size of all text, 80 to 200."""
    last_project: str | None = None
    """Path of the project opened last."""
    pause_on_battery: bool = True
    """Whether a run waits for mains power."""
    rating_minutes: int | None = None
    """How long a sitting on the Rate screen is meant to be: 10, 20 or 30; None for no end."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys that a person changed, by name; as they were written: `keymap_of` reads them."""


RATING_MINUTES = (10, 20, 30)


def load_settings(file: Path) -> Settings:
    """The settings in `file`; the defaults when there is none. Unknown keys are left alone.

    Raises:
        FormatError: the file is not TOML, or a value is not what its key takes.
    """
    if not file.exists():
        return Settings()
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError(file, f"not readable as settings ({error}). Correct it or remove it.") from error
    known = {field.name for field in fields(Settings)}
    settings = replace(Settings(), **{key: value for key, value in table.items() if key in known})
    return _checked(file, settings)


def settings_or_defaults(file: Path) -> tuple[Settings, str]:
    """The settings in `file`, or the defaults and what is wrong with it."""
    try:
        return load_settings(file), ""
    except FormatError as error:
        return Settings(), str(error)


def save_settings(file: Path, settings: Settings) -> None:
    """Write `settings` to `file`, all or nothing."""
    values = {key: value for key, value in asdict(settings).items() if value is not None}
    keys = values.pop("keys")
    text = _lines(values)
    if keys:
        text += "\n[keys]\n" + _lines(
            {json.dumps(name, ensure_ascii=False): key for name, key in keys.items()}
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(file)


def _lines(values: Mapping[str, object]) -> str:
    """Lines of TOML. A JSON string, integer or truth value is also a TOML one."""
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())


def _checked(file: Path, settings: Settings) -> Settings:
    """`settings` with its theme as `ThemeChoice`, or a `FormatError` that names the key."""
    if settings.theme not in set(ThemeChoice):
        raise FormatError(file, f"theme is “{settings.theme}”; use system, light or dark.")
    if not isinstance(settings.text_percent, int) or not 80 <= settings.text_percent <= 200:
        raise FormatError(file, f"text_percent is {settings.text_percent!r}; use a number from 80 to 200.")
    if not isinstance(settings.last_project, str | None):
        raise FormatError(file, "last_project is not a path.")
    if not isinstance(settings.pause_on_battery, bool):
        raise FormatError(file, f"pause_on_battery is {settings.pause_on_battery!r}; use true or false.")
    if settings.rating_minutes not in {None, *RATING_MINUTES}:
        raise FormatError(
            file, f"rating_minutes is {settings.rating_minutes!r}; use 10, 20 or 30, or leave it out."
        )
    if not isinstance(settings.keys, Mapping):
        raise FormatError(file, "keys is not a table; write [keys], then a name and its key on each line.")
    # What is no text is no key: who reads the keys says so.
    keys = {name: key if isinstance(key, str) else repr(key) for name, key in settings.keys.items()}
    return replace(settings, keys=keys, theme=ThemeChoice(settings.theme))
