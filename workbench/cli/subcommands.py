"""What all commands have in common."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

PROGRAM = "meds-workbench"


def project_option(parser: argparse.ArgumentParser, default: object) -> None:
    """Let `parser` take the project; without the option it has `default`."""
    parser.add_argument(
        "--project", type=Path, metavar="FILE", default=default, help="the project file (*.medswb) to use"
    )


def add_command(
    commands: "Commands", name: str, help_text: str, example: str, *, lists: bool = True
) -> argparse.ArgumentParser:
    """A command with what all of them share."""
    command = commands.add_parser(
        name,
        help=help_text,
        description=f"{help_text[0].upper()}{help_text[1:]}.",
        epilog=f"example:\n  {PROGRAM} {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    # Accepted before and after the command; absent here, it leaves the value from before alone.
    project_option(command, argparse.SUPPRESS)
    if lists:
        command.add_argument("--json", action="store_true", help="print JSON for programs")
    return command


def command_group(commands: "Commands", name: str, help_text: str, kept_as: str = "action") -> "Commands":
    """A command that has commands of its own; which one is called is kept as `kept_as`."""
    parser = commands.add_parser(name, help=help_text, description=f"{help_text[0].upper()}{help_text[1:]}.")
    project_option(parser, argparse.SUPPRESS)
    return parser.add_subparsers(dest=kept_as, metavar="COMMAND", title="commands", required=True)
