"""The commands about studies and their options."""

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.study_file_parser import study_file_commands
from workbench.cli.study_results_parser import study_result_commands
from workbench.cli.subcommands import add_command, command_group

if TYPE_CHECKING:
    from workbench.cli.subcommands import Commands


def study_commands(commands: "Commands") -> None:
    """Commands about studies: each kind adds its own to the group."""
    study = command_group(commands, "study", "people judging completions, blinded")
    study_file_commands(study)
    study_result_commands(study)
    _instruments(study)


def _instruments(study: "Commands") -> None:
    """Commands about the questions that raters answer."""
    command = add_command(
        study, "instruments", "list the instruments that raters can answer", "study instruments --language zh"
    )
    command.add_argument("--language", metavar="CODE", help="only those in this language, such as zh (all)")
    instrument = command_group(study, "instrument", "one instrument: its questions, its faults", "about")
    command = add_command(
        instrument, "show", "show what an instrument asks", "study instrument show core-6 --language zh"
    )
    command.add_argument("instrument", metavar="ID", help="see “study instruments”")
    command.add_argument(
        "--language", metavar="CODE", default="en", help="of its texts, where it is translated (en)"
    )
    command = add_command(
        instrument,
        "check",
        "say what is wrong with an instrument of your own",
        "study instrument check my-axes.json",
    )
    command.add_argument("file", type=Path, metavar="FILE", help="an instrument as JSON")
