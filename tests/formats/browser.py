"""A headless Chromium for tests, driven over WebDriver (W3C) with the standard library alone."""

import base64
import json
import shutil
import subprocess
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from types import TracebackType
from typing import Any, Self

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
)
KEYS = {"Down": "\ue015", "Right": "\ue014", "Tab": "\ue004", "Escape": "\ue00c", "Enter": "\ue007"}

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


def missing() -> str:
    """Why there is no browser to drive; empty when there is one."""
    absent = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    return f"needs {' and '.join(absent)} (Debian: chromium chromium-driver)" if absent else ""


class Browser:
    """One window of its own, with nothing from before; gone at the end of the block."""

    def __init__(self, width: int = 1280, height: int = 900) -> None:
        self._size = width, height

    def __enter__(self) -> Self:
        self._profile = tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True)
        self._driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            self._port = self._its_port()
            width, height = self._size
            options = {
                "args": [*FLAGS, f"--user-data-dir={self._profile.name}", f"--window-size={width},{height}"]
            }
            wanted = {
                "browserName": "chrome",
                "goog:chromeOptions": options,
                "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"},
            }
            answer = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
            self._session = f"/session/{answer['sessionId']}"
            # Away from the browser's own first page, whose requests are not the tested page's.
            self._ask("POST", f"{self._session}/url", {"url": "about:blank"})
            self.log("performance")
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._ask("DELETE", self._session)
        finally:
            self._end()

    def open(self, page: Path, part: str = "") -> None:
        """Load a file from the disk, at the place that `part` names."""
        self._ask("POST", f"{self._session}/url", {"url": page.resolve().as_uri() + part})

    def open_part(self, part: str) -> None:
        """Go to a place of the page, and wait until it has noticed."""
        self.run("location.hash = arguments[0]", part)
        self.wait("return document.querySelector(arguments[0]).checkVisibility()", part)

    def wait(self, script: str, *arguments: object) -> None:
        """Until what `script` returns is true; ten seconds at most."""
        until = time.monotonic() + 10
        while not self.run(script, *arguments):
            assert time.monotonic() < until, f"still not: {script}"
            time.sleep(0.02)

    def run(self, script: str, *arguments: object) -> Any:
        """What a function's body returns in the page."""
        return self._ask("POST", f"{self._session}/execute/sync", {"script": script, "args": arguments})

    def click(self, selector: str) -> None:
        """A click with the pointer on the first element that `selector` finds."""
        self._ask("POST", f"{self._session}/element/{self._find(selector)}/click", {})

    def type(self, selector: str, text: str) -> None:
        """Keys into the first element that `selector` finds."""
        self._ask("POST", f"{self._session}/element/{self._find(selector)}/value", {"text": text})

    def press(self, *keys: str) -> None:
        """Keys of `KEYS` to whatever has the focus."""
        steps = [{"type": kind, "value": KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keyboard", "actions": steps}]
        self._ask("POST", f"{self._session}/actions", {"actions": actions})

    def hover(self, selector: str) -> None:
        """Move the pointer onto the first element that `selector` finds."""
        step = {"type": "pointerMove", "origin": {_ELEMENT: self._find(selector)}, "x": 0, "y": 0}
        self._ask(
            "POST",
            f"{self._session}/actions",
            {"actions": [{"type": "pointer", "id": "mouse", "actions": [step]}]},
        )

    def emulate(self, **features: str) -> None:
        """Media features as a person's system would have them, such as prefers_color_scheme="dark"."""
        listed = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self._devtools("Emulation.setEmulatedMedia", {"features": listed})

    def media(self, kind: str) -> None:
        """Lay the page out for "print", or with an empty text for the screen again."""
        self._devtools("Emulation.setEmulatedMedia", {"media": kind})

    def log(self, kind: str) -> list[Any]:
        """What was logged since last asked: "browser" for the console, "performance" for DevTools events."""
        entries: list[Any] = self._ask("POST", f"{self._session}/se/log", {"type": kind})
        if kind == "performance":
            return [json.loads(entry["message"])["message"] for entry in entries]
        return entries

    def requests(self) -> list[str]:
        """The addresses that the page asked for since last asked."""
        return [
            event["params"]["request"]["url"]
            for event in self.log("performance")
            if event["method"] == "Network.requestWillBeSent"
        ]

    def picture(self, file: Path) -> None:
        """The window as it looks, as PNG."""
        file.write_bytes(base64.b64decode(self._ask("GET", f"{self._session}/screenshot")))

    def _devtools(self, command: str, parameters: dict[str, object]) -> Any:
        return self._ask("POST", f"{self._session}/goog/cdp/execute", {"cmd": command, "params": parameters})

    def _find(self, selector: str) -> str:
        found = self._ask("POST", f"{self._session}/element", {"using": "css selector", "value": selector})
        return str(found[_ELEMENT])

    def _its_port(self) -> int:
        assert self._driver.stdout is not None
        for line in self._driver.stdout:
            if "started successfully on port" in line:
                return int(line.rstrip().rstrip(".").rpartition(" ")[2])
        raise AssertionError("chromedriver did not start")

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            text = None if body is None else json.dumps(body)
            connection.request(method, path, text, {"Content-Type": "application/json"})
            value = json.loads(connection.getresponse().read())["value"]
        finally:
            connection.close()
        if isinstance(value, dict) and "error" in value:
            raise AssertionError(f"{value['error']}: {value['message']}")
        return value

    def _end(self) -> None:
        self._driver.terminate()
        self._driver.wait(10)
        if self._driver.stdout is not None:
            self._driver.stdout.close()
        self._profile.cleanup()
