"""Results go to standard output, everything else to standard error; JSON is readable in six languages."""

import io
import json
import os
import signal
import subprocess
import sys

import pytest

from workbench.cli.output import Output, duration, size, stopping


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


def output(err: io.StringIO | None = None) -> tuple[Output, io.StringIO, io.StringIO]:
    """An output and what it wrote to."""
    out, error = io.StringIO(), err or io.StringIO()
    return Output(True, out, error), out, error


def test_json_keeps_letters() -> None:
    """Letters of six languages are written as they are, not as escapes."""
    said, out, _ = output()
    said.document({"input": "患者は боль déjà"})
    assert "患者は боль déjà" in out.getvalue()
    assert json.loads(out.getvalue()) == {"input": "患者は боль déjà"}


@pytest.mark.parametrize("items", [[], [1], [{"a": "é"}, {"b": None}]])
def test_listing_is_one_document(items: list[object]) -> None:
    """A list is written item by item and is one JSON document, empty or not."""
    said, out, _ = output()
    said.listing(iter(items))
    assert json.loads(out.getvalue()) == items


def test_events_are_lines() -> None:
    """Each event is one line, whatever text it holds."""
    said, out, _ = output()
    said.event({"text": "a\nb\u2028c"})
    said.event({"text": ""})
    assert [json.loads(line) for line in out.getvalue().split("\n")[:-1]] == [
        {"text": "a\nb\u2028c"},
        {"text": ""},
    ]


def test_progress_is_one_line_on_a_terminal() -> None:
    """A terminal shows one line that is redrawn and taken away before anything else is said."""
    said, _, err = output(Screen())
    said.progress("1 of 2")
    said.note("done")
    assert err.getvalue() == "\r\x1b[K1 of 2\r\x1b[Kdone\n"


def test_progress_is_rare_elsewhere() -> None:
    """In a log file progress comes now and then, a line each, without control characters."""
    said, _, err = output()
    for number in range(100):
        said.progress(f"{number} of 100")
    assert err.getvalue() == "0 of 100\n"


def test_first_interruption_is_a_wish() -> None:
    """Ctrl-C lets the work end where it is safe; a second one interrupts."""
    with stopping() as wish:
        assert wish.signal is None
        os.kill(os.getpid(), signal.SIGTERM)
        assert wish.signal == signal.SIGTERM
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_standard_output_is_utf8_under_any_locale() -> None:
    """Under LANG=C too; a lone surrogate is written as its JSON escape."""
    program = (
        "import sys; from workbench.cli.output import Output, speak_utf8; speak_utf8();"
        "Output(True, sys.stdout, sys.stderr).event(['\\u60a3\\u8005', '\\ud800'])"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", program],
        capture_output=True,
        check=True,
        env={**os.environ, "LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    )
    assert "患者" in done.stdout.decode()
    assert json.loads(done.stdout) == ["患者", "\ud800"]


def test_lengths_of_time_and_sizes() -> None:
    """Times and sizes are told in the unit a person would choose."""
    assert [duration(seconds) for seconds in (0.4, 59, 61, 5000, 6000)] == [
        "0 s",
        "59 s",
        "1 min",
        "83 min",
        "1 h 40 min",
    ]
    assert [size(count) for count in (12, 1200, 12_000_000, 5_000_000_000)] == [
        "12 B",
        "1.2 kB",
        "12.0 MB",
        "5.0 GB",
    ]
