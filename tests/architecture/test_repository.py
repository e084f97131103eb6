"""What the repository as a whole promises."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


def _tracked() -> list[Path]:
    """The files git knows, or a skip where this is no checkout."""
    try:
        names = subprocess.run(
            ["git", "ls-files", "-z"], cwd=CHECKOUT, check=True, capture_output=True, text=True
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"not a git checkout: {error}")
    return [CHECKOUT / name for name in names if name and (CHECKOUT / name).is_file()]


def test_requirements_name_no_registry() -> None:
    """The locked versions say what and which hash, never where from."""
    for file in (CHECKOUT / "requirements").glob("*.txt"):
        text = file.read_text(encoding="utf-8")
        assert "://" not in text, file.name
        assert "--index-url" not in text, file.name


def test_every_locked_version_has_a_hash() -> None:
    """Nothing is installed that is not the very file that was tried."""
    for file in (CHECKOUT / "requirements").glob("*.txt"):
        pinned = re.findall(r"^\S+==\S+.*?(?=^\S|\Z)", file.read_text(encoding="utf-8"), flags=re.M | re.S)
        assert pinned
        assert all("--hash=sha256:" in block for block in pinned), file.name


def test_qt_stays_below_the_release_that_aborts() -> None:
    """PySide6 6.12.0 aborts on Python 3.11; the bound is raised by a commit of its own."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "PySide6-Essentials>=6.8,<6.12" in project["dependencies"]


def test_no_large_file_but_the_demo_models() -> None:
    """The repository stays quick to clone: nothing over 1 MiB but the two demo models, each below 12 MB."""
    for file in _tracked():
        limit = 12_000_000 if file.suffix == ".gguf" else 1 << 20
        assert file.stat().st_size <= limit, file


def test_every_module_has_a_test_of_its_name() -> None:
    """Where `workbench/x/y.py` is, `tests/x/test_y.py` is too, or a test of the folder it belongs to."""
    package = CHECKOUT / "workbench"
    missing = []
    for module in package.rglob("*.py"):
        inside = module.relative_to(package)
        if module.name.startswith("__") or module.name.startswith("_"):
            continue
        tests = CHECKOUT / "tests" / inside.parent
        if not list(tests.glob(f"test_{module.stem}*.py")) and inside.as_posix() not in UNTESTED_BY_NAME:
            missing.append(inside.as_posix())
    assert missing == []


UNTESTED_BY_NAME: dict[str, str] = {
    "domain/adjudications.py": "values without behaviour",
    "domain/errors.py": "values without behaviour; each is raised in the tests of what raises it",
    "domain/reports.py": "values without behaviour",
    "domain/runs.py": "values without behaviour",
    "gui/build/context.py": "values without behaviour",
    "gui/build/screens.py": "all screens together are what gui/test_app.py tests",
}
"""Modules without a test file of their own, with the reason."""
