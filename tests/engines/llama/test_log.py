"""What llama.cpp says is kept for errors, and printed nowhere."""

import pytest

from tests.engines.llama.in_process import llama_cpp_log


def test_the_last_line_with_a_word_is_found(capfd: pytest.CaptureFixture[str]) -> None:
    """Without the name of the function that said it; lines of dots are progress and no words."""
    log = llama_cpp_log()
    log.clear()
    for line in (b"load: failed to open\n", b"....\n", b"decode: failed to find room\n", b"done\n"):
        log._add(0, line, None)
    assert log.said("fail") == "failed to find room"
    assert log.said("absent") is None
    log.clear()
    assert log.said("fail") is None
    assert capfd.readouterr() == ("", "")
