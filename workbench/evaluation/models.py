"""What a person can do with model files: add one, take it away, try whether it works here."""

import shutil
import time
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import EngineError, ModelFileError, WorkbenchError
from workbench.domain.runs import Completion, Sampling
from workbench.engines.base import Answered, Engine, Failed, Loading, Piece, Waiting
from workbench.engines.llama.client import LlamaEngine
from workbench.engines.llama.header import read_header
from workbench.engines.llama.tuning import Tuned
from workbench.evaluation.prompts import llama3_prompt

_CHUNK = 8 << 20
_SPARE = 200_000_000
"""Bytes that stay free on the disk."""
TRIAL_TOKENS = 48
TRIAL_QUESTION = "A patient has a fever and a cough. Name one possible cause."


@dataclass(frozen=True, slots=True)
class Copied:
    """Some of a file has been copied."""

    file: Path
    """Where it will be."""
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Tried:
    """A model has been loaded and has answered a question."""

    text: str
    load_seconds: float
    prompt_tokens: int
    answer_tokens: int
    prefill_per_s: float | None
    """Prompt tokens read per second; None when it was too quick to tell."""
    decode_per_s: float | None
    """Answer tokens written per second; None when it was too quick to tell."""


def add_model(source: Path, folder: Path) -> Generator[Copied]:
    """Copy a model file into `folder`, all of it or nothing. Stop iterating to give up.

    Raises:
        ModelFileError: the file is not a sound GGUF file.
        WorkbenchError: a file of that name is there already, or the disk is too full.
    """
    size = read_header(source).size
    target = folder / source.name
    if target.exists():
        raise WorkbenchError(
            f"There is a model file named “{source.name}” already. Rename the new one first."
        )
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < size + _SPARE:
        raise WorkbenchError(
            f"“{source.name}” has {size / 1e9:.1f} GB, and {free / 1e9:.1f} GB are free on the disk of "
            f"{folder}. Make room first."
        )
    part = target.with_name(target.name + ".part")
    try:
        yield from _copy(source, part, target, size)
        part.replace(target)
    except OSError as error:
        raise WorkbenchError(f"“{source.name}” could not be copied: {error.strerror or error}.") from error
    finally:
        part.unlink(missing_ok=True)


def remove_model(file: Path, folder: Path) -> None:
    """Delete a model file that a person added to `folder`.

    Raises:
        WorkbenchError: the file is not in `folder`, or cannot be deleted.
    """
    if file.parent.resolve() != folder.resolve():
        raise WorkbenchError(
            f"“{file.name}” came with the program and stays. Only added files can be removed."
        )
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise WorkbenchError(f"“{file.name}” could not be deleted: {error.strerror or error}.") from error


def try_model(engine: Engine) -> Generator[Loading | Waiting | Piece | Tried]:
    """Load a model, ask it one short question, and say how fast it was. The model is freed afterwards.

    Raises:
        EngineError: it cannot be loaded, or it did not answer.
    """
    with engine:
        began = time.monotonic()
        yield from engine.load()
        loaded = time.monotonic() - began
        prompt = llama3_prompt("trial", "", TRIAL_QUESTION)
        completion: Completion | None = None
        with closing(engine.complete([prompt], Sampling(max_new_tokens=TRIAL_TOKENS))) as events:
            for event in events:
                match event:
                    case Answered(answer):
                        completion = answer
                    case Failed(failure):
                        raise EngineError(failure.reason)
                    case Loading() | Waiting() | Piece():
                        yield event
        if completion is None:
            raise EngineError("The model ended without an answer.")
        yield _tried(completion, loaded)


def tune_model(engine: Engine) -> Generator[Loading | Tuned]:
    """Find the fastest settings for a model on this machine; they are remembered, and the last event.

    Raises:
        EngineError: the model cannot be loaded, or runs elsewhere.
    """
    if not isinstance(engine, LlamaEngine):
        raise EngineError("Only a model that runs on this machine has settings. Name a model file.")
    with engine:
        yield from engine.tune()
        if engine.tuned is None:
            raise EngineError("Nothing could be measured. Close other programs and try again.")
        yield engine.tuned


def _copy(source: Path, part: Path, target: Path, size: int) -> Generator[Copied]:
    done = 0
    with source.open("rb") as old, part.open("wb") as new:
        while chunk := old.read(_CHUNK):
            new.write(chunk)
            done += len(chunk)
            yield Copied(target, done, size)
    if done != size:
        raise ModelFileError(f"“{source.name}” changed while it was being copied. Add it again.")


def _tried(completion: Completion, load_seconds: float) -> Tried:
    usage = completion.usage
    read = usage.prompt_tokens - usage.shared_tokens
    # The first token comes with the prompt: only those after it were waited for.
    written = usage.completion_tokens - 1
    return Tried(
        completion.text,
        load_seconds,
        usage.prompt_tokens,
        usage.completion_tokens,
        read / usage.prefill_seconds if read > 0 and usage.prefill_seconds > 0 else None,
        written / usage.decode_seconds if written > 0 and usage.decode_seconds > 0 else None,
    )
