"""The commands about the results of studies and their options."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.subcommands import add_command
from workbench.cli.values import count
from workbench.domain.adjudications import Cause

if TYPE_CHECKING:
    from workbench.cli.subcommands import Commands

KINDS = ("csv", "xlsx", "dpo", "healthbench", "comparator", "arena")


def study_result_commands(group: "Commands") -> None:
    """Commands about agreement, adjudication, the report and exports; `group` is that of `study`."""
    command = add_command(
        group, "agreement", "say how far raters agree, without opening the key", "study agreement STUDY"
    )
    _study(command)
    _adjudicate(group)
    command = add_command(
        group,
        "report",
        "open the key and write the report of a study",
        "study report STUDY --html report.html --csv data",
    )
    _study(command)
    _opens(command)
    command.add_argument("--html", type=Path, metavar="FILE", help="write the report as one page")
    command.add_argument("--csv", type=Path, metavar="DIR", help="write its data with a codebook")
    command.add_argument(
        "--decisions", type=Path, metavar="FILE", help="what was adjudicated, *.jsonl (the project's own)"
    )
    command = add_command(
        group,
        "export-results",
        "write a study's results as other programs take them",
        "study export-results STUDY --to out --kinds dpo arena",
    )
    _study(command)
    _opens(command)
    command.add_argument("--to", type=Path, required=True, metavar="DIR", help="where the files go")
    command.add_argument(
        "--kinds",
        nargs="+",
        choices=KINDS,
        default=KINDS,
        help="tables (csv), in one workbook (xlsx); pairs for DPO; HealthBench; LLM Comparator; "
        "Chatbot Arena (all)",
    )


def _adjudicate(group: "Commands") -> None:
    command = add_command(
        group,
        "adjudicate",
        "list what raters disagree about, or decide one of these",
        "study adjudicate STUDY --decide correctness OUTPUT --value 4 --cause slip",
    )
    command.add_argument("study", metavar="STUDY")
    command.add_argument(
        "--file",
        type=Path,
        metavar="FILE",
        help="decisions are added to this, *.jsonl (beside the project, where the window keeps them)",
    )
    command.add_argument("--limit", type=count, metavar="N", help="disagreements to list (all)")
    one = command.add_mutually_exclusive_group()
    one.add_argument(
        "--decide",
        nargs=2,
        metavar=("QUESTION", "ID"),
        help="decide this question about this answer, or item",
    )
    one.add_argument("--take-back", nargs=2, metavar=("QUESTION", "ID"), help="open again what was decided")
    command.add_argument("--value", type=int, metavar="N", help="what is right (no value is)")
    command.add_argument("--cause", choices=[cause.value for cause in Cause], help="why raters disagreed")
    command.add_argument("--note", default="", metavar="TEXT", help="in your words")
    command.add_argument("--by", default="adjudicator", metavar="CODE", help="who decides (adjudicator)")


def _study(command: argparse.ArgumentParser) -> None:
    command.add_argument("study", metavar="STUDY", help="see “study list”")
    command.add_argument(
        "--resamples", type=count, default=2000, metavar="N", help="of each bootstrap interval (2000)"
    )


def _opens(command: argparse.ArgumentParser) -> None:
    """Options of commands that open the key."""
    command.add_argument("--key", type=Path, metavar="FILE", help="the key, *.medkey (the project's own)")
    command.add_argument(
        "--author",
        type=_author,
        action="append",
        default=[],
        metavar="ARM=VALUE",
        help="which value of the guess at the author is right for an arm, such as A1=2; once for each arm",
    )


def _author(text: str) -> tuple[str, int]:
    """An arm and the value that is right for it."""
    arm, sign, value = text.partition("=")
    if not arm or not sign or not value.lstrip("-").isdigit():
        raise argparse.ArgumentTypeError(f"{text} is not like A1=2")
    return arm, int(value)
