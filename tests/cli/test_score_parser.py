"""The commands about scores take what their help says."""

import argparse
from pathlib import Path

import pytest

from workbench.cli.score_parser import result_commands, score_commands


def parsed(*arguments: str) -> argparse.Namespace:
    """What the commands make of the arguments."""
    whole = argparse.ArgumentParser()
    commands = whole.add_subparsers(dest="command")
    score_commands(commands)
    result_commands(commands)
    return whole.parse_args(arguments)


def test_scores_are_of_both_protocols_unless_one_is_named() -> None:
    """Without options all runs are scored in both ways."""
    args = parsed("score")
    assert (args.runs, args.protocol, args.resamples, args.items) == ([], "both", 2000, False)
    assert parsed("score", "r-1", "--protocol", "paper").protocol == "paper"


def test_the_leaderboard_goes_to_several_files_at_once() -> None:
    """Each kind of file has an option."""
    args = parsed("leaderboard", "--html", "a.html", "--csv", "a.csv", "--published", "p.csv")
    assert (args.html, args.csv, args.published) == (Path("a.html"), Path("a.csv"), [Path("p.csv")])


def test_two_runs_are_compared() -> None:
    """One run alone is wrong usage, and so is a margin of nothing."""
    assert parsed("compare-runs", "a", "b", "--margin", "2").margin == 2.0
    for wrong in (["compare-runs", "a"], ["compare-runs", "a", "b", "--margin", "0"]):
        with pytest.raises(SystemExit):
            parsed(*wrong)


def test_results_of_others_are_read_from_files() -> None:
    """A file is needed."""
    assert parsed("import-results", "x.csv", "--model", "X").model == "X"
    with pytest.raises(SystemExit):
        parsed("import-results")
