"""A server that speaks the chat completions protocol, well or badly, as a test asks it to."""

import hashlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[["Handler", dict[str, Any]], None]
"""Answers one request, given its body."""


@dataclass
class ChatServer:
    """What a test sets and looks at."""

    reply: Reply
    models: Sequence[str] | None = ("tiny",)
    """None: the server does not tell."""
    listing: object = None
    """Sent instead of the list of models, when not None."""
    listing_pause: float = 0.0
    listing_status: int = 200
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    stopped: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over: a reply that stalls waits for it."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"

    @property
    def state(self) -> ChatServer:
        """The server's state."""
        return self.server.state  # type: ignore[attr-defined, no-any-return]

    def log_message(self, format: str, *args: object) -> None:
        """Tests print nothing."""

    def do_GET(self) -> None:
        """Which models there are."""
        self.state.stopped.wait(self.state.listing_pause)
        if self.state.listing_status != 200:
            self.json({"detail": "no"}, self.state.listing_status)
        elif self.state.listing is not None:
            self.json(self.state.listing)
        elif self.path != "/v1/models" or self.state.models is None:
            self.json({"error": {"message": f"no route {self.path}"}}, 404)
        else:
            self.json({"object": "list", "data": [{"id": name} for name in self.state.models]})

    def do_POST(self) -> None:
        """A chat completion."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.state.lock:
            self.state.asked.append(body)
            self.state.keys.append(self.headers["Authorization"])
            self.state.at_once += 1
            self.state.most_at_once = max(self.state.most_at_once, self.state.at_once)
        try:
            self.state.reply(self, body)
        except OSError:
            pass  # the client has gone
        finally:
            with self.state.lock:
                self.state.at_once -= 1
        self.close_connection = True

    def json(self, answer: object, status: int = 200) -> None:
        """Send a JSON document."""
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def begin(self) -> None:
        """Send the head of a stream."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self.end_headers()
        self.send(b": a comment, as some servers send while a prompt is computed\n\n")

    def send(self, data: bytes) -> None:
        """Send bytes at once."""
        self.wfile.write(data)
        self.wfile.flush()

    def piece(self, text: str | None, finish: str | None = None) -> None:
        """Send a piece of an answer."""
        self.data({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": finish}]})

    def data(self, chunk: object) -> None:
        """Send a chunk."""
        self.send(b"data: " + json.dumps(chunk).encode() + b"\n\n")

    def done(self, prompt_tokens: int = 7, completion_tokens: int = 3) -> None:
        """Send the end of a stream, with the number of tokens."""
        usage = {
            "prompt_tokens": prompt_tokens,
            "completion_tokens": completion_tokens,
            "prompt_tokens_details": {"cached_tokens": 2},
        }
        self.data({"choices": [], "usage": usage})
        self.send(b"data: [DONE]\n\n")


def answering(*pieces: str, finish: str = "stop", pause: float = 0.0) -> Reply:
    """A reply that streams `pieces`."""

    def reply(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin()
        handler.piece(None)
        for text in pieces:
            time.sleep(pause)
            handler.piece(text)
        handler.piece(None, finish)
        handler.done()

    return reply


@contextmanager
def serving(reply: Reply, **options: Any) -> Iterator[ChatServer]:
    """A server on a free port of this machine."""
    state = ChatServer(reply, **options)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.state = state  # type: ignore[attr-defined]
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.stopped.set()
        server.shutdown()
        server.server_close()


def speaking(handler: Handler, body: dict[str, Any]) -> None:
    """What a real server would do: an answer that depends on the prompt, up to a length or a stop."""
    text = " ".join(message["content"] for message in body["messages"])
    seed = hashlib.sha256(text.encode()).hexdigest()
    whole = " ".join(seed[place : place + 5] for place in range(0, 60, 3))
    ends = [whole.index(stop) for stop in body.get("stop", ()) if stop in whole]
    words = re.findall(r" ?[^ ]+", whole[: min(ends)] if ends else whole)
    handler.begin()
    for word in words[: body["max_tokens"]]:
        time.sleep(0.001)
        handler.piece(word)
    handler.piece(None, "length" if len(words) > body["max_tokens"] else "stop")
    handler.done(len(text.split()), min(len(words), body["max_tokens"]))
