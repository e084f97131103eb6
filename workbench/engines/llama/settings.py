"""How a model is run by llama.cpp on this machine."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LlamaSettings:
    """What a person can choose about the engine.

    None means: what was measured to be fastest for this model on this machine, or else what is usual.
    """

    context: int | None = None
    """Tokens that a prompt and its answer may have together. More than the model was trained on is possible,
    and gives poor answers."""
    cells: int | None = None
    """Tokens kept at a time, of all sequences together; what sequences share counts once."""
    sequences: int | None = None
    """Answers written at the same time. On a CPU, fewer than 8 are no faster than 1."""
    threads: int | None = None
    """Cores that compute; where nothing was measured, all but one, which is the window's."""
    chunk: int | None = None
    """Tokens computed in one step; smaller for larger models, so that answers go on streaming."""
    extra_buffers: bool | None = None
    """Whether weights are rearranged for the processor when they are loaded."""
    kv_type: str | None = None
    """How keys and values are kept: f16, or q8_0 (half the memory) where f16 does not fit."""
    flash_attention: bool | None = None
    share_prefix: bool = True
    """Whether a beginning that prompts have in common is computed once."""
    deterministic: bool = False
    """One sequence, always computed in the same steps: an answer does not depend on what else is asked.

    Without it the same list of prompts still gives the same texts every time. In another list, as when a
    run is resumed, a token that is nearly as likely as another may win: with the demo model in 1 of 110
    answers."""
    gpu_layers: int | None = None
    """Layers computed by a graphics card, where the build can and there is one; None for as many as fit."""
    tune: bool = True
    """Whether what is None is measured before a model of some size is loaded for the first time."""
    window: int = 64
    """Prompts looked at together to find what they share."""
    stall_seconds: float = 60.0
    """Silence after which the engine's process counts as dead."""


def usable_cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
