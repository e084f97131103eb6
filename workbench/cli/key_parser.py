"""The options of `keys`."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.subcommands import add_command

if TYPE_CHECKING:
    from workbench.cli.subcommands import Commands


def key_commands(commands: "Commands") -> None:
    """`keys` with its commands; alone it lists."""
    group = add_command(
        commands, "keys", "list the keys of the window, or change them", "keys set rate.later Ctrl+L"
    )
    actions = group.add_subparsers(dest="action", metavar="COMMAND", title="commands")
    command = add_command(
        actions, "list", "list every key in force", "keys list --html keys.html", lists=False
    )
    command.add_argument("--html", type=Path, metavar="FILE", help="write them as a page to be printed")
    command = add_command(
        actions, "set", "give something another key", "keys set rate.later Ctrl+L", lists=False
    )
    command.add_argument("name", metavar="NAME", help="as “keys list” shows it, such as rate.later")
    command.add_argument("key", metavar="KEY", help="such as Ctrl+Shift+S, Alt+Left, F5 or J")
    command = add_command(
        actions, "reset", "give something the key it had at first", "keys reset rate.later", lists=False
    )
    command.add_argument("name", nargs="?", metavar="NAME", help="which (all)")
    for command in actions.choices.values():
        # Accepted before and after; absent here, it leaves the value from before alone.
        command.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="print JSON for programs"
        )
