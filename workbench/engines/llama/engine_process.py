"""The engine's process while it is needed: started, given a model, asked how fast it is, ended."""

from collections.abc import Generator

from workbench.domain.errors import EngineDiedError, EngineError
from workbench.engines.base import Loading
from workbench.engines.llama import messages
from workbench.engines.llama.channel import HEARTBEAT, Channel, Entry, crashed, fail
from workbench.engines.llama.messages import Hello, Load, Measured
from workbench.engines.llama.process import main
from workbench.engines.llama.settings import LlamaSettings

_MEASURING_SECONDS = 0.6


class EngineProcess:
    """At most one process, which uses llama.cpp's code for one kind of processor."""

    def __init__(self, entry: Entry, stall_seconds: float) -> None:
        self._entry, self._stall_seconds = entry, stall_seconds
        self._channel: Channel | None = None
        self.hello: Hello | None = None
        """What the process said first; what the last one said when there is none now."""
        self.card_problem: str | None = None
        """What looking for graphics cards ended in; None when it went well."""

    @property
    def pid(self) -> int | None:
        """Of the process; None while there is none."""
        return self._channel.pid if self._channel is not None and self._channel.is_open else None

    @property
    def channel(self) -> Channel:
        """To the process, which has been started."""
        assert self._channel is not None
        return self._channel

    def starting(self, variant: str | None = None) -> Generator[Loading, None, Hello]:
        """Have a process that has said hello.

        Args:
            variant: The kind of processor whose code it has to use; None for what it uses already, or else
                the best.

        Raises:
            EngineDiedError: it does not start.
        """
        if self.pid is None or (variant is not None and self.hello and self.hello.variant != variant):
            self.close()
        if self._channel is None or self.hello is None:
            self.hello = None
            try:
                self.hello = yield from self._beginning(variant)
            except EngineDiedError as error:
                if self.card_problem is not None or not crashed(error):
                    raise
                # A card's driver runs before anything was ordered. Without it there is the processor.
                self.card_problem = str(error)
                self.hello = yield from self._beginning(variant)
        return self.hello

    def _beginning(self, variant: str | None) -> Generator[Loading, None, Hello]:
        self._channel = Channel(self._entry, self._stall_seconds)
        self._channel.send(messages.Begin(variant, graphics=self.card_problem is None))
        while not isinstance(reply := self._channel.hear(HEARTBEAT), Hello):
            if isinstance(reply, messages.Broken):
                fail(reply)
            yield Loading(0.0)
        return reply

    def started(self) -> Hello:
        """The same without a pause."""
        for _event in self.starting():
            pass
        assert self.hello is not None
        return self.hello

    def loading(self, order: Load) -> Generator[Loading]:
        """Load a model into the process, saying how far.

        Raises:
            EngineError: it cannot be loaded.
        """
        yield from self.starting(order.variant)
        self.channel.send(order)
        fraction = 0.0
        while True:
            reply = self.channel.hear(HEARTBEAT)
            if isinstance(reply, messages.Loaded):
                return
            if isinstance(reply, messages.Broken):
                fail(reply)
            if isinstance(reply, messages.Progress):
                fraction = max(fraction, reply.fraction)
            yield Loading(fraction)

    def measuring(self, orders: tuple[Load, ...]) -> Generator[Loading, None, list[Measured]]:
        """How fast a model is in each of some ways; a way that does not work here ends the list."""
        found: list[Measured] = []
        yield from self.starting()
        try:
            self.channel.send(messages.Measure(orders, _MEASURING_SECONDS))
            while len(found) < len(orders):
                reply = self.channel.hear(HEARTBEAT)
                if isinstance(reply, Measured):
                    found.append(reply)
                elif isinstance(reply, messages.Broken):
                    fail(reply)
                yield Loading(len(found) / len(orders), measuring=True)
        except EngineDiedError as error:
            if not crashed(error):
                raise
        except EngineError:
            pass  # It needs more memory than there is, or the model cannot be run in that way.
        return found

    def close(self) -> None:
        """End the process. Safe to call twice."""
        channel, self._channel = self._channel, None
        if channel is not None:
            channel.close()


def find_devices(entry: Entry = main) -> Hello:
    """What can compute on this machine; a process is started for it and ended.

    Raises:
        EngineDiedError: it does not start.
    """
    process = EngineProcess(entry, LlamaSettings().stall_seconds)
    try:
        return process.started()
    finally:
        process.close()
