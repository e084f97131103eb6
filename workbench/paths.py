"""Where things are on disk. WORKBENCH_HOME moves everything a person's copy of the program writes."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP = "meds-workbench"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one person's copy of the program. They need not exist."""

    config: Path
    data: Path
    cache: Path

    @property
    def settings_file(self) -> Path:
        """A person's preferences."""
        return self.config / "settings.toml"

    @property
    def projects(self) -> Path:
        """Where new projects go unless a person says otherwise."""
        return self.data / "projects"

    @property
    def models(self) -> Path:
        """Where downloaded and added model files are kept."""
        return self.data / "models"

    @property
    def instruments(self) -> Path:
        """Where a person's own instruments are kept."""
        return self.data / "instruments"


def user_paths() -> Paths:
    """The folders for this person: below WORKBENCH_HOME when it is set, else the platform's own."""
    home = os.environ.get("WORKBENCH_HOME")
    if home:
        root = Path(home)
        return Paths(root / "config", root / "data", root / "cache")
    return Paths(
        platformdirs.user_config_path(APP, appauthor=False),
        platformdirs.user_data_path(APP, appauthor=False),
        platformdirs.user_cache_path(APP, appauthor=False),
    )


def _beside() -> Path:
    """The folder that holds `resources` and `models`: the bundle's, the wheel's or the checkout's."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle)
    package = Path(__file__).resolve().parent
    return package if (package / "resources").is_dir() else package.parent


def resources() -> Path:
    """Icons, fonts, help, demo tasks: read-only, shipped with the program."""
    return _beside() / "resources"


def shipped_models() -> Path:
    """The demo models and the catalogue: read-only, shipped with the program."""
    return _beside() / "models"
