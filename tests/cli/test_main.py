"""The door: quick help, no Qt, one line for what is refused."""

import errno
import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from workbench import __version__
from workbench.__main__ import main as door
from workbench.cli.main import main

HEAVY = ("PySide6", "pandas", "spacy", "numpy", "llama_cpp")


def loaded(*words: str, home: Path) -> list[str]:
    """The heavy packages that a command loaded, in a process of its own."""
    program = (
        "import sys, json\n"
        f"sys.argv = ['meds-workbench', *{words!r}]\n"
        "from workbench.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "WORKBENCH_HOME": str(home)},
    )
    return list(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("words", [["--help"], ["import", "--demo"], ["tasks"], ["runs"], ["models", "list"]])
def test_commands_load_nothing_heavy(words: list[str], home: Path, cli: Any) -> None:
    """No command about files and lists loads Qt, pandas, spaCy, numpy or llama.cpp."""
    cli("import", "--demo")
    assert loaded(*words, home=home) == []


def test_help_is_quick() -> None:
    """`--help` costs less than a third of a second of the processor, the start of Python included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(3):
        subprocess.run([sys.executable, "-m", "workbench", "--help"], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Not wall time: the machine may be busy with other things.
    assert (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) / 3 < 0.3


def test_version(cli: Any) -> None:
    """The version is the package's."""
    result = cli("--version")
    assert (result.code, result.out) == (0, f"meds-workbench {__version__}\n")


def test_no_command_here_is_wrong_usage(cli: Any) -> None:
    """The command line alone wants a command; the window is opened before it is reached."""
    result = cli()
    assert (result.code, "--help" in result.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], (None, None)),
        (["--project", "a.medswb"], (Path("a.medswb"), None)),
        (["--project=a.medswb"], (Path("a.medswb"), None)),
        (["--picture", "b.png", "--project=a.medswb"], (Path("a.medswb"), Path("b.png"))),
    ],
)
def test_no_command_opens_the_window(
    words: list[str], expected: tuple[Path | None, Path | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a command the window opens, on the project that was named if one was."""
    app = pytest.importorskip("workbench.gui.app")
    opened: list[tuple[Path | None, Path | None]] = []

    def window(project: Path | None, picture: Path | None) -> int:
        opened.append((project, picture))
        return 0

    monkeypatch.setattr(app, "main", window)
    monkeypatch.setattr(sys, "argv", ["meds-workbench", *words])
    assert door() == 0
    assert opened == [expected]


def test_no_window_without_qt() -> None:
    """Where Qt is not installed the commands still work, and the window says so in one line."""
    program = (
        "import sys; sys.modules['PySide6'] = None; sys.argv = ['meds-workbench']\n"
        "from workbench.__main__ import main; sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n"), "--help" in done.stderr) == (3, 1, True)


def test_a_command_goes_to_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a command no window is needed."""
    monkeypatch.setattr(sys, "argv", ["meds-workbench", "runs"])
    assert door() == 3
    assert "There is no project" in capsys.readouterr().err


def test_what_the_disk_refuses_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error of the operating system names the file and the reason, as code 3."""

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", "x.medswb")

    monkeypatch.setattr("workbench.cli.main._command", lambda _name: full)
    assert main(["tasks"]) == 3
    assert capsys.readouterr().err == "meds-workbench: x.medswb: No space left on device.\n"


def test_interrupted_is_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C in any command ends it without a traceback."""

    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("workbench.cli.main._command", lambda _name: interrupted)
    assert main(["tasks"]) == 130
    assert capsys.readouterr().err == "meds-workbench: stopped.\n"


def test_a_reader_that_leaves_is_no_error(home: Path, cli: Any) -> None:
    """`meds-workbench show … | head -1` ends quietly."""
    cli("import", "--demo")
    task = cli("tasks", "--json").json[0]["task_id"]
    program = f"{sys.executable} -m workbench show {task} --json | head -c 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "WORKBENCH_HOME": str(home), "PYTHONUNBUFFERED": "1"},
    )
    assert done.stderr == ""
    assert done.stdout == "[141\n"
