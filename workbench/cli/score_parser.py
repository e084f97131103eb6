"""The commands about scores and their options."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.subcommands import add_command
from workbench.cli.values import count, positive

if TYPE_CHECKING:
    from workbench.cli.subcommands import Commands


def score_commands(commands: "Commands") -> None:
    """Commands about scores and other people's results."""
    command = add_command(
        commands,
        "import-results",
        "add other people's results to the project as runs",
        "import-results eval_results_NER_1_context_1_oriINS_x.csv --model X-8B",
    )
    command.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="a CSV with task_id, input, GT and output; samples of lm-eval (*.jsonl); a log of Inspect "
        "(*.eval, *.json). Files of one model become one run",
    )
    command.add_argument("--model", metavar="NAME", help="the model that answered (what the files say)")


def result_commands(commands: "Commands") -> None:
    """Commands about numbers."""
    command = add_command(
        commands, "score", "score runs, by the paper's code and by what it says", "score RUN --items --json"
    )
    command.add_argument("runs", nargs="*", metavar="RUN", help="all of them when none is named")
    _how_scored(command)
    command.add_argument("--items", action="store_true", help="with --json, every completion's scores too")
    _leaderboard(commands)
    command = add_command(
        commands,
        "compare-runs",
        "test the difference of two runs in each task",
        "compare-runs RUN RUN --margin 2",
    )
    command.add_argument("runs", nargs=2, metavar="RUN")
    _how_scored(command)
    command.add_argument(
        "--margin",
        type=positive,
        metavar="POINTS",
        help="test as well that they are equal within so many points",
    )


def _leaderboard(commands: "Commands") -> None:
    command = add_command(
        commands,
        "leaderboard",
        "show models by category, published ones beside ours",
        "leaderboard --html board.html",
    )
    _how_scored(command)
    command.add_argument(
        "--published",
        type=Path,
        action="append",
        default=[],
        metavar="CSV",
        help="keep the published numbers of a file in the project, to stand beside ours",
    )
    for name, kind in (
        ("html", "one page"),
        ("csv", "a table"),
        ("markdown", "a table"),
        ("latex", "a table"),
    ):
        command.add_argument(f"--{name}", type=Path, metavar="FILE", help=f"write it to {kind}")
    command.add_argument(
        "--submission", type=Path, metavar="DIR", help="write the CSV files that upstream's leaderboard takes"
    )
    command.add_argument(
        "--manifests", type=Path, metavar="DIR", help="write what anyone needs to repeat each run"
    )


def _how_scored(command: argparse.ArgumentParser) -> None:
    command.add_argument("--protocol", choices=("paper", "corrected", "both"), default="both", help="(both)")
    command.add_argument(
        "--resamples", type=count, default=2000, metavar="N", help="of each bootstrap interval (2000)"
    )
