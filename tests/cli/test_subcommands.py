"""What all commands share."""

import argparse
from pathlib import Path

import pytest

from workbench.cli.subcommands import add_command, command_group, project_option


def test_the_project_is_taken_before_and_after_a_command() -> None:
    """A command without the option leaves what was said before it alone."""
    whole = argparse.ArgumentParser()
    project_option(whole, None)
    add_command(whole.add_subparsers(), "look", "look at it", "look")
    assert whole.parse_args(["--project", "a.medswb", "look"]).project == Path("a.medswb")
    assert whole.parse_args(["look", "--project", "b.medswb"]).project == Path("b.medswb")
    assert whole.parse_args(["look", "--json"]).json


def test_a_group_keeps_which_of_its_commands_was_called() -> None:
    """Groups inside groups keep theirs under another name; one of the commands is needed."""
    whole = argparse.ArgumentParser()
    outer = command_group(whole.add_subparsers(), "house", "what is in it")
    inner = command_group(outer, "room", "one of them", "inside")
    add_command(inner, "sweep", "clean it", "house room sweep")
    args = whole.parse_args(["house", "--project", "a.medswb", "room", "sweep"])
    assert (args.action, args.inside, args.project) == ("room", "sweep", Path("a.medswb"))
    with pytest.raises(SystemExit):
        whole.parse_args(["house", "room"])
