"""Where the engine's own process begins. The window's process imports this module only to name `main`."""

import os
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection


def main(connection: Connection, log_path: str) -> None:
    """Serve the process at the other end of `connection` until it hangs up."""
    _quieten(log_path)
    # Here and not above: llama_cpp and numpy belong into this process only.
    from workbench.engines.llama.worker import Worker  # noqa: PLC0415

    Worker(connection).serve()


def _quieten(log_path: str) -> None:
    """Send what C libraries print into a file; nothing of ours may appear on anybody's terminal."""
    with suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the window's process
    file = os.open(log_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    # Also where there is no terminal: streams 1 and 2 may then be closed, or be somebody else's file.
    os.dup2(file, 1)
    os.dup2(file, 2)
    sys.stdout = sys.stderr = open(log_path, "a", encoding="utf-8")  # noqa: PTH123, SIM115 - for good
