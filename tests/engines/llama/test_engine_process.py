"""The engine's process says what can compute, and starts where looking for graphics cards ends badly."""

import sys

import pytest

from tests.engines.llama import entries
from workbench.engines.llama.devices import DeviceKind, cards
from workbench.engines.llama.engine_process import EngineProcess, find_devices

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def test_the_processor_is_listed() -> None:
    """In every build, with the machine's memory."""
    devices = find_devices().devices
    processor = next(device for device in devices if device.kind is DeviceKind.CPU)
    assert processor.description
    assert processor.total is not None
    assert processor.total > 1 << 28


def test_a_driver_that_dies_of_being_asked_is_not_asked_again() -> None:
    """The process starts without looking for cards, now and later; why is kept."""
    process = EngineProcess(entries.dies_of_looking_for_cards, 60.0)
    for _ in range(2):
        assert not cards(process.started().devices)
        assert process.card_problem is not None
        assert "SIGSEGV" in process.card_problem
        process.close()
