"""Every command explains itself, and wrong usage is told apart."""

import argparse
from collections.abc import Iterator

import pytest

from workbench.cli.parser import parser
from workbench.cli.subcommands import PROGRAM


def commands(
    whole: argparse.ArgumentParser, words: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Every command with the words that lead to it."""
    groups = [action for action in whole._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield words, whole
    for group in groups:
        for name, command in group.choices.items():
            yield from commands(command, (*words, name))


ALL = dict(commands(parser()))


def test_the_commands_of_the_specification_are_there() -> None:
    """The first release has these commands and no others."""
    assert set(ALL) == {
        ("import",),
        ("tasks",),
        ("show",),
        ("search",),
        ("run",),
        ("runs",),
        ("completions",),
        ("compare",),
        ("export",),
        ("import-results",),
        ("score",),
        ("leaderboard",),
        ("compare-runs",),
        ("study", "instruments"),
        ("study", "build"),
        ("study", "rebuild"),
        ("study", "export"),
        ("study", "import"),
        ("study", "list"),
        ("study", "agreement"),
        ("study", "adjudicate"),
        ("study", "report"),
        ("study", "export-results"),
        ("study", "instrument", "show"),
        ("study", "instrument", "check"),
        ("models", "list"),
        ("models", "add"),
        ("models", "tune"),
        ("models", "selftest"),
        ("models", "devices"),
        ("project", "info"),
        ("project", "verify"),
        ("project", "backup"),
        ("project", "restore"),
        ("project", "rescue"),
        ("keys", "list"),
        ("keys", "set"),
        ("keys", "reset"),
    }


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_help_has_an_example_that_is_right(words: tuple[str, ...]) -> None:
    """The help of each command ends in an example, and the example is a valid command line."""
    text = ALL[words].format_help()
    example = text.rpartition("example:\n")[2].strip()
    assert example.startswith(" ".join([PROGRAM, *words]))
    parser().parse_args(example.replace('"chest pain"', "pain").split()[1:])
    assert "--json" in text


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_project_may_stand_before_or_after(words: tuple[str, ...]) -> None:
    """`--project FILE` is understood before the command and after it."""
    example = ALL[words].format_help().rpartition("example:\n")[2].replace('"chest pain"', "pain").split()[1:]
    before = parser().parse_args(["--project", "a.medswb", *example])
    after = parser().parse_args([*example, "--project", "a.medswb"])
    assert before == after
    assert before.project.name == "a.medswb"


@pytest.mark.parametrize(
    "line",
    [
        "fly",
        "show",
        "show task57 --limit 0",
        "show task57 --limit many",
        "run --model m --tasks , --limit 1",
        "run --model m --tasks a --shots 5",
        "run --model m --tasks a --temperature -1",
        "run --model m --tasks a --temperature nan",
        "run --model m --tasks a --top-p 0",
        "run --model m --tasks a --top-p 1.1",
        "run --model m --tasks a --min-p -0.1",
        "run --model m --tasks a --min-p nan",
        "run --model m --tasks a --top-k -1",
        "run --model m --tasks a --answers perhaps",
        "export task57",
        "export task57 --to out --profile other",
        "models",
        "project",
        "project rescue",
    ],
)
def test_wrong_usage_is_exit_code_2(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be meant is refused with how to use it, before anything is done."""
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(line.split())
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_run_options_as_specified() -> None:
    """The options of `run` have the names of the specification."""
    args = parser().parse_args(
        "run --model m.gguf --tasks task57,task125 --limit 5 --sample-seed 1 --shots 0 --shot-seed 2 "
        "--fixed-shots --temperature 0.5 --seed 3 --resume r-1".split()
    )
    assert (args.model, args.tasks, args.limit, args.sample_seed) == ("m.gguf", ("task57", "task125"), 5, 1)
    assert (args.shots, args.shot_seed, args.fixed_shots) == (0, 2, True)
    assert (args.temperature, args.seed, args.resume) == (0.5, 3, "r-1")


def test_ways_of_answering_as_specified() -> None:
    """How tokens are drawn, how options are used, and what an answer has to follow."""
    args = parser().parse_args(
        "run --model m --tasks a --temperature 0.7 --top-p 0.9 --top-k 40 --min-p 0.05 "
        "--answers likeliest --grammar list.gbnf".split()
    )
    assert (args.top_p, args.top_k, args.min_p) == (0.9, 40, 0.05)
    assert (args.answers, args.grammar.name) == ("likeliest", "list.gbnf")
    bare = parser().parse_args("run --model m --tasks a".split())
    assert (bare.top_p, bare.top_k, bare.min_p, bare.answers, bare.grammar) == (None,) * 5
