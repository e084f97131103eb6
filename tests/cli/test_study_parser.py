"""The commands about studies take what their help says."""

import argparse
from pathlib import Path

import pytest

from workbench.cli.study_parser import study_commands


def parsed(*arguments: str) -> argparse.Namespace:
    """What the commands make of the arguments."""
    whole = argparse.ArgumentParser()
    study_commands(whole.add_subparsers(dest="command"))
    return whole.parse_args(["study", *arguments])


def test_instruments_are_listed_in_all_languages() -> None:
    """Unless one is named."""
    assert (parsed("instruments").action, parsed("instruments").language) == ("instruments", None)
    assert parsed("instruments", "--language", "zh").language == "zh"


def test_one_instrument_is_shown_or_checked() -> None:
    """Shown by its id, checked in its file; one of both must be said."""
    args = parsed("instrument", "show", "core-6")
    assert (args.action, args.about, args.instrument, args.language) == ("instrument", "show", "core-6", "en")
    assert parsed("instrument", "check", "a.json").file == Path("a.json")
    for wrong in (["instrument"], ["instrument", "show"], []):
        with pytest.raises(SystemExit):
            parsed(*wrong)
