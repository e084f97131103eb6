"""What every test can count on: a home of its own, no network but this machine, the shared data or a skip."""

import os
import socket
from pathlib import Path

import pytest

from workbench.engines import power

# Without a display Qt aborts the whole process unless this is set before the first import.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test alone for everything the program writes."""
    folder = tmp_path / "home"
    monkeypatch.setenv("WORKBENCH_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anywhere but the loopback addresses is an error."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def plugged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs of tests do not wait for whoever unplugged this machine."""
    monkeypatch.setattr(power, "on_battery", lambda: False)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real MedS-Bench files beside the checkout; they are not redistributed with the project."""
    folder = Path(os.environ.get("MEDSBENCH_DATA", CHECKOUT.parent / "shared" / "data"))
    if not (folder / "medsbench").is_dir():
        pytest.skip(f"needs the real MedS-Bench files in {folder} (or in MEDSBENCH_DATA)")
    return folder
