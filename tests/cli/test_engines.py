"""What --model says leads to the right engine, without loading anything."""

from pathlib import Path

import pytest

from workbench.cli.call import EngineOptions
from workbench.cli.engines import model_folders, open_engine
from workbench.domain.errors import UnknownNameError, WorkbenchError
from workbench.paths import Paths, shipped_models


@pytest.fixture
def folders(tmp_path: Path) -> Paths:
    """Folders that do not exist."""
    return Paths(tmp_path / "config", tmp_path / "data", tmp_path / "cache")


def test_an_address_is_an_endpoint(folders: Paths) -> None:
    """A model with “://” in it is a server; nothing is sent yet."""
    engine = open_engine("http://127.0.0.1:9/v1#mine", folders, EngineOptions())
    assert engine.build == "OpenAI-compatible server"
    assert engine.facts.name == "mine"


def test_a_wrong_address_is_refused(folders: Paths) -> None:
    """Only http and https are spoken."""
    with pytest.raises(WorkbenchError):
        open_engine("ftp://127.0.0.1/x", folders, EngineOptions())


def test_an_unknown_name_is_refused(folders: Paths) -> None:
    """Neither a name nor a file: told with what there is."""
    with pytest.raises(UnknownNameError, match="no-such-model"):
        open_engine("no-such-model", folders, EngineOptions())


def test_a_person_s_models_come_first(folders: Paths) -> None:
    """Models are looked for in a person's folder, then in the program's."""
    assert model_folders(folders) == (folders.models, shipped_models())


def test_a_file_is_a_local_model(folders: Paths, tmp_path: Path) -> None:
    """A path leads to llama.cpp; the file is read when it is first needed."""
    file = tmp_path / "x.gguf"
    file.write_bytes(b"not a model")
    engine = open_engine(str(file), folders, EngineOptions(context=512, sequences=2, deterministic=True))
    with pytest.raises(WorkbenchError, match=r"x\.gguf"):
        _ = engine.facts
    engine.close()
