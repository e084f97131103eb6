"""The commands about results take what their help says."""

import argparse

import pytest

from workbench.cli.study_commands import ACTIONS, RESULTS
from workbench.cli.study_results import COMMANDS
from workbench.cli.study_results_parser import KINDS, study_result_commands
from workbench.study import result_operations


def parsed(*arguments: str) -> argparse.Namespace:
    """What the commands make of the arguments."""
    whole = argparse.ArgumentParser()
    study_result_commands(whole.add_subparsers(dest="action"))
    return whole.parse_args(arguments)


def test_arms_of_guesses_are_pairs() -> None:
    """An arm and a value."""
    assert parsed("report", "s", "--author", "A1=2", "--author", "A2=-1").author == [("A1", 2), ("A2", -1)]
    for wrong in ("A1", "=1", "A1=x"):
        with pytest.raises(SystemExit):
            parsed("report", "s", "--author", wrong)


def test_kinds_are_those_that_can_be_written() -> None:
    """All of them unless said otherwise."""
    assert KINDS == result_operations.KINDS
    assert parsed("export-results", "s", "--to", "x").kinds == KINDS
    with pytest.raises(SystemExit):
        parsed("export-results", "s", "--to", "x", "--kinds", "ods")


def test_a_decision_needs_a_question_and_an_id() -> None:
    """A value is optional: sometimes none is right."""
    args = parsed("adjudicate", "s", "--file", "d", "--decide", "q", "o", "--cause", "true ambiguity")
    assert (args.decide, args.value, args.cause) == (["q", "o"], None, "true ambiguity")
    with pytest.raises(SystemExit):
        parsed("adjudicate", "s", "--decide", "q")


def test_deciding_and_taking_back_exclude_each_other() -> None:
    """Without a file it is the project's own."""
    args = parsed("adjudicate", "s", "--take-back", "q", "o")
    assert (args.take_back, args.file) == (["q", "o"], None)
    with pytest.raises(SystemExit):
        parsed("adjudicate", "s", "--take-back", "q", "o", "--decide", "q", "o")


def test_every_command_is_carried_out() -> None:
    """Those with a parser, those that `study` knows and those that there are."""
    assert set(RESULTS) == set(COMMANDS) <= set(ACTIONS)
