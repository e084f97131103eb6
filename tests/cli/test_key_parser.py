"""`keys` takes what its help says."""

import argparse
from pathlib import Path

import pytest

from workbench.cli.key_parser import key_commands


def parsed(*arguments: str) -> argparse.Namespace:
    """What the command makes of the arguments."""
    whole = argparse.ArgumentParser()
    key_commands(whole.add_subparsers(dest="command"))
    return whole.parse_args(["keys", *arguments])


def test_alone_it_lists_and_json_is_taken_before_and_after() -> None:
    """`keys`, `keys --json list` and `keys list --json` are one."""
    assert (parsed().action, parsed().json) == (None, False)
    assert parsed("--json", "list").json is True
    assert parsed("list", "--json").json is True
    assert parsed("list", "--html", "a.html").html == Path("a.html")


def test_setting_needs_a_name_and_a_key() -> None:
    """Resetting needs none: then it is all of them."""
    assert (parsed("set", "rate.later", "X").name, parsed("set", "rate.later", "X").key) == (
        "rate.later",
        "X",
    )
    assert parsed("reset").name is None
    assert parsed("reset", "rate.later").name == "rate.later"
    with pytest.raises(SystemExit):
        parsed("set", "rate.later")
