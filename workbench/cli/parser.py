"""The commands and their options."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import __version__
from workbench.cli.key_parser import key_commands
from workbench.cli.score_parser import result_commands, score_commands
from workbench.cli.study_parser import study_commands
from workbench.cli.subcommands import PROGRAM, add_command, command_group, project_option
from workbench.cli.values import amount, count, names, natural, positive_share, share, temperature
from workbench.domain.runs import Answering

if TYPE_CHECKING:
    from workbench.cli.subcommands import Commands


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
    project_option(whole, None)
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _library(commands)
    _runs(commands)
    score_commands(commands)
    result_commands(commands)
    study_commands(commands)
    _models(commands)
    _project(commands)
    key_commands(commands)
    return whole


def _library(commands: "Commands") -> None:
    """Commands about tasks and instances."""
    command = add_command(
        commands, "import", "add task files to the project", "import MedS-Bench/NER task57_medqa.json"
    )
    command.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="task files, or folders of them")
    command.add_argument("--demo", action="store_true", help="the demo tasks that come with the program")
    add_command(commands, "tasks", "list the tasks of the project", "tasks --json")
    command = add_command(commands, "show", "show the instances of a task", "show task57 --limit 3 --full")
    command.add_argument("task", metavar="TASK")
    command.add_argument(
        "--limit", type=count, metavar="N", help="instances to show (all with --json, else 20)"
    )
    command.add_argument("--full", action="store_true", help="whole texts instead of a table")
    command = add_command(
        commands, "search", "find instances by words in their texts", 'search "chest pain" --limit 5'
    )
    command.add_argument("text", metavar="TEXT")
    command.add_argument("--task", metavar="TASK", help="look in this task only")
    command.add_argument("--limit", type=count, default=20, metavar="N", help="instances to show (20)")
    command = add_command(
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
    command = add_command(
        commands,
        "run",
        "ask a model the instances of tasks",
        "run --model demo-instruct --tasks task57,task125 --limit 20",
    )
    command.add_argument(
        "--model", metavar="NAME_FILE_OR_URL", help="see “models list”; a GGUF file; an endpoint"
    )
    command.add_argument("--tasks", type=names, metavar="ID,...", help="tasks to ask, separated by commas")
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
    add_command(commands, "runs", "list the runs of the project", "runs")
    command = add_command(commands, "completions", "list what a run was answered", "completions RUN --json")
    command.add_argument("run", metavar="RUN")
    command.add_argument("--limit", type=count, metavar="N", help="completions to list")
    command.add_argument("--failed", action="store_true", help="what could not be answered, and why, instead")
    command = add_command(
        commands, "compare", "set the answers of runs side by side", "compare RUN RUN --different"
    )
    command.add_argument("runs", nargs="+", metavar="RUN")
    command.add_argument("--different", action="store_true", help="only instances answered differently")
    command.add_argument("--limit", type=count, metavar="N", help="instances to list")


def _which(group: "argparse._ArgumentGroup") -> None:
    """Options of `run` that choose instances and shots."""
    group.add_argument("--limit", type=count, metavar="N", help="instances of each task (all)")
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
    group.add_argument("--temperature", type=temperature, metavar="T", help="0 takes the likeliest token (0)")
    group.add_argument(
        "--top-k", type=natural, metavar="N", help="draw from this many of the likeliest tokens (0, all)"
    )
    group.add_argument(
        "--min-p",
        type=share,
        metavar="P",
        help="draw from tokens with this share of the likeliest one's probability (0, all)",
    )
    group.add_argument(
        "--top-p",
        type=positive_share,
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
    group.add_argument("--max-new-tokens", type=count, metavar="N", help="longest answer (200, upstream's)")
    group.add_argument(
        "--max-prompt-tokens", type=count, metavar="N", help="longest prompt (2048, the paper's)"
    )
    group.add_argument(
        "--truncate-left",
        action="store_true",
        default=None,
        help="cut longer prompts at the beginning, as the paper does (they are refused and reported)",
    )
    group.add_argument("--context", type=count, metavar="N", help="tokens a prompt and its answer may have")
    group.add_argument("--sequences", type=count, metavar="N", help="answers made at the same time")
    group.add_argument("--threads", type=count, metavar="N", help="cores that compute (what is fastest here)")
    group.add_argument(
        "--on-battery",
        choices=("go", "pause"),
        help="without mains power, go on or wait for it (what the settings say; pause)",
    )
    group.add_argument(
        "--gpu-layers",
        type=amount,
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
    models = command_group(commands, "models", "what models there are, and adding one")
    add_command(models, "list", "list the models on this machine", "models list")
    command = add_command(
        models, "add", "add a GGUF file to the models folder", "models add MMedS-Llama-3-8B.Q4_K_M.gguf"
    )
    command.add_argument("file", type=Path, metavar="FILE")
    for name, help_text in (
        ("tune", "find the fastest settings for a model on this machine"),
        ("selftest", "load a model and let it answer one question"),
    ):
        command = add_command(models, name, help_text, f"models {name} demo-instruct")
        command.add_argument("model", metavar="NAME_OR_FILE")
    add_command(
        models, "devices", "list the processors and graphics cards that can compute", "models devices"
    )


def _project(commands: "Commands") -> None:
    """Commands about the project file."""
    project = command_group(commands, "project", "the project file: sizes, integrity, backups")
    add_command(project, "info", "what is in the project and how large it is", "project info")
    add_command(project, "verify", "check the whole project file", "project verify")
    add_command(project, "backup", "save a dated copy beside the project", "project backup")
    command = add_command(project, "restore", "put a backup in the place of the project", "project restore")
    command.add_argument("backup", nargs="?", type=Path, metavar="BACKUP", help="which (the newest)")
    command = add_command(
        project, "rescue", "save what can be read of a damaged project", "project rescue --to saved"
    )
    command.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder to write to")
