"""Models are listed, and added from files."""

from pathlib import Path
from typing import Any

from workbench.paths import shipped_models


def test_models_are_listed(cli: Any) -> None:
    """Each model with its name, file, size and licence; what is not on this machine has no file."""
    models = cli("models", "list", "--json").json
    assert set(models[0]) == {
        "model",
        "title",
        "file",
        "size",
        "quantization",
        "licence",
        "sha256",
        "note",
        "url",
    }
    paper = next(model for model in models if model["model"].startswith("mmeds-llama-3"))
    assert paper["file"] is None
    table = cli("models", "list").out
    assert "not here" in table
    assert "Models are looked for in" in table


def test_a_model_is_added(cli: Any, home: Path, tmp_path: Path) -> None:
    """A GGUF file is copied into the models folder and can be asked by its name."""
    file = tmp_path / "my-model.gguf"
    file.write_bytes((shipped_models() / "demo-base.gguf").read_bytes())
    added = cli("models", "add", file, "--json")
    assert (added.code, added.json["model"]) == (0, "my-model")
    assert Path(added.json["file"]).parent == home / "data" / "models"
    assert "my-model" in [model["model"] for model in cli("models", "list", "--json").json]
    again = cli("models", "add", file)
    assert (again.code, "already" in again.err) == (3, True)
    (home / "data" / "models" / "my-model.gguf").unlink()
    assert "run --model my-model" in cli("models", "add", file).out


def test_devices_are_listed(cli: Any) -> None:
    """The processor at least, with its memory; where there is no graphics card, that is said."""
    devices = cli("models", "devices", "--json").json
    assert all(set(device) == {"name", "description", "kind", "total", "free"} for device in devices)
    processor = next(device for device in devices if device["kind"] == "cpu")
    assert processor["total"] >= processor["free"] > 0
    table = cli("models", "devices")
    assert (table.code, processor["name"] in table.out) == (0, True)
    assert ("No graphics card" in table.out) == all(
        device["kind"] in {"cpu", "accelerator"} for device in devices
    )


def test_what_is_no_model_is_refused(cli: Any, tmp_path: Path) -> None:
    """A file that is not GGUF, or not there, is refused in one line and not copied."""
    wrong = tmp_path / "x.gguf"
    wrong.write_bytes(b"not a model")
    for file in (wrong, tmp_path / "none.gguf"):
        result = cli("models", "add", file)
        assert (result.code, result.out, result.err.count("\n")) == (3, "", 1)
    assert cli("models", "list", "--json").code == 0
    assert not any(model["file"] == str(wrong) for model in cli("models", "list", "--json").json)


def test_a_model_is_tuned_and_tested(cli: Any) -> None:
    """What is fastest is printed and remembered; a self-test says how fast the model is."""
    tuned = cli("models", "tune", "demo-instruct", "--json")
    assert (tuned.code, tuned.json["model"]) == (0, "demo-instruct")
    assert tuned.json["prefill_per_s"] > 0
    assert tuned.json["threads"] >= 1
    tested = cli("models", "selftest", "demo-instruct", "--json")
    assert tested.code == 0
    assert tested.json["answer_tokens"] > 0
    said = cli("models", "selftest", "demo-instruct").out
    assert "it works: loaded in" in said


def test_an_endpoint_has_nothing_to_tune(cli: Any) -> None:
    """It says so, and what to do instead."""
    refused = cli("models", "tune", "http://127.0.0.1:9/v1")
    assert (refused.code, "Name a model file" in refused.err) == (3, True)
