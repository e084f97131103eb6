"""What llama.cpp says while it works. Imported in the engine's process only."""

import ctypes
from collections import deque

import llama_cpp


class Log:
    """The last lines of llama.cpp's log, for the text of an error. Nothing is printed."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque(maxlen=60)
        # Kept here, because C holds no reference.
        self._callback = llama_cpp.llama_log_callback(self._add)
        llama_cpp.llama_log_set(self._callback, ctypes.c_void_p(0))

    def _add(self, _level: int, text: bytes, _data: object) -> None:
        line = text.decode("utf-8", "replace").rstrip()
        if line and line.strip("."):
            self._lines.append(line)

    def clear(self) -> None:
        """Forget what was said so far."""
        self._lines.clear()

    def said(self, *words: str) -> str | None:
        """The last line with one of `words`, without the function's name before it."""
        for line in reversed(self._lines):
            if any(word in line.lower() for word in words):
                return line.split(": ", 1)[-1].strip()
        return None
