"""A stand-in for a server that speaks the chat-completions protocol: it answers what a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

Reply = tuple[int, dict[str, str], bytes]


def completion(content: str) -> Reply:
    """What a server sends round the words of a model."""
    said = {"choices": [{"index": 0, "message": {"role": "assistant", "content": content}}]}
    return 200, {"Content-Type": "application/json"}, json.dumps(said).encode()


def event(**fields: Any) -> dict[str, Any]:
    """An event as a model gives it."""
    usual = {
        "type": "SANCTION", "mode": "withdraw", "actor": ["CHL"], "recipient": ["PER"], "symmetric": False,
        "status": "happened", "date": None, "sentence": 0, "quote": "recalled its ambassador to Peru",
    }  # fmt: skip
    return usual | fields


def events(*found: dict[str, Any]) -> Reply:
    """An answer with these events."""
    return completion(json.dumps({"events": list(found)}))


class StandIn:
    """A server on this machine. `replies` are given in turn, the last again and again; `requests` are kept."""

    def __init__(self) -> None:
        self.replies: list[Reply] = [events()]
        self.requests: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.delay = 0.0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # the name that http.server calls
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.requests.append((self.path, dict(self.headers), body))
                reply = outer.replies.pop(0) if len(outer.replies) > 1 else outer.replies[0]
                time.sleep(outer.delay)
                self.answer(*reply)

            def answer(self, status: int, headers: dict[str, str], data: bytes) -> None:
                try:
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(data)))
                    self.end_headers()
                    self.wfile.write(data)
                except OSError:
                    return  # whoever asked has gone

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.endpoint = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def standin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """A server of its own for a test, and an empty cache; no key."""
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("FOEDUS_LLM_KEY", raising=False)
    made = StandIn()
    yield made
    made.close()


@pytest.fixture
def say() -> Callable[..., Reply]:
    """Makes a reply with these events."""
    return events


@pytest.fixture
def give() -> Callable[..., dict[str, Any]]:
    """Makes an event as a model gives it."""
    return event


@pytest.fixture
def words() -> Callable[[str], Reply]:
    """Makes a reply with these words."""
    return completion
