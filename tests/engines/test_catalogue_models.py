"""Models are found by name, in the catalogue or as files."""

from pathlib import Path

import pytest

from workbench.domain.errors import FormatError, ModelFileError, UnknownNameError
from workbench.engines.catalogue import available_models, resolve_model
from workbench.paths import shipped_models

CATALOGUE = """
name = "small"
title = "A small model"
file = "Small-Q4.gguf"
size = "4.92 GB"
quantization = "Q4_K_M"
licence = "Apache-2.0"
prompt_format = "llama3"
note = "For trying."
"""


@pytest.fixture
def folder(tmp_path: Path, tiny_model: Path) -> Path:
    """A models folder with a file that nobody described."""
    (tmp_path / "Own.Model.gguf").write_bytes(tiny_model.read_bytes())
    return tmp_path


def test_described_models_come_with_what_is_known(folder: Path) -> None:
    """Whether or not the file is on this machine."""
    (folder / "small.toml").write_text(CATALOGUE)
    entry = available_models([folder])[0]
    assert (entry.name, entry.title, entry.file) == ("small", "A small model", None)
    assert entry.size == 4_920_000_000
    assert entry.prompt_format == "llama3"
    (folder / "Small-Q4.gguf").write_bytes(b"GGUF")
    assert available_models([folder])[0].file == folder / "Small-Q4.gguf"


def test_a_file_may_lie_in_another_folder_than_its_description(folder: Path, tmp_path: Path) -> None:
    """The catalogue is shipped, the file is a person's own."""
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "small.toml").write_text(CATALOGUE)
    (folder / "Small-Q4.gguf").write_bytes(b"GGUF")
    assert [entry.file for entry in available_models([folder, shipped]) if entry.name == "small"] == [
        folder / "Small-Q4.gguf"
    ]


def test_other_files_are_found_too(folder: Path) -> None:
    """With what their head says; a file that is no model says why."""
    (folder / "notes.gguf").write_text("Buy milk.")
    own, notes = available_models([folder])
    assert (own.name, own.title, own.quantization) == ("Own.Model", "tiny", "F32")
    assert own.file == folder / "Own.Model.gguf"
    assert "not a GGUF file" in notes.note


@pytest.mark.parametrize("name", ["Own.Model", "own.model", "Own.Model.gguf", "{folder}/Own.Model.gguf"])
def test_a_name_or_a_path_will_do(folder: Path, name: str) -> None:
    """With or without the ending, in any case."""
    assert resolve_model(name.format(folder=folder), [folder]) == folder / "Own.Model.gguf"


def test_an_unknown_name_lists_what_there_is(folder: Path) -> None:
    """Only models that could be used."""
    (folder / "small.toml").write_text(CATALOGUE)
    with pytest.raises(UnknownNameError, match=r"no model named “other”. There are: Own\.Model\."):
        resolve_model("other", [folder])


def test_a_known_model_without_its_file_says_where_to_put_it(folder: Path) -> None:
    """It is not the same as an unknown name."""
    (folder / "small.toml").write_text(CATALOGUE)
    with pytest.raises(ModelFileError, match=r"Put Small-Q4\.gguf into"):
        resolve_model("small", [folder])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("name =", "Invalid value"),
        ('name = "x"', "“file” is missing"),
        ('name = "x"\ntitle = "X"\nfile = "../../x.gguf"', "without folders"),
        ('name = "x"\ntitle = 3\nfile = "x.gguf"', "“title” must be a text"),
        ('name = "x"\ntitle = "X"\nfile = "x.gguf"\nsize = "big"', "“size”"),
    ],
)
def test_a_bad_catalogue_file_is_named(folder: Path, content: str, reason: str) -> None:
    """With what is wrong in it."""
    (folder / "bad.toml").write_text(content)
    with pytest.raises(FormatError, match=rf"bad\.toml.*{reason}"):
        available_models([folder])


def test_the_shipped_catalogue_can_be_read() -> None:
    """Every file of it."""
    entries = available_models([shipped_models()])
    assert len({entry.name for entry in entries}) == len(entries) >= 1
    assert all(entry.licence != "unknown" for entry in entries if entry.file is None)


def test_no_folder_is_no_model(tmp_path: Path) -> None:
    """A folder that does not exist yet is empty."""
    assert available_models([tmp_path / "none"]) == ()
