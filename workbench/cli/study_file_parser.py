"""The commands about studies as files, and their options."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.subcommands import add_command
from workbench.cli.values import amount, count, share

if TYPE_CHECKING:
    from workbench.cli.subcommands import Commands


def study_file_commands(group: "Commands") -> None:
    """Commands that build studies, send them out and take ratings in; `group` is that of `study`."""
    add_command(group, "list", "list the project's studies", "study list --json")
    command = add_command(
        group,
        "build",
        "build a study from runs",
        "study build Q4-or-Q8 --runs RUN RUN --instrument pair-5 --raters r01 r02 r03 --size 100",
    )
    _what_is_rated(command)
    _who_sees_what(command)
    _what_raters_read(command)
    _licence(command)
    command.add_argument(
        "--keep", type=Path, metavar="FILE", help="write this set-up down, for “study rebuild”"
    )
    command = add_command(
        group,
        "rebuild",
        "build a study from a set-up that was kept",
        "study rebuild PROJECT.setup.json --runs RUN RUN",
    )
    command.add_argument("setup", type=Path, metavar="FILE", help="of --keep, or beside the project")
    command.add_argument("--title", default="", help="another title")
    command.add_argument("--runs", nargs="+", default=[], metavar="RUN", help="other arms")
    command.add_argument("--raters", nargs="+", default=[], metavar="CODE", help="other raters")
    _licence(command)
    command = add_command(
        group, "export", "write a study's files for raters, or its key", "study export STUDY --to out"
    )
    command.add_argument("study", metavar="STUDY")
    command.add_argument("--to", type=Path, metavar="DIR", help="a *.medstudy for each rater goes here")
    command.add_argument("--raters", nargs="+", default=[], metavar="CODE", help="only the files of these")
    command.add_argument("--together", action="store_true", help="one file with all raters' presentations")
    command.add_argument(
        "--key", type=Path, metavar="FILE", help="write the key, which opens the blinding; never send it"
    )
    command = add_command(
        group, "import", "take in what raters handed over", "study import *.medratings --json"
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="*.medratings, from any rater")


def _what_is_rated(command: argparse.ArgumentParser) -> None:
    command.add_argument("title", help="as raters see it: it names no model")
    command.add_argument(
        "--runs", nargs="+", required=True, metavar="RUN", help="1 to 4, each an arm; only what all answered"
    )
    command.add_argument("--tasks", nargs="+", default=[], metavar="TASK", help="draw from these (all)")
    command.add_argument("--size", type=count, metavar="N", help="instances to draw (all)")
    command.add_argument(
        "--by",
        choices=("task", "language", "none"),
        default="task",
        help="draw as many of each as there are (task)",
    )
    command.add_argument("--seed", type=amount, default=0, metavar="N", help="which are drawn (0)")
    command.add_argument("--apart", action="store_true", help="one answer at a time, not side by side")
    command.add_argument(
        "--treatment",
        choices=("even", "mask", "none"),
        default="even",
        help="of answers: names masked, residue and formats out (even); names masked; nothing",
    )


def _who_sees_what(command: argparse.ArgumentParser) -> None:
    command.add_argument("--raters", nargs="+", required=True, metavar="CODE", help="codes, never names")
    command.add_argument("--overlap", type=count, metavar="N", help="raters of each instance (all)")
    command.add_argument(
        "--repeats", type=share, default=0.15, metavar="SHARE", help="that come again unannounced (0.15)"
    )
    command.add_argument(
        "--anchors", type=amount, default=0, metavar="N", help="instances that every rater sees (0)"
    )
    command.add_argument(
        "--every", type=count, default=10, metavar="N", help="others between two anchors (10)"
    )


def _what_raters_read(command: argparse.ArgumentParser) -> None:
    command.add_argument("--instrument", required=True, metavar="ID", help="see “study instruments”")
    command.add_argument("--language", default="en", metavar="CODE", help="of the instrument (en)")
    command.add_argument("--guidelines", type=Path, metavar="FILE", help="Markdown")
    command.add_argument("--consent", type=Path, metavar="FILE", help="what raters agree to, as text")
    command.add_argument(
        "--training",
        type=Path,
        metavar="FILE",
        help="items to learn from, as JSON lines with expected values",
    )
    command.add_argument(
        "--pass-mark", type=share, metavar="SHARE", help="of expected values, to go on after training"
    )
    command.add_argument("--no-reference", action="store_true", help="raters cannot look at references")


def _licence(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--licence", type=Path, action="append", default=[], metavar="FILE", help="goes with the study"
    )
