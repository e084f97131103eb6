"""What this machine can give is a number that makes sense."""

import mmap
import os
import sys

import pytest

from workbench.engines.llama.memory import available_memory, memory_held, memory_kills


def test_available_memory_is_plausible() -> None:
    """More than this test needs, less than a million gigabytes."""
    assert 10 << 20 < available_memory() < 10**15


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_kills_are_counted() -> None:
    """A number from the kernel."""
    kills = memory_kills()
    assert kills is None or kills >= 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_what_a_process_holds_grows_with_what_it_takes() -> None:
    """Fifty megabytes more are seen, and a process that is not there holds nothing."""
    before = memory_held(os.getpid())
    # Pages of its own, so that nothing which was freed before is taken again.
    with mmap.mmap(-1, 50 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as taken:
        taken.write(b"x" * len(taken))
        assert memory_held(os.getpid()) - before > len(taken) * 0.9
    assert memory_held(2**31 - 1) == 0
