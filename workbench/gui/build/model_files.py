"""What the screens know of model files on this machine."""

from pathlib import Path

from workbench.engines.llama.header import read_header
from workbench.engines.llama.plan import plan
from workbench.engines.llama.settings import LlamaSettings
from workbench.gui.presenters import phrases
from workbench.paths import Paths, shipped_models


def model_folders(home: Paths) -> tuple[Path, Path]:
    """Where models are looked for; a person's own files come first."""
    return home.models, shipped_models()


def memory_of(file: Path, freed: int = 0) -> tuple[bool, str]:
    """Whether a model fits in the memory that is free now, and the sentence that says so.

    `freed` bytes more will be free when the model in memory is unloaded for it.

    Raises:
        ModelFileError: the file is not a sound GGUF file.
    """
    _order, fit = plan(file, read_header(file), LlamaSettings(), freed=freed)
    needed, free = phrases.size_of(fit.needed), phrases.size_of(fit.available)
    return fit.fits, fit.reason or f"Fits: it needs about {needed} of memory, and {free} are free."
