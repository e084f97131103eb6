"""The commands about study files take what their help says."""

import argparse
from pathlib import Path

import pytest

from workbench.cli.study_file_parser import study_file_commands


def parsed(*arguments: str) -> argparse.Namespace:
    """What the commands make of the arguments."""
    whole = argparse.ArgumentParser()
    study_file_commands(whole.add_subparsers(dest="action"))
    return whole.parse_args(arguments)


BUILD = ("build", "T", "--runs", "a", "b", "--instrument", "pair-5", "--raters", "r1", "r2")


def test_a_study_needs_a_title_runs_an_instrument_and_raters() -> None:
    """All else has a value that is good for most."""
    args = parsed(*BUILD)
    assert (args.title, args.runs, args.instrument, args.raters) == ("T", ["a", "b"], "pair-5", ["r1", "r2"])
    assert (args.size, args.by, args.seed, args.apart, args.treatment) == (None, "task", 0, False, "even")
    assert (args.overlap, args.repeats, args.anchors, args.every) == (None, 0.15, 0, 10)
    for place in (1, 2, 5, 7):
        with pytest.raises(SystemExit):
            parsed(*BUILD[:place])


def test_numbers_are_checked() -> None:
    """Shares are from 0 to 1, sizes from 1."""
    for wrong in (("--size", "0"), ("--repeats", "1.5"), ("--pass-mark", "-1"), ("--by", "colour")):
        with pytest.raises(SystemExit):
            parsed(*BUILD, *wrong)


def test_files_go_out_and_come_in() -> None:
    """A folder or a key; one file or more."""
    args = parsed("export", "s", "--to", "out", "--raters", "r1", "--together")
    assert (args.study, args.to, args.raters, args.together, args.key) == (
        "s",
        Path("out"),
        ["r1"],
        True,
        None,
    )
    assert parsed("import", "a", "b").files == [Path("a"), Path("b")]
    assert parsed("list").action == "list"
    with pytest.raises(SystemExit):
        parsed("import")


def test_a_set_up_is_kept_and_built_from() -> None:
    """A file; what is not given stays as it was kept."""
    assert parsed(*BUILD, "--keep", "s.json").keep == Path("s.json")
    args = parsed("rebuild", "s.json")
    assert (args.setup, args.title, args.runs, args.raters) == (Path("s.json"), "", [], [])
    with pytest.raises(SystemExit):
        parsed("rebuild")
