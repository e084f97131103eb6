"""The command line, or the window when given nothing."""

import sys
from multiprocessing import freeze_support
from pathlib import Path


def main() -> int:
    """Open the window when the command line names no command, else carry the command out.

    `--project FILE` alone opens the window on that project.
    """
    # In a packaged program a child process starts here too; this call turns it into the child.
    freeze_support()
    project = _only_a_project(sys.argv[1:])
    if project is not None or len(sys.argv) == 1:
        return _window(project)
    from workbench.cli.main import main as command  # noqa: PLC0415 - the window needs no command line

    return command()


def _window(project: Path | None) -> int:
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
    return window(project)


def _only_a_project(arguments: list[str]) -> Path | None:
    """The project file, when the arguments are nothing but `--project FILE`."""
    match arguments:
        case ["--project", file]:
            return Path(file)
        case [option] if option.startswith("--project="):
            return Path(option.removeprefix("--project="))
        case _:
            return None


if __name__ == "__main__":
    sys.exit(main())
