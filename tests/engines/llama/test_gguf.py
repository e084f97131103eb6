"""Facts of a model file are read once, and whether it fits is said before it is loaded."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from tests.engines.tiny_model import SLOW
from workbench.domain.errors import ModelFileError
from workbench.engines.llama import gguf
from workbench.engines.llama.gguf import memory_fit, parameters, quantization, read_facts
from workbench.engines.llama.header import read_header


def test_facts_identify_the_file(tiny_model: Path) -> None:
    """The checksum is that of the bytes; the summary comes first."""
    facts = read_facts(tiny_model)
    assert facts.name == "tiny"
    assert facts.file == "tiny.gguf"
    assert facts.sha256 == hashlib.sha256(tiny_model.read_bytes()).hexdigest()
    assert facts.size == tiny_model.stat().st_size
    metadata = dict(facts.metadata)
    assert metadata["architecture"] == "llama"
    assert metadata["quantization"] == "F32"
    assert metadata["context_length"] == "4096"
    assert metadata["tokenizer"] == "gpt2/llama-bpe"
    assert metadata["chat_template"] == "yes"
    assert int(metadata["parameters"]) == parameters(read_header(tiny_model)) > 100_000
    assert "tokenizer.ggml.tokens" not in metadata


def test_checksum_is_remembered_until_the_file_changes(tmp_path: Path, tiny_model: Path) -> None:
    """A file of 5 GB is read once, and a replaced file is noticed."""
    path, cache = tmp_path / "model.gguf", tmp_path / "cache"
    path.write_bytes(tiny_model.read_bytes())
    first = read_facts(path, cache)
    status = path.stat()
    damaged = bytearray(path.read_bytes())
    damaged[-1] ^= 1
    path.write_bytes(damaged)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    # Same size and time: the file is not read again, which shows that the cache is used.
    assert read_facts(path, cache) == first
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert read_facts(path, cache).sha256 == hashlib.sha256(damaged).hexdigest()


def test_reading_a_large_file_tells_how_far(
    tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever iterates hears of it and may stop; then nothing is remembered."""
    monkeypatch.setattr(gguf, "_CHUNK", 1000)
    monkeypatch.setattr(gguf, "_HEARTBEAT", 0.0)
    steps = gguf.facts_steps(tiny_model, tmp_path)
    fractions = []
    for step in steps:
        assert step.checking
        fractions.append(step.fraction)
        if step.fraction > 0.5:
            break
    steps.close()
    assert fractions == sorted(fractions)
    assert len(fractions) > 10
    assert not list(tmp_path.iterdir())
    assert list(gguf.facts_steps(tiny_model, tmp_path))[-1].fraction == 1.0
    assert list(gguf.facts_steps(tiny_model, tmp_path)) == []


@pytest.mark.parametrize("content", ["", "[]", "{", '{"/x": 3}'])
def test_a_damaged_cache_is_written_anew(tmp_path: Path, tiny_model: Path, content: str) -> None:
    """The file itself has the answer."""
    cache = tmp_path / "model_facts.json"
    cache.write_text(content)
    facts = read_facts(tiny_model, tmp_path)
    assert facts.sha256
    assert str(tiny_model) in json.loads(cache.read_text())


def test_no_model_has_no_facts(tmp_path: Path) -> None:
    """A file that is no model is refused, and not remembered."""
    path = tmp_path / "notes.gguf"
    path.write_text("Buy milk.")
    with pytest.raises(ModelFileError, match="not a GGUF file"):
        read_facts(path, tmp_path)
    assert not (tmp_path / "model_facts.json").exists()


def test_quantization_is_named(slow_model: Path) -> None:
    """As people call it."""
    assert quantization(read_header(slow_model)) == "F16"


def test_cache_is_counted_exactly(slow_model: Path) -> None:
    """A key and a value of every KV head in every layer, two bytes each."""
    fit = memory_fit(slow_model, 1000)
    each = SLOW.layers * SLOW.heads_kv * (SLOW.width // SLOW.heads) * 2 * 2
    assert fit.cache == 1000 * each
    assert memory_fit(slow_model, 1000, kv_type="q8_0").cache == pytest.approx(1000 * each * 34 / 64, abs=1)


def test_what_fits_has_no_reason(slow_model: Path) -> None:
    """And takes at least its own size."""
    fit = memory_fit(slow_model, 4096, available=8 << 30)
    assert fit.fits
    assert fit.reason is None
    assert fit.needed > slow_model.stat().st_size * 0.99


def test_what_does_not_fit_says_what_to_do(slow_model: Path) -> None:
    """A smaller context where that helps, a smaller model where not."""
    assert "smaller context" in str(memory_fit(slow_model, 10_000_000, available=1 << 30).reason)
    assert "smaller model" in str(memory_fit(slow_model, 512, available=1 << 20).reason)
