"""Engine processes that go wrong in a chosen way. Spawned by tests: everything is at module level."""

import os
import signal
import time
from multiprocessing.connection import Connection
from typing import Any, ClassVar

from workbench.domain.errors import EngineMemoryError
from workbench.engines.llama import process
from workbench.engines.llama.devices import Device, DeviceKind
from workbench.engines.llama.messages import Load


def hangs(_connection: Connection, _log_path: str) -> None:
    """Never says anything."""
    time.sleep(600)


def leaves(_connection: Connection, _log_path: str) -> None:
    """Ends before it has said hello."""
    os._exit(7)


def speaks_then_aborts(_connection: Connection, log_path: str) -> None:
    """As C code does that finds a mistake."""
    with open(log_path, "a", encoding="utf-8") as log:  # noqa: PTH123
        log.write("something\nGGML_ASSERT(rows > 0) failed\n")
    os.kill(os.getpid(), signal.SIGABRT)


def dies_of_rearranged_weights(connection: Connection, log_path: str) -> None:
    """A CPU that does not keep what it promises."""
    _dying_if("extra_buffers", connection, log_path)


def dies_of_a_trial(connection: Connection, log_path: str) -> None:
    """Shows whether a trial is made."""
    _dying_if("trial", connection, log_path)


def _dying_if(field: str, connection: Connection, log_path: str) -> None:
    # llama_cpp belongs into this process only.
    from workbench.engines.llama import in_memory, native  # noqa: PLC0415

    class Model(native.LoadedModel):
        def __init__(self, weights: native.Weights, order: Load, *rest: Any) -> None:
            if getattr(order, field):
                os.kill(os.getpid(), signal.SIGILL)
            super().__init__(weights, order, *rest)

    setattr(in_memory, "LoadedModel", Model)  # noqa: B010 - it is imported there, not exported
    process.main(connection, log_path)


def becomes_slow(connection: Connection, log_path: str) -> None:
    """Says that its first steps took half a second each, and the later ones three times as long.

    Nothing really takes long: a quarter of an hour of computing is told in a moment.
    """
    from workbench.engines.llama import in_memory, job, native  # noqa: PLC0415 - see above

    class Model(native.LoadedModel):
        steps = 0

        def decode(self, stretches: Any) -> Any:
            rows = super().decode(stretches)
            self.steps += 1
            self.seconds += 0.5 if self.steps <= 300 else 1.6
            return rows

    # Every step is told by itself: else how many there are in a message would depend on the machine.
    setattr(job, "_TOGETHER", 0.0)  # noqa: B010 - it is not exported
    setattr(in_memory, "LoadedModel", Model)  # noqa: B010 - see above
    process.main(connection, log_path)


def eats_memory(connection: Connection, log_path: str) -> None:
    """Keeps eight more megabytes with each step."""
    from workbench.engines.llama import in_memory, native  # noqa: PLC0415 - see above

    class Model(native.LoadedModel):
        eaten: ClassVar[list[bytearray]] = []

        def decode(self, stretches: Any) -> Any:
            self.eaten.append(bytearray(b"x" * 8_000_000))
            return super().decode(stretches)

    setattr(in_memory, "LoadedModel", Model)  # noqa: B010 - see above
    process.main(connection, log_path)


CARD = Device("Vulkan0", "A card", DeviceKind.GPU, 8 << 30, 8 << 30)
"""As a build for graphics cards finds it. The processor computes the layers it is given."""


def has_a_card(connection: Connection, log_path: str) -> None:
    """A card that works."""
    _finding_a_card()
    process.main(connection, log_path)


def dies_of_its_card(connection: Connection, log_path: str) -> None:
    """A driver that does not survive the first token."""
    _finding_a_card()
    _dying_if("gpu_layers", connection, log_path)


def has_a_small_card(connection: Connection, log_path: str) -> None:
    """A card that takes one layer of those that its free memory promised, and refuses more."""
    # llama_cpp belongs into this process only.
    from workbench.engines.llama import in_memory, native  # noqa: PLC0415

    class Weights(native.Weights):
        def __init__(self, order: Load, *rest: Any) -> None:
            if order.gpu_layers > 1:
                raise EngineMemoryError("does not fit in memory")
            super().__init__(order, *rest)

    _finding_a_card()
    setattr(in_memory, "Weights", Weights)  # noqa: B010 - it is imported there, not exported
    process.main(connection, log_path)


def dies_of_looking_for_cards(connection: Connection, log_path: str) -> None:
    """A driver that does not survive being asked what there is."""
    from workbench.engines.llama import backends  # noqa: PLC0415 - llama_cpp belongs into this process only

    load = backends.load

    def dying(variant: str | None, *, graphics: bool = True) -> bool:
        if graphics:
            os.kill(os.getpid(), signal.SIGSEGV)
        return load(variant, graphics=graphics)

    backends.load = dying
    process.main(connection, log_path)


def _finding_a_card() -> None:
    from workbench.engines.llama import backends  # noqa: PLC0415 - llama_cpp belongs into this process only

    found = backends.devices
    backends.devices = lambda: (*found(), CARD)
