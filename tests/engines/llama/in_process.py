"""llama.cpp in the tests' own process, for what is looked at without a process between."""

from functools import cache

from workbench.engines.llama import backends
from workbench.engines.llama.log import Log


@cache
def llama_cpp_log() -> Log:
    """llama.cpp with its libraries, once for this process. C holds no reference to the log."""
    log = Log()
    backends.load(next(iter(backends.cpu_variants()), None))
    return log
