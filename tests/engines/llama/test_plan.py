"""What settings leave open is decided for the model and the machine."""

from pathlib import Path

import pytest

from workbench.domain.errors import EngineError
from workbench.engines.llama.header import read_header
from workbench.engines.llama.messages import Load
from workbench.engines.llama.plan import plan
from workbench.engines.llama.settings import LlamaSettings, usable_cores


def order(path: Path, **settings: object) -> Load:
    """The order for some settings."""
    return plan(path, read_header(path), LlamaSettings(**settings))[0]  # type: ignore[arg-type]


def test_one_core_is_left_for_the_window(tiny_model: Path) -> None:
    """Unless somebody says otherwise."""
    assert order(tiny_model).threads == max(1, usable_cores() - 1)
    assert order(tiny_model, threads=3).threads == 3


def test_context_is_the_models_or_what_was_asked(tiny_model: Path, slow_model: Path) -> None:
    """A model of a long context does not take all memory unasked."""
    assert order(tiny_model).context == 4096
    assert order(slow_model).context == 8192
    assert order(slow_model, context=20_000).context == 20_000


def test_cells_hold_at_least_one_whole_context(tiny_model: Path) -> None:
    """A prompt that is allowed always fits."""
    assert order(tiny_model, context=3000, cells=100).cells == 3072
    assert order(tiny_model).cells == 32768


def test_deterministic_has_one_sequence(tiny_model: Path) -> None:
    """Nothing is computed beside an answer."""
    assert order(tiny_model, deterministic=True).sequences == 1


def test_larger_models_compute_fewer_tokens_in_a_step(tiny_model: Path, slow_model: Path) -> None:
    """So that answers go on streaming, and a cancelled step ends soon."""
    assert order(tiny_model).chunk == 512
    assert order(slow_model, chunk=64).chunk == 64


def test_nonsense_is_refused(tiny_model: Path) -> None:
    """With what there is."""
    with pytest.raises(EngineError, match="q8_0"):
        order(tiny_model, kv_type="q3")
