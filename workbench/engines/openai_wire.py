"""What goes over the wire to an OpenAI-compatible server: addresses, requests, streamed answers."""

import contextlib
import http.client
import json
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from workbench.domain.errors import BrokenAnswerError, EndpointError

_PORTS = {"http": 80, "https": 443}
_COMPLETIONS = "/chat/completions"
_CONNECT_SECONDS = 10.0
_LONGEST_LINE = 1 << 22
_LONGEST_ANSWER = 1 << 26
_EXCERPT = 300


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a server is."""

    scheme: str
    host: str
    port: int
    path: str
    """Before "/chat/completions", without a slash at its end."""
    key: str | None = field(default=None, repr=False)
    """Sent as a bearer token; shown nowhere."""

    @property
    def address(self) -> str:
        """The address as a person would write it; without the key."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


def parse_address(url: str, key: str | None = None) -> tuple[Endpoint, str | None]:
    """The endpoint at `url`, and the model named behind a "#", if any.

    Raises:
        EndpointError: it is no http or https address.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise EndpointError(f"“{url}” is no address: {error}.") from None
    if parts.scheme not in _PORTS or not host or not url.isprintable() or " " in url:
        raise EndpointError(f"“{url}” is no address of a server; write it like http://127.0.0.1:8080/v1.")
    if parts.username is not None or parts.query:
        raise EndpointError(f"The address of {host} must have no user name, password or query.")
    path = parts.path.rstrip("/").removesuffix(_COMPLETIONS) or "/v1"
    endpoint = Endpoint(parts.scheme, host, port or _PORTS[parts.scheme], path, key)
    return endpoint, unquote(parts.fragment) or None


class Exchange:
    """One request and its answer. `cancel` may be called from any thread, at any time."""

    def __init__(self, endpoint: Endpoint, stall_seconds: float) -> None:
        self._endpoint = endpoint
        self._stall_seconds = stall_seconds
        self._cancelled = threading.Event()
        self.stalled = False
        """Whether it ended because nothing came for too long."""
        self._socket: socket.socket | None = None

    def cancel(self) -> None:
        """End the exchange at once; whoever reads it gets an error."""
        self._cancelled.set()
        if self._socket is not None:
            # Closing alone would not wake the thread that reads.
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def wait(self, seconds: float) -> bool:
        """Wait before another try; False when cancelled meanwhile."""
        return not self._cancelled.wait(seconds)

    def models(self) -> tuple[str, ...] | None:
        """The names of the models the server offers; None when it does not tell."""
        try:
            with self._request("GET", "/models", None) as response:
                found = json.loads(self._read(response))
        except EndpointError as error:
            if error.status in {404, 405, 501}:
                return None
            raise
        except (ValueError, RecursionError):
            return None
        entries = found.get("data") if isinstance(found, dict) else None
        if not isinstance(entries, list):
            return None
        return tuple(str(entry["id"]) for entry in entries if isinstance(entry, dict) and "id" in entry)

    def chat(self, body: Mapping[str, object]) -> Iterator[dict[str, Any]]:
        """Ask for a chat completion; yields the chunks of its stream, up to the end that the server marks.

        Raises:
            EndpointError: the server cannot be reached, or answers with an error.
            BrokenAnswerError: the answer broke off, stalled, or was not understood.
        """
        with self._request("POST", _COMPLETIONS, body) as response:
            if "text/event-stream" not in (response.getheader("Content-Type") or ""):
                # Some servers do not stream whatever they are asked.
                yield self._chunk(self._read(response))
                return
            while line := self._line(response):
                name, _, data = line.rstrip(b"\r\n").partition(b":")
                if name != b"data":
                    continue
                data = data.strip()
                if data == b"[DONE]":
                    return
                yield self._chunk(data)
            raise self._broken("the connection closed before the answer ended")

    @contextlib.contextmanager
    def _request(self, method: str, path: str, body: object) -> Iterator[http.client.HTTPResponse]:
        """Send a request; gives the answer with its head read and its status good."""
        kind = http.client.HTTPSConnection if self._endpoint.scheme == "https" else http.client.HTTPConnection
        connection = kind(self._endpoint.host, self._endpoint.port, timeout=_CONNECT_SECONDS)
        with contextlib.closing(connection):
            self._connect(connection)
            try:
                connection.request(method, self._endpoint.path + path, *self._content(body))
                response = connection.getresponse()
            except (OSError, http.client.HTTPException) as error:
                raise self._cut(error) from None
            with contextlib.closing(response):
                if response.status != http.HTTPStatus.OK:
                    raise self._refused(response)
                yield response

    def _connect(self, connection: http.client.HTTPConnection) -> None:
        try:
            connection.connect()
        except OSError as error:
            reason = error.strerror or str(error)
            raise EndpointError(
                f"{self._endpoint.address} cannot be reached: {reason}. Is the server running there?"
            ) from None
        connection.sock.settimeout(self._stall_seconds)
        self._socket = connection.sock
        if self._cancelled.is_set():
            raise self._broken("it was cancelled")

    def _content(self, body: object) -> tuple[bytes | None, dict[str, str]]:
        """What a request carries, and its headers."""
        headers = {"Accept": "text/event-stream, application/json", "Connection": "close"}
        if self._endpoint.key is not None:
            headers["Authorization"] = f"Bearer {self._endpoint.key}"
        if body is None:
            return None, headers
        return json.dumps(body).encode(), headers | {"Content-Type": "application/json"}

    def _refused(self, response: http.client.HTTPResponse) -> EndpointError:
        """What the server says instead of an answer."""
        try:
            said = response.read(1 << 16).decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            said = ""
        with contextlib.suppress(ValueError, RecursionError):
            said = _said(json.loads(said)) or said
        excerpt = " ".join(said.split())[:_EXCERPT]
        where = response.getheader("Location")
        hint = f" It moved to {where}; use that address." if where else ""
        head = f"{self._endpoint.address} answered {response.status} {response.reason}"
        return EndpointError(f"{head}: {excerpt}{hint}" if excerpt else f"{head}.{hint}", response.status)

    def _read(self, response: http.client.HTTPResponse) -> bytes:
        try:
            return response.read(_LONGEST_ANSWER)
        except (OSError, http.client.HTTPException) as error:
            raise self._cut(error) from None

    def _line(self, response: http.client.HTTPResponse) -> bytes:
        try:
            return response.readline(_LONGEST_LINE)
        except (OSError, http.client.HTTPException) as error:
            raise self._cut(error) from None

    def _cut(self, error: Exception) -> BrokenAnswerError:
        if isinstance(error, TimeoutError):
            self.stalled = True
            return self._broken(f"nothing came for {self._stall_seconds:g} seconds")
        return self._broken(getattr(error, "strerror", None) or str(error) or type(error).__name__)

    def _chunk(self, data: bytes) -> dict[str, Any]:
        try:
            chunk = json.loads(data)
        except (ValueError, RecursionError):
            raise self._broken("a part of it is not JSON") from None
        if not isinstance(chunk, dict):
            raise self._broken("a part of it is no JSON object")
        if chunk.get("error"):
            raise self._broken(f"the server says: {_said(chunk) or 'an error'}"[:_EXCERPT])
        return chunk

    def _broken(self, why: str) -> BrokenAnswerError:
        return BrokenAnswerError(f"The answer of {self._endpoint.address} broke off: {why}.")


def _said(answer: object) -> str:
    """The message in a server's report of an error."""
    error = answer.get("error", answer) if isinstance(answer, dict) else answer
    said = error.get("message", "") if isinstance(error, dict) else error
    return said if isinstance(said, str) else ""
