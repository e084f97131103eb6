"""Where the sentence data come from."""

import importlib.util
import sys
from pathlib import Path

import nltk
import pytest

from workbench.domain.errors import WorkbenchError
from workbench.evaluation.metrics.paper import punkt as module


def test_without_the_data_scoring_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With what to do, and never with other numbers."""
    monkeypatch.setattr(nltk.data, "path", [str(tmp_path)])
    monkeypatch.setattr(module, "_CARRIERS", ())
    with pytest.raises(WorkbenchError, match=r"nltk\.download"):
        module.data_folder()


@pytest.mark.usefixtures("punkt")
def test_other_data_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A changed file would change digits."""
    folder = tmp_path / "tokenizers" / "punkt_tab" / "english"
    folder.mkdir(parents=True)
    for file in module.data_folder().iterdir():
        (folder / file.name).write_bytes(file.read_bytes() + b"x\n")
    monkeypatch.setattr(nltk.data, "path", [str(tmp_path)])
    with pytest.raises(WorkbenchError, match="not the file"):
        module.data_folder()


def test_a_later_nltk_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It splits words otherwise."""
    monkeypatch.setattr(nltk, "__version__", "3.10.4")
    module.splitter.cache_clear()
    with pytest.raises(WorkbenchError, match=r"nltk<=3\.9\.2"):
        module.splitter()
    module.splitter.cache_clear()


def test_a_package_that_carries_the_data_is_not_imported() -> None:
    """It is large."""
    if importlib.util.find_spec("llama_index") is None:
        pytest.skip("needs a package that carries nltk's data")
    module.data_folder()
    assert "llama_index.core" not in sys.modules
