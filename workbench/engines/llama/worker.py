"""The engine's own process: owns llama.cpp, so that the window survives whatever happens to it.

One thread computes. A second one listens to the window's process, so that a job can be cancelled, and
the process ends, in the middle of a computation.
"""

import os
import queue
import sys
import threading
import time
import traceback
from multiprocessing.connection import Connection

from workbench.domain.errors import EngineError, EngineMemoryError
from workbench.domain.runs import Prompt
from workbench.engines.llama import backends, messages
from workbench.engines.llama.in_memory import InMemory
from workbench.engines.llama.job import Job
from workbench.engines.llama.log import Log
from workbench.engines.llama.measuring import speeds, try_out
from workbench.engines.llama.messages import (
    Ask,
    Begin,
    Cancel,
    CheckGrammar,
    Command,
    Count,
    Load,
    Measure,
    OpenVocabulary,
    Prompts,
    Reply,
)
from workbench.engines.llama.native import Cancelled, build, open_vocabulary
from workbench.engines.llama.vocabulary import Grammar, Vocabulary

_HEARTBEAT = 1.0
_BETWEEN_PROGRESS = 0.02
_NO_MEMORY = (
    "The engine asked for memory and the system gave none. Close other programs, or use a smaller context or "
    "model. The run can be resumed."
)


class Worker:
    """Does what it is told, one command after the other."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sending = threading.Lock()
        self._commands: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._job = self._cancelled_job = 0
        self._vocabulary: Vocabulary | None = None
        self._log = Log()
        self._memory = InMemory(self._log, self._is_cancelled)
        self._told_at = 0.0

    def serve(self) -> None:
        """Work until the other end hangs up. Does not return."""
        threading.Thread(target=self._listen, daemon=True).start()
        try:
            while True:
                self._obey(self._commands.get())
        except OSError:
            os._exit(0)  # Hung up while we were telling something.
        except Exception:  # noqa: BLE001 - it is not lost: the other process raises it
            self._send(messages.Broken("bug", traceback.format_exc()))
            os._exit(1)

    def _listen(self) -> None:
        try:
            parent = os.getppid()
            while True:
                if self._connection.poll(_HEARTBEAT):
                    self._hear(self._connection.recv())
                elif os.getppid() != parent:
                    break
                else:
                    self._beat()
        except (EOFError, OSError):
            pass
        except Exception:  # noqa: BLE001 - its last words reach the other process
            # Nobody would hear a command any more.
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
        # Hung up, or dead. In the middle of a computation there is no gentler way, and nothing to save.
        os._exit(0)

    def _hear(self, command: Command) -> None:
        if isinstance(command, Count):
            self._count(command.prompt)
            return
        if isinstance(command, Cancel):
            self._cancelled_job = max(self._cancelled_job, command.job)
        # A cancelled job may be waiting for prompts, so it is woken by the command as well.
        self._commands.put(command)

    def _beat(self) -> None:
        # Whoever is sending shows as well that we live.
        if self._sending.acquire(blocking=False):
            try:
                self._connection.send(messages.Alive())
            finally:
                self._sending.release()

    def _send(self, reply: Reply) -> None:
        with self._sending:
            self._connection.send(reply)

    def _obey(self, command: Command) -> None:
        try:
            if isinstance(command, Begin):
                self._begin(command)
            elif isinstance(command, OpenVocabulary):
                self._vocabulary = self._vocabulary or open_vocabulary(command.path, self._log)
                self._send(messages.Opened())
            elif isinstance(command, CheckGrammar):
                assert self._vocabulary is not None
                Grammar(self._vocabulary, command.text, self._log)
                self._send(messages.Opened())
            elif isinstance(command, Load):
                self._load(command)
            elif isinstance(command, Measure):
                self._measure(command)
            elif isinstance(command, Ask):
                self._answer(command)
            # Anything else belongs to a job that is over.
        except EngineError as error:
            self._send(messages.Broken(type(error).__name__, str(error)))
        except MemoryError:
            # What needed it has been let go of by now, so that the process can be told something else.
            self._send(messages.Broken(EngineMemoryError.__name__, _NO_MEMORY))

    def _begin(self, command: Begin) -> None:
        variants = backends.cpu_variants()
        variant = command.variant or next(iter(variants), None)
        graphics = backends.load(variant, graphics=command.graphics)
        self._send(messages.Hello(build(), variant, variants, backends.devices(), graphics))

    def _load(self, order: Load) -> None:
        model = self._memory.load(order, self._progress)
        if order.trial:
            try_out(model, order)
        self._vocabulary = model.vocabulary
        self._send(messages.Loaded())

    def _measure(self, command: Measure) -> None:
        for order in command.orders:
            model = self._memory.load(order, self._progress)
            self._send(messages.Measured(order, *speeds(model, order, command.seconds)))

    def _progress(self, fraction: float) -> None:
        if time.monotonic() - self._told_at >= _BETWEEN_PROGRESS:
            self._told_at = time.monotonic()
            self._send(messages.Progress(fraction))

    def _count(self, prompt: Prompt) -> None:
        assert self._vocabulary is not None
        try:
            counted = messages.Counted(len(self._vocabulary.tokens(prompt)))
        except EngineError as error:
            counted = messages.Counted(0, messages.Broken(type(error).__name__, str(error)))
        self._send(counted)

    def _answer(self, ask: Ask) -> None:
        model, order = self._memory.loaded
        self._job = ask.job
        try:
            Job(ask, model, order, send=self._send, receive=self._prompts, cancelled=self._is_cancelled).run()
        finally:
            self._job = 0

    def _is_cancelled(self) -> bool:
        return self._cancelled_job >= self._job > 0

    def _prompts(self) -> Prompts:
        """The next prompts of the present job, when they come."""
        while True:
            command = self._commands.get()
            if self._is_cancelled():
                raise Cancelled
            if isinstance(command, Prompts) and command.job == self._job:
                return command
