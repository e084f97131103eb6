"""What the hardware allows, measured: an engine cannot write faster than its weights can be read."""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

_BYTES = 256 << 20
_ATTEMPTS = 5


def memory_bandwidth(threads: int) -> float:
    """Bytes per second that so many threads read from memory together; the best of a few attempts."""
    blocks = [np.ones(_BYTES // 8, np.uint64) for _ in range(threads)]
    best = 0.0
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(_ATTEMPTS):
            began = time.perf_counter()
            # numpy lets go of the interpreter while it adds.
            list(pool.map(np.sum, blocks))
            best = max(best, threads * _BYTES / (time.perf_counter() - began))
    return best
