"""What the screens know of model files."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from workbench.domain.errors import ModelFileError
from workbench.gui.build.model_files import memory_of, model_folders
from workbench.paths import shipped_models, user_paths


def test_a_persons_own_models_come_first() -> None:
    """An own file of a shipped name is the one that is used."""
    assert model_folders(user_paths()) == (user_paths().models, shipped_models())


def test_what_fits_is_said_in_a_sentence() -> None:
    """With what it needs and what there is."""
    fits, said = memory_of(shipped_models() / "demo-base.gguf")
    assert fits
    assert said.startswith("Fits: it needs about ")


def test_a_file_that_is_no_model_has_no_size_in_memory(tmp_path: Path) -> None:
    """The error is the file's own."""
    file = tmp_path / "x.gguf"
    file.write_text("nothing")
    with pytest.raises(ModelFileError):
        memory_of(file)
