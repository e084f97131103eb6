"""The command line, or the window when given nothing."""

import sys
from multiprocessing import freeze_support
from pathlib import Path


def main() -> int:
    """Open the window when the command line names no command, else carry the command out.

    `--project FILE` opens the window on that project; `--picture FILE` draws it to a file and ends, to
    see whether it works on this machine.
    """
    # In a packaged program a child process starts here too; this call turns it into the child.
    freeze_support()
    words = _words_of_the_window(sys.argv[1:])
    if words is not None:
        return _window(*words)
    from workbench.cli.main import main as command  # noqa: PLC0415 - the window needs no command line

    return command()


def _window(project: Path | None, picture: Path | None) -> int:
    """Open the window; where Qt is not installed, say what there is instead."""
    try:
        from workbench.gui.app import main as window  # noqa: PLC0415 - commands work without Qt
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith(("PySide6", "shiboken6")):
            raise
        sys.stderr.write(
            "meds-workbench: the window needs PySide6-Essentials, which is not installed. "
            "“meds-workbench --help” lists the commands, which work without it.\n"
        )
        return 3
    return window(project, picture)


def _words_of_the_window(arguments: list[str]) -> tuple[Path | None, Path | None] | None:
    """The project and the picture, when the arguments name nothing else."""
    found: dict[str, Path] = {}
    left = list(arguments)
    while left:
        option, equals, value = left.pop(0).partition("=")
        if option not in {"--project", "--picture"} or option in found or not (equals or left):
            return None
        found[option] = Path(value if equals else left.pop(0))
    return found.get("--project"), found.get("--picture")


if __name__ == "__main__":
    sys.exit(main())
