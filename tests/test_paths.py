"""Everything the program writes is in one place that can be moved."""

from pathlib import Path

import pytest

from workbench.paths import resources, shipped_models, user_paths


def test_one_variable_moves_everything(home: Path) -> None:
    """With WORKBENCH_HOME set, no folder lies outside it."""
    paths = user_paths()
    places = (paths.config, paths.data, paths.cache, paths.projects, paths.models, paths.instruments)
    for place in (*places, paths.settings_file):
        assert place.is_relative_to(home)


def test_the_platform_decides_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the variable the folders are this person's own and carry the program's name."""
    monkeypatch.delenv("WORKBENCH_HOME")
    paths = user_paths()
    assert all("meds-workbench" in str(folder) for folder in (paths.config, paths.data, paths.cache))


def test_shipped_folders_are_found() -> None:
    """Resources and models are found beside the package."""
    assert resources().is_dir()
    assert shipped_models().is_dir()
