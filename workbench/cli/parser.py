"""The commands and their options."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import __version__
from workbench.domain.runs import Answering

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

PROGRAM = "meds-workbench"


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    whole = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Browse MedS-Bench, run models on it, compare their answers, write MedS-Ins files.",
        epilog="Without a command the window opens; --picture FILE draws it to a file and ends. "
        "Exit codes: 0 done, 1 done with reported problems, "
        "2 wrong usage, 3 refused or failed, 130 stopped with Ctrl-C.",
    )
    whole.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    _project_option(whole, None)
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _library(commands)
    _runs(commands)
    _scores(commands)
    _results(commands)
    _models(commands)
    _project(commands)
    return whole


def _project_option(parser: argparse.ArgumentParser, default: object) -> None:
    parser.add_argument(
        "--project", type=Path, metavar="FILE", default=default, help="the project file (*.medswb) to use"
    )


def _add(
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
    _project_option(command, argparse.SUPPRESS)
    if lists:
        command.add_argument("--json", action="store_true", help="print JSON for programs")
    return command


def _count(text: str) -> int:
    """A whole number from 1 on."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 on")
    return number


def _amount(text: str) -> int:
    """A whole number from 0 on."""
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0 on")
    return number


def _positive(text: str) -> float:
    """A number above 0."""
    number = float(text)
    if not 0 < number < 1000:
        raise argparse.ArgumentTypeError(f"{text} is not a number above 0")
    return number


def _temperature(text: str) -> float:
    """A number from 0 on."""
    number = float(text)
    if not 0 <= number < 100:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0 on")
    return number


def _share(text: str) -> float:
    """A number from 0 to 1."""
    number = float(text)
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0 to 1")
    return number


def _positive_share(text: str) -> float:
    """A number above 0, up to 1."""
    number = _share(text)
    if number == 0:
        raise argparse.ArgumentTypeError("0 would leave no token to choose from; 1 is all of them")
    return number


def _natural(text: str) -> int:
    """A whole number from 0 on."""
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0 on")
    return number


def _names(text: str) -> tuple[str, ...]:
    """Names separated by commas."""
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if not names:
        raise argparse.ArgumentTypeError("no task is named")
    return names


def _library(commands: "Commands") -> None:
    """Commands about tasks and instances."""
    command = _add(
        commands, "import", "add task files to the project", "import MedS-Bench/NER task57_medqa.json"
    )
    command.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="task files, or folders of them")
    command.add_argument("--demo", action="store_true", help="the demo tasks that come with the program")
    _add(commands, "tasks", "list the tasks of the project", "tasks --json")
    command = _add(commands, "show", "show the instances of a task", "show task57 --limit 3 --full")
    command.add_argument("task", metavar="TASK")
    command.add_argument(
        "--limit", type=_count, metavar="N", help="instances to show (all with --json, else 20)"
    )
    command.add_argument("--full", action="store_true", help="whole texts instead of a table")
    command = _add(
        commands, "search", "find instances by words in their texts", 'search "chest pain" --limit 5'
    )
    command.add_argument("text", metavar="TEXT")
    command.add_argument("--task", metavar="TASK", help="look in this task only")
    command.add_argument("--limit", type=_count, default=20, metavar="N", help="instances to show (20)")
    command = _add(
        commands,
        "export",
        "write tasks as MedS-Ins files, or a run as leaderboard CSV",
        "export task57 --to out",
    )
    command.add_argument("tasks", nargs="*", metavar="TASK", help="tasks to write")
    command.add_argument("--run", metavar="RUN", help="write the completions of this run instead")
    command.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder to write to")
    command.add_argument(
        "--profile",
        choices=("readme", "guideline"),
        default="readme",
        help="the fields of upstream's README, or of its guideline for contributors (readme)",
    )


def _runs(commands: "Commands") -> None:
    """Commands about runs."""
    command = _add(
        commands,
        "run",
        "ask a model the instances of tasks",
        "run --model demo-instruct --tasks task57,task125 --limit 20",
    )
    command.add_argument(
        "--model", metavar="NAME_FILE_OR_URL", help="see “models list”; a GGUF file; an endpoint"
    )
    command.add_argument("--tasks", type=_names, metavar="ID,...", help="tasks to ask, separated by commas")
    command.add_argument(
        "--resume", metavar="RUN", help="go on with this run: what it lacks, and what failed"
    )
    _which(command.add_argument_group("which instances and shots"))
    _what(
        command.add_argument_group(
            "what is answered", "top-k, min-p, top-p and seed count at temperatures above 0 only"
        )
    )
    _how(command.add_argument_group("how answers are made"))
    _add(commands, "runs", "list the runs of the project", "runs")
    command = _add(commands, "completions", "list what a run was answered", "completions RUN --json")
    command.add_argument("run", metavar="RUN")
    command.add_argument("--limit", type=_count, metavar="N", help="completions to list")
    command.add_argument("--failed", action="store_true", help="what could not be answered, and why, instead")
    command = _add(commands, "compare", "set the answers of runs side by side", "compare RUN RUN --different")
    command.add_argument("runs", nargs="+", metavar="RUN")
    command.add_argument("--different", action="store_true", help="only instances answered differently")
    command.add_argument("--limit", type=_count, metavar="N", help="instances to list")


def _scores(commands: "Commands") -> None:
    """Commands about scores and other people's results."""
    command = _add(
        commands,
        "import-results",
        "add other people's results to the project as runs",
        "import-results eval_results_NER_1_context_1_oriINS_x.csv --model X-8B",
    )
    command.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="a CSV with task_id, input, GT and output; samples of lm-eval (*.jsonl); a log of Inspect "
        "(*.eval, *.json). Files of one model become one run",
    )
    command.add_argument("--model", metavar="NAME", help="the model that answered (what the files say)")


def _results(commands: "Commands") -> None:
    """Commands about numbers."""
    command = _add(
        commands, "score", "score runs, by the paper's code and by what it says", "score RUN --items --json"
    )
    command.add_argument("runs", nargs="*", metavar="RUN", help="all of them when none is named")
    _how_scored(command)
    command.add_argument("--items", action="store_true", help="with --json, every completion's scores too")
    command = _add(
        commands,
        "leaderboard",
        "show models by category, published ones beside ours",
        "leaderboard --html board.html",
    )
    _how_scored(command)
    command.add_argument(
        "--published",
        type=Path,
        action="append",
        default=[],
        metavar="CSV",
        help="keep the published numbers of a file in the project, to stand beside ours",
    )
    for name, kind in (
        ("html", "one page"),
        ("csv", "a table"),
        ("markdown", "a table"),
        ("latex", "a table"),
    ):
        command.add_argument(f"--{name}", type=Path, metavar="FILE", help=f"write it to {kind}")
    command.add_argument(
        "--submission", type=Path, metavar="DIR", help="write the CSV files that upstream's leaderboard takes"
    )
    command.add_argument(
        "--manifests", type=Path, metavar="DIR", help="write what anyone needs to repeat each run"
    )
    command = _add(
        commands,
        "compare-runs",
        "test the difference of two runs in each task",
        "compare-runs RUN RUN --margin 2",
    )
    command.add_argument("runs", nargs=2, metavar="RUN")
    _how_scored(command)
    command.add_argument(
        "--margin",
        type=_positive,
        metavar="POINTS",
        help="test as well that they are equal within so many points",
    )


def _how_scored(command: argparse.ArgumentParser) -> None:
    command.add_argument("--protocol", choices=("paper", "corrected", "both"), default="both", help="(both)")
    command.add_argument(
        "--resamples", type=_count, default=2000, metavar="N", help="of each bootstrap interval (2000)"
    )


def _which(group: "argparse._ArgumentGroup") -> None:
    """Options of `run` that choose instances and shots."""
    group.add_argument("--limit", type=_count, metavar="N", help="instances of each task (all)")
    group.add_argument(
        "--sample-seed", type=int, metavar="N", help="choose them by this seed (the first ones)"
    )
    group.add_argument("--shots", type=int, choices=(0, 3), help="examples before each question (3)")
    group.add_argument("--shot-seed", type=int, metavar="N", help="choose the examples by this seed (0)")
    group.add_argument(
        "--fixed-shots",
        action="store_true",
        default=None,
        help="the same examples for all instances of a task: faster (new ones for each, as in the paper)",
    )


def _what(group: "argparse._ArgumentGroup") -> None:
    """Options of `run` that decide which tokens are chosen."""
    group.add_argument(
        "--temperature", type=_temperature, metavar="T", help="0 takes the likeliest token (0)"
    )
    group.add_argument(
        "--top-k", type=_natural, metavar="N", help="draw from this many of the likeliest tokens (0, all)"
    )
    group.add_argument(
        "--min-p",
        type=_share,
        metavar="P",
        help="draw from tokens with this share of the likeliest one's probability (0, all)",
    )
    group.add_argument(
        "--top-p",
        type=_positive_share,
        metavar="P",
        help="draw from the likeliest tokens that have this probability together (1, all)",
    )
    group.add_argument("--seed", type=int, metavar="N", help="of what is drawn (0)")
    group.add_argument(
        "--answers",
        choices=[answering.value for answering in Answering],
        help="of tasks with listed options: written freely; written, and nothing but an option; "
        "or the option that the model finds likeliest (free)",
    )
    group.add_argument(
        "--grammar", type=Path, metavar="FILE", help="what every answer has to follow, in llama.cpp's GBNF"
    )


def _how(group: "argparse._ArgumentGroup") -> None:
    """Options of `run` that decide how long prompts and answers are, and how many are made at a time."""
    group.add_argument("--max-new-tokens", type=_count, metavar="N", help="longest answer (200, upstream's)")
    group.add_argument(
        "--max-prompt-tokens", type=_count, metavar="N", help="longest prompt (2048, the paper's)"
    )
    group.add_argument(
        "--truncate-left",
        action="store_true",
        default=None,
        help="cut longer prompts at the beginning, as the paper does (they are refused and reported)",
    )
    group.add_argument("--context", type=_count, metavar="N", help="tokens a prompt and its answer may have")
    group.add_argument("--sequences", type=_count, metavar="N", help="answers made at the same time")
    group.add_argument(
        "--threads", type=_count, metavar="N", help="cores that compute (what is fastest here)"
    )
    group.add_argument(
        "--on-battery",
        choices=("go", "pause"),
        help="without mains power, go on or wait for it (what the settings say; pause)",
    )
    group.add_argument(
        "--gpu-layers",
        type=_amount,
        metavar="N",
        help="layers that the graphics card computes, 0 for none (as many as fit)",
    )
    group.add_argument(
        "--deterministic",
        action="store_true",
        help="one answer at a time, so that none depends on what else is asked: slower, the same every time",
    )


def _models(commands: "Commands") -> None:
    """Commands about models."""
    models = _group(commands, "models", "what models there are, and adding one")
    _add(models, "list", "list the models on this machine", "models list")
    command = _add(
        models, "add", "add a GGUF file to the models folder", "models add MMedS-Llama-3-8B.Q4_K_M.gguf"
    )
    command.add_argument("file", type=Path, metavar="FILE")
    for name, help_text in (
        ("tune", "find the fastest settings for a model on this machine"),
        ("selftest", "load a model and let it answer one question"),
    ):
        command = _add(models, name, help_text, f"models {name} demo-instruct")
        command.add_argument("model", metavar="NAME_OR_FILE")
    _add(models, "devices", "list the processors and graphics cards that can compute", "models devices")


def _project(commands: "Commands") -> None:
    """Commands about the project file."""
    project = _group(commands, "project", "the project file: sizes, integrity, backups")
    _add(project, "info", "what is in the project and how large it is", "project info")
    _add(project, "verify", "check the whole project file", "project verify")
    _add(project, "backup", "save a dated copy beside the project", "project backup")
    command = _add(project, "restore", "put a backup in the place of the project", "project restore")
    command.add_argument("backup", nargs="?", type=Path, metavar="BACKUP", help="which (the newest)")
    command = _add(
        project, "rescue", "save what can be read of a damaged project", "project rescue --to saved"
    )
    command.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder to write to")


def _group(commands: "Commands", name: str, help_text: str) -> "Commands":
    """A command that has commands of its own."""
    parser = commands.add_parser(name, help=help_text, description=f"{help_text[0].upper()}{help_text[1:]}.")
    _project_option(parser, argparse.SUPPRESS)
    return parser.add_subparsers(dest="action", metavar="COMMAND", title="commands", required=True)
