"""What all commands share."""

import argparse
from pathlib import Path

from workbench.cli.subcommands import add_command, project_option


def test_the_project_is_taken_before_and_after_a_command() -> None:
    """A command without the option leaves what was said before it alone."""
    whole = argparse.ArgumentParser()
    project_option(whole, None)
    add_command(whole.add_subparsers(), "look", "look at it", "look")
    assert whole.parse_args(["--project", "a.medswb", "look"]).project == Path("a.medswb")
    assert whole.parse_args(["look", "--project", "b.medswb"]).project == Path("b.medswb")
    assert whole.parse_args(["look", "--json"]).json
