"""What becomes of a bug: a report on disk, a line in the window, and the program goes on."""

import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from workbench import __version__


class Crashes:
    """Writes a report of every exception that nobody expected. Holds no text of instances."""

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        self._folder = folder
        self._tell = tell

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Keep the report and say where it is; made to be `sys.excepthook`."""
        sys.__excepthook__(kind, error, trace)
        if issubclass(kind, KeyboardInterrupt):
            return
        now = datetime.now()
        file = self._folder / f"{now:%Y%m%d-%H%M%S}.txt"
        # The message of an exception may quote what it stumbled over; where it happened never does.
        places = "\n".join(
            f"{frame.filename}, line {frame.lineno}, in {frame.name}" for frame in traceback.extract_tb(trace)
        )
        self._folder.mkdir(parents=True, exist_ok=True)
        head = f"MedS Workbench {__version__}, Python {sys.version.split()[0]}, {sys.platform}"
        file.write_text(f"{head}\n{now.isoformat()}\n{kind.__name__}\n{places}\n", encoding="utf-8")
        self._tell(f"Something went wrong in the program ({kind.__name__}). A report is in {file}.")
