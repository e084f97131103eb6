"""The command line: reads the arguments, carries out the command, turns errors into exit codes."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from workbench.cli.call import REFUSED, USAGE, Call, Command, OpenEngine
from workbench.cli.engines import open_engine
from workbench.cli.output import Output, speak_utf8
from workbench.cli.parser import parser
from workbench.cli.subcommands import PROGRAM
from workbench.domain.errors import WorkbenchError
from workbench.paths import user_paths


def main(arguments: Sequence[str] | None = None, *, engines: OpenEngine = open_engine) -> int:
    """Carry out the command in `arguments` (those of the process unless given); returns the exit code.

    Args:
        engines: makes the engine for what --model says.
    """
    speak_utf8()
    args = parser().parse_args(arguments)
    if args.command is None:
        print(f"{PROGRAM}: a command is needed; “{PROGRAM} --help” lists them.", file=sys.stderr)
        return USAGE
    paths = user_paths()
    project: Path = args.project or paths.projects / "default.medswb"
    output = Output(args.json, sys.stdout, sys.stderr)
    call = Call(args, project, paths, output, engines)
    try:
        code = _command(args.command)(call)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has gone. Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + 13
    except WorkbenchError as error:
        return _refused(output, str(error))
    except OSError as error:
        return _refused(output, f"{error.filename or 'input or output'}: {error.strerror or error}.")
    except KeyboardInterrupt:
        output.note(f"{PROGRAM}: stopped.")
        return 128 + 2
    return code


def _refused(output: Output, reason: str) -> int:
    """Say in one line why nothing came of it."""
    output.note(f"{PROGRAM}: {' '.join(reason.split())}")
    return REFUSED


def _command(name: str) -> Command:
    """The command called `name`. Its module is loaded only now, so that `--help` waits for nothing."""
    if name in {"run", "runs", "completions", "compare"}:
        from workbench.cli import run_commands  # noqa: PLC0415 - see above

        return run_commands.COMMANDS[name]
    if name == "import-results":
        from workbench.cli import score_commands  # noqa: PLC0415 - see above

        return score_commands.COMMANDS[name]
    if name in {"score", "leaderboard", "compare-runs"}:
        from workbench.cli import result_commands  # noqa: PLC0415 - see above

        return result_commands.COMMANDS[name]
    if name in {"keys", "models", "project", "study"}:
        return _group(name)
    from workbench.cli import library_commands  # noqa: PLC0415 - see above

    return library_commands.COMMANDS[name]


def _group(name: str) -> Command:
    """The command called `name` that has commands of its own."""
    if name == "keys":
        from workbench.cli import key_commands  # noqa: PLC0415 - see above

        return key_commands.COMMANDS[name]
    if name == "models":
        from workbench.cli import model_commands  # noqa: PLC0415 - see above

        return model_commands.COMMANDS[name]
    if name == "project":
        from workbench.cli import project_commands  # noqa: PLC0415 - see above

        return project_commands.COMMANDS[name]
    from workbench.cli import study_commands  # noqa: PLC0415 - see above

    return study_commands.COMMANDS[name]
