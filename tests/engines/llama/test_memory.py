"""What this machine can give is a number that makes sense."""

import sys

import pytest

from workbench.engines.llama.memory import available_memory, memory_kills


def test_available_memory_is_plausible() -> None:
    """More than this test needs, less than a million gigabytes."""
    assert 10 << 20 < available_memory() < 10**15


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_kills_are_counted() -> None:
    """A number from the kernel."""
    kills = memory_kills()
    assert kills is None or kills >= 0
