"""The engine's process as the window's process sees it: started, told, heard, ended."""

import multiprocessing
import os
import signal
import socket
import struct
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn, TypeVar

from workbench.domain import errors
from workbench.domain.errors import EngineDiedError, EngineError, EngineMemoryError
from workbench.engines.llama.memory import memory_kills
from workbench.engines.llama.messages import Alive, Broken, Command, Reply

Entry = Callable[[Connection, str], None]

_R = TypeVar("_R")

HEARTBEAT = 0.08
"""How long to listen at a time, so that whoever waits gets a turn every 100 ms."""

_GENTLE_SECONDS = 1.0

_SIGNALS = {
    "SIGKILL": "the system or a person ended it",
    "SIGABRT": "llama.cpp gave up",
    "SIGILL": "it used an instruction that this CPU does not have",
    "SIGSEGV": "it used memory that is not its own",
    "SIGBUS": "a file it was reading became shorter, or memory is damaged",
    "SIGFPE": "a calculation was not possible",
    "SIGTERM": "it was told to end",
}
# What a setting can be the cause of. A process that was killed from outside is not one of these.
_CRASHES = ("SIGABRT", "SIGILL", "SIGSEGV", "SIGBUS", "SIGFPE")
_WINDOWS_CRASHES = range(0xC0000000, 0x100000000)


class Channel:
    """A running engine process and the pipe to it. Used by one thread."""

    def __init__(self, entry: Entry, stall_seconds: float) -> None:
        self._stall_seconds = stall_seconds
        _fill_standard_streams()
        self._kills = memory_kills()
        handle, name = tempfile.mkstemp(prefix="meds-workbench-engine-", suffix=".log")
        self._log, self._log_name = os.fdopen(handle, "rb"), Path(name)
        # Spawned and not forked: a fork would take the window's threads and locks along.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        _never_block_longer(ours, stall_seconds)
        self._connection = ours
        self._process = context.Process(target=entry, args=(theirs, name), name="engine", daemon=True)
        self._process.start()
        theirs.close()
        self._heard: deque[Reply] = deque()
        self._silence = 0.0
        self._open = True

    @property
    def is_open(self) -> bool:
        """Whether the process has neither died nor been closed."""
        return self._open

    @property
    def pid(self) -> int | None:
        """Of the engine's process."""
        return self._process.pid

    def send(self, command: Command) -> None:
        """Tell the process something.

        Raises:
            EngineDiedError: it is dead.
        """
        if not self._open:
            raise EngineError("The engine was closed in the middle of its work.")
        try:
            self._connection.send(command)
        except BlockingIOError:
            raise self._stalled() from None
        except OSError:
            raise self._death() from None

    def hear(self, seconds: float) -> Reply | None:
        """The next thing the process says, or None after so many seconds of silence.

        Raises:
            EngineDiedError: it is dead, or has shown no sign of life for too long.
            EngineMemoryError: the system ended it because memory had run out.
        """
        if self._heard:
            return self._heard.popleft()
        if not self._open:
            raise EngineError("The engine was closed in the middle of its work.")
        until = time.monotonic() + seconds
        try:
            while self._connection.poll(max(0.0, until - time.monotonic())):
                reply: Reply = self._connection.recv()
                self._silence = 0.0
                self._unname_log()
                if not isinstance(reply, Alive):
                    return reply
        except BlockingIOError:
            raise self._stalled() from None
        except (EOFError, OSError):
            raise self._death() from None
        # What was waited, not what the clock says: the whole machine may have slept in between.
        self._silence += seconds
        if self._silence > self._stall_seconds:
            raise self._stalled()
        return None

    def expect(self, kind: type[_R], *, during_job: bool = False) -> _R:
        """Wait for one kind of reply; other news are kept for whoever listens next.

        Args:
            kind: Of the reply.
            during_job: Whether a job is under way, whose failure is the job's own.

        Raises:
            EngineError: the process could not do what it was told, or is dead.
        """
        others: list[Reply] = []
        while True:
            reply = self.hear(HEARTBEAT)
            if isinstance(reply, kind):
                self._heard.extend(others)
                return reply
            if isinstance(reply, Broken) and not during_job:
                fail(reply)
            if reply is not None:
                others.append(reply)

    def close(self) -> None:
        """End the process and leave nothing of it behind. Safe to call twice."""
        if not self._open:
            return
        self._open = False
        # It ends itself when the pipe closes, in the middle of a computation too.
        self._connection.close()
        self._process.join(_GENTLE_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._unname_log()
        self._log.close()

    def _stalled(self) -> EngineDiedError:
        """End the process that has been silent for too long."""
        self.close()
        return EngineDiedError(
            f"The engine has shown no sign of life for {self._stall_seconds:.0f} seconds and was ended. "
            "The run can be resumed.",
            self._process.exitcode,
        )

    def _death(self) -> EngineError:
        """What became of the process, in words."""
        self._process.join(_GENTLE_SECONDS)
        last_words = self._last_words()
        self.close()
        code = self._process.exitcode
        kills = memory_kills()
        if code == -9 and kills is not None and self._kills is not None and kills > self._kills:
            return EngineMemoryError(
                "The system ended the engine because memory had run out. Close other programs, or use a "
                "smaller context or model. The run can be resumed."
            )
        said = f" Its last words: “{last_words}”." if last_words else ""
        return EngineDiedError(f"The engine died: {_ending(code)}.{said} The run can be resumed.", code)

    def _unname_log(self) -> None:
        """Both sides have the log open, so that its name is no longer needed, and no file is left behind
        by a program that is killed. Windows keeps the name until the end."""
        with suppress(OSError):
            self._log_name.unlink(missing_ok=True)

    def _last_words(self) -> str:
        lines = self._log.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1].strip()[:300] if lines else ""


def _fill_standard_streams() -> None:
    """Where a program was started with closed streams, put nothing there: else the pipe to the process
    gets their numbers, and both sides take it for a terminal."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)


def _never_block_longer(connection: Connection, seconds: float) -> None:
    """Let a write that nobody reads, and a message that breaks off, fail after so long.

    A stopped process takes no more than the pipe holds, which is less than some prompts. On Windows nobody
    stops a process, and its pipes have no such limit.
    """
    if sys.platform == "win32":
        return
    with socket.socket(fileno=os.dup(connection.fileno())) as pipe:
        limit = struct.pack("ll", int(seconds), int(seconds % 1 * 1_000_000))
        pipe.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)
        pipe.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)


def fail(broken: Broken) -> NoReturn:
    """Raise here what went wrong in the other process."""
    kind = getattr(errors, broken.kind, None)
    if isinstance(kind, type) and issubclass(kind, EngineError):
        raise kind(broken.reason)
    raise RuntimeError(f"The engine's process failed:\n{broken.reason}")


def crashed(error: EngineDiedError) -> bool:
    """Whether the process ended by a fault of its own, which other settings may avoid."""
    code = error.exit_code
    return code is not None and (code in _WINDOWS_CRASHES or _signal_name(code) in _CRASHES)


def _signal_name(code: int) -> str | None:
    with suppress(ValueError):
        return signal.Signals(-code).name if code < 0 else None
    return None


def _ending(code: int | None) -> str:
    name = _signal_name(code) if code is not None else None
    if name is not None:
        return f"{name}, {_SIGNALS[name]}" if name in _SIGNALS else name
    return f"exit code {code}" if code is not None else "it hung up"
