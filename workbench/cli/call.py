"""One call of the command line: what a command gets."""

import argparse
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workbench.cli.output import Output
from workbench.cli.subcommands import PROGRAM
from workbench.engines.base import Engine
from workbench.paths import Paths

DONE, PROBLEMS, USAGE, REFUSED = 0, 1, 2, 3
"""Exit codes. One more is 128 and the signal's number, for a command that was told to stop."""


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How a model is run, as far as a person said."""

    context: int | None = None
    """Tokens that a prompt and its answer may have together."""
    sequences: int | None = None
    """Answers made at the same time."""
    deterministic: bool = False
    """Whether an answer may not depend on what else is asked."""
    threads: int | None = None
    """Cores that compute."""
    gpu_layers: int | None = None
    """Layers that a graphics card computes; None for as many as fit."""


OpenEngine = Callable[[str, Paths, EngineOptions], Engine]
"""Makes an engine from what --model says and the folders."""


@dataclass(frozen=True, slots=True)
class Call:
    """A command's arguments and surroundings."""

    args: argparse.Namespace
    project: Path
    """The project file; it need not exist."""
    paths: Paths
    output: Output
    open_engine: OpenEngine

    def line(self, *words: str) -> str:
        """The command line that does `words` to the same project, ready to be pasted."""
        project = ["--project", str(self.args.project)] if self.args.project else []
        return shlex.join([PROGRAM, *project, *words])


Command = Callable[[Call], int]
"""A command; returns the exit code."""
