"""The engine for what --model says: an endpoint's address, a model's name, or a file."""

import os
from pathlib import Path

from workbench.cli.call import EngineOptions
from workbench.engines.base import Engine
from workbench.paths import Paths, shipped_models

KEY = "MEDS_WORKBENCH_API_KEY"
"""The environment variable with the key that an endpoint asks for."""


def open_engine(model: str, paths: Paths, options: EngineOptions) -> Engine:
    """An engine that will load `model` when it is first asked.

    Raises:
        UnknownNameError: no model of this machine has that name, and there is no such file.
        EngineError: the file or the address cannot be used.
    """
    if "://" in model:
        from workbench.engines.openai_http import OpenAIEngine  # noqa: PLC0415 - no network unless asked for

        return OpenAIEngine(model, key=os.environ.get(KEY))
    from workbench.engines.catalogue import resolve_model  # noqa: PLC0415 - `--help` needs no engine
    from workbench.engines.llama.client import LlamaEngine  # noqa: PLC0415 - as above
    from workbench.engines.llama.settings import LlamaSettings  # noqa: PLC0415 - as above

    settings = LlamaSettings(
        context=options.context,
        sequences=options.sequences,
        threads=options.threads,
        deterministic=options.deterministic,
        gpu_layers=options.gpu_layers,
    )
    return LlamaEngine(resolve_model(model, model_folders(paths)), settings, paths.cache)


def model_folders(paths: Paths) -> tuple[Path, ...]:
    """Where models are looked for: a person's own first, then those that came with the program."""
    return paths.models, shipped_models()
